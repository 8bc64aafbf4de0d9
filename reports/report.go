// Package reports makes reports: a report is a list of sections, a section loads its input, calls an analysis and
// presents the result as blocks of a document. It draws nothing.
package reports

import (
	"context"
	"fmt"
	"slices"
	"time"

	"nines/analysis/quality"
	"nines/internal/itsm"
	"nines/reports/document"
	"nines/templates"
)

// Figure is a figure that a report publishes, with the tickets behind it.
type Figure = quality.Figure

// Contribution is what one ticket adds to a figure.
type Contribution = quality.Contribution

// Want says which report is to be made.
type Want struct {
	Report templates.Report
	Period itsm.Period
	AsOf   time.Time
	Before *Published // what was published for the period before; nil: nothing
}

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
	present func(context.Context, *making) (document.Section, error)
}

// sections is the catalogue: a new section is one file and one line here.
var sections = catalogue(
	section{"overview", presentOverview},
	section{"availability", presentAvailability},
	section{"top_talkers", presentTopTalkers},
	section{"volumes", presentVolumes},
	section{"hotspots", presentHotspots},
	section{"staffing", presentStaffing},
	section{"problems", presentProblems},
	section{"cost", presentCost},
	section{"response", presentResponse},
	section{"recurring", presentRecurring},
	section{"data_quality", presentDataQuality},
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
	m, err := newMaking(ctx, data, set, want)
	if err != nil {
		return nil, err
	}
	doc, err := m.document(ctx)
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
		part.Title = m.words.Text("section." + name)
		doc.Sections = append(doc.Sections, part)
	}
	if doc.Message == "" {
		doc.Message = firstLead(doc.Sections)
	}
	figures, err := m.figures(ctx)
	if err != nil {
		return nil, err
	}
	restated, err := m.restatements(ctx)
	if err != nil {
		return nil, err
	}
	if m.want.Before != nil {
		doc.Revision = m.want.Before.Revision
		if len(restated) > 0 {
			doc.Revision++
		}
	}
	proposals, err := m.proposals(ctx)
	if err != nil {
		return nil, err
	}
	return &Report{Document: doc, Figures: figures, Restated: len(restated) > 0, Proposals: proposals}, nil
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

// document returns the frame of the document; the sections come after.
func (m *making) document(ctx context.Context) (*document.Document, error) {
	f, err := m.facts(ctx)
	if err != nil {
		return nil, err
	}
	message := ""
	if slices.Contains(m.want.Report.Sections, "overview") {
		if message, err = m.headline(ctx); err != nil {
			return nil, err
		}
	}
	p := m.want.Period
	finalAt := p.To.Add(m.set.FinalAfter)
	return &document.Document{
		Report:       m.want.Report.Name,
		Organisation: m.set.Organisation,
		Title:        m.words.Text("report." + m.want.Report.Name),
		Subject: m.words.Text("report."+m.want.Report.Name+".subject",
			"services", m.words.Plural("report.services", len(f.services), m.count(len(f.services)))),
		Scope:   m.scope(),
		Message: message,
		Period: document.Period{
			Name: p.Name, From: p.From, To: p.To,
			Provisional: m.want.AsOf.Before(finalAt), FinalAt: finalAt,
		},
		AsOf: m.want.AsOf, Zone: m.set.Zone, GeneratedBy: "nines " + m.set.Version,
		Revision: 1, Locale: m.locale,
	}, nil
}
