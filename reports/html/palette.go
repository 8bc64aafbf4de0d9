package html

import (
	"fmt"
	"strings"

	"nines/templates"
)

// palette gives every colour of the theme a name, so that the page can show it lighter or darker: drawings name their
// colours by class, and the style sheet has a second set for dark screens.
type palette struct {
	colours []colour
	names   map[string]string // #RRGGBB in upper case -> name
}

type colour struct{ name, hex string }

func newPalette(t *templates.Theme) *palette {
	c := t.Colours
	p := &palette{names: map[string]string{}}
	for _, one := range []colour{
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
		{"paper", "#FFFFFF"},
	} {
		p.add(one)
	}
	for i, hex := range c.Heat {
		p.add(colour{fmt.Sprint("heat", i), hex})
	}
	return p
}

// add keeps the first name of a colour: the hottest step of a heat map is the theme's red, its coldest the paper.
func (p *palette) add(c colour) {
	key := strings.ToUpper(c.hex)
	if _, known := p.names[key]; known || !isColour(c.hex) {
		return
	}
	p.names[key] = c.name
	p.colours = append(p.colours, c)
}

func isColour(hex string) bool {
	return len(hex) == 7 && hex[0] == '#' && strings.Trim(hex[1:], "0123456789abcdefABCDEF") == ""
}

// css declares the colours as variables, with a class to fill and one to stroke in each.
func (p *palette) css() string {
	var variables, classes strings.Builder
	for _, c := range p.colours {
		fmt.Fprintf(&variables, "--%s:%s;", c.name, c.hex)
		fmt.Fprintf(&classes, ".f-%s{fill:var(--%s)}.s-%s{stroke:var(--%s)}\n", c.name, c.name, c.name, c.name)
	}
	return ":root{" + variables.String() + "}\n" + classes.String()
}
