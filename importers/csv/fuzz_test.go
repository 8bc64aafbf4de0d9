package csv

import (
	stdcsv "encoding/csv"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// FuzzReader reads whatever comes; where it is CSV without surprises, encoding/csv must see the same rows.
func FuzzReader(f *testing.F) {
	f.Add([]byte("id,title\n1,\"a\"\"b\nc\"\n"), 1)
	f.Add([]byte("sep=;\r\nid;title\r\n1;x;;;\r\n"), 1)
	f.Add([]byte("\xff\xfea\x00\n\x00"), 0)
	f.Add([]byte("\x1f\x8b\x08\x00"), 2)
	f.Add([]byte("a,\"b\n"), 0)
	f.Fuzz(func(t *testing.T, content []byte, header int) {
		path := filepath.Join(t.TempDir(), "f.csv")
		if err := os.WriteFile(path, content, 0o600); err != nil {
			t.Fatal(err)
		}
		r, err := Open(path, Options{Header: header % 4})
		if err != nil {
			return
		}
		defer func() { _ = r.Close() }()
		last := 0
		for {
			cells, line, err := r.Next()
			if errors.Is(err, io.EOF) {
				break
			}
			if err != nil {
				return
			}
			if len(cells) < len(r.Header()) || line <= last {
				t.Fatalf("row of %d cells in line %d after line %d; the header has %d", len(cells), line, last, len(r.Header()))
			}
			last = line
		}
		compare(t, string(content))
	})
}

// compare sets the scanner against the standard library, which differs on purpose in CR line ends and in lone quotes.
func compare(t *testing.T, content string) {
	if strings.Contains(content, "\r") {
		return
	}
	std := stdcsv.NewReader(strings.NewReader(content))
	std.FieldsPerRecord = -1
	want, err := std.ReadAll()
	if err != nil {
		return
	}
	s := newScanner(strings.NewReader(content), ',', 1)
	for i, row := range want {
		if err := s.scan(); err != nil {
			t.Fatalf("row %d: %v", i, err)
		}
		if got := s.cells(nil); !slices.Equal(got, row) {
			t.Fatalf("row %d: %q, expected %q", i, got, row)
		}
	}
	if err := s.scan(); !errors.Is(err, io.EOF) {
		t.Fatalf("more rows than %d, or %v", len(want), err)
	}
}
