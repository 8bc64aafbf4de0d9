package config

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// Each file of testdata/bad begins with one comment for each problem that it has: `# want: line:column: part of the
// message`. A new case is a new file.
func TestBadFiles(t *testing.T) {
	files, err := filepath.Glob("testdata/bad/*.yaml")
	require.NoError(t, err)
	require.Greater(t, len(files), 60)
	env := lookup(map[string]string{"INJECT": "{amber_at: 5}", "WORD": "high"})
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".yaml"), func(t *testing.T) {
			_, err := Load(file, env)
			var problems Problems
			require.ErrorAs(t, err, &problems)
			wants := wanted(t, file)
			require.Len(t, problems, len(wants), "%v", err)
			for i, p := range problems {
				assert.Equal(t, file, p.File)
				assert.Contains(t, fmt.Sprintf("%d:%d: %s", p.Line, p.Column, p.Message), wants[i])
			}
			assert.NotContains(t, err.Error(), "hunter2", "a secret")
		})
	}
}

func wanted(t *testing.T, file string) []string {
	t.Helper()
	data, err := os.ReadFile(file)
	require.NoError(t, err)
	var wants []string
	for line := range strings.Lines(string(data)) {
		want, ok := strings.CutPrefix(line, "# want: ")
		if !ok {
			break
		}
		wants = append(wants, strings.TrimSpace(want))
	}
	require.NotEmpty(t, wants, "%s says nothing of what is wrong with it", file)
	return wants
}

func lookup(values map[string]string) Env {
	return func(name string) (string, bool) {
		value, ok := values[name]
		return value, ok
	}
}

func TestProblemsPrintOneLineEachInTheOrderOfTheFile(t *testing.T) {
	_, err := Parse("config.yaml", []byte("rating: {amber_at: x}\ntimezone: Mars\nsources: 5\n"), nil)
	lines := strings.Split(err.Error(), "\n")
	require.Len(t, lines, 3)
	assert.True(t, strings.HasPrefix(lines[0], "config.yaml:1:20: expected a number"), lines[0])
	assert.True(t, strings.HasPrefix(lines[1], "config.yaml:2:11: expected the IANA name"), lines[1])
	assert.True(t, strings.HasPrefix(lines[2], "config.yaml:3:10: expected the sources as a list"), lines[2])
}

func TestMistakeBehindAnAnchorIsSaidOnce(t *testing.T) {
	text := "services: [{id: a, <<: &x {weigth: 1}}, {id: b, <<: *x}]\n"
	_, err := Parse("config.yaml", []byte(source+text), nil)
	var problems Problems
	require.ErrorAs(t, err, &problems)
	assert.Len(t, problems, 1)
}

func FuzzParse(f *testing.F) {
	files, err := filepath.Glob("testdata/*/*.yaml")
	if err != nil {
		f.Fatal(err)
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	f.Add([]byte("services: &a [*a]"))
	f.Add([]byte("a: &a {<<: *a}"))
	f.Add([]byte("\xff\xfea\x00:\x00"))
	f.Add([]byte("\r0\xff"))
	f.Fuzz(func(t *testing.T, data []byte) {
		c, err := Parse("config.yaml", data, nil)
		if err == nil {
			if again, _ := Parse("config.yaml", data, nil); c.Fingerprint() == "" || again.Fingerprint() != c.Fingerprint() {
				t.Errorf("fingerprint %q, then %q", c.Fingerprint(), again.Fingerprint())
			}
			return
		}
		var problems Problems
		if !errors.As(err, &problems) || len(problems) == 0 {
			t.Fatalf("%v", err)
		}
		lines := strings.Split(lineEnds.Replace(string(data)), "\n")
		for _, p := range problems {
			if p.Line < 1 || p.Line > len(lines) || p.Column < 1 || p.Column > len([]rune(lines[p.Line-1]))+2 || p.Message == "" {
				t.Errorf("%d:%d of %d lines: %q", p.Line, p.Column, len(lines), p.Message)
			}
		}
	})
}
