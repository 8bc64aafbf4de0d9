package templates

import "sync"

// Theme is the looks: colours as #RRGGBB, sizes in points.
type Theme struct {
	Colours struct {
		Ink, Grey, Prev, Rule, Wash  string
		Red, Amber, Green, Blue      string
		Bluewash, Redwash, Amberwash string
		Heat                         []string // four steps, lightest first
		HeatText                     []string `yaml:"heat_text"`
	}
	Sizes struct {
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
