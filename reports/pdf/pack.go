package pdf

import (
	"bytes"
	"cmp"
	"compress/flate"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strconv"

	"github.com/klauspost/compress/zlib"
)

// packer writes a file with its plain streams compressed, by one compressor: gofpdf, left to do it, makes another for
// each page, which takes longer than the packing.
type packer struct {
	w       io.Writer
	written int // bytes
	zip     *zlib.Writer
	packed  bytes.Buffer
}

// pack writes a file that gofpdf made without compression. It fails where w fails, or where the file's table of objects
// is not as gofpdf writes it.
func pack(w io.Writer, file []byte) error {
	offsets, table, err := objectOffsets(file)
	if err != nil {
		return err
	}
	p := &packer{w: w}
	if p.zip, err = zlib.NewWriterLevel(&p.packed, flate.BestSpeed); err != nil {
		return err
	}
	order := make([]int, len(offsets)) // of the objects in the file
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int { return cmp.Compare(offsets[a], offsets[b]) })
	moved := make([]int, len(offsets))
	if len(order) > 0 {
		err = p.write(file[:offsets[order[0]]])
	}
	for nth, i := range order {
		end := table
		if nth+1 < len(order) {
			end = offsets[order[nth+1]]
		}
		moved[i] = p.written
		err = errors.Join(err, p.object(file[offsets[i]:end]))
	}
	if err != nil {
		return err
	}
	return p.end(file[table:], moved)
}

func (p *packer) write(b []byte) error {
	n, err := p.w.Write(b)
	p.written += n
	return err
}

// plainStream is how an object begins that holds nothing but a stream that is not compressed.
var plainStream = regexp.MustCompile(`^(\d+ 0 obj\n)<</Length (\d+)>>\nstream\n`)

// object writes one object, its stream compressed if it is plain.
func (p *packer) object(object []byte) error {
	head := plainStream.FindSubmatch(object)
	if head == nil {
		return p.write(object)
	}
	stream := object[len(head[0]):]
	length, err := strconv.Atoi(string(head[2]))
	if err != nil || length > len(stream) {
		return errTable
	}
	p.packed.Reset()
	p.zip.Reset(&p.packed)
	if _, err := p.zip.Write(stream[:length]); err != nil {
		return err
	}
	if err := p.zip.Close(); err != nil {
		return err
	}
	return errors.Join(
		p.write(fmt.Appendf(nil, "%s<</Filter /FlateDecode /Length %d>>\nstream\n", head[1], p.packed.Len())),
		p.write(p.packed.Bytes()), p.write(stream[length:]),
	)
}

// end writes the table of objects with the places that they have now, and what follows it.
func (p *packer) end(tail []byte, offsets []int) error {
	at := p.written
	entries := bytes.Index(tail, freeEntry) + entryLength
	var b bytes.Buffer
	b.Write(tail[:entries])
	for _, offset := range offsets {
		fmt.Fprintf(&b, "%010d 00000 n \n", offset)
	}
	tail = tail[entries+entryLength*len(offsets):]
	b.Write(tail[:bytes.LastIndex(tail, startOfTable)])
	fmt.Fprintf(&b, "%s%d\n%%%%EOF\n", startOfTable, at)
	return p.write(b.Bytes())
}

// entryLength is that of a line of the table of objects, in bytes.
const entryLength = 20

var (
	freeEntry    = []byte("0000000000 65535 f \n")
	startOfTable = []byte("startxref\n")
	errTable     = errors.New("the file has no table of its objects as expected")
)

// objectOffsets reads where the objects of a file begin, from the first on, and where their table does.
func objectOffsets(file []byte) (offsets []int, table int, err error) {
	_, after, _ := bytes.Cut(file[max(bytes.LastIndex(file, startOfTable), 0):], startOfTable)
	line, _, _ := bytes.Cut(after, []byte("\n"))
	if table, err = strconv.Atoi(string(line)); err != nil || table > len(file) {
		return nil, 0, errTable
	}
	_, entries, found := bytes.Cut(file[table:], freeEntry)
	if !found {
		return nil, 0, errTable
	}
	for len(entries) >= entryLength && entries[entryLength-3] == 'n' {
		offset, err := strconv.Atoi(string(entries[:10]))
		if err != nil || offset > table {
			return nil, 0, errTable
		}
		offsets, entries = append(offsets, offset), entries[entryLength:]
	}
	return offsets, table, nil
}
