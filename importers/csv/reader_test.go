package csv

import (
	"bytes"
	"compress/gzip"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/iotest"
	"unicode/utf16"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func write(tb testing.TB, content string) string {
	tb.Helper()
	path := filepath.Join(tb.TempDir(), "export.csv")
	require.NoError(tb, os.WriteFile(path, []byte(content), 0o600))
	return path
}

// row is what Next returned.
type row struct {
	line  int
	cells []string
}

func readAll(tb testing.TB, path string, o Options) (r *Reader, rows []row) {
	tb.Helper()
	r, err := Open(path, o)
	require.NoError(tb, err)
	defer func() { require.NoError(tb, r.Close()) }()
	for {
		cells, line, err := r.Next()
		if errors.Is(err, io.EOF) {
			return r, rows
		}
		require.NoError(tb, err)
		rows = append(rows, row{line, append([]string{}, cells...)})
	}
}

func utf16Text(text string, bigEndian bool) string {
	var b []byte
	for _, u := range utf16.Encode([]rune("\ufeff" + text)) {
		if bigEndian {
			b = append(b, byte(u>>8), byte(u))
		} else {
			b = append(b, byte(u), byte(u>>8))
		}
	}
	return string(b)
}

func TestRows(t *testing.T) {
	empties := strings.Repeat(";", 50)
	tests := []struct {
		name    string
		content string
		options Options
		header  []string
		rows    []row
	}{
		{"plain", "id,title\n1,a\n2,b\n", Options{Header: 1}, []string{"id", "title"}, []row{{2, []string{"1", "a"}}, {3, []string{"2", "b"}}}},
		{"no line end at the end", "id,title\n1,a", Options{Header: 1}, []string{"id", "title"}, []row{{2, []string{"1", "a"}}}},
		{"empty last cell at the end", "id,title\n1,", Options{Header: 1}, []string{"id", "title"}, []row{{2, []string{"1", ""}}}},
		{"CRLF", "id,title\r\n1,a\r\n", Options{Header: 1}, []string{"id", "title"}, []row{{2, []string{"1", "a"}}}},
		{"CR only", "id,title\r1,\"a\rb\"\r2,c\r", Options{Header: 1}, []string{"id", "title"}, []row{{2, []string{"1", "a\nb"}}, {4, []string{"2", "c"}}}},
		{"line breaks in cells", "id,title\n1,\"a\r\nb\n\nc\"\n2,d\n", Options{Header: 1}, []string{"id", "title"}, []row{{2, []string{"1", "a\nb\n\nc"}}, {6, []string{"2", "d"}}}},
		{"blank lines are not rows", "\n\nid,title\n\n1,a\n\n\n2,b\n\n", Options{Header: 1}, []string{"id", "title"}, []row{{5, []string{"1", "a"}}, {8, []string{"2", "b"}}}},
		{"quotes", "id,title\n1,\"say \"\"a\"\", b\"\n\"2\",5\" disk\n", Options{Header: 1}, []string{"id", "title"}, []row{{2, []string{"1", `say "a", b`}}, {3, []string{"2", `5" disk`}}}},
		{"a lone quote in a quoted cell", "id,title\n1,\"the \"x\" disk\"\n", Options{Header: 1}, []string{"id", "title"}, []row{{2, []string{"1", `the "x" disk`}}}},
		{"short rows", "a,b,c\n1\n1,2\n", Options{Header: 1}, []string{"a", "b", "c"}, []row{{2, []string{"1", "", ""}}, {3, []string{"1", "2", ""}}}},
		{
			"semicolons, decimal commas, 50 empty columns", "id;effort" + empties + "\n1;1,5" + empties + "\n2;2,5" + empties + "\n",
			Options{Header: 1},
			[]string{"id", "effort"},
			[]row{{2, []string{"1", "1,5"}}, {3, []string{"2", "2,5"}}},
		},
		{"tabs", "id\ttitle\n1\ta, b\n2\tc, d\n", Options{Header: 1}, []string{"id", "title"}, []row{{2, []string{"1", "a, b"}}, {3, []string{"2", "c, d"}}}},
		{"bars", "id|title\n1|a;b\n2|c;d\n", Options{Header: 1}, []string{"id", "title"}, []row{{2, []string{"1", "a;b"}}, {3, []string{"2", "c;d"}}}},
		{"semicolons within quotes", "id,title\n1,\"a;b;c\"\n2,\"d;e;f\"\n", Options{Header: 1}, []string{"id", "title"}, []row{{2, []string{"1", "a;b;c"}}, {3, []string{"2", "d;e;f"}}}},
		{"one column", "id\n1\n2\n", Options{Header: 1}, []string{"id"}, []row{{2, []string{"1"}}, {3, []string{"2"}}}},
		{"delimiter given", "a;b,c\n1;2,3\n", Options{Header: 1, Delimiter: ';'}, []string{"a", "b,c"}, []row{{2, []string{"1", "2,3"}}}},
		{"sep line", "sep=;\nid;title\n1;a,b,c\n", Options{Header: 1}, []string{"id", "title"}, []row{{3, []string{"1", "a,b,c"}}}},
		{"sep line in quotes, CRLF, after a byte order mark", "\xef\xbb\xbf\"sep=|\"\r\nid|title\r\n1|a\r\n", Options{Header: 1}, []string{"id", "title"}, []row{{3, []string{"1", "a"}}}},
		{"byte order mark before a quote", "\xef\xbb\xbf\"id\",\"title\"\n1,ä\n", Options{Header: 1}, []string{"id", "title"}, []row{{2, []string{"1", "ä"}}}},
		{"UTF-16LE", utf16Text("id;title\r\n1;äöü\r\n", false), Options{Header: 1}, []string{"id", "title"}, []row{{2, []string{"1", "äöü"}}}},
		{"UTF-16BE", utf16Text("id;title\r\n1;😀\r\n", true), Options{Header: 1}, []string{"id", "title"}, []row{{2, []string{"1", "😀"}}}},
		{"windows-1252 found out", "id,title\n1,Z\xfcrich \x80\n", Options{Header: 1}, []string{"id", "title"}, []row{{2, []string{"1", "Zürich €"}}}},
		{"encoding given", "id,title\n1,\xa4\n", Options{Header: 1, Encoding: "iso-8859-15"}, []string{"id", "title"}, []row{{2, []string{"1", "€"}}}},
		{"invalid UTF-8 where UTF-8 is given", "id,title\n1,a\xffb\x00c\n", Options{Header: 1, Encoding: "utf-8"}, []string{"id", "title"}, []row{{2, []string{"1", "a\xffb\x00c"}}}},
		{"no header", "7,a\n8,b\n", Options{}, []string{"1", "2"}, []row{{1, []string{"7", "a"}}, {2, []string{"8", "b"}}}},
		{"no header, no rows", "", Options{}, nil, nil},
		{"repeated names", "a,b,a,a (2),a\n1,2,3,4,5\n", Options{Header: 1}, []string{"a", "b", "a (3)", "a (2)", "a (4)"}, []row{{2, []string{"1", "2", "3", "4", "5"}}}},
		{"white space in names", " Opened \n,\"Closed\nat\"\n1,2\n", Options{Header: 1, Delimiter: ','}, []string{"Opened"}, []row{{2, []string{"", "Closed\nat"}}, {4, []string{"1", "2"}}}},
		{
			"three rows of header", "Ticket,,Times,,\n,,of work,,\nid,title,from,to,\n1,a,b,c,\n",
			Options{Header: 3},
			[]string{"Ticket/id", "Ticket/title", "Times/of work/from", "Times/of work/to"},
			[]row{{4, []string{"1", "a", "b", "c"}}},
		},
		{"two rows of header", "id,Times,,Team\n,from,to,\n1,2,3,4\n", Options{Header: 2}, []string{"id", "Times/from", "Times/to", "Team"}, []row{{3, []string{"1", "2", "3", "4"}}}},
		{"a group ends where another begins", "A,,B,\nx,,,y\n1,2,3,4\nv,w,u,t\n", Options{Header: 3}, []string{"A/x/1", "A/x/2", "B/3", "B/y/4"}, []row{{4, []string{"v", "w", "u", "t"}}}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			r, rows := readAll(t, write(t, test.content), test.options)
			assert.Equal(t, test.header, r.Header())
			assert.Equal(t, test.rows, rows)
			assert.Equal(t, int64(len(test.content)), r.Size())
			assert.Equal(t, r.Size(), r.Offset())
		})
	}
}

func TestLongRowsAreKeptAndTold(t *testing.T) {
	r, err := Open(write(t, "a,b\n1,2,,,\n1,2,,x,\n3,4\n5,6,7\n"), Options{Header: 1})
	require.NoError(t, err)
	defer func() { require.NoError(t, r.Close()) }()
	want := []struct {
		cells   []string
		warning string
	}{
		{[]string{"1", "2"}, ""},
		{[]string{"1", "2", "", "x"}, "4 cells, but the header has 2 columns: what is beyond them is left out"},
		{[]string{"3", "4"}, ""},
		{[]string{"5", "6", "7"}, "3 cells, but the header has 2 columns: what is beyond them is left out"},
	}
	for _, w := range want {
		cells, _, err := r.Next()
		require.NoError(t, err)
		assert.Equal(t, w.cells, cells)
		assert.Equal(t, w.warning, r.Warning())
	}
	assert.Contains(t, r.Notes(), "2 rows have more cells than the header has columns, the first in line 3: what is beyond them is left out")
}

func TestNotes(t *testing.T) {
	tests := []struct {
		name, content string
		options       Options
		want          []string
	}{
		{"nothing to tell", "a,b\n1,2\n", Options{Header: 1, Delimiter: ','}, nil},
		{"a delimiter found out is nothing to tell", "a;b\n1;2\n", Options{Header: 1}, nil},
		{"fallback", "a,b\n1,2\n3,\xe4\n", Options{Header: 1, Delimiter: ','}, []string{"read as windows-1252: line 3 is not valid UTF-8 and no encoding is configured"}},
		{"mark against configuration", "\xef\xbb\xbfa,b\n", Options{Header: 1, Delimiter: ',', Encoding: "latin1"}, []string{"read as UTF-8, as its byte order mark says, and not as latin1, as configured"}},
		{"mark and configuration agree", "\xef\xbb\xbfa,b\n", Options{Header: 1, Delimiter: ',', Encoding: "utf-8"}, nil},
		{"UTF-16 configured and marked", utf16Text("a,b\n", false), Options{Header: 1, Delimiter: ',', Encoding: "utf-16"}, nil},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			r, _ := readAll(t, write(t, test.content), test.options)
			assert.Equal(t, test.want, r.Notes())
		})
	}
}

func packed9(tb testing.TB, content string) string {
	tb.Helper()
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	_, err := w.Write([]byte(content))
	require.NoError(tb, err)
	require.NoError(tb, w.Close())
	return b.String()
}

func TestGzip(t *testing.T) {
	content := "id,title\n1,\xfc\n"
	r, rows := readAll(t, write(t, packed9(t, content)), Options{Header: 1})
	assert.Equal(t, []row{{2, []string{"1", "ü"}}}, rows)
	assert.Equal(t, r.Size(), r.Offset())
}

// Runes cut by the end of a block must not make a file look invalid, nor may rows be cut by it.
func TestLongFile(t *testing.T) {
	var b strings.Builder
	b.WriteString("id,title,note\n")
	title := strings.Repeat("日本語ü", 1_200) // 12,000 bytes
	for range 100 {
		b.WriteString("1," + title + ",\"quoted\n" + title + "\"\n")
	}
	r, rows := readAll(t, write(t, b.String()), Options{Header: 1})
	require.Len(t, rows, 100)
	for i, row := range rows {
		require.Equal(t, 2+2*i, row.line)
		require.Equal(t, []string{"1", title, "quoted\n" + title}, row.cells)
	}
	assert.Empty(t, r.Notes())
}

func TestErrors(t *testing.T) {
	dir := t.TempDir()
	tests := []struct {
		name, path string
		options    Options
		want       []string
	}{
		{"not there", filepath.Join(dir, "none.csv"), Options{Header: 1}, []string{"none.csv", "no such file"}},
		{"directory", dir, Options{Header: 1}, []string{"is a directory"}},
		{"empty", write(t, ""), Options{Header: 1}, []string{"is empty", "header of 1"}},
		{"blank lines", write(t, "\n\n"), Options{Header: 1}, []string{"has 0 rows", "header of 1"}},
		{"fewer rows than header", write(t, "a,b\n"), Options{Header: 3}, []string{"has 1 rows", "header of 3"}},
		{"nameless header", write(t, ",,\n1,2,3\n"), Options{Header: 1}, []string{"line 1", "no column has a name"}},
		{"workbook", write(t, "PK\x03\x04rest"), Options{Header: 1}, []string{"Excel workbook", "expected CSV"}},
		{"unknown encoding", write(t, "a\n"), Options{Header: 1, Encoding: "klingon"}, []string{`"klingon"`, "windows-1252"}},
		{"delimiter", write(t, "a\n"), Options{Header: 1, Delimiter: '§'}, []string{"'§'", "one ASCII character"}},
		{"header", write(t, "a\n"), Options{Header: -1}, []string{"header", "-1"}},
		{"damaged gzip", write(t, "\x1f\x8b\x08 and then nothing of the kind"), Options{Header: 1}, []string{"gzip"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, err := Open(test.path, test.options)
			for _, want := range test.want {
				assert.ErrorContains(t, err, want)
			}
		})
	}
}

func TestTruncatedGzip(t *testing.T) {
	var b strings.Builder
	b.WriteString("id,title\n")
	for i := range 200_000 {
		b.WriteString(strings.Repeat(string(rune('a'+i%26)), i%7) + ",x\n")
	}
	whole := packed9(t, b.String())
	path := write(t, whole[:len(whole)*9/10])

	_, err := Open(path, Options{Header: 1})
	require.ErrorContains(t, err, "truncated", "found by the look at the encoding")

	r, err := Open(path, Options{Header: 1, Encoding: "utf-8"})
	require.NoError(t, err)
	defer func() { require.NoError(t, r.Close()) }()
	for err == nil {
		_, _, err = r.Next()
	}
	assert.ErrorContains(t, err, "truncated")
	assert.ErrorContains(t, err, path)
}

func TestQuoteThatIsNeverClosed(t *testing.T) {
	read := func(content string) error {
		r, err := Open(write(t, content), Options{Header: 1, Delimiter: ','})
		require.NoError(t, err)
		defer func() { require.NoError(t, r.Close()) }()
		_, _, err = r.Next()
		require.NoError(t, err, "the row before is fine")
		_, _, err = r.Next()
		return err
	}
	err := read("a,b\n1,2\n3,\"4\n5,6\n7,8\n")
	require.ErrorIs(t, err, errQuote)
	assert.ErrorContains(t, err, "begins in line 3 and runs to the end of the file")

	err = read("a,b\n1,2\n\n3,\"4\n" + strings.Repeat("a line of text,\n", maxRecord/16+1))
	require.ErrorIs(t, err, errQuote)
	assert.ErrorContains(t, err, "begins in line 4 and runs on for more than 8 MiB")

	err = read("a,b\n1,2\n" + strings.Repeat("no line end ", maxRecord/12+20_000))
	assert.ErrorContains(t, err, "row that begins in line 3 is longer than 8 MiB")
}

func TestScannerReportsTheSourcesError(t *testing.T) {
	broken := errors.New("disk on fire")
	for _, content := range []string{"", "a,b", "a,\"b"} {
		s := newScanner(io.MultiReader(strings.NewReader(content), iotest.ErrReader(broken)), ',', 1)
		assert.ErrorIs(t, s.scan(), broken, "after %q", content)
	}
}

// The scanner splits the same however the source hands out its bytes.
func TestScannerAtAnyCut(t *testing.T) {
	const content = "a,\"b\"\"c\r\nd\",\r\n\"\",e\r\r\"x\"y\",z\n1,2"
	want := [][]string{{"a", "b\"c\nd", ""}, {"", "e"}, {`x"y`, "z"}, {"1", "2"}}
	for _, src := range []io.Reader{strings.NewReader(content), iotest.OneByteReader(strings.NewReader(content)), iotest.DataErrReader(strings.NewReader(content))} {
		s := newScanner(src, ',', 1)
		var got [][]string
		for s.scan() == nil {
			got = append(got, s.cells(nil))
		}
		assert.Equal(t, want, got)
		assert.Equal(t, io.EOF, s.err)
	}
}
