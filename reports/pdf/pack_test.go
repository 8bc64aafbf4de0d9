package pdf

import (
	"bytes"
	"compress/zlib"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// plainFile is a file as gofpdf writes it: the first object stands behind the second, and a page's content holds what looks
// like the end of its stream.
func plainFile(page string) []byte {
	var b bytes.Buffer
	b.WriteString("%PDF-1.3\n")
	second := b.Len()
	fmt.Fprintf(&b, "2 0 obj\n<</Length %d>>\nstream\n%s\nendstream\nendobj\n", len(page), page)
	third := b.Len()
	b.WriteString("3 0 obj\n<</Length 2/Filter /FlateDecode>>\nstream\nxy\nendstream\nendobj\n")
	first := b.Len()
	b.WriteString("1 0 obj\n<</Type /Pages>>\nendobj\n")
	table := b.Len()
	b.WriteString("xref\n0 4\n0000000000 65535 f \n")
	for _, offset := range []int{first, second, third} {
		fmt.Fprintf(&b, "%010d 00000 n \n", offset)
	}
	fmt.Fprintf(&b, "trailer\n<<\n/Size 4\n>>\nstartxref\n%d\n%%%%EOF\n", table)
	return b.Bytes()
}

func TestPackCompressesPlainStreams(t *testing.T) {
	page := strings.Repeat("BT (endstream endobj startxref) Tj ET\n", 50)
	var packed bytes.Buffer
	require.NoError(t, pack(&packed, plainFile(page)))
	out := packed.String()

	assert.True(t, strings.HasPrefix(out, "%PDF-1.3\n2 0 obj\n<</Filter /FlateDecode /Length "))
	assert.Contains(t, out, "3 0 obj\n<</Length 2/Filter /FlateDecode>>\nstream\nxy\nendstream\nendobj\n1 0 obj\n", "left as it is")
	assert.True(t, strings.HasSuffix(out, "%%EOF\n"))
	assert.Less(t, len(out), len(page))

	length := regexp.MustCompile(`/Length (\d+)>>\nstream\n`).FindStringSubmatch(out)
	n, err := strconv.Atoi(length[1])
	require.NoError(t, err)
	stream := out[strings.Index(out, "stream\n")+len("stream\n"):]
	assert.True(t, strings.HasPrefix(stream[n:], "\nendstream\nendobj\n3 0 obj"))
	r, err := zlib.NewReader(strings.NewReader(stream[:n]))
	require.NoError(t, err)
	content, err := io.ReadAll(r)
	require.NoError(t, err)
	assert.Equal(t, page, string(content))

	offsets, table, err := objectOffsets(packed.Bytes())
	require.NoError(t, err)
	require.Len(t, offsets, 3)
	for i, offset := range offsets {
		assert.True(t, strings.HasPrefix(out[offset:], strconv.Itoa(i+1)+" 0 obj\n"), i)
	}
	assert.True(t, strings.HasPrefix(out[table:], "xref\n0 4\n0000000000 65535 f \n"))
}

type disk struct{ room int }

func (d *disk) Write(p []byte) (int, error) {
	if len(p) > d.room {
		return 0, errors.New("disk full")
	}
	d.room -= len(p)
	return len(p), nil
}

func TestPackFails(t *testing.T) {
	file := plainFile("BT ET")
	for name, broken := range map[string][]byte{
		"nothing":            {},
		"no table":           []byte("%PDF-1.3\n"),
		"table beyond":       []byte("startxref\n99\n%%EOF\n"),
		"no entries":         []byte("xref\nstartxref\n0\n%%EOF\n"),
		"stream too short":   bytes.Replace(file, []byte("/Length 5>>"), []byte("/Length 9999>>"), 1),
		"object behind":      bytes.Replace(file, []byte("0000000009 00000 n"), []byte("9000000009 00000 n"), 1),
		"offset is no digit": bytes.Replace(file, []byte("0000000009 00000 n"), []byte("000000000x 00000 n"), 1),
	} {
		assert.ErrorIs(t, pack(io.Discard, broken), errTable, name)
	}
	for _, room := range []int{0, 20, 60, 150, 250} {
		assert.ErrorContains(t, pack(&disk{room}, file), "disk full", room)
	}
}
