package xlsx

import (
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// several is a workbook of these sheets; each holds its number as its header.
func several(sheets, relations string) parts {
	p := book(data(textRow("one"), textRow("1")))
	p["xl/workbook.xml"] = `<workbook ` + main + ` ` + inRelations + `><sheets>` + sheets + `</sheets></workbook>`
	p["xl/_rels/workbook.xml.rels"] = `<Relationships>` + relations + `</Relationships>`
	p["xl/worksheets/sheet2.xml"] = `<worksheet>` + data(textRow("two"), textRow("2")) + `</worksheet>`
	p["xl/chartsheets/sheet1.xml"] = `<chartsheet/>`
	return p
}

var (
	threeSheets = relationTo("rId1", "worksheet", "worksheets/sheet1.xml") + relationTo("rId2", "worksheet", "worksheets/sheet2.xml") + relationTo("rId3", "chartsheet", "chartsheets/sheet1.xml")
	chartFirst  = `<sheet name="Chart" sheetId="9" r:id="rId3"/><sheet name="Notes" sheetId="2" state="hidden" r:id="rId1"/><sheet name="Export &amp; all" sheetId="5" r:id="rId2"/>`
)

func TestSheetIsChosen(t *testing.T) {
	tests := []struct {
		name, sheets, chosen string
		header               []string
		failure              []string
	}{
		{"the first visible worksheet", chartFirst, "", []string{"two"}, nil},
		{"a hidden one by its name", chartFirst, "Notes", []string{"one"}, nil},
		{"another case", chartFirst, " export & ALL", []string{"two"}, nil},
		{"the same case goes first", `<sheet name="DATA" r:id="rId1"/><sheet name="data" r:id="rId2"/>`, "data", []string{"two"}, nil},
		{"unknown", chartFirst, "Nope", nil, []string{`no sheet "Nope"`, `"Notes" (hidden), "Export & all"`}},
		{"all hidden", `<sheet name="A" state="hidden" r:id="rId1"/><sheet name="B" state="veryHidden" r:id="rId2"/>`, "", nil, []string{"all sheets are hidden", `"A" (hidden), "B" (hidden)`}},
		{"charts only", `<sheet name="Chart" r:id="rId3"/>`, "", nil, []string{"no worksheet", "1 sheets of other kinds"}},
		{"no sheets", ``, "", nil, []string{"no worksheet"}},
		{"a sheet that nothing stands for", `<sheet name="A" r:id="rId77"/>`, "", nil, []string{"no worksheet"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			r, err := Open(several(test.sheets, threeSheets).file(t), Options{Sheet: test.chosen, Header: 1})
			for _, want := range test.failure {
				assert.ErrorContains(t, err, want)
			}
			if test.failure == nil {
				require.NoError(t, err)
				assert.Equal(t, test.header, r.Header())
				require.NoError(t, r.Close())
			}
		})
	}
}

func TestSheets(t *testing.T) {
	sheets, err := Sheets(several(chartFirst, threeSheets).file(t))
	require.NoError(t, err)
	require.Len(t, sheets, 2)
	assert.Equal(t, "Notes", sheets[0].Name)
	assert.True(t, sheets[0].Hidden)
	assert.Equal(t, "Export & all", sheets[1].Name)
	assert.False(t, sheets[1].Hidden)

	_, err = Sheets(write(t, nil))
	assert.ErrorContains(t, err, "is empty")
}

func TestOtherVisibleSheetsAreTold(t *testing.T) {
	path := several(`<sheet name="A" r:id="rId1"/><sheet name="B" r:id="rId2"/>`, threeSheets).file(t)
	r, _ := readAll(t, path, Options{Header: 1})
	assert.Equal(t, []string{`the sheet "A" was read, the first that is visible; there are also "B"`}, r.Notes())
	r, _ = readAll(t, path, Options{Sheet: "A", Header: 1})
	assert.Empty(t, r.Notes())

	empty := several(`<sheet name="A" r:id="rId1"/><sheet name="B" r:id="rId2"/>`, threeSheets).with("xl/worksheets/sheet1.xml", "<worksheet/>").file(t)
	_, err := Open(empty, Options{Header: 1})
	assert.ErrorContains(t, err, `sheet "A" has 0 rows; expected a header of 1 and rows below it; name another with sheet: "B"`)
}

func utf16Text(text string, mark bool) string {
	var b []byte
	if mark {
		text = "\ufeff" + text
	}
	for _, u := range utf16.Encode([]rune(text)) {
		b = append(b, byte(u), byte(u>>8))
	}
	return string(b)
}

// The same workbook, written in all the ways that are allowed or met.
func TestWaysOfWriting(t *testing.T) {
	const sheet = "xl/worksheets/sheet1.xml"
	fresh := func() parts {
		return book(data(textRow("id", "title"), `<row><c s="1"><v>46303</v></c><c t="s"><v>0</v></c></row>`) + `<mergeCells><mergeCell ref="A4:B4"/></mergeCells>`)
	}
	body := strings.TrimPrefix(fresh()[sheet], `<?xml version="1.0" encoding="UTF-8"?>`)
	prefixed := strings.NewReplacer("</", "</x:", "<?", "<?", "<", "<x:").Replace(strings.ReplaceAll(body, main, `xmlns:x="u"`))
	renamed := func(names ...string) parts {
		p := fresh()
		for i := 0; i < len(names); i += 2 {
			p[names[i+1]] = p[names[i]]
			delete(p, names[i])
		}
		return p
	}
	const rels = "xl/_rels/workbook.xml.rels"
	tests := map[string]parts{
		"plain":                      fresh(),
		"byte order mark":            fresh().with(sheet, "\xef\xbb\xbf"+fresh()[sheet]),
		"UTF-16":                     fresh().with(sheet, utf16Text(`<?xml version="1.0" encoding="UTF-16"?>`+body, true)),
		"UTF-16 without a mark":      fresh().with(sheet, utf16Text(`<?xml version="1.0" encoding="utf-16le"?>`+body, false)),
		"windows-1252":               fresh().with("xl/sharedStrings.xml", `<?xml version="1.0" encoding="windows-1252"?><sst><si><t>zero</t></si></sst>`),
		"prefixes":                   fresh().with(sheet, prefixed),
		"strict":                     fresh().with(rels, strings.ReplaceAll(fresh()[rels], "http://schemas.openxmlformats.org/officeDocument/2006", "http://purl.oclc.org/ooxml/officeDocument")),
		"absolute targets":           fresh().with(rels, strings.ReplaceAll(fresh()[rels], `Target="`, `Target="/xl/`)),
		"backslashes in targets":     fresh().with(rels, strings.ReplaceAll(fresh()[rels], "worksheets/", `worksheets\`)),
		"targets upwards":            fresh().with(rels, strings.ReplaceAll(fresh()[rels], `Target="`, `Target="../xl/./`)),
		"backslashes in names":       renamed(sheet, `xl\worksheets\sheet1.xml`, rels, `xl\_rels\workbook.xml.rels`),
		"other case":                 renamed(sheet, "xl/Worksheets/Sheet1.xml", "xl/sharedStrings.xml", "xl/SharedStrings.xml"),
		"leading slashes":            renamed(sheet, "/"+sheet, "xl/workbook.xml", "/xl/workbook.xml"),
		"escaped target":             renamed(sheet, "xl/worksheets/my sheet.xml").with(rels, strings.ReplaceAll(fresh()[rels], "sheet1.xml", "my%20sheet.xml")),
		"no relations of the whole":  fresh().with("_rels/.rels", ""),
		"phonetic and empty texts":   fresh().with("xl/sharedStrings.xml", `<sst><si><r><t>ze</t></r><r><t>ro</t></r><rPh><t>x</t></rPh></si><si/><si><t/></si></sst>`),
		"sheet in another folder":    renamed(sheet, "data/one.xml").with(rels, strings.ReplaceAll(fresh()[rels], "worksheets/sheet1.xml", "/data/one.xml")),
		"comments and instructions":  fresh().with(sheet, strings.ReplaceAll(fresh()[sheet], "<row>", "<!-- <c> --><?pi x?><row>")),
		"white space between":        fresh().with(sheet, strings.ReplaceAll(fresh()[sheet], "><", ">\n\t<")),
		"document type":              fresh().with(sheet, "<!DOCTYPE worksheet>"+body),
		"1904 that is switched off":  fresh().with("xl/workbook.xml", strings.ReplaceAll(fresh()["xl/workbook.xml"], "<sheets>", `<workbookPr date1904="0"/><sheets>`)),
		"external relations as well": fresh().with(rels, strings.ReplaceAll(fresh()[rels], "</Relationships>", `<Relationship Id="x" Type="a/styles" Target="http://example.com/" TargetMode="External"/></Relationships>`)),
	}
	for name, p := range tests {
		t.Run(name, func(t *testing.T) {
			r, rows := readAll(t, p.file(t), Options{Header: 1})
			assert.Equal(t, []string{"id", "title"}, r.Header())
			assert.Equal(t, []row{{2, []string{"2026-10-08", "zero"}}}, rows)
			assert.Equal(t, []string{"1 merged ranges lie among the rows: only the first cell of each has its text"}, r.Notes())
		})
	}
}

func TestDaysFrom1904(t *testing.T) {
	p := book(data(textRow("at"), `<row><c s="1"><v>44841</v></c></row>`))
	p.with("xl/workbook.xml", strings.ReplaceAll(p["xl/workbook.xml"], "<sheets>", `<workbookPr date1904="true"/><sheets>`))
	_, rows := readAll(t, p.file(t), Options{Header: 1})
	assert.Equal(t, []row{{2, []string{"2026-10-08"}}}, rows)
}

func TestSharedTextsThatNoCellNeeds(t *testing.T) {
	_, rows := readAll(t, book(data(textRow("a"), textRow("1"))).with("xl/sharedStrings.xml", "").file(t), Options{Header: 1})
	assert.Equal(t, []row{{2, []string{"1"}}}, rows)
}

func TestWorkbookWithoutFormatsAndTexts(t *testing.T) {
	p := book(data(textRow("at"), `<row><c s="1"><v>46303</v></c></row>`)).with("xl/styles.xml", "").with("xl/sharedStrings.xml", "")
	p.with("xl/_rels/workbook.xml.rels", `<Relationships>`+relationTo("rId1", "worksheet", "worksheets/sheet1.xml")+`</Relationships>`)
	_, rows := readAll(t, p.file(t), Options{Header: 1})
	assert.Equal(t, []row{{2, []string{"46303"}}}, rows)
}
