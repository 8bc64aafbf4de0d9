package csv

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"sync/atomic"
	"unicode/utf8"

	"github.com/klauspost/compress/gzip"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

// sampleSize is how much of a text is looked at to find out its delimiter.
const sampleSize = 64 << 10

// text is a file's content as UTF-8, unpacked and decoded on the way.
type text struct {
	*bufio.Reader
	file  *os.File
	size  int64        // bytes of the file
	read  atomic.Int64 // bytes of the file read so far
	notes []string
}

// openText opens a file whose encoding is the one named, or found out where the name is empty.
func openText(path, encodingName string) (*text, error) {
	configured, err := encodingOf(encodingName)
	if err != nil {
		return nil, err
	}
	t, err := openBytes(path)
	if err != nil {
		return nil, err
	}
	found, err := t.identify(path)
	if err == nil {
		err = t.decode(path, encodingName, found, configured)
	}
	if err != nil {
		return nil, errors.Join(err, t.file.Close())
	}
	return t, nil
}

// encodingOf returns the encoding of that name; nil for UTF-8, which needs no decoding, and for the empty name.
func encodingOf(name string) (encoding.Encoding, error) {
	if name == "" {
		return nil, nil
	}
	enc, err := htmlindex.Get(name)
	if err != nil {
		return nil, fmt.Errorf("encoding %q is not known; expected a name such as utf-8, windows-1252, iso-8859-15 or utf-16le", name)
	}
	if enc == unicode.UTF8 {
		return nil, nil
	}
	return enc, nil
}

// marks are the byte order marks and what they announce.
var marks = []struct {
	bytes string
	name  string
	enc   encoding.Encoding
}{
	{"\xef\xbb\xbf", "UTF-8", nil},
	{"\xff\xfe", "UTF-16LE", unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM)},
	{"\xfe\xff", "UTF-16BE", unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM)},
}

// decode puts the right decoder between the bytes and the reader: what a byte order mark says, else what is
// configured, else what was found by the first bytes, else UTF-8 if the whole file is valid, else windows-1252.
func (t *text) decode(path, name, found string, configured encoding.Encoding) error {
	start, err := t.Peek(3)
	if err != nil && !errors.Is(err, io.EOF) {
		return fmt.Errorf("reading %s: %w", path, err)
	}
	enc := configured
	for _, m := range marks {
		if !bytes.HasPrefix(start, []byte(m.bytes)) {
			continue
		}
		if _, err := t.Discard(len(m.bytes)); err != nil {
			return fmt.Errorf("reading %s: %w", path, err)
		}
		if name != "" && m.enc != configured {
			t.notes = append(t.notes, fmt.Sprintf("read as %s, as its byte order mark says, and not as %s, as configured", m.name, name))
		}
		t.decodeWith(m.enc)
		return nil
	}
	switch {
	case name == "" && found != "":
		if enc, err = encodingOf(found); err != nil {
			return err
		}
		t.notes = append(t.notes, fmt.Sprintf("read as %s, as its NUL bytes show: it has no byte order mark and no encoding is configured", found))
	case name == "":
		line, err := firstInvalid(path)
		if err != nil {
			return err
		}
		if line > 0 {
			enc = charmap.Windows1252
			t.notes = append(t.notes, fmt.Sprintf("read as windows-1252: line %d is not valid UTF-8 and no encoding is configured", line))
		}
	}
	t.decodeWith(enc)
	return nil
}

func (t *text) decodeWith(enc encoding.Encoding) {
	if enc != nil {
		t.Reader = bufio.NewReaderSize(transform.NewReader(t.Reader, enc.NewDecoder()), sampleSize)
	}
}

// openBytes opens a file, unpacking it where its first bytes say that it is gzip.
func openBytes(path string) (*text, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err // says "open", the path and the reason
	}
	t := &text{file: file}
	if err := t.unpack(path); err != nil {
		return nil, errors.Join(err, file.Close())
	}
	return t, nil
}

func (t *text) unpack(path string) error {
	info, err := t.file.Stat()
	if err != nil {
		return err
	}
	if info.IsDir() {
		return fmt.Errorf("%s is a directory; expected a CSV file", path)
	}
	t.size = info.Size()
	t.Reader = bufio.NewReaderSize(counter{t.file, &t.read}, sampleSize)
	start, err := t.Peek(2)
	if err != nil && !errors.Is(err, io.EOF) {
		return fmt.Errorf("reading %s: %w", path, err)
	}
	if !bytes.HasPrefix(start, []byte{0x1f, 0x8b}) {
		return nil
	}
	unpacked, err := gzip.NewReader(t.Reader)
	if err != nil {
		return fmt.Errorf("unpacking %s: %w", path, packed(err))
	}
	t.Reader = bufio.NewReaderSize(&unpacker{Reader: unpacked, packed: &t.read}, sampleSize)
	return nil
}

// firstInvalid reads a file once and returns the line of the first text that is not UTF-8; 0 if there is none.
func firstInvalid(path string) (line int, err error) {
	t, err := openBytes(path)
	if err != nil {
		return 0, err
	}
	defer func() { _ = t.file.Close() }() // only read
	buf, kept, line := make([]byte, sampleSize), 0, 1
	for {
		n, err := t.Read(buf[kept:])
		if err != nil && !errors.Is(err, io.EOF) {
			return 0, fmt.Errorf("reading %s: %w", path, err)
		}
		got := buf[:kept+n]
		whole := got
		if err == nil {
			whole = got[:len(got)-cutRune(got)]
		}
		if !utf8.Valid(whole) {
			return line + lineBreaksBeforeInvalid(whole), nil
		}
		if err != nil {
			return 0, nil
		}
		line += bytes.Count(whole, []byte{'\n'})
		kept = copy(buf, got[len(whole):])
	}
}

// cutRune returns how many bytes at the end may be the beginning of a character that goes on in the next block.
func cutRune(b []byte) int {
	for i := 1; i <= min(utf8.UTFMax-1, len(b)); i++ {
		if tail := b[len(b)-i:]; utf8.RuneStart(tail[0]) {
			if utf8.FullRune(tail) {
				return 0
			}
			return i
		}
	}
	return 0
}

func lineBreaksBeforeInvalid(b []byte) int {
	at := 0
	for at < len(b) {
		r, size := utf8.DecodeRune(b[at:])
		if r == utf8.RuneError && size == 1 {
			break
		}
		at += size
	}
	return bytes.Count(b[:at], []byte{'\n'})
}

// counter counts the bytes read from a file, for a progress bar that may be drawn by another goroutine.
type counter struct {
	file *os.File
	read *atomic.Int64
}

func (c counter) Read(p []byte) (int, error) {
	n, err := c.file.Read(p)
	c.read.Add(int64(n))
	return n, err
}

// A file may unpack to maxRatio times its size beyond ratioFrom bytes; exports shrink to a tenth, seldom to a fiftieth.
const (
	maxRatio  = 300
	ratioFrom = 64 << 20
)

// unpacker says what gzip's errors mean, and refuses what unpacks without end.
type unpacker struct {
	*gzip.Reader
	packed   *atomic.Int64 // bytes read of the file
	unpacked int64
}

func (u *unpacker) Read(p []byte) (int, error) {
	n, err := u.Reader.Read(p)
	if u.unpacked += int64(n); u.unpacked > ratioFrom && u.unpacked/maxRatio > u.packed.Load() {
		return n, fmt.Errorf("it unpacks to more than %d times its size, as files made to exhaust a machine do: it is not read", maxRatio)
	}
	if err != nil && !errors.Is(err, io.EOF) {
		err = packed(err)
	}
	return n, err
}

func packed(err error) error {
	if errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, io.EOF) {
		return errors.New("the gzip data end too early: the file is truncated, copy or export it again")
	}
	return fmt.Errorf("the gzip data are damaged (%w): copy or export the file again", err)
}
