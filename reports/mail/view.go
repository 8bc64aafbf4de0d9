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

	Lang, Subject, Head, Message, Scope, Page string
	Banners                                   []string
	Figures                                   []figure
	Decisions                                 *decisions
	Table                                     *table
	Files, Foot                               []string
}

// figure is a key figure.
type figure struct {
	Value, Label string
	Notes        []string
	Bad          bool
}

// decisions is what readers are asked to decide.
type decisions struct {
	Title, Empty string
	Items        []decision
}

type decision struct{ Text, Detail, Who string }

// Colours are those of the theme.
func (v *view) Colours() any { return v.theme.Colours }

func newView(doc *document.Document, e Envelope) (*view, error) {
	theme, err := templates.LoadTheme()
	if err != nil {
		return nil, err
	}
	words, _, err := templates.LoadWords(doc.Locale.Tag, doc.Words)
	if err != nil {
		return nil, err
	}
	v := &view{doc: doc, envelope: e, words: words, theme: theme, Lang: words.Language, Page: e.Page}
	v.Message, v.Scope = plain(doc.Message), plain(doc.Scope)
	v.Head = plain(doc.Title)
	if doc.Organisation != "" {
		v.Head = words.Text("mail.head", "title", plain(doc.Title), "organisation", plain(doc.Organisation))
	}
	if v.Message == "" {
		v.Message = v.Head
	}
	v.Subject = v.subject()
	v.Banners = v.banners()
	if len(doc.Sections) > 0 {
		for _, b := range doc.Sections[0].Blocks {
			v.block(b)
		}
	}
	v.Files, v.Foot = v.files(), v.foot()
	return v, nil
}

// subject is what readers see in their list of mails: whose, what, when, what state, and the sentence that counts.
func (v *view) subject() string {
	var states []string
	if v.doc.Revision > 1 {
		states = append(states, v.words.Text("mail.subject.revision", "n", v.doc.Revision))
	}
	if v.doc.Period.Provisional {
		states = append(states, v.words.Text("mail.subject.provisional"))
	}
	if v.envelope.Late != "" {
		states = append(states, v.words.Text("mail.subject.late"))
	}
	state, key := "", "mail.subject"
	if len(states) > 0 {
		state = v.words.Text("mail.subject.state", "states", strings.Join(states, ", "))
	}
	if v.doc.Organisation == "" {
		key = "mail.subject.plain"
	}
	return clip(v.words.Text(key, "organisation", clip(plain(v.doc.Organisation), 40), "title", plain(v.doc.Title),
		"period", plain(v.doc.Period.Name), "state", state, "message", plain(v.doc.Message)), longestSubject)
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

// block takes over what the short form has of a block: banners, the first figures, decisions and table.
func (v *view) block(b document.Block) {
	switch b := b.(type) {
	case *document.Text:
		text := plain(strings.TrimSpace(b.Title + " " + b.Prose()))
		if b.Title != "" {
			text = plain(b.Title + ": " + b.Prose())
		}
		if b.Tone >= document.Warning && !slices.Contains(v.Banners, text) {
			v.Banners = append(v.Banners, text)
		}
	case *document.KeyFigures:
		if v.Figures == nil {
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
			Value: plain(v.doc.Locale.FormatWithUnit(item.Value, figureColumn(item.Value.Kind), v.zone())),
			Label: plain(item.Label), Bad: item.Value.Tone == document.Missed,
		}
		for _, note := range item.Notes {
			f.Notes = append(f.Notes, plain(note))
		}
		list = append(list, f)
	}
	return list
}

// figureColumn is how a key figure is written, as in the other formats.
func figureColumn(k document.Kind) document.Column {
	c := document.Column{Kind: k}
	if k == document.KindShare || k == document.KindPoints {
		c.Decimals = 3
	}
	return c
}

func (v *view) asked(d *document.Decisions) *decisions {
	asked := &decisions{Title: plain(d.Title), Empty: plain(d.Empty)}
	for _, item := range d.Items {
		owner, due := plain(item.Owner), plain(item.Due)
		one := decision{Text: plain(item.Text), Detail: plain(item.Detail)}
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
