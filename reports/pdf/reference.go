package pdf

import (
	"slices"

	"nines/reports/document"
	"nines/reports/drawing"
)

// referenceRoom is what "\u203a page 123" takes at the right of a line.
const referenceRoom = 52.0

// reference is a place where the page of a section is to be told, once it is known.
type reference struct {
	section     int // index
	page        int
	right, base float64
}

// refer has the page of a section told at the right edge of a line, which is written up to used: where the document has
// the section and the line leaves room.
func (l *layout) refer(section string, used, base float64) {
	if at := l.sectionAt(section); at >= 0 && used <= l.right()-referenceRoom {
		l.references = append(l.references, reference{at, l.canvas.pdf.PageNo(), l.right(), base})
	}
}

// sectionAt is the index of a section; -1: the document has none of the name.
func (l *layout) sectionAt(name string) int {
	return slices.IndexFunc(l.doc.Sections, func(s document.Section) bool { return name != "" && s.Name == name })
}

// referenceRoom is what a text leaves free at its right for the page of the section that says more.
func (l *layout) referenceRoom(t *document.Text) float64 {
	if l.sectionAt(t.More) < 0 {
		return 0
	}
	return referenceRoom
}

// writeReferences tells the pages of the sections, now that all are laid out, and leads there.
func (l *layout) writeReferences() {
	st := l.style(l.Theme.Sizes.Small, false, l.Theme.Colours.Blue)
	for _, r := range l.references {
		head := l.heads[r.section]
		if head.page == r.page {
			continue // it is seen at once
		}
		l.canvas.revisit(r.page)
		text := l.Words.Text("render.see_page", "n", l.Locale.Number(float64(head.page), 0))
		width := l.Width(text, st.Size, false)
		l.Text(drawing.Point{X: r.right - width, Y: r.base}, text, st)
		link := l.canvas.pdf.AddLink()
		l.canvas.pdf.SetLink(link, max(head.y-6, 0), head.page)
		l.canvas.pdf.Link(r.right-width, r.base-9, width, 12, link)
	}
	l.canvas.revisit(l.canvas.pdf.PageCount())
}
