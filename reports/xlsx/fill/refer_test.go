package fill

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// grown is a book with a table in B3:E6 of the sheet "It's ours", a header above and a row of totals below two rows of
// data, that has nine rows now: its data end at row 12, its totals stand in row 13.
func grown() *book {
	t := &table{name: "services", at: box{2, 3, 5, 6}, header: true, totals: 1, part: "xl/tables/table1.xml"}
	a := &area{table: t, sheet: &sheet{name: "It's ours"}, data: &Table{}, first: 4, last: 5, end: 12}
	return &book{areas: []*area{a}}
}

func TestRangesFollowTheTable(t *testing.T) {
	for from, to := range map[string]string{
		"SUM('It''s ours'!C4:C5)":                 "SUM('It''s ours'!C4:C12)",
		"SUM('It''s ours'!$C$4:$C$5)/2":           "SUM('It''s ours'!$C$4:$C$12)/2",
		"'it''s OURS'!$B$3:$E$5":                  "'it''s OURS'!$B$3:$E$12", // with its header
		"'It''s ours'!$B$3:$E$6":                  "'It''s ours'!$B$3:$E$13", // with its totals
		"'It&apos;&apos;s ours'!$C$4:$C$5":        "'It''s ours'!$C$4:$C$12",
		"'It''s ours'!C4:C4":                      "'It''s ours'!C4:C4", // a part of the rows
		"'It''s ours'!C4":                         "'It''s ours'!C4",    // a cell
		"'It''s ours'!A4:A5":                      "'It''s ours'!A4:A5", // beside it
		"SUM(Other!C4:C5,C4:C5,services[lost])":   "SUM(Other!C4:C5,C4:C5,services[lost])",
		"SUM('It''s ours'!C4:C5,'It''s ours'!D3)": "SUM('It''s ours'!C4:C12,'It''s ours'!D3)",
	} {
		assert.Equal(t, to, grown().moved("")(from), from)
	}
	assert.Equal(t, "SUM(C4:C12,$D$4:$D$12)+XC4", grown().moved("It's ours")("SUM(C4:C5,$D$4:$D$5)+XC4"), "of its own sheet")
}

func TestFormulasAreCopiedDown(t *testing.T) {
	for from, to := range map[string]string{
		"C4*2":                       "C9*2",
		"C4+D4+$E4":                  "C9+D9+$E9",
		"C$4*$H$1":                   "C$4*$H$1",
		`IF(A4="A4",Sheet1!B4,"")`:   `IF(A9="A4",Sheet1!B9,"")`,
		"'A4 of B4'!C4":              "'A4 of B4'!C9",
		"services[[#This Row],[A1]]": "services[[#This Row],[A1]]",
		"LOG10(C4)+ROUND(A4,1)":      "LOG10(C9)+ROUND(A9,1)",
		"T_A4+A4x":                   "T_A4+A4x", // names
		"SUM(C4:D4)":                 "SUM(C9:D9)",
		"A4&amp;&quot;B4&quot;":      "A9&amp;&quot;B4&quot;",
	} {
		assert.Equal(t, to, shifted(from, 5), from)
	}
}

func TestPivotTablesReadTheTableAnew(t *testing.T) {
	b := grown()
	assert.Equal(t, `<pivotCacheDefinition r:id="rId1" recordCount="2" refreshOnLoad="1"><cacheSource><worksheetSource ref="B3:E12" sheet="It&apos;s ours"/></cacheSource></pivotCacheDefinition>`,
		b.changedPivot(`<pivotCacheDefinition r:id="rId1" refreshOnLoad="0" recordCount="2"><cacheSource><worksheetSource ref="B3:E5" sheet="It&apos;s ours"/></cacheSource></pivotCacheDefinition>`))
	assert.Contains(t, b.changedPivot(`<pivotCacheDefinition><cacheSource><worksheetSource name="services"/></cacheSource></pivotCacheDefinition>`), `<worksheetSource name="services"/>`)
}

func TestTheTableHasItsNewRange(t *testing.T) {
	change := grown().changedTable("xl/tables/table1.xml")
	assert.Equal(t, `<table name="services" ref="B3:E13" totalsRowCount="1"><autoFilter ref="B3:E12"/>`, change(`<table name="services" ref="B3:E6" totalsRowCount="1"><autoFilter ref="B3:E5"/>`))
}

func TestWorkbookComputesWhenItIsOpened(t *testing.T) {
	b := &book{}
	assert.Equal(t, `<sheets></sheets><calcPr fullCalcOnLoad="1"/></workbook>`, b.changedWorkbook(`<sheets></sheets></workbook>`))
	assert.Equal(t, `<x:calcPr calcId="1" fullCalcOnLoad="1"/>`, b.changedWorkbook(`<x:calcPr calcId="1" fullCalcOnLoad="0"/>`))
	assert.Equal(t, `<a/><b/>`, withoutCalcChain(`<a/><Override PartName="/xl/calcChain.xml" ContentType="x"/><b/>`))
}

func TestSheetsAreTakenApart(t *testing.T) {
	s, err := parseSheet(`<?xml version="1.0"?><x:worksheet xmlns:x="u"><x:sheetData><x:row spans="1:3" ht="20"><x:c s="2"><x:f>A1&amp;"b"</x:f><x:v>1</x:v></x:c><x:c r="C1"/></x:row><x:row r="7"/></x:sheetData><x:end/></x:worksheet>`)
	require.NoError(t, err)
	assert.Equal(t, []string{"x:", `<?xml version="1.0"?><x:worksheet xmlns:x="u">`, `<x:end/></x:worksheet>`}, []string{s.prefix, s.head, s.tail})
	require.Len(t, s.rows, 2)
	assert.Equal(t, []int{1, 7}, []int{s.rows[0].number, s.rows[1].number})
	assert.Equal(t, ` ht="20"`, s.rows[0].attrs)
	assert.Equal(t, cell{col: 1, style: "2", formula: `A1&amp;"b"`, filled: true, raw: `<x:c r="A1" s="2"><x:f>A1&amp;"b"</x:f><x:v>1</x:v></x:c>`}, s.rows[0].cells[0])
	assert.Equal(t, 3, s.rows[0].cells[1].col)
	for _, wrong := range []string{"", "<worksheet/>", `<sheetData><row r="2"/><row r="1"/></sheetData>`, `<sheetData><row r="1"><c r="B2"/></row></sheetData>`, "<sheetData><row>"} {
		_, err := parseSheet(wrong)
		require.Error(t, err, wrong)
	}
}
