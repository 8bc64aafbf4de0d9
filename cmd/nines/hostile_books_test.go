package main

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// bookParts are those of a workbook by name.
type bookParts map[string]string

const (
	sheetPart    = "xl/worksheets/sheet1.xml"
	bookPart     = "xl/workbook.xml"
	bookRels     = "xl/_rels/workbook.xml.rels"
	textsPart    = "xl/sharedStrings.xml"
	stylesPart   = "xl/styles.xml"
	transitional = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
	strictMain   = "http://purl.oclc.org/ooxml/spreadsheetml/main"
	officeRels   = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
	strictRels   = "http://purl.oclc.org/ooxml/officeDocument/relationships"
)

// wholeBook is a workbook of two tickets, as Excel would write it.
func wholeBook() bookParts {
	const start = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"
	relation := func(id, kind, target string) string {
		return `<Relationship Id="` + id + `" Type="` + officeRels + `/` + kind + `" Target="` + target + `"/>`
	}
	return bookParts{
		"[Content_Types].xml": start + `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>`,
		"_rels/.rels":         start + `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` + relation("rId1", "officeDocument", bookPart) + `</Relationships>`,
		bookPart:              start + `<workbook xmlns="` + transitional + `" xmlns:r="` + officeRels + `"><workbookPr/><sheets><sheet name="Export" sheetId="1" r:id="rId1"/></sheets></workbook>`,
		bookRels:              start + `<Relationships>` + relation("rId1", "worksheet", "worksheets/sheet1.xml") + relation("rId2", "sharedStrings", "sharedStrings.xml") + relation("rId3", "styles", "styles.xml") + `</Relationships>`,
		textsPart:             start + `<sst xmlns="` + transitional + `" count="5" uniqueCount="5"><si><t>id</t></si><si><t>title</t></si><si><t>opened</t></si><si><t>I1</t></si><si><t>prices late</t></si></sst>`,
		stylesPart:            start + `<styleSheet xmlns="` + transitional + `"><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="22"/></cellXfs></styleSheet>`,
		sheetPart: start + `<worksheet xmlns="` + transitional + `"><dimension ref="A1:C3"/><sheetData>` +
			`<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="s"><v>2</v></c></row>` +
			`<row r="2"><c r="A2" t="s"><v>3</v></c><c r="B2" t="s"><v>4</v></c><c r="C2" s="1"><v>46303.375</v></c></row>` +
			`<row r="3"><c r="A3" t="str"><v>I2</v></c><c r="B3" t="inlineStr"><is><t>slow</t></is></c><c r="C3" s="1"><v>46304</v></c></row>` +
			`</sheetData></worksheet>`,
	}
}

// with replaces texts in one part; the number of times that each stands there must not be 0.
func (p bookParts) with(t *testing.T, name string, oldNew ...string) bookParts {
	t.Helper()
	for i := 0; i < len(oldNew); i += 2 {
		require.Contains(t, p[name], oldNew[i])
		p[name] = strings.ReplaceAll(p[name], oldNew[i], oldNew[i+1])
	}
	return p
}

// named gives a part another name.
func (p bookParts) named(old, name string) bookParts {
	p[name] = p[old]
	delete(p, old)
	return p
}

func (p bookParts) packed(t *testing.T) string {
	t.Helper()
	return packedAs(t, p, func(h *zip.FileHeader) { h.Method = zip.Deflate })
}

func packedAs(t *testing.T, p bookParts, change func(*zip.FileHeader)) string {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, name := range slices.Sorted(maps.Keys(p)) {
		h := &zip.FileHeader{Name: name}
		change(h)
		w, err := z.CreateHeader(h)
		require.NoError(t, err)
		_, err = io.WriteString(w, p[name])
		require.NoError(t, err)
	}
	require.NoError(t, z.Close())
	return b.String()
}

// damagedParts are workbooks of which one part is spoilt, each in each way.
func damagedParts(t *testing.T, books map[string]string) {
	for part := range wholeBook() {
		spoil := func(how string, change func(text string) string) {
			p := wholeBook()
			p[part] = change(p[part])
			books[part+" "+how] = p.packed(t)
		}
		removed := wholeBook()
		delete(removed, part)
		books[part+" removed"] = removed.packed(t)
		spoil("empty", func(string) string { return "" })
		spoil("cut", func(text string) string { return text[:len(text)*2/3] })
		spoil("of NUL", func(text string) string { return strings.Repeat("\x00", len(text)) })
		spoil("no XML", func(string) string { return "id;title\r\n1;2\r\n" })
		spoil("another root", func(string) string { return "<html><body>x</body></html>" })
		spoil("with a byte order mark", func(text string) string { return "\ufeff" + text })
		spoil("in UTF-16", func(text string) string {
			return encoded("\ufeff"+strings.Replace(text, `encoding="UTF-8"`, `encoding="UTF-16"`, 1), 2, false)
		})
		spoil("in UTF-16 without a mark", func(text string) string { return encoded(text, 2, true) })
		spoil("said to be latin-1", func(text string) string { return strings.Replace(text, `UTF-8`, `iso-8859-1`, 1) })
		spoil("without attributes", func(text string) string { return regexp.MustCompile(` [A-Za-z:]+="[^"]*"`).ReplaceAllString(text, "") })
		spoil("with prefixes", func(text string) string {
			return regexp.MustCompile(`<(/?)([a-z])`).ReplaceAllString(strings.ReplaceAll(text, "xmlns=", "xmlns:x="), "<${1}x:$2")
		})
		spoil("with a document type", func(text string) string {
			return strings.Replace(text, "\n", `<!DOCTYPE a [<!ENTITY b "bbbbbbbbbb"><!ENTITY c "&b;&b;&b;&b;&b;&b;">]>`, 1)
		})
		spoil("strict", func(text string) string {
			return strings.NewReplacer(transitional, strictMain, officeRels, strictRels).Replace(text)
		})
		spoil("doubled", func(text string) string { return text + text })
	}
}

// oddSheets are workbooks whose one sheet is odd: what stands for which text of it.
var oddSheets = map[string][]string{
	"no dimension":              {`<dimension ref="A1:C3"/>`, ""},
	"wrong dimension":           {"A1:C3", "A1"},
	"dimension beyond all":      {"A1:C3", "A1:XFD1048576"},
	"no positions of rows":      {` r="1"`, "", ` r="2"`, "", ` r="3"`, ""},
	"positions in small":        {"A2", "a2", "B2", "b2"},
	"cells out of order":        {`r="A2"`, `r="Z2"`, `r="C2"`, `r="A2"`},
	"cells twice":               {`r="B2"`, `r="A2"`},
	"rows out of order":         {`<row r="2">`, `<row r="9">`},
	"row 0":                     {`<row r="2">`, `<row r="0">`},
	"row beyond all":            {`<row r="2">`, `<row r="1048577">`},
	"row of letters":            {`<row r="2">`, `<row r="two">`},
	"column beyond all":         {`r="C2"`, `r="XFE2"`},
	"last column of all":        {`r="C2"`, `r="XFD2"`},
	"position without a column": {`r="C2"`, `r="2"`},
	"position without a row":    {`r="C2"`, `r="C"`},
	"shared text missing":       {`<v>4</v>`, `<v>99</v>`},
	"shared text negative":      {`<v>4</v>`, `<v>-1</v>`},
	"shared text no number":     {`<v>4</v>`, `<v>x</v>`},
	"shared text empty":         {`<v>4</v>`, `<v></v>`},
	"format missing":            {`s="1"`, `s="99"`},
	"format negative":           {`s="1"`, `s="-1"`},
	"format no number":          {`s="1"`, `s="x"`},
	"number infinite":           {`46303.375`, `1e999`},
	"number none":               {`46303.375`, `NaN`},
	"number text":               {`46303.375`, `yesterday`},
	"number negative":           {`46303.375`, `-46303.375`},
	"number beyond the years":   {`46303.375`, `99999999`},
	"number of a thousand digits": {
		`46303.375`, strings.Repeat("9", 1000),
	},
	"date as text":                {` s="1"><v>46303.375`, ` t="d"><v>2026-10-08T09:00:00Z`},
	"date as text, wrong":         {` s="1"><v>46303.375`, ` t="d"><v>never`},
	"error":                       {` s="1"><v>46303.375`, ` t="e"><v>#N/A`},
	"error in the id":             {`t="s"><v>3`, `t="e"><v>#REF!`},
	"true":                        {` s="1"><v>46303.375`, ` t="b"><v>1`},
	"kind that is none":           {` t="str"`, ` t="klingon"`},
	"formula without a value":     {`<v>46303.375</v>`, `<f>NOW()</f>`},
	"formula with a value":        {`<v>46303.375</v>`, `<f>NOW()</f><v>46303.375</v>`},
	"formula of attack":           {`prices late`, `=cmd|'/C calc'!A0`},
	"array formula":               {`<v>46303.375</v>`, `<f t="array" ref="A1:XFD1048576">A1</f><v>46303.375</v>`},
	"rich text":                   {`<is><t>slow</t></is>`, `<is><r><rPr><b/></rPr><t>sl</t></r><r><t>ow</t></r><rPh><t>x</t></rPh></is>`},
	"escapes":                     {`<t>slow</t>`, `<t>a_x000D__x0000__xD83D__xFFFF_b</t>`},
	"entities":                    {`<t>slow</t>`, `<t>&lt;b&gt; &amp; &#x41; &#128293;</t>`},
	"entity that is none":         {`<t>slow</t>`, `<t>&nbsp;</t>`},
	"character that XML has not":  {`<t>slow</t>`, "<t>a\x01b</t>"},
	"character reference to NUL":  {`<t>slow</t>`, "<t>a&#0;b</t>"},
	"broken UTF-8":                {`<t>slow</t>`, "<t>a\xffb</t>"},
	"CDATA":                       {`<t>slow</t>`, `<t><![CDATA[<b>]]></t>`},
	"comment within":              {`<t>slow</t>`, `<t>a<!-- x -->b</t>`},
	"instruction within":          {`<sheetData>`, `<?mso x?><sheetData>`},
	"elements of others":          {`<sheetData>`, `<extLst><ext><row r="1"><c><v>1</v></c></row></ext></extLst><sheetData>`},
	"alternate content":           {`<sheetData>`, `<mc:AlternateContent xmlns:mc="m"><mc:Choice><a/></mc:Choice></mc:AlternateContent><sheetData>`},
	"merged header":               {`</sheetData>`, `</sheetData><mergeCells><mergeCell ref="A1:B1"/></mergeCells>`},
	"merged all":                  {`</sheetData>`, `</sheetData><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>`},
	"merged upside down":          {`</sheetData>`, `</sheetData><mergeCells><mergeCell ref="C3:A1"/><mergeCell ref="x"/><mergeCell/></mergeCells>`},
	"hidden rows":                 {`<row r="2">`, `<row r="2" hidden="1">`},
	"hidden columns":              {`<sheetData>`, `<cols><col min="1" max="16384" hidden="1"/></cols><sheetData>`},
	"no rows":                     {`<row r="1">`, `<x>`, `<row r="2">`, `<x>`, `<row r="3">`, `<x>`, `</row>`, `</x>`},
	"no end":                      {`</sheetData></worksheet>`, ``},
	"rows within rows":            {`<row r="2">`, `<row r="2"><row r="2">`, `</row><row r="3">`, `</row></row><row r="3">`},
	"attributes twice":            {`r="A2"`, `r="A2" r="B2"`},
	"attributes without quotes":   {`r="A2"`, `r=A2`},
	"text outside":                {`<sheetData>`, `<sheetData>stray text`},
	"two lists of cells":          {`</sheetData>`, `</sheetData><sheetData><row r="9"><c r="A9"><v>7</v></c></row></sheetData>`},
	"cells within cells":          {`<v>46303.375</v>`, `<c r="D2"><v>1</v></c>`},
	"values twice":                {`<v>46303.375</v>`, `<v>46303</v><v>.375</v>`},
	"a thousand empty elements":   {`<sheetData>`, `<sheetData>` + strings.Repeat("<a/>", 1000)},
	"nested deep":                 {`<sheetData>`, strings.Repeat("<a>", 100_000) + `<sheetData>`},
	"a text of 40,000 characters": {`<t>slow</t>`, "<t>" + strings.Repeat("long ", 8_000) + "</t>"},
	"a name of a megabyte":        {`<c r="A2"`, `<c ` + strings.Repeat("n", 1<<20) + `="1" r="A2"`},
}

// oddBooks are workbooks whose other parts, or whose archive, are odd.
func oddBooks(t *testing.T, books map[string]string) {
	change := func(how, part string, oldNew ...string) { books[how] = wholeBook().with(t, part, oldNew...).packed(t) }
	for how, oldNew := range oddSheets {
		p := wholeBook()
		if strings.Contains(p[textsPart], oldNew[0]) {
			change(how, textsPart, oldNew...)
			continue
		}
		change(how, sheetPart, oldNew...)
	}
	change("days from 1904", bookPart, "<workbookPr/>", `<workbookPr date1904="1"/>`)
	change("hidden sheet", bookPart, `sheetId="1"`, `sheetId="1" state="hidden"`)
	change("very hidden sheet", bookPart, `sheetId="1"`, `sheetId="1" state="veryHidden"`)
	change("unknown state", bookPart, `sheetId="1"`, `sheetId="1" state="shy"`)
	change("sheet without a name", bookPart, `name="Export"`, ``)
	change("sheet without a relation", bookPart, ` r:id="rId1"`, ``)
	change("sheet of another relation", bookPart, ` r:id="rId1"`, ` r:id="rId9"`)
	change("sheet with hidden namesakes", bookPart, `<sheets>`, `<sheets><sheet name="Export" state="hidden" r:id="rId1"/>`)
	change("no sheets", bookPart, `<sheet name="Export" sheetId="1" r:id="rId1"/>`, ``)
	change("chart sheet only", bookRels, `/worksheet"`, `/chartsheet"`)
	change("relation of an unknown kind", bookRels, `/worksheet"`, `/worksheetX"`)
	change("relation to the outside", bookRels, `Id="rId1"`, `Id="rId1" TargetMode="External"`)
	change("absolute targets", bookRels, `Target="`, `Target="/xl/`)
	change("targets upwards", bookRels, `Target="worksheets`, `Target="../../../xl/worksheets`)
	change("targets with backslashes", bookRels, `worksheets/`, `worksheets\`)
	change("targets in capitals", bookRels, `worksheets/sheet1.xml`, `Worksheets/SHEET1.XML`)
	change("targets escaped", bookRels, `sheet1`, `sheet%31`)
	change("target of the workbook itself", bookRels, `worksheets/sheet1.xml`, `workbook.xml`)
	change("texts that are the sheet", bookRels, `sharedStrings.xml`, `worksheets/sheet1.xml`)
	change("empty target", bookRels, `worksheets/sheet1.xml`, ``)
	change("targets twice", bookRels, `<Relationships>`, `<Relationships><Relationship Id="rId1" Type="x/worksheet" Target="none.xml"/>`)
	change("wrong counts of texts", textsPart, `count="5"`, `count="4000000000"`)
	change("texts without text", textsPart, `<t>id</t>`, ``)
	change("formats that are none", stylesPart, `numFmtId="22"`, `numFmtId="x"`)
	change("formats of one's own", stylesPart, `<cellXfs`, `<numFmts><numFmt numFmtId="22" formatCode="[&gt;1]&quot;x;\"/></numFmts><cellXfs`)

	books["another name of the sheet"] = wholeBook().named(sheetPart, "xl/worksheets/sheet7.xml").packed(t)
	books["names in capitals"] = wholeBook().named(sheetPart, strings.ToUpper(sheetPart)).named(bookPart, "XL/WORKBOOK.XML").packed(t)
	books["names with backslashes"] = wholeBook().named(sheetPart, `xl\worksheets\sheet1.xml`).packed(t)
	books["names that lead outwards"] = wholeBook().named(sheetPart, "../../"+sheetPart).packed(t)
	books["names from the root"] = wholeBook().named(sheetPart, "/"+sheetPart).packed(t)
	books["binary workbook"] = wholeBook().named(bookPart, "xl/workbook.bin").packed(t)
	books["OpenDocument"] = bookParts{"content.xml": "<a/>", "mimetype": "application/vnd.oasis.opendocument.spreadsheet"}.packed(t)
	books["Word"] = bookParts{"word/document.xml": "<a/>", "[Content_Types].xml": "<Types/>"}.packed(t)
	books["no files"] = bookParts{}.packed(t)
	books["other files"] = bookParts{"export.csv": header + ticket}.packed(t)

	whole := wholeBook().packed(t)
	books["whole"] = whole
	books["not packed"] = packedAs(t, wholeBook(), func(h *zip.FileHeader) { h.Method = zip.Store })
	books["after other bytes"] = strings.Repeat("MZ and more ", 99) + whole
	books["before other bytes"] = whole + strings.Repeat("signature ", 99)
	books["encrypted flag"] = strings.ReplaceAll(whole, "PK\x01\x02\x14\x00\x14\x00\x08", "PK\x01\x02\x14\x00\x14\x00\x09")
	books["method that is none"] = strings.ReplaceAll(whole, "\x08\x00\x08\x00\x00\x00", "\x08\x00\x63\x00\x00\x00")
	books["packed twice"] = zipped(whole)
	for _, magic := range []string{"", "\x00", "PK", "PK\x03\x04", "PK\x05\x06", "\x09\x08\x10\x00", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "<html>", "{\\rtf1", "ID;PWXL;N;E\r\n", "%PDF-1.4"} {
		books[fmt.Sprintf("only %q", magic)] = magic
	}
	for at := 0; at < len(whole); at += 10 {
		books[fmt.Sprintf("cut at %d", at)] = whole[:at]
	}
	for at := 0; at < len(whole); at += 13 {
		books[fmt.Sprintf("damaged at %d", at)] = flipped(whole, at)
	}
}

// Each of some hundred odd workbooks gives rows or a reason, in check and in import; none ends the program.
func TestOddWorkbooks(t *testing.T) {
	books := map[string]string{}
	damagedParts(t, books)
	oddBooks(t, books)
	dir := t.TempDir()
	var config strings.Builder
	config.WriteString("sources:\n")
	names := slices.Sorted(maps.Keys(books))
	for i, name := range names {
		require.NoError(t, os.WriteFile(filepath.Join(dir, fmt.Sprintf("%d.xlsx", i)), []byte(books[name]), 0o600))
		fmt.Fprintf(&config, "  - {name: s%d, kind: xlsx, path: %d.xlsx, record: incident, columns: {id: id, title: title, opened: opened}}\n", i, i)
	}
	require.NoError(t, os.WriteFile(filepath.Join(dir, "config.yaml"), []byte(config.String()), 0o600))

	checked, imported := nines(t, dir, "check"), nines(t, dir, "import")
	assert.Equal(t, exitFailed, checked.status)
	assert.Equal(t, exitIncomplete, imported.status)
	stored, readable := storedBySource(t, dir), 0
	for i, name := range names {
		source := fmt.Sprintf("s%d", i)
		counts, message := after(imported.out, source+": "), after(imported.err, "source "+source+": ")
		assert.NotEmpty(t, after(checked.out, "source "+source+": "), name)
		if strings.HasPrefix(counts, "failed") {
			assert.Regexp(t, `\.xlsx|^column "opened"`, message, "%s: the reason names the file, or the column of all files", name)
			assert.Zero(t, stored[source], name)
			continue
		}
		assert.Regexp(t, `^read \d`, counts, name)
		if readable++; stored[source] == 0 {
			assert.NotEmpty(t, message, "%s: no rows and no reason: %s", name, counts)
		}
		t.Logf("%s: %s%s", name, counts, message)
	}
	assert.Equal(t, 2, stored[fmt.Sprintf("s%d", slices.Index(names, "whole"))])
	assert.Greater(t, readable, 60, "of %d", len(names))
	assert.NotContains(t, imported.err, "runtime error")
}
