// Package incident makes the documents about one incident: the reason for outage for customers, and the summary for
// management.
package incident

import (
	"context"
	"fmt"
	"strings"
	"time"

	"nines/internal/itsm"
	"nines/reports/document"
	"nines/reports/making"
	"nines/reports/snapshot"
)

// Kind is a document about an incident.
type Kind string

// The kinds of documents.
const (
	RFO     Kind = "rfo"     // the reason for outage, for customers
	Summary Kind = "summary" // for management
)

// Kinds are all kinds of documents.
func Kinds() []Kind { return []Kind{RFO, Summary} }

// Want says which document is to be made.
type Want struct {
	ID      string
	Source  string // of the incident, where several have the id; empty: whichever has it
	Kind    Kind
	AsOf    time.Time     // what came later is not known
	Suspect time.Duration // how long before an outage a change is suspected
}

// Data is what a snapshot of a store has to tell, as for reports, and the last changes.
type Data interface {
	snapshot.Data
	// LastChanges yields the changes that started in a span, those that started last first.
	LastChanges(ctx context.Context, q itsm.ChangeQuery, yield func(*itsm.Change) error) error
	// ServiceNames lists the names by which the data call services.
	ServiceNames(ctx context.Context) ([]string, error)
}

// Made is a document, and what its readers will miss.
type Made struct {
	Document *document.Document
	Missing  []string // what is not recorded, in words
	Notes    []string // what else the sender should know before he sends it
}

// NotFoundError tells that no source has an incident of that id.
type NotFoundError struct{ ID string }

func (e *NotFoundError) Error() string { return fmt.Sprintf("there is no incident %q", e.ID) }

// AmbiguousError tells that several sources have an incident of that id.
type AmbiguousError struct {
	ID      string
	Sources []string
}

func (e *AmbiguousError) Error() string {
	return fmt.Sprintf("several sources have an incident %q: %s", e.ID, strings.Join(e.Sources, ", "))
}

// Make makes a document. It fails with a NotFoundError or an AmbiguousError where it is not clear of which incident.
func Make(ctx context.Context, data Data, set making.Settings, want Want) (*Made, error) {
	m, err := making.New(ctx, data, set, making.Want{AsOf: want.AsOf})
	if err != nil {
		return nil, err
	}
	c := &file{Report: m, data: data, want: want, made: &Made{}}
	if err := c.load(ctx); err != nil {
		return nil, fmt.Errorf("incident %s: %w", want.ID, err)
	}
	c.hide()
	c.made.Document = &document.Document{
		Report: "incident", Organisation: set.Organisation, Title: m.Words.Text("incident." + string(want.Kind)), Subject: c.incident.ID,
		Scope: c.scope(), Message: c.or(c.incident.Title, "incident.title"), AsOf: want.AsOf, Zone: set.Zone, GeneratedBy: "nines " + set.Version,
		Standing: c.standing(), Locale: m.Locale, Words: m.Settings.Words,
		Period: document.Period{Name: c.incident.ID, From: c.began, To: c.until()},
	}
	if want.Kind == RFO {
		c.made.Document.Sections = c.rfo()
	} else {
		c.made.Document.Sections = c.summary()
	}
	c.note()
	return c.made, nil
}

// scope says of which services the document is, and on which day it began.
func (c *file) scope() string {
	parts := []string{c.List(c.serviceNames())}
	if !c.began.IsZero() {
		parts = append(parts, c.Locale.DayOfWeek(c.local(c.began)))
	}
	parts = append(parts, c.Words.Text("incident.zone", "zone", c.Settings.Zone.String()))
	if parts[0] == "" {
		parts = parts[1:]
	}
	return strings.Join(parts, " \u00b7 ")
}

// standing says in the foot of a page whether the incident is over.
func (c *file) standing() string {
	switch {
	case c.incident.Status == itsm.StatusCancelled:
		return c.Words.Text("incident.standing.cancelled")
	case c.ongoing():
		return c.Words.Text("incident.standing.ongoing")
	}
	return c.Words.Text("incident.standing.over")
}

// note tells the sender of what makes the document doubtful.
func (c *file) note() {
	i := &c.incident
	switch {
	case i.Status == itsm.StatusCancelled:
		c.made.Notes = append(c.made.Notes, c.Words.Text("incident.note.cancelled"))
	case i.DuplicateOf != "":
		c.made.Notes = append(c.made.Notes, c.Words.Text("incident.note.duplicate", "id", i.DuplicateOf))
	case i.Parent != "":
		c.made.Notes = append(c.made.Notes, c.Words.Text("incident.note.child", "id", i.Parent))
	case len(c.outages) == 0 && c.lossless():
		c.made.Notes = append(c.made.Notes, c.Words.Text("incident.note.none"))
	case len(c.outages) == 0:
		c.made.Notes = append(c.made.Notes, c.Words.Text("incident.note.unassessed"))
	}
	if i.Started.IsZero() && !c.began.IsZero() && c.began.Equal(i.Start()) {
		c.made.Notes = append(c.made.Notes, c.Words.Text("incident.note.start"))
	}
	if c.ongoing() {
		c.made.Notes = append(c.made.Notes, c.Words.Text("incident.note.ongoing"))
	}
}

// or is a text of a ticket, or the words for one that is missing, whose name the sender is told then.
func (c *file) or(text, name string) string {
	if text = strings.TrimSpace(text); text != "" {
		return text
	}
	c.made.Missing = append(c.made.Missing, c.Words.Text(name))
	return c.Words.Text("incident.missing")
}

func (c *file) local(t time.Time) time.Time { return t.In(c.Settings.Zone) }

// section is a part of the document with its title.
func (c *file) section(name string, blocks ...document.Block) document.Section {
	return document.Section{Name: name, Title: c.Words.Text("incident.section." + name), Blocks: blocks}
}

// paragraphs are the texts of a section, one a line that is not empty.
func paragraphs(text string) []document.Block {
	var all []document.Block
	for line := range strings.SplitSeq(text, "\n") {
		if line = strings.TrimSpace(line); line != "" {
			all = append(all, &document.Text{Text: line})
		}
	}
	return all
}
