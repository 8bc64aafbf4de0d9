package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// laughs are services whose lists of names refer to lists of lists: a billion names in some lines.
func laughs() string {
	var b strings.Builder
	b.WriteString("services:\n  - {id: s0, aliases: &l0 [a, b, c, d, e, f, g, h, i, j]}\n")
	for i := 1; i < 10; i++ {
		fmt.Fprintf(&b, "  - {id: s%d, aliases: &l%d [%s]}\n", i, i, strings.TrimSuffix(strings.Repeat(fmt.Sprintf("*l%d, ", i-1), 10), ", "))
	}
	return b.String()
}

// Configurations beyond all measure, or that are none, are the user's mistake, and told in few words and little time.
func TestHostileConfigurations(t *testing.T) {
	repeated := "services: [&s {id: a, history: [&h {until: 2020-01-01}" + strings.Repeat(", *h", 2000) + "]}" + strings.Repeat(", *s", 2000) + "]\n"
	const sound = twoSources
	for name, c := range map[string]struct{ text, want string }{
		"empty":                 {"", "the configuration is empty"},
		"nothing but NUL":       {strings.Repeat("\x00", 9999), "control characters are not allowed"},
		"packed":                {zipped(sound), "not YAML"},
		"a workbook":            {wholeBook().packed(t), "not YAML"},
		"one byte per letter":   {sound + "organisation: Z\xfcrich\n", "config.yaml:5:16: not YAML: expected text in UTF-8"},
		"100 MB":                {sound + strings.Repeat("# nothing of interest\n", 5_000_000), "has more than 4 MiB: is it the right file?"},
		"100 MB in a line":      {sound + "organisation: " + strings.Repeat("x", 100<<20) + "\n", "has more than 4 MiB"},
		"deep lists":            {sound + "jobs: " + strings.Repeat("[", 100_000) + strings.Repeat("]", 100_000), "exceeded max depth"},
		"deep lists, not ended": {sound + "jobs: " + strings.Repeat("[", 100_000), "exceeded max depth"},
		"a billion laughs":      {sound + laughs(), "more than 150000 values"},
		"lists of lists":        {sound + repeated, "more than 150000 values"},
		"a list within itself":  {sound + "services: &a [*a]\n", "the alias *a stands within the value that it refers to"},
		"merged with itself":    {sound + "rating: &a {<<: *a, amber_at: 1}\n", "the alias *a stands within the value"},
		"40,000 mistakes":       {sound + strings.Repeat("a: 1\nb: 1\n", 20_000), "there are more mistakes, which are not told"},
	} {
		t.Run(name, func(t *testing.T) {
			dir := project(t, map[string]string{"config.yaml": c.text})
			for _, command := range [][]string{{"check"}, {"import"}} {
				got := nines(t, dir, command...)
				assert.Equal(t, exitUsage, got.status)
				assert.Contains(t, got.err, c.want)
				assert.Less(t, len(got.err), 500_000)
			}
			_, err := os.Stat(filepath.Join(dir, "var"))
			assert.ErrorIs(t, err, os.ErrNotExist, "nothing was begun")
		})
	}
	dir := t.TempDir()
	require.NoError(t, os.Mkdir(filepath.Join(dir, "config.yaml"), 0o755))
	require.NoError(t, os.Symlink("/dev/zero", filepath.Join(dir, "zero.yaml")))
	got := nines(t, dir, "check")
	assert.Equal(t, exitUsage, got.status)
	assert.Contains(t, got.err, "the configuration config.yaml is a directory: expected a file")
	got = nines(t, dir, "check", "--config", "zero.yaml")
	assert.Equal(t, exitUsage, got.status)
	assert.Contains(t, got.err, "has more than 4 MiB")
}

// The memory that a configuration takes is bounded, whatever its content.
func TestMemoryOfConfigurations(t *testing.T) {
	if testing.Short() {
		t.Skip("starts processes for some seconds")
	}
	for name, text := range map[string]string{
		"100 MB":      strings.Repeat("# nothing of interest\n", 5_000_000),
		"laughs":      laughs(),
		"many keys":   strings.Repeat("a: 1\nb: 1\n", 70_000),
		"many lists":  "services:\n" + strings.Repeat("  - {id: a, regions: {a: 1}}\n", 18_000),
		"many quotes": strings.Repeat(`"": ""`+"\n", 140_000),
	} {
		dir := project(t, map[string]string{"config.yaml": twoSources + text})
		got, peak := peakOf(t, dir, "check")
		t.Logf("%s: peak %d MiB", name, peak)
		assert.Equal(t, exitUsage, got.status, name)
		assert.Less(t, peak, peakAllowed, "%s: MiB", name)
	}
}
