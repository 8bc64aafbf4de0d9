package fill

import (
	"archive/zip"
	"bytes"
	"context"
	"io"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
)

const relationStart = `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="t/`

// packed is a workbook of one sheet with one table, from the text of its parts.
func packed(t testing.TB, workbook, sheet, table string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "own.xlsx")
	f, err := os.Create(path)
	require.NoError(t, err)
	w := zip.NewWriter(f)
	for _, part := range [][2]string{
		{contentTypes, `<Types><Override PartName="/xl/workbook.xml"/></Types>`},
		{packageRels, relationStart + `officeDocument" Target="xl/workbook.xml"/></Relationships>`},
		{"xl/workbook.xml", workbook},
		{workbookRels, relationStart + `worksheet" Target="worksheets/sheet1.xml"/></Relationships>`},
		{"xl/worksheets/sheet1.xml", sheet},
		{"xl/worksheets/_rels/sheet1.xml.rels", relationStart + `table" Target="../tables/table1.xml"/></Relationships>`},
		{"xl/tables/table1.xml", table},
		{"xl/media/image1.png", "\x89PNG"},
	} {
		to, err := w.Create(part[0])
		require.NoError(t, err)
		_, err = io.WriteString(to, part[1])
		require.NoError(t, err)
	}
	require.NoError(t, w.Close())
	require.NoError(t, f.Close())
	return path
}

// FuzzFill fills workbooks whose parts are damaged or hostile: it refuses them, or writes one that can be filled again.
func FuzzFill(f *testing.F) {
	const (
		book  = `<workbook xmlns:r="r"><sheets><sheet name="One" r:id="r1"/></sheets><definedNames><definedName name="n">'One'!$A$2:$A$3</definedName></definedNames></workbook>`
		sheet = `<worksheet><dimension ref="A1:B3"/><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>a</t></is></c><c r="B1"/></row><row r="2"><c r="A2" s="1"><v>1</v></c><c r="B2"><f>A2*2</f><v>2</v></c></row><row r="3"/></sheetData><conditionalFormatting sqref="A2:A3"/></worksheet>`
		table = `<table displayName="rows" name="rows" ref="A1:B3"><tableColumns count="2"><tableColumn id="1" name="a"/><tableColumn id="2" name="b"><calculatedColumnFormula>rows[a]*2</calculatedColumnFormula></tableColumn></tableColumns></table>`
	)
	f.Add(book, sheet, table)
	f.Add(book, `<x:worksheet><x:sheetData><x:row><x:c><x:v>1</x:v></x:c></x:row></x:sheetData></x:worksheet>`, `<table displayName="rows" ref="XFD1048575:XFD1048576" totalsRowCount="1" headerRowCount="0"/>`)
	f.Add(book, `<worksheet><sheetData><row r="2"><c r="A2"><f t="shared" si="0" ref="A2:A9">1</f></c></row>`, `<table displayName="ROWS" ref="B3:A1" totalsRowCount="-5"><tableColumns><tableColumn name="a"/></tableColumns></table>`)
	f.Add(`<workbook/>`, `<worksheet><sheetData/></worksheet>`, `<table/>`)
	f.Fuzz(func(t *testing.T, workbook, sheet, table string) {
		rows := []Table{{Name: "rows", Columns: []Column{{Key: "a", Title: "A"}}, N: 5, Rows: func(yield func([]Cell) error) error {
			for i := range 5 {
				cells := []Cell{{Number: float64(i), Numeric: i%2 == 0, Text: "=1+1 <&>"}}
				if err := yield(cells); err != nil {
					return err
				}
			}
			return nil
		}}}
		var out bytes.Buffer
		if Fill(context.Background(), &out, packed(t, workbook, sheet, table), rows) != nil {
			return
		}
		path := filepath.Join(t.TempDir(), "filled.xlsx")
		require.NoError(t, os.WriteFile(path, out.Bytes(), 0o600))
		require.NoError(t, Fill(context.Background(), io.Discard, path, rows), "what was filled once can be filled again")
		filled, err := open(path)
		require.NoError(t, err)
		defer func() { require.NoError(t, filled.Close()) }()
		picture, err := read(filled.file("xl/media/image1.png"))
		require.NoError(t, err)
		require.Equal(t, "\x89PNG", picture)
	})
}
