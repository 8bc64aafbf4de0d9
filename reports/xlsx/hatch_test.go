package xlsx_test

import (
	"regexp"
	"testing"

	"github.com/stretchr/testify/assert"

	"nines/reports/document"
)

// fills are the fills of the series of the first chart: the solid ones by colour, the hatched ones with a #.
func fills(t *testing.T, c *document.Chart) []string {
	t.Helper()
	chart := partsOf(t, render(t, frame(t, section(c))))["xl/charts/chart1.xml"]
	var got []string
	series := regexp.MustCompile(`<ser>.*?</ser>`)
	fill := regexp.MustCompile(`<spPr><a:(solid|patt)Fill.*?<a:srgbClr val="([0-9A-F]{6})">|<spPr>`)
	for _, s := range series.FindAllString(chart, -1) {
		m := fill.FindStringSubmatch(s)
		if m[1] == "patt" {
			m[2] += "#"
		}
		got = append(got, m[2])
	}
	return got
}

func TestWhatIsNotYetIsHatched(t *testing.T) {
	bars := func(series ...document.Series) *document.Chart {
		return &document.Chart{ID: "bars", Kind: document.ChartBars, Title: "Bars", Categories: []string{"Oct"}, Series: series}
	}
	of := func(role document.Role) document.Series {
		return document.Series{Name: "x", Role: role, Values: known(3)}
	}
	open := of(document.RoleActual)
	open.Open = []float64{1}
	stacked := bars(of(document.RoleActual), of(document.RoleForecast))
	stacked.Kind = document.ChartStacked
	tests := []struct {
		name  string
		chart *document.Chart
		want  []string
	}{
		{"actual and previous", bars(of(document.RoleActual), of(document.RolePrevious)), []string{"1F2328", "8B949E"}},
		{"an open part", bars(open), []string{"1F2328", "1F2328#"}},
		{"forecast", bars(of(document.RoleActual), of(document.RoleForecast)), []string{"1F2328", "1F2328#"}},
		{"stacked", stacked, []string{"1F2328", "8B949E#"}},
		{"a budget is a mark, without a bar", bars(open, of(document.RoleBudget)), []string{"1F2328", "1F2328#", ""}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) { assert.Equal(t, tt.want, fills(t, tt.chart)) })
	}
}
