package reportstest

import (
	"nines/reports"
	"nines/reports/document"
)

// TextsJoined is what a report prints, line by line.
func TextsJoined(r *reports.Report) string {
	all := ""
	for _, text := range Texts(r) {
		all += text + "\n"
	}
	return all
}

// Texts lists what a report prints.
func Texts(r *reports.Report) []string {
	list := []string{r.Document.Title, r.Document.Subject, r.Document.Scope, r.Document.Message}
	for _, s := range r.Document.Sections {
		list = append(list, s.Title, s.Lead)
		for _, b := range s.Blocks {
			list = append(list, blockTexts(b)...)
		}
	}
	return list
}

func blockTexts(b document.Block) []string {
	switch b := b.(type) {
	case *document.Text:
		return []string{b.Title, b.Text}
	case *document.Chart:
		return append([]string{b.Title, b.Subtitle, b.Alt, b.Empty}, b.Categories...)
	case *document.KeyFigures:
		var list []string
		for _, k := range b.Items {
			list = append(append(list, k.Label, k.Value.Text), k.Notes...)
		}
		return list
	case *document.Decisions:
		list := []string{b.Title, b.Empty}
		for _, d := range b.Items {
			list = append(list, d.Text, d.Detail, d.Owner, d.Due)
		}
		return list
	case *document.Table:
		list := []string{b.Title, b.Subtitle, b.Note, b.Empty}
		for _, c := range b.Columns {
			list = append(list, c.Title)
		}
		for _, row := range b.Rows {
			for _, v := range row.Cells {
				list = append(list, v.Text, v.Second)
			}
		}
		return list
	}
	return nil
}
