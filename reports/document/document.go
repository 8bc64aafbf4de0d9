// Package document is the model of a report's pages: what is shown, not how it is drawn. Sections fill it, renderers
// turn it into a format. It knows nothing of incidents, and a renderer that reads it needs not either.
package document

import (
	"regexp"
	"slices"
	"strings"
	"time"
)

// Document is one report for one period, ready to be drawn.
type Document struct {
	Report       string // its name: monthly
	Pack         *Pack  // whose edition of the report it is; nil: nobody's in particular
	Organisation string
	Title        string // what it is: Monthly service report
	Subject      string // what is shown, and in which unit
	Scope        string // when, against when
	Message      string // the sentence for the reader who reads nothing else
	Period       Period
	AsOf         time.Time
	Zone         *time.Location // of every time shown
	GeneratedBy  string
	Revision     int
	Standing     string // what the foot of a page says of how final it is; empty: by the period
	Locale       Locale
	// Words are own words of the locale, by key, which renderers print instead of the built-in ones; nil: none.
	Words     map[string]string
	Landscape bool // its pages lie on their long side
	Branding  Branding
	Workbook  *Workbook // the user's own workbook that is filled in place of ours; nil: none
	Sections  []Section
}

// Workbook is a workbook of the user's own.
type Workbook struct {
	Path   string
	Tables []string // names of all tables that the report may have: one of them without rows is emptied
}

// panelNumber is the number in the names of tables of one kind, of which there is one for each of several panels.
var panelNumber = regexp.MustCompile(`_\d+_`)

// Has tells whether a table of that name, in whatever case, may be the report's. Of several panels the name without the
// number stands for all.
func (w *Workbook) Has(name string) bool {
	name = panelNumber.ReplaceAllString(name, "_")
	return slices.ContainsFunc(w.Tables, func(known string) bool { return strings.EqualFold(known, name) })
}

// Pack says whose edition of a report a document is.
type Pack struct {
	By   string // owner, team or service
	Name string // of the owner or team, or the id of the service
	// Slug stands for the name in files and keys, in letters, digits and hyphens of ASCII. No other name has it.
	Slug   string
	Former []string // slugs that it may have had before; what was published under them is its own
	Word   string   // the name in the same letters, which others may share; empty: it has none of them
}

// Key names the report, and of a pack which, where published documents are told apart. No name of a report has a dot.
func (d *Document) Key() string { return Key(d.Report, d.Pack) }

// Key names a report, and of a pack (nil: none) which. An owner and a team may have the same name: so it says whose it is.
func Key(report string, p *Pack) string {
	if p == nil {
		return report
	}
	return report + "." + p.By + "." + p.Slug
}

// FileName is what its files are called, up to the extension: monthly-2026-10, of a pack monthly-owner-ann-lee-2026-10.
func (d *Document) FileName() string {
	if d.Pack == nil {
		return d.Report + "-" + d.Period.Name
	}
	return d.Report + "-" + d.Pack.By + "-" + d.Pack.Slug + "-" + d.Period.Name
}

// Period is the time that a document is about: [From, To).
type Period struct {
	Name        string
	From, To    time.Time
	Provisional bool
	FinalAt     time.Time // until when it is provisional
	Plan        bool      // it lies ahead: what is said of it is planned
}

// Mark says, in the words of a language, that the document is about a plan, or about a period whose figures may still
// change; it is empty for others.
func (d *Document) Mark(word func(key string, pairs ...any) string) string {
	zone := d.Zone
	if zone == nil {
		zone = time.UTC
	}
	switch at := d.AsOf.In(zone); {
	case d.Period.Plan:
		return word("render.plan", "at", d.Locale.InstantOfWeek(at))
	case d.Period.Provisional:
		return word("render.provisional", "day", d.Locale.Day(d.Period.FinalAt.In(zone)))
	}
	return ""
}

// Section is one part of a report.
type Section struct {
	Name  string // stable, as in the JSON: top_talkers
	Title string
	Lead  string // one sentence that says what the figures say; empty where they say nothing
	// Commentary is what people say of the figures, in the order of their files; it stands below the lead.
	Commentary []Commentary
	Blocks     []Block
	Figures    any // the section's figures for other programs, as plain data under the contract's keys
}

// OnPage are the blocks that a page shows: neither what only a workbook holds, nor a chart that another block draws as well.
func (s *Section) OnPage() []Block {
	there := map[string]bool{}
	for _, b := range s.Blocks {
		switch b := b.(type) {
		case *Table:
			there[b.ID] = len(b.Rows) > 0
		case *Chart:
			there[b.ID] = true
		}
	}
	var shown []Block
	for _, b := range s.Blocks {
		switch b := b.(type) {
		case *Detail:
			continue
		case *Chart:
			if b.Within != "" && there[b.Within] {
				continue
			}
		}
		shown = append(shown, b)
	}
	return shown
}

// Block is one thing on a page: *KeyFigures, *Table, *Detail, *Chart, *Decisions or *Text.
type Block interface{ block() }

// KeyFigures are a few large figures side by side, four at most.
type KeyFigures struct {
	Items []KeyFigure
}

// KeyFigure is one large figure.
type KeyFigure struct {
	Value Value
	Label string
	Notes []string // small lines below: at most two
	Book  *Value   // the figure as a number for a workbook, where Value is a text with one; nil: Value
	Unit  string   // of Book, where its kind has none
	Spark *Spark   // the last periods, the last one being this; nil: none
	// Decimals are those of the value; 0: three of shares and differences, as availability has them, none of others.
	Decimals int
}

// Column says how the figure is written.
func (k *KeyFigure) Column() Column {
	c := Column{Kind: k.Value.Kind, Decimals: k.Decimals}
	if k.Decimals == 0 && (c.Kind == KindShare || c.Kind == KindPoints) {
		c.Decimals = 3
	}
	return c
}

// Decisions is what the report asks its readers to decide.
type Decisions struct {
	Title string
	Items []Decision
	Empty string // what stands there when nothing is asked for
}

// ByWhom is the key of the word above who decides: by when, too, only where any decision has a date.
func (d *Decisions) ByWhom() string {
	for i := range d.Items {
		if d.Items[i].Due != "" {
			return "render.by_whom"
		}
	}
	return "render.by_whom.undated"
}

// Decision is one question with its consequence.
type Decision struct {
	Text   string
	Detail string // what happens if not
	Owner  string // by whom
	Due    string // by when
}

// Text is a paragraph, and the points of a list below it.
type Text struct {
	Title  string
	Text   string
	Points []string // a sentence each
	Tone   Tone
	More   string // the name of the section that says more, whose page stands beside it; empty: none
}

// Prose is the paragraph and the points as one text, for a place without lists.
func (t *Text) Prose() string {
	if t.Text == "" {
		return strings.Join(t.Points, " ")
	}
	return strings.Join(append([]string{t.Text}, t.Points...), " ")
}

// Tone says how much a text or a row wants attention.
type Tone uint8

// The tones.
const (
	Plain   Tone = iota
	Muted        // a note, in small grey
	Warning      // something to act on
	Missed       // a target missed
)

func (*KeyFigures) block() {}
func (*Table) block()      {}
func (*Detail) block()     {}
func (*Chart) block()      {}
func (*Decisions) block()  {}
func (*Text) block()       {}
