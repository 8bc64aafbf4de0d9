package templates_test

import (
	"math"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"nines/templates"
)

// luminance is the relative luminance of WCAG 2.
func luminance(t *testing.T, hex string) float64 {
	t.Helper()
	require.True(t, templates.IsColour(hex), hex)
	sum := 0.0
	for i, weight := range []float64{0.2126, 0.7152, 0.0722} {
		v, err := strconv.ParseUint(hex[1+2*i:3+2*i], 16, 8)
		require.NoError(t, err)
		c := float64(v) / 255
		if c <= 0.04045 {
			sum += weight * c / 12.92
		} else {
			sum += weight * math.Pow((c+0.055)/1.055, 2.4)
		}
	}
	return sum
}

func contrast(t *testing.T, a, b string) float64 {
	t.Helper()
	x, y := luminance(t, a), luminance(t, b)
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

// The luminance of white is 1, of black 0: (1 + 0.05) / (0 + 0.05) = 21.
func TestContrast(t *testing.T) {
	assert.InDelta(t, 21, contrast(t, "#000000", "#FFFFFF"), 1e-9)
	assert.InDelta(t, 15.8, contrast(t, "#1F2328", "#FFFFFF"), 0.05, "as the theme states it")
}

// Text has a contrast of 4.5 on every ground on which it is used, marks of 3, and body text of 7: on light and on dark.
func TestColoursKeepTheirContrast(t *testing.T) {
	theme, err := templates.LoadTheme()
	require.NoError(t, err)
	least := map[float64]string{
		7: "ink/paper ink/wash ink/redwash ink/amberwash ink/bluewash ink/heat0 ink/heat1 paper/ink",
		4.5: "ink/heat2 paper/heat3 grey/paper grey/wash grey/redwash grey/amberwash grey/bluewash red/paper red/wash red/redwash paper/red " +
			"green/paper green/wash green/amberwash blue/paper blue/wash blue/redwash blue/amberwash blue/bluewash ink/amber",
		3: "prev/paper red/amberwash",
	}
	for name, set := range map[string]*templates.Colours{"light": &theme.Colours, "dark": &theme.Dark} {
		hex := map[string]string{}
		for _, c := range set.Named() {
			hex[c.Name] = c.Hex
		}
		assert.Len(t, hex, 17, "%s: every colour is there", name)
		for bound, pairs := range least {
			for pair := range strings.FieldsSeq(pairs) {
				text, ground, _ := strings.Cut(pair, "/")
				assert.GreaterOrEqual(t, contrast(t, hex[text], hex[ground]), bound, "%s: %s", name, pair)
			}
		}
		require.Len(t, set.HeatText, len(set.Heat))
		for i, ground := range set.Heat {
			assert.GreaterOrEqual(t, contrast(t, set.HeatText[i], ground), 4.5, "%s: step %d of a heat map", name, i)
		}
	}
}

// A rating is never told by its colour alone, but signs in greys alike would not help who sees no colours.
func TestDarkColoursKeepTheirOrder(t *testing.T) {
	theme, err := templates.LoadTheme()
	require.NoError(t, err)
	for _, set := range []*templates.Colours{&theme.Colours, &theme.Dark} {
		steps := make([]float64, len(set.Heat))
		for i, hex := range set.Heat {
			steps[i] = contrast(t, hex, set.Paper)
		}
		assert.IsIncreasing(t, steps, "a heat map grows away from the paper")
	}
}

func TestVariables(t *testing.T) {
	theme := templates.Theme{
		Colours: templates.Colours{Paper: "#FFFFFF", Ink: "red;}", Heat: []string{"#aabbcc"}},
		Dark:    templates.Colours{Paper: "#000000"},
	}
	assert.Equal(t, ":root{--paper:#FFFFFF;--heat0:#aabbcc;}\n@media screen and (prefers-color-scheme:dark){:root{--paper:#000000;}}\n", theme.Variables())
	built, err := templates.LoadTheme()
	require.NoError(t, err)
	light, dark, _ := strings.Cut(built.Variables(), "@media")
	names := regexp.MustCompile(`--\w+`)
	assert.Equal(t, names.FindAllString(light, -1), names.FindAllString(dark, -1), "no colour is left as it was in the dark")
}
