package dataquality

import (
	"nines/analysis/quality"
	"nines/reports/document"
	"nines/reports/making"
)

// restatementsBlock lists the figures that were published before and come out otherwise now, or says that there are none.
func restatementsBlock(m *making.Report, restated []quality.Restatement) document.Block {
	w := m.Words.Text
	none := &document.Text{Title: w("data_quality.restatements.title"), Tone: document.Muted}
	switch {
	case m.Want.Before == nil:
		none.Text = w("data_quality.restatements.unpublished")
		return none
	case len(restated) == 0:
		none.Text = w("data_quality.restatements.none")
		return none
	}
	return restatementsTable(m, restated)
}

func restatementsTable(m *making.Report, restated []quality.Restatement) *document.Table {
	w := m.Words.Text
	t := &document.Table{
		ID: "restatements", Title: w("data_quality.restatements.title"), Subtitle: w("data_quality.restatements.subtitle"),
		Columns: []document.Column{
			{Key: "figure", Title: w("data_quality.restatements.figure"), Width: 4, Lines: 2},
			{Key: "published", Title: w("data_quality.restatements.published"), Kind: document.KindNumber, Decimals: 6, Width: 2},
			{Key: "now", Title: w("data_quality.restatements.now"), Kind: document.KindNumber, Decimals: 6, Width: 2},
			{Key: "because", Title: w("data_quality.restatements.because"), Width: 4, Lines: 8},
		},
	}
	for _, r := range restated {
		t.Rows = append(t.Rows, document.Row{Tone: document.Warning, Cells: []document.Value{
			document.TextValue(m.FigureName(r.Figure)),
			document.Known(document.KindNumber, r.Published.Pointer()), document.Known(document.KindNumber, r.Now.Pointer()),
			document.TextValue(m.SomeIDs(m.Because(r))),
		}})
	}
	return t
}
