package html

import (
	"slices"
	"strings"

	"nines/reports/document"
)

// commentary is what a person says of a section: paragraphs, and lists of items that follow each other.
type commentary struct {
	Title, Byline string
	Parts         []commentaryPart
}

// commentaryPart is a paragraph or a list.
type commentaryPart struct {
	Paragraph []document.Span
	Items     []document.Paragraph
	Ordered   bool
	Start     string // of the first item of an ordered list
}

func (v *view) commentaries(all []document.Commentary) []commentary {
	list := make([]commentary, len(all))
	for i := range all {
		list[i] = commentary{
			Title: v.words.Text("commentary.title"), Byline: v.doc.Byline(&all[i], v.words.Text), Parts: partsOf(all[i].Paragraphs),
		}
	}
	return list
}

func partsOf(paragraphs []document.Paragraph) []commentaryPart {
	var parts []commentaryPart
	for _, p := range paragraphs {
		ordered := p.Mark != document.Bullet
		p.Spans = slices.Clone(p.Spans)
		for i := range p.Spans {
			p.Spans[i].Link = external(p.Spans[i].Link)
		}
		switch last := len(parts) - 1; {
		case p.Mark == "":
			parts = append(parts, commentaryPart{Paragraph: p.Spans})
		case last >= 0 && parts[last].Items != nil && parts[last].Ordered == ordered:
			parts[last].Items = append(parts[last].Items, p)
		default:
			part := commentaryPart{Items: []document.Paragraph{p}, Ordered: ordered}
			if ordered {
				part.Start = strings.TrimSuffix(p.Mark, ".")
			}
			parts = append(parts, part)
		}
	}
	return parts
}
