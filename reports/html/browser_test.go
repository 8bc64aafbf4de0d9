package html_test

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// measure writes into the page how wide it is in frames of several widths, and how far texts of a chart reach.
const measure = `<!DOCTYPE html><body>%s<script>
addEventListener("load", () => {
  const out = [];
  for (const f of document.querySelectorAll("iframe")) {
    const d = f.contentDocument, root = d.documentElement;
    out.push("width " + f.width + ": " + root.scrollWidth);
    for (const text of d.querySelectorAll("svg.wide text, svg.narrow text")) {
      const box = text.getBoundingClientRect(), room = text.ownerSVGElement.getBoundingClientRect();
      if (box.width && (box.left < room.left - 1 || box.right > room.right + 1)) out.push("cut " + f.width + ": " + text.textContent);
    }
  }
  document.body.innerHTML = "<pre>" + out.join("\n") + "</pre>";
});
</script>`

var widths = regexp.MustCompile(`width (\d+): (\d+)`)

// The page itself never scrolls sideways, and no label of a chart is cut: measured by a browser.
func TestPageFitsEveryScreen(t *testing.T) {
	chromium, err := exec.LookPath("chromium")
	if err != nil {
		t.Skip("there is no chromium to measure with")
	}
	dir := t.TempDir()
	var frames strings.Builder
	for name, page := range map[string]string{
		"bank": render(t, bank(t)), "hostile": render(t, hostileDocument(t, strings.Repeat("W", 40000))),
	} {
		require.NoError(t, os.WriteFile(filepath.Join(dir, name+".html"), []byte(page), 0o600))
		for _, width := range []int{320, 360, 768, 1440} {
			fmt.Fprintf(&frames, `<iframe src="%s.html" width="%d" height="900"></iframe>`, name, width)
		}
	}
	require.NoError(t, os.WriteFile(filepath.Join(dir, "index.html"), fmt.Appendf(nil, measure, frames.String()), 0o600))
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	out, err := exec.CommandContext(ctx, chromium, "--headless", "--hide-scrollbars", "--no-sandbox", "--disable-gpu", "--disable-quic",
		"--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
		"--allow-file-access-from-files", "--user-data-dir="+filepath.Join(dir, "profile"), "--window-size=1600,1000",
		"--dump-dom", "file://"+filepath.Join(dir, "index.html")).Output()
	require.NoError(t, err)
	found := widths.FindAllStringSubmatch(string(out), -1)
	assert.Len(t, found, 8, "%s", out)
	for _, m := range found {
		assert.Equal(t, m[1], m[2], "the page scrolls sideways")
	}
	assert.NotContains(t, string(out), "cut ")
}
