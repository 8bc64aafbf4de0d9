package html

import (
	"fmt"
	"strings"

	"nines/templates"
)

// palette gives every colour of the theme a name, so that the page can show it lighter or darker: drawings name their
// colours by class, and the style sheet has a second set for dark screens.
type palette struct {
	theme *templates.Theme
	names map[string]string // #RRGGBB in upper case -> name
	order []string          // the names, each once
}

// newPalette keeps the first name of a colour: the hottest step of a heat map is the theme's red, its coldest the paper.
func newPalette(t *templates.Theme) *palette {
	p := &palette{theme: t, names: map[string]string{}}
	for _, c := range t.Colours.Named() {
		key := strings.ToUpper(c.Hex)
		if _, known := p.names[key]; known || !templates.IsColour(c.Hex) {
			continue
		}
		p.names[key] = c.Name
		p.order = append(p.order, c.Name)
	}
	return p
}

// css declares the colours as variables, with a class to fill and one to stroke in each.
func (p *palette) css() string {
	var classes strings.Builder
	for _, name := range p.order {
		fmt.Fprintf(&classes, ".f-%s{fill:var(--%s)}.s-%s{stroke:var(--%s)}\n", name, name, name, name)
	}
	return p.theme.Variables() + classes.String()
}
