package xlsx

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"io"
	"os"
	"strings"
)

// looksSize is how much of a file is looked at to say what it is.
const looksSize = 64 << 10

// notWorkbook says what a file that is no zip archive looks like, and what can be done about it.
func notWorkbook(path string, file *os.File, cause error) error {
	start, err := io.ReadAll(io.NewSectionReader(file, 0, looksSize))
	if err != nil {
		return fmt.Errorf("reading %s: %w", path, err)
	}
	what, remedy := looksLike(start, directory(file, start))
	if what == "" {
		return fmt.Errorf("%s is not an Excel workbook (.xlsx, .xlsm): %w", path, cause)
	}
	return fmt.Errorf("%s is not an Excel workbook (.xlsx, .xlsm): it is %s; %s", path, what, remedy)
}

// ole is how old Office files begin, and workbooks that are protected with a password.
const ole = "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

// directory returns the first entries of the list of contents of such a file, which can lie anywhere in it.
func directory(file *os.File, start []byte) []byte {
	if len(start) < 64 || !bytes.HasPrefix(start, []byte(ole)) {
		return nil
	}
	sector := int64(1) << min(binary.LittleEndian.Uint16(start[30:]), 16)
	at := (int64(binary.LittleEndian.Uint32(start[48:])) + 1) * sector
	entries, _ := io.ReadAll(io.NewSectionReader(file, at, looksSize)) // what cannot be read is not known
	return entries
}

// utf16Of returns a text as it stands in the directory of an OLE2 file.
func utf16Of(ascii string) []byte {
	var b []byte
	for i := range len(ascii) {
		b = append(b, ascii[i], 0)
	}
	return b
}

// looksLike tells a file by its start, and by its directory where it has one; empty where it is like nothing known.
func looksLike(start, directory []byte) (what, remedy string) {
	const saveAs = "open it in Excel and save it as Excel workbook (.xlsx)"
	has := func(mark string) bool { return bytes.HasPrefix(start, []byte(mark)) }
	switch {
	case len(start) == 0:
		return "empty", "export it again"
	case has("PK\x03\x04"), has("PK\x05\x06"), has("PK\x07\x08"):
		return "the start of a zip archive without its end: truncated", "copy or export it again"
	case has(ole):
		if bytes.Contains(directory, utf16Of("EncryptedPackage")) {
			return "protected with a password", "save it without one"
		}
		return "an old workbook (.xls, Excel 97 to 2003) or another old Office file", saveAs
	case has("\x09\x00"), has("\x09\x02"), has("\x09\x04"), has("\x09\x08"):
		return "a very old workbook (.xls, Excel 2 to 95)", saveAs
	case has("\x1f\x8b"):
		return "packed with gzip", "unpack it"
	case has("%PDF"):
		return "a PDF document", "export the data as .xlsx or CSV"
	}
	return looksLikeText(start)
}

func looksLikeText(start []byte) (what, remedy string) {
	const saveAs = "open it in Excel and save it as Excel workbook (.xlsx), or export CSV"
	plain := start[:min(len(start), 4096)]
	for _, mark := range []string{"\xef\xbb\xbf", "\xff\xfe", "\xfe\xff"} {
		plain = bytes.TrimPrefix(plain, []byte(mark))
	}
	plain = bytes.ReplaceAll(plain, []byte{0}, nil) // of UTF-16
	head := strings.ToLower(string(bytes.TrimSpace(plain)))
	switch {
	case strings.Contains(head, "urn:schemas-microsoft-com:office:spreadsheet"):
		return "an XML spreadsheet of Excel 2003", saveAs
	case strings.HasPrefix(head, "mime-version"):
		return "a web archive (.mht)", saveAs
	case strings.HasPrefix(head, "<!doctype html"), strings.HasPrefix(head, "<html"), strings.Contains(head, "<table"):
		return "a web page (HTML), as some tools export under the name .xls or .xlsx", saveAs
	case strings.HasPrefix(head, "<"):
		return "an XML document", saveAs
	case strings.HasPrefix(head, "{\\rtf"):
		return "a text document (RTF)", saveAs
	case strings.HasPrefix(head, "id;p"):
		return "a SYLK file (.slk)", saveAs
	case printable(head):
		return "text, CSV perhaps", "if so, say kind: csv"
	}
	return "", ""
}

// printable tells whether a text has no control characters beside white space.
func printable(text string) bool {
	isControl := func(r rune) bool { return r < ' ' && !strings.ContainsRune("\t\r\n", r) }
	return text != "" && !strings.ContainsFunc(text, isControl)
}
