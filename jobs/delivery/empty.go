package delivery

import "nines/reports/document"

// nothingToTell tells whether a report has nothing for its readers: outside of data quality no decision, no warning, no
// rating but green, and no row with a number but 0. In doubt there is something: a report that does not come is missed.
func nothingToTell(doc *document.Document) bool {
	for _, s := range doc.Sections {
		if s.Name == "data_quality" {
			continue
		}
		for _, b := range s.Blocks {
			if tells(b) {
				return false
			}
		}
	}
	return true
}

func tells(b document.Block) bool {
	switch b := b.(type) {
	case *document.Decisions:
		return len(b.Items) > 0
	case *document.Text:
		return b.Tone >= document.Warning
	case *document.Table:
		for _, row := range b.Rows {
			if rowTells(row) {
				return true
			}
		}
	}
	return false
}

// rowTells tells whether a row is about anything: a rating that is not green, or, where the row has none, a number or an
// id.
func rowTells(row document.Row) bool {
	if row.Tone >= document.Warning {
		return true
	}
	tells := false
	for _, v := range row.Cells {
		switch v.Kind {
		case document.KindRating:
			return v.Text != "green"
		case document.KindText, document.KindSpark:
		case document.KindID, document.KindInstant, document.KindDay:
			tells = tells || !v.Unknown
		default:
			tells = tells || !v.Unknown && (v.Number != 0 || v.Bar != nil && v.Bar.Value != 0)
		}
	}
	return tells
}
