package csv

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"regexp"
)

// looksSize is how much of a file is looked at to tell what it is.
const looksSize = 4 << 10

// looks are those of files that are given for CSV: how they begin, what they are, and what can be done about it.
var looks = []struct{ mark, what string }{
	{"PK\x03\x04", "a zip archive or an Excel workbook; expected CSV: unpack it, or say kind: xlsx"},
	{"PK\x05\x06", "an empty zip archive; expected CSV"},
	{"\xd0\xcf\x11\xe0", "an old workbook (.xls) or another old Office file; expected CSV: save it as CSV or as Excel workbook (.xlsx)"},
	{"%PDF-", "a PDF document; expected CSV"},
	{"\x1f\x8b", "packed with gzip twice; expected CSV, packed once at most: unpack it"},
	{"BZh91AY&SY", "packed with bzip2; expected CSV, as it is or packed with gzip: unpack it"},
	{"\xfd7zXZ", "packed with xz; expected CSV, as it is or packed with gzip: unpack it"},
	{"\x28\xb5\x2f\xfd", "packed with zstd; expected CSV, as it is or packed with gzip: unpack it"},
	{"7z\xbc\xaf\x27\x1c", "a 7z archive; expected CSV: unpack it"},
	{"SQLite format 3\x00", "a database of SQLite; expected CSV"},
	{"\xff\xfe\x00\x00", "text in UTF-32; expected UTF-8, UTF-16 or one byte per character: save it as UTF-8"},
	{"\x00\x00\xfe\xff", "text in UTF-32; expected UTF-8, UTF-16 or one byte per character: save it as UTF-8"},
}

// markup is the like for texts, which may begin with white space.
var markup = []struct {
	begins *regexp.Regexp
	what   string
}{
	{regexp.MustCompile(`(?i)^\s*<(!doctype\s+)?html`), "a web page, of an error or a sign-in perhaps; expected CSV: export it again"},
	{regexp.MustCompile(`(?i)^\s*<\?xml`), "an XML document; expected CSV"},
	{regexp.MustCompile(`^\s*(\[\s*)?\{\s*("|\})`), "a JSON document; expected CSV"},
}

// looksLike says what a file is that begins in this way; empty where it may be CSV.
func looksLike(start []byte) string {
	for _, l := range looks {
		if bytes.HasPrefix(start, []byte(l.mark)) {
			return l.what
		}
	}
	start = bytes.TrimPrefix(start, []byte("\xef\xbb\xbf"))
	for _, m := range markup {
		if m.begins.Match(start) {
			return m.what
		}
	}
	return ""
}

// looksUTF16 names the encoding of a text that has no byte order mark but is UTF-16, as most of its characters are
// those of ASCII; empty where it is not.
func looksUTF16(start []byte) string {
	var nul [2]int
	for i, b := range start {
		if b == 0 {
			nul[i%2]++
		}
	}
	half := len(start) / 2
	switch few, many := half/20, half/2; {
	case len(start) < 4:
		return ""
	case nul[0] <= few && nul[1] > many:
		return "utf-16le"
	case nul[1] <= few && nul[0] > many:
		return "utf-16be"
	}
	return ""
}

// checkText refuses what begins as no text does: of NUL bytes for the most part, or with many other control characters
// that are not the delimiter. A few are data, NUL bytes too, and the escapes of a terminal's colours any number of times.
func checkText(sample []byte, delim rune) error {
	sample = sample[:min(len(sample), looksSize)]
	nul, control := 0, 0
	for _, b := range sample {
		switch {
		case b == 0:
			nul++
		case b < ' ' && !bytes.ContainsRune([]byte("\t\n\v\f\r\x1b"), rune(b)) && rune(b) != delim:
			control++
		}
	}
	switch {
	case nul*10 > len(sample)*9:
		return errors.New("it holds hardly anything but NUL bytes: the file was not written whole, copy or export it again")
	case control*20 > len(sample) && control > 3:
		return fmt.Errorf("it is no text: %d of its first %d bytes are control characters; expected CSV", control, len(sample))
	}
	return nil
}

// identify says what a file is that is no CSV, and names the encoding of one without a byte order mark that can be
// told by its first bytes.
func (t *text) identify(path string) (encodingName string, err error) {
	start, err := t.Peek(looksSize)
	if err != nil && !errors.Is(err, io.EOF) {
		return "", fmt.Errorf("reading %s: %w", path, err)
	}
	if what := looksLike(start); what != "" {
		return "", fmt.Errorf("%s is %s", path, what)
	}
	return looksUTF16(start), nil
}
