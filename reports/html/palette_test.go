package html

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"nines/templates"
)

// Every colour that a drawing can name has a class, and no two classes one colour: the dark set decides for all of one.
func TestPalette(t *testing.T) {
	theme, err := templates.LoadTheme()
	require.NoError(t, err)
	p := newPalette(theme)
	for _, c := range theme.Colours.Named() {
		name := p.names[strings.ToUpper(c.Hex)]
		require.NotEmpty(t, name, c.Name)
		assert.Contains(t, p.css(), ".f-"+name+"{fill:var(--"+name+")}")
	}
	for i, hex := range theme.Colours.HeatText {
		name := p.names[strings.ToUpper(hex)]
		dark := map[string]string{}
		for _, c := range theme.Dark.Named() {
			dark[c.Name] = c.Hex
		}
		assert.Equal(t, theme.Dark.HeatText[i], dark[name], "the text on step %d turns with its ground", i)
	}
}
