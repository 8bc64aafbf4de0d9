package templates

import (
	"fmt"
	"strings"
)

// Colours are the colours of a theme, as #RRGGBB. theme.yaml says what each is for.
type Colours struct {
	Paper, Ink, Grey, Prev, Rule, Wash string
	Red, Amber, Green, Blue            string
	Bluewash, Redwash, Amberwash       string
	Heat                               []string // four steps, lightest first
	HeatText                           []string `yaml:"heat_text"`
}

// Named is a colour with its name: as a variable of a style sheet, without the hyphens.
type Named struct{ Name, Hex string }

// Named lists the colours in the order in which they stand above; the steps of a heat map are heat0 to heat3. What text
// is written on those is one of the others, and not listed.
func (c *Colours) Named() []Named {
	list := []Named{
		{"paper", c.Paper},
		{"ink", c.Ink},
		{"grey", c.Grey},
		{"prev", c.Prev},
		{"rule", c.Rule},
		{"wash", c.Wash},
		{"red", c.Red},
		{"amber", c.Amber},
		{"green", c.Green},
		{"blue", c.Blue},
		{"bluewash", c.Bluewash},
		{"redwash", c.Redwash},
		{"amberwash", c.Amberwash},
	}
	for i, hex := range c.Heat {
		list = append(list, Named{fmt.Sprint("heat", i), hex})
	}
	return list
}

// Variables declares the colours as variables of a style sheet, for light screens and paper, and for dark screens. A
// colour of another form than #RRGGBB is left out.
func (t *Theme) Variables() string {
	return ":root{" + declared(&t.Colours) + "}\n@media screen and (prefers-color-scheme:dark){:root{" + declared(&t.Dark) + "}}\n"
}

func declared(c *Colours) string {
	var b strings.Builder
	for _, one := range c.Named() {
		if IsColour(one.Hex) {
			fmt.Fprintf(&b, "--%s:%s;", one.Name, one.Hex)
		}
	}
	return b.String()
}

// IsColour tells whether a text is a colour as #RRGGBB.
func IsColour(hex string) bool {
	return len(hex) == 7 && hex[0] == '#' && strings.Trim(hex[1:], "0123456789abcdefABCDEF") == ""
}
