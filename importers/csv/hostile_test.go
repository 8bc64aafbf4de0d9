package csv

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// A quote that is missing makes rows part of a cell, up to the next quote, without an error: this is told. Texts with
// line breaks are not.
func TestRowsWithinACell(t *testing.T) {
	for name, c := range map[string]struct {
		rows   string
		line   int // of the row that is warned of; 0: none
		reason string
	}{
		"whole rows within":            {"1,\"a,x\n2,b,y\n3,c,z\n4,\"d\",v\n", 2, "goes on to line 5"},
		"a quote after the delimiter":  {"0,a,b\n1,\"a,x\n2,\"b\",y\n", 3, "goes on to line 4"},
		"in the last cell":             {"1,2,\"a\n2,3,4\n3,4,\"\n", 2, "goes on to line 4"},
		"line breaks":                  {"1,\"a\nb\nc\n\",x\n", 0, ""},
		"line breaks and delimiters":   {"1,\"a, b\nc, d, e, f\ng\n\",x\n", 0, ""},
		"quotes doubled":               {"1,\"a\n,\"\"b\"\" c\n\",x\n", 0, ""},
		"a lone quote on the line":     {"1,\"a,\"b c\nd\",x\n", 0, ""},
		"a text that ends with a line": {"1,\"a\n2,b,y\",x\n", 0, ""},
	} {
		r, err := Open(write(t, "id,title,note\n"+c.rows), Options{Header: 1, Delimiter: ','})
		require.NoError(t, err, name)
		warned := 0
		for {
			_, line, err := r.Next()
			if err != nil {
				break
			}
			if warning := r.Warning(); warning != "" {
				warned = line
				assert.Contains(t, warning, "is a quote missing?", name)
				assert.Contains(t, warning, c.reason, name)
			}
		}
		assert.Equal(t, c.line, warned, name)
		assert.Equal(t, c.line > 0, strings.Contains(strings.Join(r.Notes(), "\n"), "what looks like rows, the first begins in line"), name)
		require.NoError(t, r.Close())
	}
}

// In a file of two columns every comma would look like a row.
func TestRowsOfTwoColumnsAreNotLookedFor(t *testing.T) {
	r, rows := readAll(t, write(t, "id,title\n1,\"a\nb, c\nd\"\n"), Options{Header: 1, Delimiter: ','})
	assert.Len(t, rows, 1)
	assert.Empty(t, r.Notes())
}

func TestUTF16WithoutAMark(t *testing.T) {
	for _, c := range []struct {
		content, want string
	}{
		{utf16Text("id,title\n1,a\n", false)[2:], "read as utf-16le, as its NUL bytes show"},
		{utf16Text("id,title\n1,a\n", true)[2:], "read as utf-16be, as its NUL bytes show"},
		{"id,title\n1,a\x00\x00\x00\n", ""},
		{"id,title\n\x00\x00\x00\x00,\x00\x00\x00\x00\n", ""},
	} {
		r, rows := readAll(t, write(t, c.content), Options{Header: 1})
		assert.Equal(t, []string{"id", "title"}, r.Header())
		assert.Len(t, rows, 1)
		assert.Contains(t, strings.Join(r.Notes(), "\n"), c.want)
		assert.Equal(t, c.want == "", len(r.Notes()) == 0)
	}
}

// What is configured is not looked for: a delimiter may be a control character, an encoding may have NUL bytes.
func TestWhatIsConfiguredIsNotGuessed(t *testing.T) {
	_, rows := readAll(t, write(t, "a\x01b\n1\x012\n3\x014\n"), Options{Header: 1, Delimiter: '\x01'})
	assert.Equal(t, []row{{2, []string{"1", "2"}}, {3, []string{"3", "4"}}}, rows)
	r, rows := readAll(t, write(t, utf16Text("a,b\n1,2\n", false)[2:]), Options{Header: 1, Encoding: "utf-16le"})
	assert.Equal(t, []row{{2, []string{"1", "2"}}}, rows)
	assert.Empty(t, r.Notes())
}

func TestNamesWithNUL(t *testing.T) {
	r, _ := readAll(t, write(t, "i\x00d\x00,title\n1,a\n"), Options{Header: 1})
	assert.Equal(t, []string{"id", "title"}, r.Header())
	assert.Equal(t, []string{"the header has NUL bytes; they were left out"}, r.Notes())
}

func TestCellsWithoutEnd(t *testing.T) {
	for name, row := range map[string]string{
		"empty":  strings.Repeat(",", maxCells+1),
		"short":  strings.Repeat("a,", maxCells+1),
		"quoted": strings.Repeat(`"",`, maxCells+1),
	} {
		r, err := Open(write(t, "a,b\n"+row+"\n"), Options{Header: 1, Delimiter: ','})
		require.NoError(t, err)
		_, _, err = r.Next()
		assert.ErrorContains(t, err, "the row that begins in line 2 has more than 65536 cells: is the delimiter right, which is ','?", name)
		require.NoError(t, r.Close())
	}
	_, rows := readAll(t, write(t, "a,b\n"+strings.Repeat(",", 16_384)+"\n"), Options{Header: 1, Delimiter: ','})
	assert.Len(t, rows, 1, "as many as Excel has")
}
