package making

import (
	"slices"

	"nines/reports/document"
)

// Each says how the values of a table's column come from other cells, so that a workbook computes them live.
func Each(t *document.Table, key string, source *document.Source) {
	for i := range t.Columns {
		if t.Columns[i].Key == key {
			t.Columns[i].Each = source
		}
	}
}

// Shares says that the columns share and cumulative of a table are those of a column in the sum of another one.
func Shares(t *document.Table, column string, all *document.Source) {
	Each(t, "share", document.Ratio(document.Here(t.ID, column), all))
	Each(t, "cumulative", document.Ratio(document.SumToHere(t.ID, column), all))
}

// HasSection tells whether the report has a section, whose tables a figure may come from.
func (m *Report) HasSection(name string) bool { return slices.Contains(m.Want.Report.Sections, name) }
