package making

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"nines/analysis/quality"
	"nines/internal/itsm"
	"nines/templates"
)

// sameWord is the form in which words of a filter are compared: without case and surrounding space.
func sameWord(text string) string { return strings.ToLower(strings.TrimSpace(text)) }

// keep tells which services the report is about; nil: all.
func (w Want) keep() func(*itsm.Service) bool {
	f := w.Report.Filter
	if f.All() && w.Pack == nil {
		return nil
	}
	return func(s *itsm.Service) bool {
		if p := w.Pack; p != nil && sameWord(packOf(p.By, s)) != sameWord(p.Name) {
			return false
		}
		return oneOf(f.Services, append([]string{s.ID, s.Name}, s.Aliases...)...) && oneOf(f.Owners, s.Owner) &&
			oneOf(f.Teams, s.Team) && oneOf(f.Criticalities, s.Criticality.String())
	}
}

// oneOf tells whether a filter names one of the words; one that names none lets all pass.
func oneOf(filter []string, words ...string) bool {
	return len(filter) == 0 || slices.ContainsFunc(filter, func(name string) bool {
		return slices.ContainsFunc(words, func(word string) bool { return sameWord(word) == sameWord(name) })
	})
}

// PartText says, for the head of a page, which part of the services the report is about; empty: all.
func (m *Report) PartText() string {
	var parts []string
	add := func(key string, names []string) {
		if len(names) > 0 {
			parts = append(parts, m.Words.Text("report.part."+key, "names", m.List(names)))
		}
	}
	f := m.Want.Report.Filter
	if p := m.Want.Pack; p != nil {
		f = withPack(f, p)
	}
	add("service", m.serviceNames(f.Services))
	add("owner", f.Owners)
	add("team", f.Teams)
	var words []string
	for _, c := range f.Criticalities {
		words = append(words, m.Words.Text("report.part."+c))
	}
	add("criticality", words)
	return strings.Join(parts, m.Words.Text("locale.list"))
}

// OfPart is the text of a key, or that of key.part in a report about a part of the services: what there is none of may be
// elsewhere, and targets for all are none for it.
func (m *Report) OfPart(key string, pairs ...any) string {
	if m.Catalogue.Restricted() {
		key += ".part"
	}
	return m.Words.Text(key, pairs...)
}

// withPack narrows a filter to a pack.
func withPack(f templates.Filter, p *Pack) templates.Filter {
	switch name := []string{p.Name}; p.By {
	case "owner":
		f.Owners = name
	case "team":
		f.Teams = name
	default:
		f.Services = name
	}
	return f
}

// serviceNames lists how readers call the services of a filter, no more than a line takes.
func (m *Report) serviceNames(ids []string) []string {
	var names []string
	for _, id := range ids[:min(len(ids), NamesShown)] {
		names = append(names, m.ServiceName(m.ServiceID(id)))
	}
	if more := len(ids) - len(names); more > 0 {
		names = append(names, m.Words.Plural("report.part.more", more, m.Count(more)))
	}
	return names
}

// findOutside says what no report about a part of the services has: the incidents of the period that name none, and of
// packs the services that have no owner or team.
func (l *loading) findOutside(ctx context.Context) error {
	if !l.Catalogue.Restricted() {
		return nil
	}
	elapsed := itsm.Span{From: l.Want.Period.From, To: l.Until()}
	all, _, err := l.Whole.Opened(ctx, []itsm.Span{elapsed})
	if err != nil {
		return fmt.Errorf("count the incidents of all services: %w", err)
	}
	named, err := l.Whole.OpenedByService(ctx, elapsed)
	if err != nil {
		return err
	}
	nameless := all[0]
	for _, n := range named {
		nameless -= n
	}
	if nameless > 0 {
		l.quality.AddMore(quality.NotInPart, nameless)
	}
	if p := l.Want.Pack; p != nil {
		for _, id := range l.Want.Rest {
			l.quality.Add(quality.NoPack, "", l.ServiceName(id))
		}
	}
	return nil
}
