package mail

import "nines/reports/document"

// commentary is what a person says of the first section, as plain lines.
type commentary struct {
	Title, Byline string
	Lines         []string
}

func (v *view) commentaries(all []document.Commentary) []commentary {
	list := make([]commentary, len(all))
	for i := range all {
		list[i] = commentary{Title: v.words.Text("commentary.title"), Byline: plain(v.doc.Byline(&all[i], v.words.Text))}
		for j := range all[i].Paragraphs {
			list[i].Lines = append(list[i].Lines, plain(all[i].Paragraphs[j].Plain()))
		}
	}
	return list
}
