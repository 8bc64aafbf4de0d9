package xlsx_test

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"path"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"github.com/xuri/excelize/v2"

	"nines/reports/document"
)

// partsOf reads the parts of a workbook.
func partsOf(t *testing.T, data []byte) map[string]string {
	t.Helper()
	reader, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	require.NoError(t, err)
	parts := map[string]string{}
	for _, file := range reader.File {
		r, err := file.Open()
		require.NoError(t, err)
		content, err := io.ReadAll(r)
		require.NoError(t, err)
		parts[file.Name] = string(content)
	}
	return parts
}

// Every part must be well-formed, whatever the tickets said.
func TestPartsAreWellFormed(t *testing.T) {
	for name, content := range partsOf(t, render(t, bank(t))) {
		for d := xml.NewDecoder(strings.NewReader(content)); ; {
			_, err := d.Token()
			if errors.Is(err, io.EOF) {
				break
			}
			require.NoError(t, err, name)
		}
	}
}

func TestKindsOfCharts(t *testing.T) {
	tests := []struct {
		chart *document.Chart
		want  []string // what the native chart must have
		not   string
	}{
		{trend(), []string{"<lineChart>", `<a:prstDash val="dash">`, `<symbol val="circle">`, `formatCode="0.00%"`, `<max val="1">`}, "<barChart>"},
		{lost(), []string{"<barChart>", `<grouping val="stacked">`, `<overlap val="100">`, `<gapWidth val="40">`, "<lineChart>", `<symbol val="dash">`, `<min val="0">`}, "axId val=\"100000003\""},
		{pareto(), []string{"<barChart>", "<lineChart>", `<axId val="100000004">`, `<max val="1">`, `formatCode="0%"`}, "<scatterChart>"},
		{scatter(), []string{"<scatterChart>", "0A5C9E", "A01712"}, "<lineChart>"},
		{stacked(), []string{"<barChart>", `<grouping val="stacked">`, "1F2328", "8B949E", "A01712"}, "<lineChart>"},
		{week(), []string{"<barChart>", `<barDir val="bar">`, "noFill", `<orientation val="maxMin">`}, "<lineChart>"},
	}
	for _, test := range tests {
		t.Run(test.chart.ID, func(t *testing.T) {
			content := partsOf(t, render(t, frame(t, section(test.chart))))["xl/charts/chart1.xml"]
			for _, want := range test.want {
				assert.Contains(t, content, want)
			}
			assert.NotContains(t, content, test.not)
		})
	}
}

// cellReferences are the cells that a chart is drawn from, in the order of its series: name, categories, values.
func cellReferences(chart string) []string {
	var found []string
	for _, match := range regexp.MustCompile(`<f>([^<]*)</f>`).FindAllStringSubmatch(chart, -1) {
		found = append(found, strings.ReplaceAll(match[1], "&#39;", "'"))
	}
	return found
}

func TestChartsAreDrawnFromCells(t *testing.T) {
	data := render(t, frame(t, section(pareto())))
	f, err := excelize.OpenReader(bytes.NewReader(data))
	require.NoError(t, err)
	defer func() { require.NoError(t, f.Close()) }()
	assert.Equal(t, []string{
		"'Chart data'!$B$5", "'Chart data'!$A$6:$A$18", "'Chart data'!$B$6:$B$18",
		"'Chart data'!$C$5", "'Chart data'!$A$6:$A$18", "'Chart data'!$C$6:$C$18",
	}, cellReferences(partsOf(t, data)["xl/charts/chart1.xml"]))
	formula, err := f.GetCellFormula("Chart data", "C7")
	require.NoError(t, err)
	assert.Equal(t, "SUM(B$6:B7)/SUM(B$6:B$18)", formula)
	rows, err := f.GetRows("Chart data", excelize.Options{RawCellValue: true})
	require.NoError(t, err)
	rows = rows[3:] // below the link to the contents, what the sheet is, and nothing
	assert.Equal(t, []string{"Category", "minutes × weight", "Cumulative share, %"}, rows[1])
	// 126 + 98 + 42.6 + 39 + 27.3 + 25 + 19.2 + 18 + 16 + 12 + 12 + 9 + 3.1 = 447.2; (126 + 98) / 447.2 = 0.500894...
	assert.Equal(t, []string{"INC0048214 Payments…"}, rows[3][:1])
	assert.InDelta(t, 98, number(t, rows[3][1]), 1e-12)
	assert.InDelta(t, 224/447.2, number(t, rows[3][2]), 1e-12)
	assert.InDelta(t, 1, number(t, rows[14][2]), 1e-12)
}

func TestOpenPartsAndGapsInChartData(t *testing.T) {
	c := lost()
	c.Series[0].Values[2] = nil
	rows, err := open(t, frame(t, section(c))).GetRows("Chart data", excelize.Options{RawCellValue: true})
	require.NoError(t, err)
	rows = rows[3:] // below the link to the contents, what the sheet is, and nothing
	assert.Equal(t, []string{"Category", "lost", "lost, depends on an end that nobody recorded", "budget"}, rows[1])
	assert.Equal(t, []string{"Jan", "", "", "850"}, rows[4], "unknown is a gap")
	assert.Equal(t, []string{"Oct", "375", "72", "630"}, rows[13], "447 in all, 72 of them depend on an open end")
}

func TestGanttIsCutToItsTime(t *testing.T) {
	rows, err := open(t, frame(t, section(week()))).GetRows("Chart data", excelize.Options{RawCellValue: true})
	require.NoError(t, err)
	rows = rows[3:] // below the link to the contents, what the sheet is, and nothing
	assert.Equal(t, []string{"Category", "Start", "conflict, days", "freeze or window, days", "standard, days", "normal, days"}, rows[1])
	// 8 November 2026, 16:00 UTC and London: day 46,334 and two thirds; the chart ends at the 9th, 0:00: a third is left.
	assert.Equal(t, "Market data · CHG0032004", rows[6][0])
	assert.InDelta(t, 46334+2.0/3, number(t, rows[6][1]), 1e-6)
	assert.InDelta(t, 1.0/3, number(t, rows[6][5]), 1e-6)
}

func TestHeatMapIsCellsInSteps(t *testing.T) {
	f := open(t, frame(t, section(regions())))
	first := rowNumber(t, f, "One", "FX pricing")
	rows, err := f.GetRows("One")
	require.NoError(t, err)
	assert.Equal(t, []string{"", "AMRS", "EMEA", "APAC"}, rows[first-2])
	assert.Equal(t, []string{"FX pricing", "190%", "250%", "770%"}, rows[first-1])
	assert.Equal(t, []string{"Data warehouse", "unknown", "unknown", "unknown"}, rows[first+3])
	assert.Equal(t, []string{"under 0.01 % · 0.01 % to 75 % · 75 % to 100 % · 100 % and more"}, rows[first+4])
	formats, err := f.GetConditionalFormats("One")
	require.NoError(t, err)
	rules := formats[fmt.Sprintf("B%d:D%d", first, first+4)]
	require.Len(t, rules, 3)
	for i, bound := range []string{"1", "0.75", "0.0001"} {
		cell := fmt.Sprintf("B%d", first)
		assert.Equal(t, "AND(ISNUMBER("+cell+"),"+cell+">="+bound+")", rules[i].Criteria, "the darkest step first; a text is no number")
	}
}

func TestChartsWithoutData(t *testing.T) {
	for _, kind := range []document.ChartKind{document.ChartLine, document.ChartBars, document.ChartStacked, document.ChartPareto, document.ChartScatter, document.ChartHeat, document.ChartGantt} {
		c := &document.Chart{ID: "c", Kind: kind, Title: "Nothing", Empty: "No data in the period.", Categories: []string{"Nov"}, Series: []document.Series{{Values: []*float64{nil}}}}
		data := render(t, frame(t, section(c)))
		assert.NotContains(t, partsOf(t, data), "xl/charts/chart1.xml")
		f, err := excelize.OpenReader(bytes.NewReader(data))
		require.NoError(t, err)
		rowNumber(t, f, "One", "No data in the period.")
		require.NoError(t, f.Close())
	}
}

// A chart stands on empty rows of its own.
func TestChartsCoverNoCells(t *testing.T) {
	data := render(t, bank(t))
	f, err := excelize.OpenReader(bytes.NewReader(data))
	require.NoError(t, err)
	defer func() { require.NoError(t, f.Close()) }()
	anchors := regexp.MustCompile(`<xdr:from><xdr:col>\d+</xdr:col>.*?<xdr:row>(\d+)</xdr:row>.*?<xdr:to>.*?<xdr:row>(\d+)</xdr:row>`)
	seen := 0
	parts := partsOf(t, data)
	for i, sheet := range f.GetSheetList() {
		rels := parts[fmt.Sprintf("xl/worksheets/_rels/sheet%d.xml.rels", i+1)]
		drawing := regexp.MustCompile(`drawing\d+\.xml`).FindString(rels)
		if drawing == "" {
			continue
		}
		rows, err := f.GetRows(sheet)
		require.NoError(t, err)
		for _, match := range anchors.FindAllStringSubmatch(parts[path.Join("xl/drawings", drawing)], -1) {
			seen++
			for row := number(t, match[1]); row <= number(t, match[2]); row++ {
				assert.Empty(t, rows[int(row)], "row %v of %s is under a chart", row+1, sheet)
			}
		}
	}
	assert.Equal(t, 8, seen, "six charts and the two that the overview repeats")
}

// Two charts that follow each other stand side by side; what is not drawn, or as long as its rows, stands alone.
func TestChartsStandSideBySide(t *testing.T) {
	none := func() *document.Chart {
		return &document.Chart{ID: "none", Kind: document.ChartBars, Title: "Nothing", Empty: "none"}
	}
	tests := []struct {
		name   string
		blocks []document.Block
		starts []string // column and row of each chart, from 0
	}{
		{"two", []document.Block{trend(), lost()}, []string{"0,5", "9,5"}},
		{"three", []document.Block{trend(), lost(), pareto()}, []string{"0,5", "9,5", "0,27"}},
		{"a Gantt chart", []document.Block{trend(), week()}, []string{"0,5", "0,27"}},
		{"one without data", []document.Block{trend(), none()}, []string{"0,5"}},
	}
	// Nine columns of 69 pixels are the first that make 560; the first chart is 17 rows high, with a line and a note below.
	from := regexp.MustCompile(`<xdr:from><xdr:col>(\d+)</xdr:col>.*?<xdr:row>(\d+)</xdr:row>`)
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var got []string
			for _, match := range from.FindAllStringSubmatch(partsOf(t, render(t, frame(t, section(tt.blocks...))))["xl/drawings/drawing1.xml"], -1) {
				got = append(got, match[1]+","+match[2])
			}
			assert.Equal(t, tt.starts, got)
		})
	}
}

// What came in stands above zero and what went out below it, its numbers without a minus, and the weeks at the foot.
func TestFlowsBelowALine(t *testing.T) {
	v := func(list ...float64) []*float64 {
		out := make([]*float64, len(list))
		for i := range list {
			out[i] = &list[i]
		}
		return out
	}
	backlog := &document.Chart{
		ID: "backlog", Kind: document.ChartLine, Title: "Backlog", Categories: []string{"W1", "W2"},
		Y:      document.Axis{Kind: document.KindCount, FromZero: true},
		Series: []document.Series{{Name: "open", Role: document.RoleActual, Values: v(7, 9)}},
		Flows:  []document.Series{{Name: "opened", Values: v(0, 3)}, {Name: "closed", Values: v(0, 1)}},
	}
	parts := partsOf(t, render(t, frame(t, section(backlog))))
	chart := parts["xl/charts/chart1.xml"]
	for _, want := range []string{"<barChart>", "<lineChart>", `<tickLblPos val="low">`, `formatCode="#,##0;#,##0"`, `<min val="-2">`} {
		assert.Contains(t, chart, want)
	}
	file, err := excelize.OpenReader(bytes.NewReader(render(t, frame(t, section(backlog)))))
	require.NoError(t, err)
	defer file.Close()
	sheets := file.GetSheetList()
	rows, err := file.GetRows(sheets[len(sheets)-1], excelize.Options{RawCellValue: true})
	require.NoError(t, err)
	assert.Contains(t, rows, []string{"W2", "3", "-1", "9"})
	assert.Contains(t, rows, []string{"W1", "0", "0", "7"})
}
