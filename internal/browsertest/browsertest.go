// Package browsertest looks at pages with a real browser that has no network. Only tests import it.
package browsertest

import (
	"context"
	_ "embed"
	"encoding/json"
	"fmt"
	"html"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

//go:embed look.js
var script string

// Seen is what a browser saw of a page in a frame of one width.
type Seen struct {
	Page    string
	Width   int      // of the frame, in CSS pixels
	Reaches int      // how wide the page is: as wide as the frame, if it does not scroll sideways
	Cut     []string // texts of drawings and bars that reach beyond their place
	Faint   []string // texts whose contrast is less than 4.5, with it
	Fetched []string // what the page asked for
	Small   []string // controls that are less than 24 pixels high: too small for a thumb
}

// Screen is on what a page is looked at.
type Screen struct {
	Widths []int // of the frames, in CSS pixels
	Dark   bool  // the reader prefers dark screens
}

// Look opens pages, files of a folder by their names, and returns what is seen in each width. It skips the test where
// there is no chromium.
func Look(t *testing.T, dir string, pages []string, screen Screen) []Seen {
	t.Helper()
	chromium, err := exec.LookPath("chromium")
	if err != nil {
		t.Skip("there is no chromium to look with")
	}
	var index strings.Builder
	index.WriteString("<!DOCTYPE html><meta charset=\"utf-8\"><body>")
	for _, page := range pages {
		for _, width := range screen.Widths {
			fmt.Fprintf(&index, `<iframe src="%s" width="%d" height="900" style="border:0"></iframe>`, html.EscapeString(page), width)
		}
	}
	index.WriteString("<script>" + script + "</script>")
	path := filepath.Join(dir, "index-of-pages.html")
	require.NoError(t, os.WriteFile(path, []byte(index.String()), 0o600))
	profile, err := os.MkdirTemp("", "browser")
	require.NoError(t, err)
	defer os.RemoveAll(profile) // as far as the browser lets go of it
	ctx, cancel := context.WithTimeout(context.Background(), 3*time.Minute)
	defer cancel()
	args := []string{
		"--headless", "--hide-scrollbars", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
		"--disable-background-networking", "--disable-component-update", "--disable-sync",
		"--host-resolver-rules=MAP * ~NOTFOUND", "--allow-file-access-from-files", "--user-data-dir=" + profile,
		"--window-size=1600,1000", "--dump-dom",
	}
	if screen.Dark {
		args = append(args, "--blink-settings=preferredColorScheme=0")
	}
	out, err := exec.CommandContext(ctx, chromium, append(args, "file://"+path)...).Output()
	require.NoError(t, err)
	_, found, ok := strings.Cut(string(out), "<pre>")
	found, _, closed := strings.Cut(found, "</pre>")
	require.True(t, ok && closed, "the browser says nothing: %.400s", out)
	var seen []Seen
	require.NoError(t, json.Unmarshal([]byte(html.UnescapeString(found)), &seen))
	require.Len(t, seen, len(pages)*len(screen.Widths))
	return seen
}
