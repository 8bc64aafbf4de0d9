package html_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"nines/internal/browsertest"
)

// The page itself never scrolls sideways, no label of a chart is cut, and every text can be read, in light and in dark:
// measured by a browser.
func TestPageFitsEveryScreen(t *testing.T) {
	dir := t.TempDir()
	for name, page := range map[string]string{
		"bank": render(t, bank(t)), "hostile": render(t, hostileDocument(t, strings.Repeat("W", 40000))),
	} {
		require.NoError(t, os.WriteFile(filepath.Join(dir, name+".html"), []byte(page), 0o600))
	}
	for _, screen := range []browsertest.Screen{{Widths: []int{320, 360, 768, 1440}}, {Widths: []int{360, 1440}, Dark: true}} {
		for _, seen := range browsertest.Look(t, dir, []string{"bank.html", "hostile.html"}, screen) {
			assert.Equal(t, seen.Width, seen.Reaches, "%s scrolls sideways", seen.Page)
			assert.Empty(t, seen.Cut, "%s at %d", seen.Page, seen.Width)
			assert.Empty(t, seen.Faint, "%s at %d, dark: %v", seen.Page, seen.Width, screen.Dark)
			assert.Empty(t, seen.Fetched, seen.Page)
		}
	}
}
