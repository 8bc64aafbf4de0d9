package xlsx_test

import (
	"archive/zip"
	"bytes"
	"context"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"github.com/xuri/excelize/v2"

	"nines/reports/document"
	"nines/reports/xlsx"
)

// company makes a workbook of a company: a table with two example rows, a column of its own with a formula, one with
// remarks, a row of totals, and beside it a chart, a name, a format and a choice that go by the table's rows; another
// sheet computes from it.
func company(t *testing.T) string {
	t.Helper()
	f := excelize.NewFile()
	set := func(sheet, cell string, v any) { t.Helper(); require.NoError(t, f.SetCellValue(sheet, cell, v)) }
	require.NoError(t, f.SetSheetName("Sheet1", "Our figures"))
	for i, header := range []string{"Remark", "lost", "Service, weight", "In hours"} {
		cell, err := excelize.CoordinatesToCellName(2+i, 3)
		require.NoError(t, err)
		set("Our figures", cell, header)
	}
	percent := "0.0"
	style, err := f.NewStyle(&excelize.Style{CustomNumFmt: &percent, Font: &excelize.Font{Bold: true}})
	require.NoError(t, err)
	for row, name := range []string{"example", "another"} {
		at := func(col string) string { return col + string(rune('4'+row)) }
		set("Our figures", at("B"), "remark "+name)
		set("Our figures", at("C"), 1)
		set("Our figures", at("D"), name)
		require.NoError(t, f.SetCellFormula("Our figures", at("E"), at("C")+"/60*$H$1"))
		require.NoError(t, f.SetCellStyle("Our figures", at("C"), at("C"), style))
	}
	set("Our figures", "A1", "The company's own title")
	set("Our figures", "H1", 1)
	set("Our figures", "C6", "all")
	require.NoError(t, f.SetCellFormula("Our figures", "E6", "SUM(E4:E5)"))
	require.NoError(t, f.SetCellFormula("Our figures", "A2", "SUM(C4:C5)"))
	require.NoError(t, f.AddTable("Our figures", &excelize.Table{Range: "B3:E5", Name: "services"}))
	require.NoError(t, f.AddChart("Our figures", "J3", &excelize.Chart{Type: excelize.Col, Series: []excelize.ChartSeries{{
		Name: "'Our figures'!$C$3", Categories: "'Our figures'!$D$4:$D$5", Values: "'Our figures'!$C$4:$C$5",
	}}}))
	require.NoError(t, f.SetDefinedName(&excelize.DefinedName{Name: "lost_minutes", RefersTo: "'Our figures'!$C$4:$C$5"}))
	red, err := f.NewConditionalStyle(&excelize.Style{Font: &excelize.Font{Color: "#A01712"}})
	require.NoError(t, err)
	require.NoError(t, f.SetConditionalFormat("Our figures", "C4:C5", []excelize.ConditionalFormatOptions{{Type: "cell", Criteria: ">", Value: "20", Format: &red}}))
	list := excelize.NewDataValidation(true)
	list.SetSqref("B4:B5")
	require.NoError(t, list.SetDropList([]string{"a", "b"}))
	require.NoError(t, f.AddDataValidation("Our figures", list))
	_, err = f.NewSheet("Board")
	require.NoError(t, err)
	require.NoError(t, f.SetCellFormula("Board", "A1", "SUM('Our figures'!$C$4:$C$5)*2"))
	set("Board", "A2", "=no formula")
	_, err = f.NewSheet("Untouched")
	require.NoError(t, err)
	set("Untouched", "A1", "as it was")
	path := filepath.Join(t.TempDir(), "company.xlsx")
	require.NoError(t, f.SaveAs(path))
	require.NoError(t, f.Close())
	// excelize writes no row of totals: the table gets one here.
	rewriteParts(t, path, func(name, content string) string {
		if name == "xl/tables/table1.xml" {
			content = strings.Replace(content, `ref="B3:E5"`, `ref="B3:E6" totalsRowCount="1"`, 1)
		}
		return content
	})
	return path
}

func rewriteParts(t *testing.T, path string, change func(name, content string) string) {
	t.Helper()
	r, err := zip.OpenReader(path)
	require.NoError(t, err)
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, part := range r.File {
		in, err := part.Open()
		require.NoError(t, err)
		content, err := io.ReadAll(in)
		require.NoError(t, err)
		to, err := w.Create(part.Name)
		require.NoError(t, err)
		_, err = io.WriteString(to, change(part.Name, string(content)))
		require.NoError(t, err)
	}
	require.NoError(t, w.Close())
	require.NoError(t, r.Close())
	require.NoError(t, os.WriteFile(path, out.Bytes(), 0o600))
}

func fillIn(t *testing.T, doc *document.Document, own *document.Workbook) []byte {
	t.Helper()
	var out bytes.Buffer
	doc.Workbook = own
	require.NoError(t, xlsx.Render(context.Background(), &out, doc, xlsx.Options{}))
	return out.Bytes()
}

func TestTemplateIsFilled(t *testing.T) {
	path := company(t)
	data := fillIn(t, bank(t), &document.Workbook{Path: path})
	f, err := excelize.OpenReader(bytes.NewReader(data))
	require.NoError(t, err)
	defer func() { require.NoError(t, f.Close()) }()
	raw := func(sheet, cell string) string {
		t.Helper()
		v, err := f.GetCellValue(sheet, cell, excelize.Options{RawCellValue: true})
		require.NoError(t, err)
		return v
	}
	formula := func(sheet, cell string) string {
		t.Helper()
		v, err := f.GetCellFormula(sheet, cell)
		require.NoError(t, err)
		return v
	}
	tables, err := f.GetTables("Our figures")
	require.NoError(t, err)
	require.Len(t, tables, 1)
	assert.Equal(t, "B3:E13", tables[0].Range, "nine services and the totals")
	assert.Equal(t, []string{"FX pricing", "Mobile app"}, []string{raw("Our figures", "D4"), raw("Our figures", "D5")}, "by its title")
	assert.InDelta(t, 21.6*0.47, number(t, raw("Our figures", "C5")), 1e-9, "by its key: 21.6 minutes are its whole budget")
	assert.Equal(t, []string{"remark example", "remark another", ""}, []string{raw("Our figures", "B4"), raw("Our figures", "B5"), raw("Our figures", "B6")})
	assert.Equal(t, []string{"C4/60*$H$1", "C9/60*$H$1", "C12/60*$H$1"}, []string{formula("Our figures", "E4"), formula("Our figures", "E9"), formula("Our figures", "E12")})
	assert.Equal(t, []string{"all", "SUM(E4:E12)"}, []string{raw("Our figures", "C13"), formula("Our figures", "E13")}, "the totals moved")
	assert.Equal(t, "SUM(C4:C12)", formula("Our figures", "A2"))
	assert.Equal(t, "SUM('Our figures'!$C$4:$C$12)*2", formula("Board", "A1"))
	assert.Equal(t, "=no formula", raw("Board", "A2"))
	first, err := f.GetCellStyle("Our figures", "C4")
	require.NoError(t, err)
	last, err := f.GetCellStyle("Our figures", "C12")
	require.NoError(t, err)
	assert.Equal(t, first, last, "the format of the first row")
	formats, err := f.GetConditionalFormats("Our figures")
	require.NoError(t, err)
	assert.Contains(t, formats, "C4:C12")
	lists, err := f.GetDataValidations("Our figures")
	require.NoError(t, err)
	assert.Equal(t, "B4:B12", lists[0].Sqref)
	assert.Equal(t, "'Our figures'!$C$4:$C$12", f.GetDefinedName()[0].RefersTo)
	calc, err := f.GetCalcProps()
	require.NoError(t, err)
	assert.True(t, *calc.FullCalcOnLoad)
	was, err := os.ReadFile(path)
	require.NoError(t, err)
	before, after := partsOf(t, was), partsOf(t, data)
	assert.Contains(t, cellReferences(after["xl/charts/chart1.xml"]), "'Our figures'!$C$4:$C$12")
	for name, content := range before {
		switch name {
		case "xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml", "xl/tables/table1.xml", "xl/charts/chart1.xml", "xl/workbook.xml":
		default:
			assert.Equal(t, content, after[name], name)
		}
	}
}

// One example row more than there are services: the table shrinks and its totals go up.
func TestTemplateShrinksAndIsEmptied(t *testing.T) {
	doc := frame(t, section(&document.Table{
		ID: "services", Columns: []document.Column{{Key: "lost", Title: "Lost", Kind: document.KindMinutes}},
		Rows: []document.Row{{Cells: []document.Value{minutes(7)}}},
	}))
	for name, test := range map[string]struct {
		doc   *document.Document
		value string
	}{"one row": {doc, "7"}, "none": {frame(t, section()), ""}} {
		t.Run(name, func(t *testing.T) {
			data := fillIn(t, test.doc, &document.Workbook{Path: company(t), Tables: []string{"services"}})
			f, err := excelize.OpenReader(bytes.NewReader(data))
			require.NoError(t, err)
			defer func() { require.NoError(t, f.Close()) }()
			rows, err := f.GetRows("Our figures", excelize.Options{RawCellValue: true})
			require.NoError(t, err)
			tables, err := f.GetTables("Our figures")
			require.NoError(t, err)
			assert.Equal(t, "B3:E5", tables[0].Range)
			value, err := f.GetCellValue("Our figures", "C4", excelize.Options{RawCellValue: true})
			require.NoError(t, err)
			assert.Equal(t, test.value, value)
			total, err := f.GetCellValue("Our figures", "C5")
			require.NoError(t, err)
			assert.Equal(t, "all", total)
			assert.Len(t, rows, 5, "nothing of the example is left")
		})
	}
}

func TestTemplatesThatCannotBeFilled(t *testing.T) {
	below := company(t)
	rewriteParts(t, below, func(name, content string) string {
		if name == "xl/worksheets/sheet1.xml" {
			content = strings.Replace(content, "</sheetData>", `<row r="9"><c r="D9"><v>1</v></c></row></sheetData>`, 1)
		}
		return content
	})
	none := company(t)
	rewriteParts(t, none, func(name, content string) string {
		if name == "xl/tables/table1.xml" {
			content = strings.NewReplacer(`name="lost"`, `name="other"`, `name="Service, weight"`, `name="more"`).Replace(content)
		}
		return content
	})
	macros := company(t)
	rewriteParts(t, macros, func(name, content string) string {
		if name == "[Content_Types].xml" {
			content = strings.ReplaceAll(content, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml", "application/vnd.ms-excel.sheet.macroEnabled.main+xml")
		}
		return content
	})
	text := filepath.Join(t.TempDir(), "text.xlsx")
	require.NoError(t, os.WriteFile(text, []byte("Service;Lost"), 0o600))
	for path, want := range map[string]string{
		below:  "the table services on the sheet Our figures needs the cell D9, where something else stands",
		none:   `the table services on the sheet Our figures has none of the columns "Rating", "Service, weight"`,
		macros: "it has macros, and Excel opens none in a report",
		text:   "open the workbook",
		"gone": "open the workbook gone",
	} {
		doc := bank(t)
		doc.Workbook = &document.Workbook{Path: path}
		err := xlsx.Render(context.Background(), io.Discard, doc, xlsx.Options{})
		require.ErrorContains(t, err, want)
	}
}

func TestTemplateTablesAreListed(t *testing.T) {
	tables, err := xlsx.TemplateTables(company(t))
	require.NoError(t, err)
	assert.Equal(t, []xlsx.TemplateTable{{Name: "services", Headers: []string{"Remark", "lost", "Service, weight", "In hours"}}}, tables)
}

// What the company's workbook has beside tables stays byte for byte, whatever it is; pivot tables of its sheets read anew.
func TestTemplateKeepsWhatItDoesNotKnow(t *testing.T) {
	kept := map[string]string{
		"xl/media/image1.png":                       "\x89PNG\r\n\x1a\n\x00picture",
		"xl/slicers/slicer1.xml":                    `<slicers><slicer name="Service" cache="Slicer_Service"/></slicers>`,
		"xl/slicerCaches/slicerCache1.xml":          `<slicerCacheDefinition name="Slicer_Service" sourceName="Service, weight"/>`,
		"xl/pivotTables/pivotTable1.xml":            `<pivotTableDefinition name="ours" cacheId="1"><location ref="A3:B9"/></pivotTableDefinition>`,
		"xl/pivotCache/pivotCacheRecords1.xml":      `<pivotCacheRecords count="0"/>`,
		"xl/pivotCache/pivotCacheDefinition2.xml":   `<pivotCacheDefinition r:id="rId1"><cacheSource type="external" connectionId="1"/></pivotCacheDefinition>`,
		"customXml/item1.xml":                       `<any>thing</any>`,
		"xl/printerSettings/printerSettings1.bin":   "\x00\x01",
		"docProps/thumbnail.wmf":                    "\xd7\xcd\xc6\x9a",
		"xl/worksheets/_rels/sheet3.xml.rels":       `<Relationships><Relationship Id="rId1" Type="x/pivotTable" Target="../pivotTables/pivotTable1.xml"/></Relationships>`,
		"xl/externalLinks/externalLink1.xml":        `<externalLink><externalBook r:id="rId1"/></externalLink>`,
		"xl/richData/rdrichvalue.xml":               `<rvData count="0"/>`,
		"xl/threadedComments/threadedComment1.xml":  `<ThreadedComments/>`,
		"xl/timelines/timeline1.xml":                `<timelines/>`,
		"xl/activeX/activeX1.bin":                   "\x01",
		"xl/connections.xml":                        `<connections/>`,
		"xl/queryTables/queryTable1.xml":            `<queryTable name="q"/>`,
		"xl/model/item.data":                        "\x02model",
		"xl/persons/person.xml":                     `<personList/>`,
		"xl/pivotCache/_rels/pivotCacheRecords.bin": "\x03",
	}
	const pivot = "xl/pivotCache/pivotCacheDefinition1.xml"
	path := company(t)
	appendParts(t, path, kept, map[string]string{pivot: `<pivotCacheDefinition><cacheSource type="worksheet"><worksheetSource name="services"/></cacheSource></pivotCacheDefinition>`})
	after := partsOf(t, fillIn(t, bank(t), &document.Workbook{Path: path}))
	for name, content := range kept {
		assert.Equal(t, content, after[name], name)
	}
	assert.Contains(t, after[pivot], `refreshOnLoad="1"`)
}

// appendParts puts parts into a workbook that lies at the path.
func appendParts(t *testing.T, path string, all ...map[string]string) {
	t.Helper()
	r, err := zip.OpenReader(path)
	require.NoError(t, err)
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, part := range r.File {
		require.NoError(t, w.Copy(part))
	}
	for _, parts := range all {
		for name, content := range parts {
			to, err := w.Create(name)
			require.NoError(t, err)
			_, err = io.WriteString(to, content)
			require.NoError(t, err)
		}
	}
	require.NoError(t, w.Close())
	require.NoError(t, r.Close())
	require.NoError(t, os.WriteFile(path, out.Bytes(), 0o600))
}
