package xlsx

import (
	"archive/zip"
	"errors"
	"io"
	"testing"
)

// drained reads a workbook to its end, whatever comes, and checks what Next promises.
func drained(t *testing.T, path string, o Options) {
	if _, err := Sheets(path); err != nil {
		return
	}
	r, err := Open(path, o)
	if err != nil {
		return
	}
	defer func() { _ = r.Close() }()
	for {
		cells, number, err := r.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return
		}
		if len(cells) < len(r.Header()) || number < 1 || number > maxRows || len(cells) > maxColumns {
			t.Fatalf("row %d has %d cells; the header has %d", number, len(cells), len(r.Header()))
		}
	}
	if r.Offset() != r.Size() {
		t.Fatalf("%d bytes read of %d", r.Offset(), r.Size())
	}
	_ = r.Notes()
}

// FuzzReader reads whatever comes as a workbook.
func FuzzReader(f *testing.F) {
	f.Add(book(data(textRow("id", "title"), textRow("1", "a"))).zipped(f, zip.Store), 1)
	f.Add(several(chartFirst, threeSheets).zipped(f, zip.Store), 0)
	f.Add(oleFile("EncryptedPackage"), 1)
	f.Add([]byte("PK\x05\x06"), 2)
	f.Add([]byte("<html>"), 0)
	f.Fuzz(func(t *testing.T, content []byte, header int) {
		drained(t, write(t, content), Options{Header: header % 4})
	})
}

// FuzzSheet puts whatever comes into the parts of a workbook that is otherwise whole. Nothing is packed, which is
// quicker.
func FuzzSheet(f *testing.F) {
	plain := book("")
	styles, texts := plain["xl/styles.xml"], plain["xl/sharedStrings.xml"]
	f.Add(data(textRow("id", "title"), `<row r="3" hidden="1"><c r="B3" t="s"><v>1</v></c><c s="1"><v>46303.5</v></c></row>`), texts, styles, 1)
	f.Add(data(textRow("a", "", "b"), textRow("x"), `<row><c t="e"><v>#N/A</v></c><c t="b"><v>1</v></c><c s="3"><v>0.5</v></c></row>`)+`<mergeCells><mergeCell ref="A1:B1"/></mergeCells>`, texts, styles, 2)
	f.Add(data(`<row><c t="inlineStr"><is><r><t>a_x000D_</t></r><rPh><t>b</t></rPh></is></c><c s="2"><v>-1e300</v></c></row>`), "<sst/>", `<styleSheet><numFmts><numFmt numFmtId="7" formatCode="[h]:mm;@"/></numFmts><cellXfs><xf numFmtId="7"/></cellXfs></styleSheet>`, 0)
	f.Fuzz(func(t *testing.T, sheet, texts, styles string, header int) {
		p := book(sheet).with("xl/sharedStrings.xml", texts).with("xl/styles.xml", styles)
		drained(t, write(t, p.zipped(t, zip.Store)), Options{Header: header % 4})
	})
}
