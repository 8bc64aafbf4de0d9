package xlsx

// Columns of the contents: the sheet, what it says.
const (
	contentsName = 34
	contentsLead = 90
)

// writeContents fills the first sheet: what the workbook is, what it says, and a link to each sheet.
func (b *book) writeContents(s *sheet) {
	b.setPage(s, false)
	b.arrange(s, []float64{contentsName, contentsLead})
	b.writeTitles(s)
	s.row++
	revision := b.words.Text("render.revision", "n", b.doc.Revision)
	at := b.words.Text("render.as_of", "at", b.doc.Locale.Instant(b.doc.AsOf.In(b.zone))+" "+b.zone.String())
	b.paragraph(s, join(" · ", at, revision, b.words.Text("render.generated_by", "by", b.doc.GeneratedBy)), b.small())
	b.heading(s, b.words.Text("render.contents"), b.words.Text("xlsx.contents.subtitle"))
	for _, other := range b.sheets[1:] {
		lead := other.lead
		if other.long == nil && other.detail != nil {
			lead = b.words.Plural("xlsx.contents.rows", other.row, b.doc.Locale.Number(float64(other.row), 0))
		}
		indent := 0
		if other.detail != nil {
			indent = 1
		}
		b.line(s, 1, 1, s.row, other.name, look{colour: b.theme.Colours.Blue, indent: indent})
		b.linkSheet(s, 1, s.row, other.name)
		b.line(s, 2, s.span, s.row, lead, look{colour: b.theme.Colours.Grey})
		s.row++
	}
	b.paginate(s)
	b.setPrint(s, s.printed(s.main), s.row, 0)
}

// linkSheet makes a cell lead to the top of another sheet.
func (b *book) linkSheet(s *sheet, col, row int, name string) {
	b.do(b.file.SetCellHyperLink(s.name, cellName(col, row), quoted(name)+"!A1", "Location"))
}

// back is what leads from a sheet to the contents.
func (b *book) back() string { return "‹ " + b.sheets[0].name }

// writeTitles says who, what, when, and the message.
func (b *book) writeTitles(s *sheet) {
	b.paragraph(s, b.doc.Organisation, look{bold: true, size: sizeBlock})
	b.paragraph(s, join(": ", b.doc.Title, b.doc.Subject), look{size: sizeBlock})
	b.paragraph(s, b.doc.Scope, look{size: sizeBlock, colour: b.theme.Colours.Grey})
	if mark := b.doc.Mark(b.words.Text); mark != "" {
		b.paragraph(s, mark, look{bold: true, fill: b.theme.Colours.Amberwash})
	}
	b.paragraph(s, b.doc.Message, look{size: sizeMessage, bold: true})
}
