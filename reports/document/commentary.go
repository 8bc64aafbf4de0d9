package document

import (
	"strings"
	"time"
)

// Commentary is what a person says of a section's figures. It stands below the section's lead.
type Commentary struct {
	By         string    // its author; empty: not told
	On         time.Time // the day on which it was written; zero: not told
	Paragraphs []Paragraph
}

// Bullet is the mark of an item that has no number.
const Bullet = "\u2022"

// Paragraph is a paragraph of a commentary or an item of its lists.
type Paragraph struct {
	Mark  string // what stands before an item: Bullet, or its number with a dot; empty: it is no item
	Spans []Span
}

// Span is a run of text in one style.
type Span struct {
	Text     string
	Link     string // the address that the text leads to, http or https; empty: none
	Strong   bool
	Emphasis bool
}

// Plain is the paragraph without styles; the address of a link stands in brackets behind its text.
func (p *Paragraph) Plain() string {
	var b strings.Builder
	if p.Mark != "" {
		b.WriteString(p.Mark + " ")
	}
	for _, s := range p.Spans {
		b.WriteString(s.Text)
		if s.Link != "" && s.Link != s.Text {
			b.WriteString(" (" + s.Link + ")")
		}
	}
	return b.String()
}

// Plain is the text of a commentary without styles, a paragraph or an item a line.
func (c *Commentary) Plain() string {
	lines := make([]string, len(c.Paragraphs))
	for i := range c.Paragraphs {
		lines[i] = c.Paragraphs[i].Plain()
	}
	return strings.Join(lines, "\n")
}

// Byline says who wrote a commentary and when, in the words of a language; empty where neither is told.
func (d *Document) Byline(c *Commentary, word func(key string, pairs ...any) string) string {
	day := d.Locale.Day(c.On)
	switch {
	case c.By == "" && c.On.IsZero():
		return ""
	case c.On.IsZero():
		return word("commentary.by", "by", c.By)
	case c.By == "":
		return word("commentary.on", "on", day)
	}
	return word("commentary.by_on", "by", c.By, "on", day)
}
