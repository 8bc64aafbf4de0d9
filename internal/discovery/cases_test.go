package discovery

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"nines/internal/config"
)

// Each folder of testdata holds exports, made up after those of a tool, and want.txt: the lines of the configuration
// that must be found, without the reasons behind them and without the paths. A line "not: ..." must not be there.
func TestCases(t *testing.T) {
	folders, err := filepath.Glob("testdata/*/want.txt")
	require.NoError(t, err)
	require.Greater(t, len(folders), 15)
	for _, want := range folders {
		dir := filepath.Dir(want)
		t.Run(filepath.Base(dir), func(t *testing.T) {
			r, err := Discover(exports(t, dir), dir)
			require.NoError(t, err)
			require.True(t, r.Usable(), "%+v", r.Files)
			got := active(string(r.Config))
			expected, err := os.ReadFile(want)
			require.NoError(t, err)
			for line := range strings.Lines(string(expected)) {
				line = strings.TrimRight(line, "\n")
				if text, ok := strings.CutPrefix(line, "not: "); ok {
					assert.NotContains(t, got, text)
				} else if line != "" {
					assert.Contains(t, got, line, "found:\n%s", strings.Join(got, "\n"))
				}
			}
			_, err = config.Parse(filepath.Join(dir, "config.yaml"), r.Config, nil)
			assert.NoError(t, err)
		})
	}
}

// exports are the files of a case.
func exports(t *testing.T, dir string) []string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	require.NoError(t, err)
	var files []string
	for _, e := range entries {
		if e.Name() != "want.txt" {
			files = append(files, filepath.Join(dir, e.Name()))
		}
	}
	return files
}

// active are the lines of a configuration without comments, which stand behind two blanks or one and a #, and without
// what every one has.
func active(text string) []string {
	var lines []string
	for line := range strings.Lines(text) {
		line = strings.TrimRight(line, "\n")
		if at := strings.LastIndex(line, " # "); at >= 0 && !strings.HasPrefix(strings.TrimSpace(line), "#") {
			line = strings.TrimRight(cutReason(line), " ")
		}
		if text := strings.TrimSpace(line); text == "" || strings.HasPrefix(text, "#") || strings.HasPrefix(text, "path:") {
			continue
		}
		lines = append(lines, line)
	}
	return lines
}

// cutReason cuts the comment off: the first # after a blank and outside quotes.
func cutReason(line string) string {
	quoted := false
	for i := range len(line) {
		switch {
		case line[i] == '"' && (i == 0 || line[i-1] != '\\'):
			quoted = !quoted
		case line[i] == '#' && i > 0 && line[i-1] == ' ' && !quoted:
			return line[:i]
		}
	}
	return line
}
