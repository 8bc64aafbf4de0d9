package pdf

import (
	"context"

	"nines/reports/document"
	"nines/reports/drawing"
)

// section writes a section: a rule, its title and lead, its blocks. An overview at the beginning has no title of its own:
// the document's message is it.
func (l *layout) section(ctx context.Context, at int) error {
	s := &l.doc.Sections[at]
	l.follows = false
	blocks := s.OnPage()
	lead := s.Lead
	if lead == l.doc.Message {
		lead = ""
	}
	if at > 0 || l.doc.Message == "" {
		l.sectionHead(s.Title, lead, blocks)
	} else {
		if l.plainOverview(s) {
			l.bookmark(s.Title)
			l.lead(lead)
		} else {
			l.sectionTitle(s.Title, lead)
		}
		l.tighten(blocks)
		defer l.loosen()
	}
	l.heads = append(l.heads, head{l.canvas.pdf.PageNo(), l.titleAt})
	l.commentaries(s.Commentary)
	l.follows = at > 0 && lead != "" && len(s.Commentary) == 0 // large figures keep away from a sentence above them
	if at > 0 && at == len(l.doc.Sections)-1 {                 // no page for a line that is left over
		l.tighten(blocks)
		defer l.loosen()
	}
	if len(blocks) == 0 && lead == "" && len(s.Commentary) == 0 {
		l.note(l.Words.Text("render.no_rows"))
	}
	return l.flow(ctx, blocks)
}

// plainOverview tells that a section is the overview under its usual name.
func (l *layout) plainOverview(s *document.Section) bool {
	return s.Name == "overview" && s.Title == l.Words.Text("section.overview")
}

// tighten lowers gaps and rows where that is what the blocks lack to stand on this page.
func (l *layout) tighten(blocks []document.Block) {
	over := func() bool {
		sum := 0.0
		for _, b := range blocks {
			if sum += l.gap + l.heightIn(b, l.width); sum > l.room() {
				return true
			}
		}
		return false
	}
	if l.leastOf(blocks) > l.room() || !over() {
		return
	}
	for _, gap := range tightGaps {
		l.tight, l.gap = true, gap
		l.forget()
		if !over() {
			return
		}
	}
	l.loosen()
}

// leastOf is a height that the blocks exceed, known without measuring a table of hundreds of pages.
func (l *layout) leastOf(blocks []document.Block) float64 {
	sum := 0.0
	for _, b := range blocks {
		if t, ok := b.(*document.Table); ok {
			sum += rowHigh * float64(t.Shown())
		}
	}
	return sum
}

// loosen takes the measures back.
func (l *layout) loosen() {
	l.tight, l.gap = false, blockGap
	l.forget()
}

func (l *layout) sectionHead(title, lead string, blocks []document.Block) {
	l.space(sectionGap)
	l.need(l.sectionBegin(lead, blocks))
	l.sectionTitle(title, lead)
}

func (l *layout) sectionTitle(title, lead string) {
	l.titleAt = l.y
	l.bookmark(title)
	l.rule(l.y, 1.8, l.Theme.Colours.Ink)
	size := l.Theme.Sizes.Title + 3
	l.line(l.left, l.y+6+size, l.width, title, l.style(size, true, l.Theme.Colours.Ink))
	l.y += 10 + size
	l.lead(lead)
}

func (l *layout) lead(text string) {
	for _, line := range l.wrap(text, l.width, l.body(), 0) {
		l.need(11)
		l.line(l.left, l.y+9, l.width, line, l.body())
		l.y += 11
	}
}

func (l *layout) outline(title string, level int) {
	shown, _ := l.canvas.text.clean(title)
	if shown == "" {
		return
	}
	l.canvas.setFont(l.canvas.text.fonts[0], l.body()) // gofpdf encodes the title as the font at hand
	l.canvas.pdf.Bookmark(drawing.Fit(l.Pen, shown, outlineWidth, l.Theme.Sizes.Body, false), level, max(l.y-6, 0))
}

// outlineWidth is the room of a title in the outline, in points of body type.
const outlineWidth = 510.0

// bookmark lists a section in the outline, subBookmark a panel of it.
func (l *layout) bookmark(title string) {
	l.outline(title, 0)
	l.listed = l.listed || title != ""
}

func (l *layout) subBookmark(title string) {
	if l.listed { // a panel before the first section would have no place in the tree
		l.outline(title, 1)
	}
}

// sectionBegin is the height of a section's head and of what must stand below it.
func (l *layout) sectionBegin(lead string, blocks []document.Block) float64 {
	head := 24 + 11*float64(len(l.wrap(lead, l.width, l.body(), 0)))
	if len(blocks) == 0 {
		return head
	}
	y := l.y
	l.y += head
	first, ok := l.beside(blocks)
	l.y = y
	if ok {
		return head + l.gap + first.height
	}
	return head + l.leastHeight(blocks[0])
}

// leastHeight is the height of a block, or of as much of it as must not stand alone below a title.
func (l *layout) leastHeight(b document.Block) float64 {
	switch b := b.(type) {
	case *document.Chart:
		return l.gap + l.height(b)
	case *document.Table:
		return l.gap + l.tableBegin(b)
	case *document.KeyFigures:
		return l.height(b)
	case *document.Decisions:
		return l.gap + min(l.heightIn(b, l.width), keptWhole)
	}
	return l.gap + 24
}

func (l *layout) block(ctx context.Context, b document.Block) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	defer l.remember(b, l.canvas.pdf.PageNo())()
	defer func() { l.follows = true }()
	switch b := b.(type) {
	case *document.KeyFigures:
		l.keyFigures(b)
	case *document.Chart:
		l.chart(b)
	case *document.Table:
		return l.table(ctx, b)
	case *document.Decisions:
		l.decisions(b)
	case *document.Text:
		l.paragraph(b)
	}
	return nil
}
