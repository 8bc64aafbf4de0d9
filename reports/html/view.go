package html

import (
	"html/template"
	"slices"
	"strconv"
	"strings"
	"time"

	"nines/reports/document"
	"nines/templates"
)

// view is a document as the template asks for it.
type view struct {
	doc     *document.Document
	theme   *templates.Theme
	words   *templates.Words
	palette *palette
	lang    string
	style   template.CSS
	ids     map[document.Block]string // ids of the blocks on the page
	targets map[string]string         // name of a block -> its id on the page
	rows    map[string]int            // id of a table -> how many rows of it are shown
}

// name gives every block that is shown an id of its own, so that figures can lead to it.
func (v *view) name() {
	v.ids, v.targets, v.rows = map[document.Block]string{}, map[string]string{}, map[string]int{}
	taken := map[string]bool{}
	for _, s := range v.doc.Sections {
		for _, b := range s.OnPage() {
			name := blockName(b)
			if name == "" {
				continue
			}
			id := unique(taken, fragment("block-", name))
			v.ids[b] = id
			if t, ok := b.(*document.Table); ok {
				v.rows[id] = t.Shown()
			}
			if _, known := v.targets[name]; !known {
				v.targets[name] = id
			}
		}
	}
}

// unique returns the id, with a number behind it where it is taken, and takes it.
func unique(taken map[string]bool, id string) string {
	own := id
	for n := 2; taken[own]; n++ {
		own = id + "-" + strconv.Itoa(n)
	}
	taken[own] = true
	return own
}

// blockName returns the name of a block that a page shows, empty where it has none.
func blockName(b document.Block) string {
	switch b := b.(type) {
	case *document.Table:
		return b.ID
	case *document.Chart:
		return b.ID
	}
	return ""
}

func (v *view) Lang() string         { return v.lang }
func (v *view) Style() template.CSS  { return v.style }
func (v *view) Organisation() string { return clip(v.doc.Organisation) }
func (v *view) Title() string        { return clip(v.doc.Title) }
func (v *view) Subject() string      { return clip(v.doc.Subject) }
func (v *view) Scope() string        { return clip(v.doc.Scope) }
func (v *view) Message() string      { return unbroken(clip(v.doc.Message)) }
func (v *view) GeneratedBy() string  { return clip(v.doc.GeneratedBy) }

// Word returns a word of the page's language.
func (v *view) Word(key string) string { return v.words.Text(key) }

// Head is the title of the browser's window.
func (v *view) Head() string {
	return join(" · ", v.Title(), clip(v.doc.Period.Name), v.Organisation())
}

// Provisional is the mark of a period whose figures may still change, empty for others.
func (v *view) Provisional() string {
	return v.doc.Mark(v.words.Text)
}

// Foot says whose the page is and what the figures are made of, as the foot of every printed page does.
func (v *view) Foot() []string {
	if v.doc.Organisation == "" {
		return v.Made()
	}
	return append([]string{v.Organisation()}, v.Made()...)
}

// Made says of when the figures are, how final, and what made them.
func (v *view) Made() []string {
	at := v.doc.AsOf.In(v.zone())
	state := v.words.Text("render.final")
	switch {
	case v.doc.Standing != "":
		state = clip(v.doc.Standing)
	case v.doc.Period.Provisional:
		state = v.words.Text("render.provisional_footer", "day", v.day(v.doc.Period.FinalAt))
	}
	when := v.doc.Locale.InstantOfWeek(at) + " " + v.zone().String()
	parts := []string{v.words.Text("render.as_of", "at", when), state}
	if v.doc.Revision > 0 {
		parts = append(parts, v.words.Text("render.revision", "n", v.doc.Revision))
	}
	if v.doc.GeneratedBy != "" {
		parts = append(parts, v.words.Text("render.generated_by", "by", v.GeneratedBy()))
	}
	return parts
}

func (v *view) zone() *time.Location {
	if v.doc.Zone == nil {
		return time.UTC
	}
	return v.doc.Zone
}

func (v *view) day(t time.Time) string { return v.doc.Locale.Day(t.In(v.zone())) }

// section is one part of the page.
type section struct {
	ID, Title, Lead string
	Commentary      []commentary
	Blocks          []block
}

// Sections are the parts of the page. A workbook's details are no blocks of a page.
func (v *view) Sections() []section {
	list, taken := make([]section, len(v.doc.Sections)), map[string]bool{}
	for i, s := range v.doc.Sections {
		list[i] = section{
			ID: unique(taken, fragment("section-", s.Name)), Title: clip(s.Title), Lead: unbroken(clip(s.Lead)),
			Commentary: v.commentaries(s.Commentary),
		}
		blocks := s.OnPage()
		if i == 0 {
			blocks = decisionsFirst(blocks)
		}
		for _, b := range blocks {
			if shown, ok := v.block(b); ok {
				if shown.Table != nil && shown.Table.Caption() == "" {
					shown.Table.Kind = list[i].Title // a table alone is what its section is about
				}
				list[i].Blocks = append(list[i].Blocks, shown)
			}
		}
	}
	return list
}

// decisionsFirst puts what readers are asked to decide before the first table or chart: a screen has no page one on which
// all would be seen at once.
func decisionsFirst(blocks []document.Block) []document.Block {
	var before, asked, after []document.Block
	for _, b := range blocks {
		switch b.(type) {
		case *document.Decisions:
			asked = append(asked, b)
			continue
		case *document.KeyFigures, *document.Text:
			if len(after) == 0 {
				before = append(before, b)
				continue
			}
		}
		after = append(after, b)
	}
	return slices.Concat(before, asked, after)
}

func join(separator string, parts ...string) string {
	kept := parts[:0:0]
	for _, p := range parts {
		if p != "" {
			kept = append(kept, p)
		}
	}
	return strings.Join(kept, separator)
}
