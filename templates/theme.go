package templates

import "sync"

// Theme is the looks: colours as #RRGGBB, sizes in points.
type Theme struct {
	Colours Colours // on paper and on light screens
	Dark    Colours // the same colours as dark screens show them
	Sizes   struct {
		Message, Figure, Title, Body, Dense, Small, Tiny float64
	}
	Page struct {
		Margin, Gutter, Baseline float64
		Columns                  int
	}
}

var readTheme = sync.OnceValues(func() (*Theme, error) {
	var t Theme
	if err := read("theme.yaml", &t); err != nil {
		return nil, err
	}
	return &t, nil
})

// LoadTheme returns the built-in theme.
func LoadTheme() (*Theme, error) { return readTheme() }

// With returns the theme with other colours, #RRGGBB by the names of theme.yaml; a name that is none of them is passed
// over.
func (t *Theme) With(colours map[string]string) *Theme {
	own := *t
	c := &own.Colours
	places := map[string]*string{
		"ink": &c.Ink, "grey": &c.Grey, "prev": &c.Prev, "rule": &c.Rule, "wash": &c.Wash,
		"red": &c.Red, "amber": &c.Amber, "green": &c.Green, "blue": &c.Blue,
		"bluewash": &c.Bluewash, "redwash": &c.Redwash, "amberwash": &c.Amberwash,
	}
	for name, colour := range colours {
		if place, ok := places[name]; ok {
			*place = colour
		}
	}
	return &own
}
