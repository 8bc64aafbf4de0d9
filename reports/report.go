// Package reports makes reports: a report is a list of sections, a section loads its input, calls an analysis and
// presents the result as blocks of a document. It draws nothing.
package reports

import (
	"context"
	"fmt"
	"slices"

	"nines/reports/document"
	"nines/reports/making"
	"nines/reports/sections/availability"
	"nines/reports/sections/capacity"
	"nines/reports/sections/changes"
	"nines/reports/sections/cost"
	"nines/reports/sections/dataquality"
	"nines/reports/sections/hotspots"
	"nines/reports/sections/overview"
	"nines/reports/sections/problems"
	"nines/reports/sections/recurring"
	"nines/reports/sections/response"
	"nines/reports/sections/staffing"
	"nines/reports/sections/toptalkers"
	"nines/reports/sections/volumes"
)

// Report is a document with the figures that it publishes.
type Report struct {
	Document *document.Document
	Figures  []Figure
	// Restated tells that a figure published before comes out otherwise now.
	Restated bool
	// Proposals are the problem tickets that the report proposes; nil where it is none that does.
	Proposals *Proposals
}

// section is one part of a report.
type section struct {
	name    string
	present func(context.Context, *making.Report) (document.Section, error)
	// publish lists the figures of the period that are kept with the tickets behind them; nil: none. None is of the as-of
	// instant, as time alone would make another revision.
	publish making.Publisher
}

// sections is the catalogue: a new section is one package below sections/ and one line here.
var sections = catalogue(
	section{name: "overview", present: overview.Present},
	section{name: "availability", present: availability.Present},
	section{name: "top_talkers", present: toptalkers.Present},
	section{name: "volumes", present: volumes.Present},
	section{name: "hotspots", present: hotspots.Present, publish: hotspots.Publish},
	section{name: "staffing", present: staffing.Present},
	section{name: "problems", present: problems.Present, publish: problems.Publish},
	section{name: "cost", present: cost.Present, publish: cost.Publish},
	section{name: "response", present: response.Present, publish: response.Publish},
	section{name: "recurring", present: recurring.Present},
	section{name: "capacity", present: capacity.Present, publish: making.PublishCapacity},
	section{name: "changes", present: changes.Present, publish: changes.Publish},
	section{name: "data_quality", present: dataquality.Present},
)

func catalogue(list ...section) map[string]section {
	byName := make(map[string]section, len(list))
	for _, s := range list {
		if _, twice := byName[s.name]; twice {
			panic("two sections are called " + s.name)
		}
		byName[s.name] = s
	}
	return byName
}

// HasSection tells whether there is a section of that name.
func HasSection(name string) bool { _, ok := sections[name]; return ok }

// Make makes a report from a snapshot.
func Make(ctx context.Context, data Data, set Settings, want Want) (*Report, error) {
	m, err := making.New(ctx, data, set, want)
	if err != nil {
		return nil, err
	}
	for _, name := range want.Report.Sections {
		if publish := sections[name].publish; publish != nil {
			m.Publishers = append(m.Publishers, publish)
		}
	}
	doc, err := frame(ctx, m)
	if err != nil {
		return nil, err
	}
	for _, name := range want.Report.Sections {
		s, ok := sections[name]
		if !ok {
			return nil, fmt.Errorf("report %s: there is no section %q", want.Report.Name, name)
		}
		part, err := s.present(ctx, m)
		if err != nil {
			return nil, fmt.Errorf("report %s, section %s: %w", want.Report.Name, name, err)
		}
		part.Name = name
		part.Title = m.Words.Text("section." + name)
		show(&part, want.Report.Options[name])
		doc.Sections = append(doc.Sections, part)
	}
	if doc.Message == "" {
		doc.Message = firstLead(doc.Sections)
	}
	figures, err := m.Figures(ctx)
	if err != nil {
		return nil, err
	}
	revision, err := m.Revision(ctx)
	if err != nil {
		return nil, err
	}
	doc.Revision = revision.Number
	if note := revisionNote(m, revision); note != nil && len(doc.Sections) > 0 {
		doc.Sections[0].Blocks = slices.Insert(doc.Sections[0].Blocks, 0, document.Block(note))
	}
	proposals, err := recurring.Propose(ctx, m)
	if err != nil {
		return nil, err
	}
	return &Report{Document: doc, Figures: figures, Restated: revision.New, Proposals: proposals}, nil
}

// firstLead takes the first sentence that a section says of its figures, for the top of the report: a report without an
// overview is about its first section.
func firstLead(sections []document.Section) string {
	for i := range sections {
		if lead := sections[i].Lead; lead != "" {
			sections[i].Lead = ""
			return lead
		}
	}
	return ""
}

// frame returns the frame of the document; the sections come after.
func frame(ctx context.Context, m *making.Report) (*document.Document, error) {
	f, err := m.Facts(ctx)
	if err != nil {
		return nil, err
	}
	message := ""
	if slices.Contains(m.Want.Report.Sections, "overview") {
		if message, err = overview.Headline(ctx, m); err != nil {
			return nil, err
		}
	}
	p := m.Want.Period
	finalAt := p.To.Add(m.Settings.FinalAfter)
	return &document.Document{
		Report:       m.Want.Report.Name,
		Pack:         m.Want.Pack,
		Organisation: m.Settings.Organisation,
		Title:        title(m),
		Subject:      subject(m, len(f.Services)),
		Scope:        scope(m),
		Message:      message,
		Period: document.Period{
			Name: p.Name, From: p.From, To: p.To,
			Provisional: m.Want.AsOf.Before(finalAt), FinalAt: finalAt, Plan: m.Want.AsOf.Before(p.From),
		},
		AsOf: m.Want.AsOf, Zone: m.Settings.Zone, GeneratedBy: "nines " + m.Settings.Version,
		Revision: 1, Locale: m.Locale, Words: m.Settings.Words, Landscape: m.Want.Report.Landscape,
	}, nil
}

// scope says when, against when and, where these are not all, of which services.
func scope(m *making.Report) string {
	if part := m.PartText(); part != "" {
		return m.Words.Text("report.part", "scope", when(m), "part", part)
	}
	return when(m)
}

// when says when, against when; of a report that compares nothing, as of when.
func when(m *making.Report) string {
	if !slices.Contains(m.Want.Report.Sections, "overview") {
		word := "report.scope.plain"
		if own := "report." + m.Want.Report.Name + ".scope"; m.Words.Has(own) {
			word = own
		}
		return m.Words.Text(word, "period", m.PeriodName(m.Want.Period), "instant", m.Locale.Instant(m.Want.AsOf.In(m.Settings.Zone)))
	}
	return m.Words.Text("report.scope",
		"period", m.PeriodName(m.Want.Period), "previous", m.PeriodName(m.Want.Period.Shift(-1)),
		"n", making.PastPeriods, "periods", m.PeriodsWord())
}
