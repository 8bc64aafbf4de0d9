package xlsx

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const (
	main        = `xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"`
	inRelations = `xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"`
	kinds       = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
)

// parts are those of a workbook by name.
type parts map[string]string

// book is a workbook of one sheet: what stands between <worksheet> and its end.
func book(sheet string) parts {
	return parts{
		"_rels/.rels":                `<Relationships><Relationship Id="rId1" Type="` + kinds + `officeDocument" Target="xl/workbook.xml"/></Relationships>`,
		"xl/workbook.xml":            `<workbook ` + main + ` ` + inRelations + `><sheets><sheet name="Export" sheetId="1" r:id="rId1"/></sheets></workbook>`,
		"xl/_rels/workbook.xml.rels": `<Relationships>` + relationTo("rId1", "worksheet", "worksheets/sheet1.xml") + relationTo("rId2", "sharedStrings", "sharedStrings.xml") + relationTo("rId3", "styles", "styles.xml") + `</Relationships>`,
		"xl/worksheets/sheet1.xml":   `<?xml version="1.0" encoding="UTF-8"?>` + "\n<worksheet " + main + ">" + sheet + "</worksheet>",
		"xl/sharedStrings.xml":       `<sst ` + main + ` count="9"><si><t>zero</t></si><si><t xml:space="preserve"> one </t></si></sst>`,
		"xl/styles.xml":              `<styleSheet ` + main + `><numFmts><numFmt numFmtId="164" formatCode="yyyy\-mm\-dd&quot;T&quot;hh:mm"/></numFmts><cellStyleXfs><xf numFmtId="9"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="9"/></cellXfs><dxfs><dxf><numFmt numFmtId="164" formatCode="0"/></dxf></dxfs></styleSheet>`,
	}
}

func relationTo(id, kind, target string) string {
	return `<Relationship Id="` + id + `" Type="` + kinds + kind + `" Target="` + target + `"/>`
}

// with replaces parts; an empty text takes one away.
func (p parts) with(name, text string) parts {
	p[name] = text
	if text == "" {
		delete(p, name)
	}
	return p
}

func (p parts) bytes(tb testing.TB) []byte { return p.zipped(tb, zip.Deflate) }

func (p parts) zipped(tb testing.TB, method uint16) []byte {
	tb.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, name := range slices.Sorted(maps.Keys(p)) {
		w, err := z.CreateHeader(&zip.FileHeader{Name: name, Method: method})
		require.NoError(tb, err)
		_, err = io.WriteString(w, p[name])
		require.NoError(tb, err)
	}
	require.NoError(tb, z.Close())
	return b.Bytes()
}

func (p parts) file(tb testing.TB) string { return write(tb, p.bytes(tb)) }

func write(tb testing.TB, content []byte) string {
	tb.Helper()
	path := filepath.Join(tb.TempDir(), "book.xlsx")
	require.NoError(tb, os.WriteFile(path, content, 0o600))
	return path
}

// data is a sheet's cells.
func data(rows ...string) string { return "<sheetData>" + strings.Join(rows, "") + "</sheetData>" }

// textRow is a row of texts without positions.
func textRow(cells ...string) string {
	row := "<row>"
	for _, c := range cells {
		row += `<c t="inlineStr"><is><t>` + c + `</t></is></c>`
	}
	return row + "</row>"
}

func readAll(tb testing.TB, path string, o Options) (r *Reader, rows []row) {
	tb.Helper()
	r, err := Open(path, o)
	require.NoError(tb, err)
	defer func() { require.NoError(tb, r.Close()) }()
	for {
		cells, number, err := r.Next()
		if errors.Is(err, io.EOF) {
			assert.Equal(tb, r.Size(), r.Offset())
			return r, rows
		}
		require.NoError(tb, err)
		rows = append(rows, row{number, append([]string{}, cells...)})
	}
}

// failure returns the error with which reading a workbook ends; nil where it does not.
func failure(path string, o Options) error {
	r, err := Open(path, o)
	if err != nil {
		return err
	}
	defer func() { _ = r.Close() }()
	for {
		if _, _, err := r.Next(); errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return err
		}
	}
}
