package browsertest_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"nines/internal/browsertest"
)

// What is wrong with a page is seen: else a test of pages could not fail.
func TestLookSeesFaults(t *testing.T) {
	dir := t.TempDir()
	for name, page := range map[string]string{
		"bad": `<!DOCTYPE html><body style="margin:0;background:#fff"><div style="width:900px">wide</div>
<p style="color:#888">pale</p><p style="display:none;color:#eee">not shown</p>
<svg class="wide" width="100" height="20" viewBox="0 0 100 20"><text x="80" y="10" font-size="10" style="fill:#000">beyond its end</text></svg>
<table style="table-layout:fixed;width:60px"><tr><td class="bar" style="white-space:nowrap">a long label of a bar</td></tr></table>
<button style="height:12px;padding:0;font-size:8px;color:#000;background:#fff">press</button><img src="picture.png">`,
		"good": `<!DOCTYPE html><meta name="color-scheme" content="light dark"><style>@media (prefers-color-scheme: dark){html{background:#111;color:#eee}}</style><p>fine</p>`,
	} {
		require.NoError(t, os.WriteFile(filepath.Join(dir, name+".html"), []byte(page), 0o600))
	}
	seen := browsertest.Look(t, dir, []string{"bad.html", "good.html"}, browsertest.Screen{Widths: []int{360, 768}})
	bad := seen[0]
	assert.Equal(t, 900, bad.Reaches)
	assert.Equal(t, []string{"beyond its end", "a long label of a bar"}, bad.Cut)
	assert.Equal(t, []string{"3.54: pale"}, bad.Faint)
	assert.Equal(t, []string{"press"}, bad.Small)
	assert.Equal(t, []string{"picture.png"}, bad.Fetched)
	assert.Equal(t, browsertest.Seen{Page: "good.html", Width: 768, Reaches: 768, Cut: []string{}, Faint: []string{}, Small: []string{}, Fetched: []string{}}, seen[3])
	dark := browsertest.Look(t, dir, []string{"good.html"}, browsertest.Screen{Widths: []int{360}, Dark: true})
	assert.Empty(t, dark[0].Faint, "the dark set is used")
}
