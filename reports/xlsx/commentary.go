package xlsx

import "nines/reports/document"

// writeCommentary writes what people say of the section, a row a paragraph, as text: a cell has no styles within it that
// a program would read.
func (b *book) writeCommentary(s *sheet, all []document.Commentary) {
	for i := range all {
		c := &all[i]
		b.heading(s, b.words.Text("commentary.title"), b.doc.Byline(c, b.words.Text))
		for j := range c.Paragraphs {
			b.paragraph(s, c.Paragraphs[j].Plain(), look{})
		}
	}
}
