package main

import (
	"bytes"
	"compress/gzip"
	"database/sql"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	units16 "unicode/utf16"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// Rows of the files below.
const (
	header = "id,title,opened\n"
	ticket = "I1,late,2026-10-14T09:00:00Z\n"
)

// sourceCase is a file that is tried as a source.
type sourceCase struct {
	name   string
	kind   string // default csv
	path   string // default: name.csv with the content
	text   string
	make   func(t *testing.T, path string) // instead of the text
	more   string                          // further keys of the source
	read   string                          // what the counts begin with, where it can be read
	want   []string                        // parts of the message
	passes bool                            // check sees nothing wrong, as it does not read to the end
}

// try puts the cases into one configuration, with a source in good order after them, and runs check and import.
func try(t *testing.T, cases []sourceCase) {
	dir := t.TempDir()
	var config strings.Builder
	config.WriteString("timezone: UTC\nsources:\n")
	for i := range cases {
		c := &cases[i]
		if c.kind == "" {
			c.kind = "csv"
		}
		if c.path == "" {
			c.path = fmt.Sprintf("s%d.%s", i, c.kind)
		}
		if c.make != nil {
			c.make(t, filepath.Join(dir, c.path))
		} else if c.text != "" {
			require.NoError(t, os.WriteFile(filepath.Join(dir, c.path), []byte(c.text), 0o600))
		}
		fmt.Fprintf(&config, "  - {name: s%d, kind: %s, path: %q, record: incident, columns: {id: id, title: title, opened: opened}%s}\n", i, c.kind, c.path, c.more)
	}
	config.WriteString("  - {name: good, kind: csv, path: good.csv, record: incident, columns: {id: id, opened: opened}}\n")
	require.NoError(t, os.WriteFile(filepath.Join(dir, "config.yaml"), []byte(config.String()), 0o600))
	require.NoError(t, os.WriteFile(filepath.Join(dir, "good.csv"), []byte("id,opened\nG1,2026-10-14T09:00:00Z\n"), 0o600))

	checked, imported := nines(t, dir, "check"), nines(t, dir, "import")
	assert.Equal(t, exitIncomplete, imported.status)
	assert.Contains(t, imported.out, "good: read 1, stored 1")
	stored := storedBySource(t, dir)
	for i, c := range cases {
		name := fmt.Sprintf("s%d", i)
		counts, message, verdict := after(imported.out, name+": "), after(imported.err, "source "+name+": "), after(checked.out, "source "+name+": ")
		what := fmt.Sprintf("%s: %s\n%s\n%s", c.name, counts, message, verdict)
		for _, want := range c.want {
			assert.Contains(t, message, want, what)
		}
		if c.read != "" {
			assert.True(t, strings.HasPrefix(counts, c.read), what)
			continue
		}
		assert.Equal(t, "failed, nothing of it was stored\n", counts, what)
		assert.Zero(t, stored[name], what)
		assert.Equal(t, !c.passes, strings.HasPrefix(verdict, "FAILED: "), what)
	}
	left, err := filepath.Glob(filepath.Join(dir, "*", ".*"))
	require.NoError(t, err)
	assert.Empty(t, left, "temporary files")
}

// after returns what follows a mark at the beginning of a line, with the lines that are indented below it.
func after(text, mark string) string {
	var found strings.Builder
	within := false
	for line := range strings.Lines(text) {
		rest, begins := strings.CutPrefix(line, mark)
		if within = begins || within && strings.HasPrefix(line, " "); within {
			found.WriteString(rest)
		}
	}
	return found.String()
}

// storedBySource counts the incidents of each source in the store.
func storedBySource(t *testing.T, dir string) map[string]int {
	t.Helper()
	db, err := sql.Open("sqlite", filepath.Join(dir, "var", "nines.db"))
	require.NoError(t, err)
	defer db.Close()
	rows, err := db.Query(`SELECT v_source, count(*) FROM incident GROUP BY v_source`)
	require.NoError(t, err)
	defer rows.Close()
	counts := map[string]int{}
	for rows.Next() {
		var source string
		var n int
		require.NoError(t, rows.Scan(&source, &n))
		counts[source] = n
	}
	require.NoError(t, rows.Err())
	return counts
}

func zipped(text string) string {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	_, _ = w.Write([]byte(text)) // into memory
	_ = w.Close()
	return b.String()
}

// encoded is a text in UTF-16 or UTF-32.
func encoded(text string, width int, bigEndian bool) string {
	var b []byte
	units := make([]uint32, 0, len(text))
	for _, r := range text {
		units = append(units, uint32(r))
	}
	if width == 2 {
		units = units[:0]
		for _, u := range units16.Encode([]rune(text)) {
			units = append(units, uint32(u))
		}
	}
	for _, u := range units {
		for i := range width {
			shift := 8 * i
			if bigEndian {
				shift = 8 * (width - 1 - i)
			}
			b = append(b, byte(u>>shift))
		}
	}
	return string(b)
}

// flipped is a text with one byte changed; from the end where at is negative.
func flipped(text string, at int) string {
	b := []byte(text)
	b[(at+len(b))%len(b)] ^= 0xff
	return string(b)
}

func TestHostileSources(t *testing.T) {
	var many strings.Builder
	many.WriteString(header)
	for i := range 2000 {
		fmt.Fprintf(&many, "I%d,%x,2026-10-14T09:00:00Z\n", i, i*i*i)
	}
	packed := zipped(many.String())
	folder := func(t *testing.T, path string) { require.NoError(t, os.Mkdir(path, 0o755)) }
	pipe := func(t *testing.T, path string) { require.NoError(t, syscall.Mkfifo(path, 0o600)) }
	link := func(to string) func(*testing.T, string) {
		return func(t *testing.T, path string) { require.NoError(t, os.Symlink(to, path)) }
	}
	old := "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + strings.Repeat("\x00", 600)
	try(t, []sourceCase{
		{name: "no such file", path: "none.csv", want: []string{"no file matches none.csv (looked in /"}},
		{name: "no match", path: "none-*.csv", want: []string{"no file matches none-*.csv (looked in /"}},
		{name: "glob that is none", path: "x[.csv", want: []string{`"x[.csv" is not a valid glob`}},
		{name: "folder", path: "folder", make: folder, want: []string{"folder is a directory; expected a file or a glob such as folder/*.csv"}},
		{name: "workbook that is a folder", kind: "xlsx", make: folder, want: []string{"is a directory"}},
		{name: "pipe", path: "pipe", make: pipe, want: []string{"pipe is a pipe; expected a file"}},
		{name: "pipe among matches", path: "pipe2*", make: pipe, want: []string{"is a pipe; expected a file"}},
		{name: "workbook that is a pipe", kind: "xlsx", make: pipe, want: []string{"is a pipe; expected a file"}},
		{name: "device without end", path: "/dev/zero", want: []string{"/dev/zero is a device; expected a file"}},
		{name: "device without data", path: "/dev/null", want: []string{"/dev/null is a device; expected a file"}},
		{name: "link to nowhere", make: link("nowhere"), want: []string{"no such file"}},
		{name: "link to itself", path: "self", make: link("self"), want: []string{"too many levels of symbolic links"}},
		{name: "empty", make: func(t *testing.T, path string) { require.NoError(t, os.WriteFile(path, nil, 0o600)) }, want: []string{"is empty; expected a header of 1 and rows below it"}},
		{name: "empty, packed", text: zipped(""), want: []string{"has 0 rows; expected a header of 1"}},
		{name: "blank lines", text: "\r\n\n\n", want: []string{"has 0 rows; expected a header of 1"}},
		{name: "header only", text: header, read: "read 0, stored 0", want: []string{"the file has no rows"}},
		{name: "gzip cut short", text: packed[:len(packed)/2], want: []string{"the gzip data end too early: the file is truncated, copy or export it again"}},
		{name: "gzip cut short, encoding given", text: packed[:len(packed)/2], more: ", encoding: utf-8", want: []string{"truncated"}},
		{name: "gzip cut within its header", text: packed[:5], want: []string{"truncated"}},
		{name: "gzip with a wrong checksum", text: flipped(packed, -6), want: []string{"the gzip data are damaged", "checksum", "copy or export the file again"}},
		{name: "gzip with a wrong length", text: flipped(packed, -2), want: []string{"the gzip data are damaged"}},
		{name: "gzip damaged within", text: flipped(packed, len(packed)/2), want: []string{"damaged"}},
		{name: "gzip and something else", text: packed + "and something else", want: []string{"damaged"}},
		{name: "gzip in gzip", text: zipped(packed), want: []string{"packed with gzip twice", "unpack it"}},
		{name: "called .gz, not packed", path: "plain.csv.gz", text: header + ticket, read: "read 1, stored 1"},
		{name: "packed, not called .gz", text: zipped(header + ticket), read: "read 1, stored 1"},
		{name: "bzip2", text: "BZh91AY&SY" + strings.Repeat("\x07\x99", 99), want: []string{"packed with bzip2", "unpack it"}},
		{name: "zip", text: "PK\x03\x04" + strings.Repeat("\x14\x00", 99), want: []string{"zip archive or an Excel workbook; expected CSV", "kind: xlsx"}},
		{name: "old workbook as CSV", text: old, want: []string{"an old workbook (.xls)", "save it as CSV"}},
		{name: "old workbook as workbook", kind: "xlsx", text: old, want: []string{"an old workbook (.xls", "save it as Excel workbook"}},
		{name: "CSV as workbook", kind: "xlsx", text: header + ticket, want: []string{"CSV perhaps", "kind: csv"}},
		{name: "PDF", text: "%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", want: []string{"a PDF document; expected CSV"}},
		{name: "sign-in page", text: "\r\n<!DOCTYPE html><html><body>Please sign in</body></html>", want: []string{"a web page", "sign-in"}},
		{name: "JSON", text: `[{"id": 1, "title": "a"}]`, want: []string{"a JSON document; expected CSV"}},
		{name: "database", text: "SQLite format 3\x00\x10\x00\x01\x01", want: []string{"a database of SQLite"}},
		{name: "noise", text: "\x03\x9a\x7f\x01\n\x02\x88\x05\x06" + strings.Repeat("\x01\x02\x9fabc", 99), want: []string{"it is no text", "control characters"}},
		{name: "nothing but NUL", text: strings.Repeat("\x00", 9999), want: []string{"hardly anything but NUL bytes: the file was not written whole"}},
		{name: "end filled with NUL", text: many.String() + strings.Repeat("\x00", 9<<20), want: []string{"line 2002 holds nothing but NUL bytes: the file was not written whole"}, passes: true},
		{name: "short end filled with NUL", text: many.String() + strings.Repeat("\x00", 9000), read: "read 2001, stored 2000, replaced 0, unchanged 0, rejected 0, skipped 1"},
		{name: "NUL in cells", text: header + "I1,a\x00b,2026-10-14T09:00:00Z\nI\x002,,\n\x00,no id,\nI3\x00\x00,,\n", read: "read 4, stored 3, replaced 0, unchanged 0, rejected 1", want: []string{"1 rejected rows"}},
		{name: "NUL in the header", text: "id\x00,ti\x00tle,opened\n" + ticket, read: "read 1, stored 1", want: []string{"the header has NUL bytes"}},
		{name: "UTF-16, little end first, unmarked", text: encoded(header+ticket, 2, false), read: "read 1, stored 1", want: []string{"read as utf-16le, as its NUL bytes show"}},
		{name: "UTF-16, big end first, unmarked", text: encoded(header+ticket, 2, true), read: "read 1, stored 1", want: []string{"read as utf-16be"}},
		{name: "UTF-16 cut within a character", text: encoded("\ufeff"+header+ticket+"I2,x,", 2, false) + "A", read: "read 2, stored 2"},
		{name: "UTF-32", text: encoded("\ufeff"+header+ticket, 4, false), want: []string{"UTF-32", "save it as UTF-8"}},
		{name: "quote open in the header", text: "\"id,title,opened\n" + ticket, want: []string{"a quote is opened and not closed: it begins in line 1 and runs to the end of the file"}},
		{name: "quote open in the first row", text: header + "I1,\"late,2026-10-14T09:00:00Z\n" + ticket, want: []string{"a quote is opened and not closed: it begins in line 2"}, passes: true},
		{name: "quote open in the last row", text: many.String() + "I9999,\"late,", want: []string{"a quote is opened and not closed: it begins in line 2002"}, passes: true},
		{
			name: "quote open up to the next one", text: many.String() + "A1,\"late,2026-10-14T09:00:00Z\n" + ticket + ticket + "A4,\"on time\",2026-10-14T09:00:00Z\n" + "A5,,\n",
			read: "read 2002,", want: []string{"line 2002: a cell in quotes goes on to line 2005, over what looks like rows: is a quote missing?"},
		},
		{
			name: "line breaks and quotes in order", text: header + "I1,\"a\nb, c and d\n\"\"e\"\", f\n\",2026-10-14T09:00:00Z\n",
			read: "read 1, stored 1",
		},
		{name: "repeated and empty names", text: "id,,title,id,,opened,\nI1,x,a,J1,y,2026-10-14T09:00:00Z,z\n", read: "read 1, stored 1", want: []string{"7 cells, but the header has 6 columns"}},
		{name: "longer and shorter rows", text: header + "I1\nI2,a\nI3,a,2026-10-14T09:00:00Z,b,c\n,,\nI4,,,,,\n", read: "read 5, stored 4, replaced 0, unchanged 0, rejected 0, skipped 1", want: []string{"line 4: 5 cells, but the header has 3 columns"}},
		{name: "names with control characters", text: "id,\x1b[31mtitle,opened\n" + ticket, want: []string{`there is no column "title"`, "the header has: id, \ufffd[31mtitle, opened"}},
		{name: "names of a megabyte", text: "id,opened," + strings.Repeat("n", 1<<20) + "\n", want: []string{`there is no column "title"`, "the header has: id, opened, nnn", "nnn...\n"}},
		{name: "10,000 columns", text: "id,title,opened" + strings.Repeat(",x", 10_000) + "\nI1,a,2026-10-14T09:00:00Z" + strings.Repeat(",y", 10_000) + "\n", read: "read 1, stored 1"},
		{name: "100,000 columns", text: "id,title,opened" + strings.Repeat(",x", 100_000) + "\n", want: []string{"line 1 has more than 65536 cells: is the delimiter right"}},
		{name: "id of 5,000 bytes", text: header + strings.Repeat("I", 5000) + ",a,\n" + ticket, read: "read 2, stored 1, replaced 0, unchanged 0, rejected 1"},
	})
}

// A header of a megabyte must not become a message of one.
func TestMessagesAreBounded(t *testing.T) {
	names := strings.Repeat("n", 1<<20)
	dir := project(t, map[string]string{
		"config.yaml": "sources: [{name: odd, kind: csv, path: odd.csv, record: incident, columns: {id: id}}]\n",
		"odd.csv":     strings.Join([]string{names, names + "2", names + "3"}, ",") + "\n",
	})
	got := nines(t, dir, "import")
	assert.Equal(t, exitIncomplete, got.status)
	assert.Less(t, len(got.err), 1000)
}
