package xlsx

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestCells(t *testing.T) {
	tests := []struct{ name, cell, want string }{
		{"shared text", `<c t="s"><v>1</v></c>`, " one "},
		{"shared text without a number", `<c t="s"/>`, ""},
		{"text in the cell", `<c t="inlineStr"><is><t>a &amp; b</t></is></c>`, "a & b"},
		{"rich text", `<c t="inlineStr"><is><r><rPr><b/></rPr><t>a</t></r><r><t xml:space="preserve"> b</t></r></is></c>`, "a b"},
		{"phonetic hints", `<c t="inlineStr"><is><t>日本</t><rPh sb="0" eb="2"><t>ニホン</t></rPh><phoneticPr fontId="1"/></is></c>`, "日本"},
		{"text without its type", `<c><is><t>a</t></is></c>`, "a"},
		{"CDATA", `<c t="inlineStr"><is><t><![CDATA[<b>&]]></t></is></c>`, "<b>&"},
		{"line breaks", `<c t="inlineStr"><is><t>a&#10;b_x000D_&#10;c</t></is></c>`, "a\nb\nc"},
		{"mojibake", `<c t="inlineStr"><is><t>fÃ¼r â€“ &#x93;x&#x94;</t></is></c>`, "fÃ¼r â€“ \u0093x\u0094"},
		{"formula of a text", `<c t="str"><f>A1&amp;"x"</f><v>ax</v></c>`, "ax"},
		{"formula of a number", `<c><f t="shared" ref="A1:A3" si="0">1+1</f><v>2</v></c>`, "2"},
		{"formula not computed", `<c><f>1+1</f></c>`, ""},
		{"yes", `<c t="b"><v>1</v></c>`, "TRUE"},
		{"no", `<c t="b"><v>0</v></c>`, "FALSE"},
		{"yes in words", `<c t="b"><v>true</v></c>`, "TRUE"},
		{"ISO date", `<c t="d" s="1"><v>2026-10-08T07:30:00Z</v></c>`, "2026-10-08T07:30:00Z"},
		{"error", `<c t="e"><v>#N/A</v></c>`, ""},
		{"number", `<c t="n"><v>1.50</v></c>`, "1.5"},
		{"number without a value", `<c t="n"><v></v></c>`, ""},
		{"nothing", `<c s="1"/>`, ""},
		{"unknown type", `<c t="zz"><v>abc</v></c>`, "abc"},
		{"number stored as text", `<c t="str"><v>00042</v></c>`, "00042"},
		{"date", `<c s="1"><v>46303</v></c>`, "2026-10-08"},
		{"date of an own format", `<c s="2"><v>46303.3125</v></c>`, "2026-10-08T07:30:00"},
		{"per cent", `<c s="3"><v>0.5</v></c>`, "50%"},
		{"style that is not there", `<c s="99"><v>46303</v></c>`, "46303"},
		{"negative style", `<c s="-1"><v>46303</v></c>`, "46303"},
		{"style that is no number", `<c s="x"><v>46303</v></c>`, "46303"},
		{"yes in the format of a date", `<c t="b" s="1"><v>1</v></c>`, "TRUE"},
		{"extension", `<c><v>7</v><extLst><ext><x:y xmlns:x="u">8</x:y></ext></extLst></c>`, "7"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			path := book(data(textRow("first", "second"), `<row>`+test.cell+`<c t="str"><v>end</v></c></row>`)).file(t)
			_, rows := readAll(t, path, Options{Header: 1})
			assert.Equal(t, []row{{2, []string{test.want, "end"}}}, rows)
		})
	}
}

func TestLayout(t *testing.T) {
	const three = `<c r="C%d" t="str"><v>c</v></c>`
	tests := []struct {
		name   string
		sheet  string
		header int
		names  []string
		rows   []row
	}{
		{
			"positions count up where they are not stated", data(textRow("a", "b"), textRow("1", "2"), `<row r="7"><c r="B7"><v>3</v></c><c><v>4</v></c></row>`, textRow("5")), 1,
			[]string{"a", "b"},
			[]row{{2, []string{"1", "2"}}, {7, []string{"", "3", "4"}}, {8, []string{"5", ""}}},
		},
		{"the table begins lower and further right", `<dimension ref="B3:C4"/>` + data(`<row r="3"><c r="B3" t="str"><v>a</v></c></row>`, `<row r="4"><c r="B4"><v>1</v></c></row>`), 1, []string{"", "a"}, []row{{4, []string{"", "1"}}}},
		{
			"rows without text are passed over", data(`<row r="1"/>`, `<row r="2"><c r="A2" s="1"/></row>`, `<row r="3"><c r="A3" t="str"><v>a</v></c></row>`, `<row r="4" ht="30"/>`, `<row r="5"><c t="str"><v></v></c></row>`, `<row r="6"><c><v>1</v></c></row>`), 1,
			[]string{"a"},
			[]row{{6, []string{"1"}}},
		},
		{"cells out of order", data(textRow("a", "b", "c"), `<row>`+fmt.Sprintf(three, 2)+`<c r="A2"><v>1</v></c></row>`), 1, []string{"a", "b", "c"}, []row{{2, []string{"1", "", "c"}}}},
		{"small letters, and rows that disagree", data(textRow("a", "b"), `<row r="2"><c r="b9"><v>1</v></c></row>`), 1, []string{"a", "b"}, []row{{2, []string{"", "1"}}}},
		{"no header: as wide as the first rows", data(textRow("a"), textRow("1", "2", "3")), 0, []string{"1", "2", "3"}, []row{{1, []string{"a", "", ""}}, {2, []string{"1", "2", "3"}}}},
		{"no header, no rows", data(), 0, nil, nil},
		{"no cells at all", "", 0, nil, nil},
		{"a dimension that lies", `<dimension ref="A1:XFD1048576"/>` + data(textRow("a"), textRow("1")), 1, []string{"a"}, []row{{2, []string{"1"}}}},
		{
			"three rows of header", data(textRow("Ticket", "", "Times"), textRow("", "", "of work"), textRow("id", "title", "from", "to"), textRow("1")), 3,
			[]string{"Ticket/id", "Ticket/title", "Times/of work/from", "Times/of work/to"},
			[]row{{4, []string{"1", "", "", ""}}},
		},
		{
			"merged: rightwards, downwards and both", data(textRow("Ticket", "", "Times", "", "Team"), textRow("id", "", "from", "to", ""), textRow("1", "2", "3", "4", "5")) + `<mergeCells count="4"><mergeCell ref="A1:B1"/><mergeCell ref="A2:B2"/><mergeCell ref="C1:D1"/><mergeCell ref="E1:E2"/></mergeCells>`, 2,
			[]string{"Ticket/id", "Ticket/id (2)", "Times/from", "Times/to", "Team"},
			[]row{{3, []string{"1", "2", "3", "4", "5"}}},
		},
		{"a title merged over the whole row is no wider than the rows", data(textRow("Report"), textRow("1", "2")) + `<x:mergeCells><x:mergeCell ref="A1:XFD1"/></x:mergeCells>`, 1, []string{"Report", "Report (2)"}, []row{{2, []string{"1", "2"}}}},
		{"merged ranges that cannot be", data(textRow("a", "b"), textRow("1", "2")) + `<mergeCells><mergeCell/><mergeCell ref="B1:A1"/><mergeCell ref="A0:B0"/><mergeCell ref="ZZZZ1:ZZZZ2"/><mergeCell ref="1:1"/></mergeCells>`, 1, []string{"a", "b"}, []row{{2, []string{"1", "2"}}}},
		{"repeated names", data(textRow("a", "a"), textRow("1", "2")), 1, []string{"a", "a (2)"}, []row{{2, []string{"1", "2"}}}},
		{"names that are dates and numbers", data(`<row><c s="1"><v>46303</v></c><c><v>2026</v></c></row>`, textRow("1", "2")), 1, []string{"2026-10-08", "2026"}, []row{{2, []string{"1", "2"}}}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			r, rows := readAll(t, book(test.sheet).file(t), Options{Header: test.header})
			assert.Equal(t, test.names, r.Header())
			assert.Equal(t, test.rows, rows)
		})
	}
}

func TestNotes(t *testing.T) {
	head := textRow("a", "b")
	tests := []struct {
		name, sheet string
		want        []string
	}{
		{"nothing to tell", data(head, textRow("1", "2")), nil},
		{
			"errors", data(`<row><c t="e"><v>#REF!</v></c><c t="str"><v>b</v></c></row>`, `<row r="5"><c r="C5" t="e"><v>#N/A</v></c><c t="e"><v>#N/A</v></c></row>`, textRow("1")),
			[]string{"3 cells hold an error and were read as empty, the first is A1: 2 #N/A, 1 #REF!"},
		},
		{"merged among the rows", data(head, textRow("1"), textRow("", "2")) + `<mergeCells><mergeCell ref="A1:B1"/><mergeCell ref="A2:A3"/></mergeCells>`, []string{"1 merged ranges lie among the rows: only the first cell of each has its text"}},
		{"hidden rows", data(head, `<row hidden="1"><c><v>1</v></c></row>`), []string{"1 rows are hidden, by a filter perhaps; they were read as well"}},
		{"rows out of order", data(head, `<row r="9"><c><v>1</v></c></row>`, `<row r="3"><c><v>2</v></c></row>`, `<row r="3"><c><v>3</v></c></row>`), []string{"2 rows stand in the file after rows that follow them, the first is row 3 after row 9: they were read in the order of the file"}},
		{"cells twice", data(head, `<row r="2"><c r="B2"><v>1</v></c><c r="B2"><v>2</v></c></row>`), []string{"1 cells stand in the file twice, the first is B2: the last was read"}},
		{"long rows", data(head, textRow("1", "2", "", "4"), textRow("1", "2", "3")), []string{"2 rows have more cells than the header has columns, the first in row 2: what is beyond them is left out"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			r, _ := readAll(t, book(test.sheet).file(t), Options{Header: 1})
			assert.Equal(t, test.want, r.Notes())
		})
	}
}

func TestErrorsInCellsAreToldApartWithinLimits(t *testing.T) {
	var row strings.Builder
	for i := range 30 {
		fmt.Fprintf(&row, `<c t="e"><v>#KIND%d!</v></c>`, i)
	}
	r, _ := readAll(t, book(data(textRow("a"), "<row>"+row.String()+"</row>")).file(t), Options{Header: 1})
	require.Len(t, r.Notes(), 1)
	assert.Contains(t, r.Notes()[0], "30 cells hold an error and were read as empty, the first is A2: 18 others, 1 #KIND0!")
}

func TestLongRowsAreWarnedOf(t *testing.T) {
	r, err := Open(book(data(textRow("a"), textRow("1", "", "3"), textRow("4"))).file(t), Options{Header: 1})
	require.NoError(t, err)
	defer func() { require.NoError(t, r.Close()) }()
	cells, _, err := r.Next()
	require.NoError(t, err)
	assert.Equal(t, []string{"1", "", "3"}, cells)
	assert.Equal(t, "3 cells, but the header has 1 columns: what is beyond them is left out", r.Warning())
	_, _, err = r.Next()
	require.NoError(t, err)
	assert.Empty(t, r.Warning())
}

// Rows that were read ahead to find the columns are the same as those that were not, and their slices do not meet.
func TestRowsBeyondThoseReadAhead(t *testing.T) {
	var rows strings.Builder
	rows.WriteString(textRow("id", "title"))
	for i := range 3 * aheadRows {
		fmt.Fprintf(&rows, `<row><c><v>%d</v></c><c t="str"><v>t%d</v></c></row>`, i, i)
	}
	_, got := readAll(t, book(data(rows.String())).file(t), Options{Header: 1})
	require.Len(t, got, 3*aheadRows)
	for i, r := range got {
		require.Equal(t, row{i + 2, []string{fmt.Sprint(i), fmt.Sprintf("t%d", i)}}, r)
	}
}
