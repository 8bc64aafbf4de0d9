package eml

import (
	"strings"
	"testing"
	"unicode/utf8"
)

// Whatever comes, it is a message within the limits.
func FuzzParse(f *testing.F) {
	for _, seed := range []string{plain, multi, "", "a: b\n\n<p>x<table><td>y<!--", "Content-Type: text/html\n\n<style>a</styl"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		m, err := parse(strings.NewReader(text))
		if err != nil {
			t.Fatal(err)
		}
		again, _ := parse(strings.NewReader(text))
		if len(m.body) > maxText || !utf8.ValidString(m.body) || m.body != again.body || len(m.fields) != len(again.fields) {
			t.Fatalf("body %q", m.body)
		}
		for name, value := range m.fields {
			if len(value) > maxValue || !utf8.ValidString(name+value) || strings.Contains(name+value, "\x00") || again.fields[name] != value {
				t.Fatalf("%q: %q", name, value)
			}
		}
	})
}
