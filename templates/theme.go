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
