package making

import (
	"maps"
	"slices"
	"time"

	"nines/internal/itsm"
)

// Gap is a source whose data do not cover the period.
type Gap struct {
	source string
	Reason string // in words
	Short  string // in two or three words
}

// coverage finds the services about which nothing can be said because a source of incidents or outages is too old
// for the period, or its last import failed (a file with too few rows fails). The newest data must be no older than
// max_age at the end of the period, or at the as-of instant where that is earlier: old data cover an old period.
//
// Nor can anything be said of a period that was over before the first incident or outage that the data tell of, nor of
// any while they tell of none: that would be a green light for want of data.
func (m *Report) coverage(sources []itsm.SourceState, first time.Time) (byService map[string]Gap, gaps []Gap) {
	byService = map[string]Gap{}
	if first.IsZero() || !first.Before(m.Want.Period.To) {
		early := m.tooEarly(first)
		for _, service := range m.Catalogue.Services() {
			byService[service.ID] = early
		}
		return byService, []Gap{early}
	}
	fresh := map[string]bool{} // services that a source in order has told of
	var stale []itsm.SourceState
	for _, s := range append(sources[:len(sources):len(sources)], m.neverImported(sources)...) {
		terms := m.Settings.Sources[s.Source]
		if !concernsAvailability(terms.Record) {
			continue
		}
		if terms.Service != "" && !m.Catalogue.HasName(terms.Service) {
			continue // it tells of none of the services that the report is about
		}
		reason, short := m.GapOf(s, terms)
		if reason == "" {
			for _, name := range told(s, terms) {
				if service := m.Catalogue.Lookup(name); service != nil {
					fresh[service.ID] = true
				}
			}
			continue
		}
		stale = append(stale, s)
		gaps = append(gaps, Gap{s.Source, reason, short})
	}
	for i, s := range stale {
		for _, id := range m.affected(s, fresh) {
			if _, known := byService[id]; !known {
				byService[id] = gaps[i]
			}
		}
	}
	return byService, gaps
}

func (m *Report) tooEarly(first time.Time) Gap {
	if first.IsZero() {
		return Gap{Reason: m.Words.Text("overview.banner.nothing"), Short: m.Words.Text("overview.services.no_data")}
	}
	return Gap{
		Reason: m.Words.Text("overview.banner.early", "day", m.Locale.Day(first.In(m.Settings.Zone))),
		Short:  m.Words.Text("overview.services.no_data"),
	}
}

func concernsAvailability(record string) bool {
	return slices.Contains([]string{"incident", "outage", "mixed"}, record)
}

// neverImported lists the configured sources of which the store knows nothing, by name.
func (m *Report) neverImported(sources []itsm.SourceState) []itsm.SourceState {
	known := map[string]bool{}
	for _, s := range sources {
		known[s.Source] = true
	}
	var never []itsm.SourceState
	for _, name := range slices.Sorted(maps.Keys(m.Settings.Sources)) {
		if !known[name] {
			never = append(never, itsm.SourceState{Source: name})
		}
	}
	return never
}

// GapOf says in a sentence, and in short, why the source does not cover the period; empty: it does.
func (m *Report) GapOf(s itsm.SourceState, terms SourceTerms) (reason, short string) {
	noData := m.Words.Text("overview.services.no_data")
	switch {
	case s.ImportedAt.IsZero() && s.Failed == "":
		return m.Words.Text("overview.banner.never", "source", s.Source), noData
	case s.Failed != "" && (s.Newest.IsZero() || terms.MinRows > 0):
		return m.Words.Text("overview.banner.failed", "source", s.Source), noData
	case terms.MaxAge > 0 && s.Newest.Add(terms.MaxAge).Before(m.Until()):
		if !s.Newest.IsZero() {
			noData = m.Words.Text("overview.services.newest", "day", m.Locale.Day(s.Newest.In(m.Settings.Zone)))
		}
		return m.coverageReason(s.Source, s.Newest, terms.MaxAge), noData
	}
	return "", ""
}

// told lists the services, as the source calls them, that a source tells of: the one that it is set to, else those
// that its records name.
func told(s itsm.SourceState, terms SourceTerms) []string {
	if terms.Service != "" {
		return []string{terms.Service}
	}
	return s.Services
}

// affected lists the services that a stale source leaves in the dark: those it tells of, and, unless it is set to one
// service, those of the catalogue of which no other source tells.
func (m *Report) affected(s itsm.SourceState, fresh map[string]bool) []string {
	terms := m.Settings.Sources[s.Source]
	var ids []string
	for _, name := range told(s, terms) {
		if service := m.Catalogue.Find(name); m.Catalogue.Has(service) && service != nil { // reported as unknown, also where the period has nothing of it
			ids = append(ids, service.ID)
		}
	}
	if terms.Service != "" {
		return ids
	}
	for _, service := range m.Catalogue.Services() {
		if !fresh[service.ID] && !slices.Contains(ids, service.ID) {
			ids = append(ids, service.ID)
		}
	}
	return ids
}

// coverageReason says why a source does not cover the period.
func (m *Report) coverageReason(source string, newest time.Time, limit time.Duration) string {
	when := m.Locale.Unknown
	if !newest.IsZero() {
		when = m.Locale.Instant(newest.In(m.Settings.Zone))
	}
	return m.Words.Text("overview.banner.uncovered", "source", source, "newest", when, "limit", m.days(limit))
}
