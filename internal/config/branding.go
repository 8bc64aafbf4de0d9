package config

import (
	"maps"
	"math"
	"regexp"
	"slices"
	"strconv"

	"go.yaml.in/yaml/v3"
)

// Branding is what an organisation adds to the looks of its reports. Its files are opened when a report is made.
type Branding struct {
	Logo         string            // a PNG or JPEG file, "" for none
	Colours      map[string]string // #RRGGBB by the name of the theme's colour
	Font         string            // a TrueType file, "" for the built-in one; with FontBold or not at all
	FontBold     string
	FallbackFont string // a TrueType file for what the others lack, "" for none
}

func (d *decoder) branding(n *yaml.Node) {
	into := &d.config.Branding
	present := d.mapping(n, "branding", keys{
		"logo":          d.path(&into.Logo),
		"colours":       d.colours(&into.Colours),
		"font":          d.path(&into.Font),
		"font_bold":     d.path(&into.FontBold),
		"fallback_font": d.path(&into.FallbackFont),
	})
	for one, other := range map[string]string{"font": "font_bold", "font_bold": "font"} {
		if present[one] != nil && present[other] == nil {
			d.problem(present[one], "branding has %s without %s: bold figures are what wants attention, so name both", one, other)
		}
	}
}

// palette is what each colour may be: its contrast with white, 1 to 21, as WCAG 2.2 measures it. Contrasts multiply: the
// least of a colour for text over the most of one for a ground still gives 4.5 for small type on that ground.
var palette = map[string]struct {
	least, most float64
	use         string
}{
	"ink":  {7, 21, "text"},
	"grey": {5.9, 21, "small text"}, "red": {5.9, 21, "text"}, "blue": {5.9, 21, "text"}, "green": {4.5, 21, "text"},
	"prev": {2.5, 21, "bars"}, "amber": {1.5, 21, "the sign of a warning"},
	"rule": {1, 2.5, "row lines"},
	"wash": {1, 1.3, "a ground"}, "bluewash": {1, 1.3, "a ground"}, "redwash": {1, 1.3, "a ground"}, "amberwash": {1, 1.3, "a ground"},
}

var hexColour = regexp.MustCompile(`^#[0-9A-Fa-f]{6}$`)

func (d *decoder) colours(into *map[string]string) read {
	return func(n *yaml.Node) {
		*into = map[string]string{}
		for _, e := range d.entries(n, "colours") {
			bounds, ok := palette[e.name]
			if !ok {
				d.problem(e.key, "unknown key %q in colours; %s", e.name, suggest(e.name, slices.Sorted(maps.Keys(palette))))
				continue
			}
			const want = `a colour in quotes, such as "#0A5C9E"`
			text, ok := d.scalar(e.value, want)
			if !ok {
				continue
			}
			if !hexColour.MatchString(text) {
				d.problem(e.value, "expected %s, found %s", want, found(e.value))
				continue
			}
			switch c := contrast(text); {
			case c < bounds.least:
				d.problem(e.value, "%s is too light: %s is for %s and needs a contrast with white of at least %.1f, found %.1f", text, e.name, bounds.use, bounds.least, c)
			case c > bounds.most:
				d.problem(e.value, "%s is too dark: %s is for %s and may have a contrast with white of at most %.1f, found %.1f", text, e.name, bounds.use, bounds.most, c)
			}
			(*into)[e.name] = text
		}
	}
}

// contrast is that of a colour #RRGGBB with white, 1 to 21.
func contrast(colour string) float64 {
	channel := func(at int) float64 {
		v, _ := strconv.ParseUint(colour[at:at+2], 16, 8)
		if s := float64(v) / 255; s > 0.04045 {
			return math.Pow((s+0.055)/1.055, 2.4)
		} else {
			return s / 12.92
		}
	}
	return 1.05 / (0.2126*channel(1) + 0.7152*channel(3) + 0.0722*channel(5) + 0.05)
}
