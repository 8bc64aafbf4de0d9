package html

import (
	"fmt"
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

var variable = regexp.MustCompile(`--(\w+):(#[0-9A-F]{6})`)

func colours(css string) map[string]string {
	set := map[string]string{}
	for _, m := range variable.FindAllStringSubmatch(css, -1) {
		set[m[1]] = m[2]
	}
	return set
}

// The luminance of white is 1, of black 0: (1 + 0.05) / (0 + 0.05) = 21.
func TestContrast(t *testing.T) {
	assert.InDelta(t, 21, contrast(t, "#000000", "#FFFFFF"), 1e-9)
	assert.InDelta(t, 15.8, contrast(t, "#1F2328", "#FFFFFF"), 0.05, "as the theme states it")
}

func TestColoursKeepTheirContrast(t *testing.T) {
	theme, err := templates.LoadTheme()
	require.NoError(t, err)
	style, err := files.ReadFile("page.css")
	require.NoError(t, err)
	light, dark := colours(newPalette(theme).css()), colours(string(style))
	for name := range light {
		assert.Contains(t, dark, name, "the dark set has every colour")
	}
	pairs := map[float64][]string{ // text/ground, or mark/ground
		7:   {"ink/paper", "ink/wash", "ink/redwash", "ink/amberwash", "ink/bluewash", "ink/heat1", "paper/ink"},
		4.5: {"ink/heat2", "grey/paper", "grey/wash", "grey/redwash", "grey/amberwash", "red/paper", "red/redwash", "paper/red", "green/paper", "blue/paper", "blue/wash", "blue/redwash", "blue/amberwash", "ink/amber"},
		3:   {"prev/paper"},
	}
	for set, values := range map[string]map[string]string{"light": light, "dark": dark} {
		for least, list := range pairs {
			for _, pair := range list {
				a, b, _ := strings.Cut(pair, "/")
				got := contrast(t, values[a], values[b])
				assert.GreaterOrEqual(t, got, least, fmt.Sprint(set, " ", pair))
			}
		}
	}
}
