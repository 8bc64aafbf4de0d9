package xlsx

import (
	"bytes"
	"compress/gzip"
	"encoding/xml"
	"fmt"
	"io"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// oleFile is the start of an old Office file whose directory names one stream, with sectors of 512 bytes.
func oleFile(stream string) []byte {
	b := make([]byte, 2048)
	copy(b, ole)
	b[30], b[48] = 9, 1 // 2^9 bytes; the directory is sector 1, which begins behind the header and sector 0
	copy(b[1024:], utf16Of(stream))
	return b
}

func TestFilesThatAreNoWorkbooks(t *testing.T) {
	dir := t.TempDir()
	var packed bytes.Buffer
	z := gzip.NewWriter(&packed)
	require.NoError(t, z.Close())
	whole := book(data(textRow("a"))).bytes(t)
	tests := []struct {
		name, path string
		want       []string
	}{
		{"not there", filepath.Join(dir, "none.xlsx"), []string{"none.xlsx", "no such file"}},
		{"directory", dir, []string{"is a directory"}},
		{"empty", write(t, nil), []string{"is empty", "export it again"}},
		{"one byte", write(t, []byte{0}), []string{"not an Excel workbook"}},
		{"old workbook", write(t, oleFile("Workbook")), []string{"old workbook (.xls", "save it as Excel workbook"}},
		{"password", write(t, oleFile("EncryptedPackage")), []string{"protected with a password"}},
		{"start of an old workbook only", write(t, []byte(ole)), []string{"old workbook"}},
		{"directory beyond the end", write(t, append([]byte(ole), bytes.Repeat([]byte{0xff}, 60)...)), []string{"old workbook"}},
		{"very old workbook", write(t, []byte("\x09\x08\x06\x00\x00\x05")), []string{"very old workbook"}},
		{"gzip", write(t, packed.Bytes()), []string{"gzip", "unpack it"}},
		{"PDF", write(t, []byte("%PDF-1.7")), []string{"a PDF"}},
		{"web page", write(t, []byte("\ufeff\r\n<HTML><body><table>")), []string{"web page (HTML)"}},
		{"web page in UTF-16", write(t, []byte(utf16Text("<html>", true))), []string{"web page (HTML)"}},
		{"XML spreadsheet", write(t, []byte(`<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">`)), []string{"XML spreadsheet of Excel 2003"}},
		{"XML", write(t, []byte(`<?xml version="1.0"?><a/>`)), []string{"an XML document"}},
		{"CSV", write(t, []byte("id;title\r\n1;ä\r\n")), []string{"CSV perhaps", "kind: csv"}},
		{"noise", write(t, []byte{7, 1, 2, 3}), []string{"not an Excel workbook"}},
		{"truncated", write(t, whole[:len(whole)-30]), []string{"truncated", "copy or export it again"}},
		{"OpenDocument", parts{"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": "<a/>"}.file(t), []string{"OpenDocument", "save it as"}},
		{"Word", parts{"[Content_Types].xml": "<Types/>", "word/document.xml": "<a/>"}.file(t), []string{"Word document"}},
		{"binary workbook", book(data()).with("_rels/.rels", `<Relationships>`+relationTo("r", "officeDocument", "xl/workbook.bin")+`</Relationships>`).with("xl/workbook.bin", "\x83").file(t), []string{"binary workbook (.xlsb)"}},
		{"other archive", parts{"b.txt": "b", "a.txt": "a"}.file(t), []string{"zip archive of 2 other files", "a.txt, b.txt"}},
		{"empty archive", parts{}.file(t), []string{"zip archive of 0 other files"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, err := Open(test.path, Options{Header: 1})
			for _, want := range append(test.want, test.path) {
				assert.ErrorContains(t, err, want)
			}
		})
	}
}

func TestDamagedWorkbooks(t *testing.T) {
	const sheet, sst, styles, list = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml", "xl/workbook.xml"
	head := textRow("a", "b")
	tests := []struct {
		name  string
		parts parts
		want  []string
	}{
		{"no sheet", book("").with(sheet, ""), []string{"xl/worksheets/sheet1.xml is missing"}},
		{"no list of sheets", book("").with(list, "").with("[Content_Types].xml", "<Types/>"), []string{"xl/workbook.xml, which lists the sheets, is missing"}},
		{"no shared texts", book(data(`<row><c t="s"><v>0</v></c></row>`)).with(sst, ""), []string{"cell A1", "has 0 of them"}},
		{"no formats", book(data(head)).with(styles, ""), []string{"xl/styles.xml is missing"}},
		{"empty part", book("").with(list, " "), []string{"xl/workbook.xml is empty"}},
		{"empty sheet part", book("").with(sheet, " "), []string{`sheet "Export"`, "xl/worksheets/sheet1.xml is empty"}},
		{"formats that are no XML", book("").with(styles, "<styleSheet><cellXfs"), []string{"xl/styles.xml, line 1"}},
		{"too many formats", book("").with(styles, "<styleSheet><cellXfs>"+strings.Repeat("<xf/>", maxFormats+1)+"</cellXfs></styleSheet>"), []string{"65,536 cell formats"}},
		{"no rows", book(data()), []string{"has 0 rows", "header of 1"}},
		{"no names", book(data(`<row><c t="str"><v> </v></c></row>`)), []string{"row 1 should be the header", "no column has a name"}},
		{"shared text that is not there", book(data(head, `<row r="4"><c r="B4" t="s"><v>2</v></c></row>`)), []string{"row 4", "cell B4", `text "2"`, "has 2 of them"}},
		{"shared text of no number", book(data(head, `<row><c t="s"><v>-1</v></c></row>`)), []string{"cell A2", `text "-1"`}},
		{"row beyond all", book(data(head, `<row r="99999999999"/>`)), []string{`row number "99999999999" cannot be`, "1 to 1048576"}},
		{"row 0", book(data(`<row r="0"/>`)), []string{`row number "0" cannot be`}},
		{"rows without end", book(data(`<row r="1048576"><c><v>1</v></c></row>`, `<row/>`)), []string{"more than 1048576 rows"}},
		{"column beyond all", book(data(head, `<row><c r="XFE2"><v>1</v></c></row>`)), []string{`cell "XFE2" lies beyond column XFD`}},
		{"column beyond numbers", book(data(`<row><c r="` + strings.Repeat("Z", 99) + `1"/></row>`)), []string{"beyond column XFD"}},
		{"columns without end", book(data(`<row><c r="XFD1"/><c/></row>`)), []string{"beyond column XFD"}},
		{"reference without a column", book(data(head, `<row><c r="12"/></row>`)), []string{`reference "12" cannot be read`}},
		{"character that XML has not", book(data(head, textRow("1"), textRow("x\x01y"))), []string{"sheet1.xml, line 2", "illegal character code U+0001", "row 3"}},
		{"invalid UTF-8", book(data(head, textRow("x\xffy"))), []string{"sheet1.xml, line 2", "invalid UTF-8"}},
		{"entity", book("").with(sheet, `<!DOCTYPE a [<!ENTITY e "x">]><worksheet>`+data(textRow("&e;"))+"</worksheet>"), []string{"entity"}},
		{"unknown encoding", book("").with(sheet, `<?xml version="1.0" encoding="klingon"?><a/>`), []string{`"klingon"`, "UTF-16"}},
		{"cut short", book("<sheetData>"+head+"<row><c><v>1</v>").with(sheet, "<worksheet><sheetData>"+head+"<row><c><v>1</v>"), []string{"ends in the middle"}},
		{"elements in elements", book(strings.Repeat("<a>", maxDepth+1)), []string{"more than 256 deep"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			path := test.parts.file(t)
			err := failure(path, Options{Header: 1})
			for _, want := range append(test.want, path) {
				assert.ErrorContains(t, err, want)
			}
		})
	}
}

func TestHeaderCannotBeNegative(t *testing.T) {
	_, err := Open("any", Options{Header: -1})
	assert.ErrorContains(t, err, "header: -1 rows cannot be")
}

// Any byte of a workbook that is damaged gives an error or the same rows, and no file that is cut short passes.
func TestDamageIsFound(t *testing.T) {
	whole := book(data(textRow("a", "b"), textRow("1", "2"), textRow("3", "4"))).bytes(t)
	for cut := 0; cut < len(whole); cut += 7 {
		require.Error(t, failure(write(t, whole[:cut]), Options{Header: 1}), "cut at %d", cut)
	}
	at := bytes.Index(whole, []byte("worksheets/sheet1.xml")) + 60 // within the packed sheet, whose name stands before it
	damaged := bytes.Clone(whole)
	damaged[at] ^= 0x55
	require.Error(t, failure(write(t, damaged), Options{Header: 1}))
}

// repeated is a reader of the same text again and again, up to a size.
func repeated(text string, size int64) io.Reader {
	return io.LimitReader(&loop{text: strings.Repeat(text, 10_000)}, size)
}

type loop struct {
	text string
	at   int
}

func (l *loop) Read(b []byte) (int, error) {
	n := copy(b, l.text[l.at:])
	l.at = (l.at + n) % len(l.text)
	return n, nil
}

func TestPartsThatUnpackWithoutEnd(t *testing.T) {
	open := func(text io.Reader, packed, limit int64) *part {
		return &part{source: io.NopCloser(text), name: "bomb", packed: packed, limit: limit, token: -1}
	}
	_, err := io.Copy(io.Discard, open(repeated("<row/>", 70<<20), 100_000, maxSheet))
	assert.ErrorContains(t, err, "more than 300 times its size")
	_, err = io.Copy(io.Discard, open(repeated("<row/>", 70<<20), 70<<20, maxSheet))
	assert.NoError(t, err)
	_, err = io.Copy(io.Discard, open(repeated("<row/>", 70<<20), 70<<20, maxSmallPart))
	assert.ErrorContains(t, err, "larger than 64 MiB unpacked")

	p := open(io.MultiReader(strings.NewReader("<a>"), repeated("text", 36<<20)), 70<<20, maxSheet)
	m := newMarkup(p, decodeText(p))
	for err = nil; err == nil; {
		_, err = m.next()
	}
	assert.ErrorContains(t, err, "a text of more than 8 MiB")
}

// A text within the limit of a piece of markup can still be put together from many.
func TestTextsTooLong(t *testing.T) {
	piece := xml.CharData(strings.Repeat("x", 1<<20))
	run, g := textRun{reading: true}, grid{value: true}
	for range maxText >> 20 {
		require.NoError(t, run.take(piece))
		require.NoError(t, g.chars(piece))
	}
	assert.ErrorContains(t, run.take(piece), "a text of more than 8 MiB")
	assert.ErrorContains(t, g.chars(piece), "row's texts take more than 8 MiB")
}

func TestMergedHeaderWithoutEnd(t *testing.T) {
	merged := "<mergeCells>" + strings.Repeat(`<mergeCell ref="A1:B1"/>`, maxColumns+1) + "</mergeCells>"
	err := failure(book(data(textRow("a"), textRow("1"))+merged).file(t), Options{Header: 1})
	assert.ErrorContains(t, err, "merges more cells of the header than there can be")
}

// What a sheet shows is data: nothing of it is computed, looked up or cut.
func TestHostileTexts(t *testing.T) {
	for _, text := range []string{`=HYPERLINK("http://x")`, "@SUM(A1)", "<script>", "../../etc/passwd", "a\x7fb", "\u202eabc", strings.Repeat("long ", 20_000)} {
		escaped := strings.NewReplacer("&", "&amp;", "<", "&lt;").Replace(text)
		_, rows := readAll(t, book(data(textRow("a"), textRow(escaped))).file(t), Options{Header: 1})
		assert.Equal(t, []row{{2, []string{text}}}, rows, fmt.Sprintf("%.20q", text))
	}
}
