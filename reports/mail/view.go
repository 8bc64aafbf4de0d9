package mail

import (
	"slices"
	"strings"
	"time"

	"nines/reports/document"
	"nines/templates"
)

// view is what the templates show of a document.
type view struct {
	doc      *document.Document
	envelope Envelope
	words    *templates.Words
	theme    *templates.Theme

	Lang, Subject, Preheader, Head, Message, Scope string
	Logo                                           *logo
	Banners                                        []string
	Figures                                        []figure
	Decisions                                      *decisions
	Table                                          *table
	Files, Foot                                    []string
	Commentary                                     []commentary
	charted                                        bool // a chart was passed
}

// figure is a key figure.
type figure struct {
	Value, Label string
	Notes        []string
	Bad          bool
}

// Pairs are the key figures two by two: four side by side fit no phone.
func (v *view) Pairs() [][]figure { return slices.Collect(slices.Chunk(v.Figures, 2)) }

// decisions is what readers are asked to decide.
type decisions struct {
	Title, Empty string
	Items        []decision
}

type decision struct {
	Number            int
	Text, Detail, Who string
}

// Colours are those of the theme; Dark those for mail programs that tell of a dark screen.
func (v *view) Colours() templates.Colours { return v.theme.Colours }

// Dark are the colours on dark screens.
func (v *view) Dark() templates.Colours { return v.theme.Dark }

// Page is a web address at which the report can be read; empty: none is known.
func (v *view) Page() string { return v.envelope.Page }

// Status is the web address of the status page, where the report has none of its own; empty: none is known.
func (v *view) Status() string {
	if v.envelope.Page != "" {
		return ""
	}
	return v.envelope.Status
}

// Word returns a word of the mail's language.
func (v *view) Word(key string) string { return v.words.Text(key) }

func newView(doc *document.Document, e Envelope) (*view, error) {
	theme, err := templates.LoadTheme()
	if err != nil {
		return nil, err
	}
	words, _, err := templates.LoadWords(doc.Locale.Tag, doc.Words)
	if err != nil {
		return nil, err
	}
	v := &view{doc: doc, envelope: e, words: words, theme: theme.With(doc.Branding.Colours), Logo: inlineLogo(doc, words), Lang: words.Language}
	v.Message, v.Scope = plain(doc.Message), plain(doc.Scope)
	v.Head = plain(doc.Title)
	if doc.Organisation != "" {
		v.Head = words.Text("mail.head", "title", plain(doc.Title), "organisation", plain(doc.Organisation))
	}
	if v.Message == "" {
		v.Message = v.Head
	}
	v.Banners = v.banners()
	if len(doc.Sections) > 0 {
		v.Commentary = v.commentaries(doc.Sections[0].Commentary)
		for _, b := range doc.Sections[0].Blocks {
			v.block(b)
		}
	}
	v.Subject, v.Preheader = v.subject(), v.preheader()
	v.Files, v.Foot = v.files(), v.foot()
	return v, nil
}

// banners are what readers have to know before the figures.
func (v *view) banners() []string {
	var list []string
	if v.envelope.Late != "" {
		list = append(list, v.words.Text("mail.late", "reason", plain(v.envelope.Late)))
	}
	if v.doc.Period.Provisional {
		list = append(list, v.words.Text("mail.provisional", "day", v.doc.Locale.Day(v.doc.Period.FinalAt.In(v.zone()))))
	}
	return list
}

// block takes over what the short form has of a block: banners, the first figures, decisions and table. Texts and figures
// behind a chart say more about that, and would say it of nothing here.
func (v *view) block(b document.Block) {
	switch b := b.(type) {
	case *document.Chart:
		v.charted = true
	case *document.Text:
		text := plain(strings.TrimSpace(b.Title + " " + b.Prose()))
		if b.Title != "" {
			text = plain(b.Title + ": " + b.Prose())
		}
		if b.Tone >= document.Warning && !v.charted && !slices.Contains(v.Banners, text) {
			v.Banners = append(v.Banners, text)
		}
	case *document.KeyFigures:
		if v.Figures == nil && !v.charted {
			v.Figures = v.keyFigures(b)
		}
	case *document.Decisions:
		if v.Decisions == nil {
			v.Decisions = v.asked(b)
		}
	case *document.Table:
		if v.Table == nil && len(b.Rows) > 0 {
			v.Table = v.short(b)
		}
	}
}

func (v *view) keyFigures(k *document.KeyFigures) []figure {
	var list []figure
	for _, item := range k.Items {
		f := figure{
			Value: plain(v.doc.Locale.FormatWithUnit(item.Value, item.Column(), v.zone())),
			Label: plain(item.Label), Bad: item.Value.Tone == document.Missed,
		}
		for _, note := range item.Notes {
			f.Notes = append(f.Notes, plain(note))
		}
		list = append(list, f)
	}
	return list
}

func (v *view) asked(d *document.Decisions) *decisions {
	asked := &decisions{Title: plain(d.Title), Empty: plain(d.Empty)}
	for _, item := range d.Items {
		owner, due := plain(item.Owner), plain(item.Due)
		one := decision{Number: len(asked.Items) + 1, Text: plain(item.Text), Detail: plain(item.Detail)}
		switch {
		case owner != "" && due != "":
			one.Who = v.words.Text("mail.decision.who", "owner", owner, "due", due)
		case owner != "":
			one.Who = v.words.Text("mail.decision.owner", "owner", owner)
		case due != "":
			one.Who = v.words.Text("mail.decision.due", "due", due)
		}
		asked.Items = append(asked.Items, one)
	}
	return asked
}

// foot says as of when the figures are, and why the mail comes.
func (v *view) foot() []string {
	at := v.doc.AsOf.In(v.zone())
	state := v.words.Text("render.final")
	if v.doc.Period.Provisional {
		state = v.words.Text("render.provisional_footer", "day", v.doc.Locale.Day(v.doc.Period.FinalAt.In(v.zone())))
	}
	figures := []string{
		v.words.Text("render.as_of", "at", v.moment(at)), state, v.words.Text("render.revision", "n", v.doc.Revision),
		v.words.Text("render.generated_by", "by", plain(v.doc.GeneratedBy)),
	}
	return []string{
		strings.Join(figures, " · "),
		v.words.Text("mail.foot.why", "job", plain(v.envelope.Job), "due", v.moment(v.envelope.Due.In(v.zone()))),
	}
}

func (v *view) moment(t time.Time) string {
	return v.doc.Locale.InstantOfWeek(t) + " " + v.zone().String()
}

func (v *view) zone() *time.Location {
	if v.doc.Zone == nil {
		return time.UTC
	}
	return v.doc.Zone
}
