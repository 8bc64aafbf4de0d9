package making

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"time"

	"nines/analysis/quality"
	"nines/internal/itsm"
)

// kindOfImport says under which finding a report lists what an import found out, and whether that puts the figures of
// the period in doubt.
var kindOfImport = map[itsm.FindingKind]struct {
	kind   quality.Kind
	state  bool // of the source as it is: an import without it ends it. Else of something that the import did
	doubts bool
}{
	itsm.FoundGone:      {kind: quality.Gone},
	itsm.FoundCut:       {kind: quality.CutExport, state: true, doubts: true},
	itsm.FoundShift:     {kind: quality.ShiftedTimes, doubts: true},
	itsm.FoundReused:    {kind: quality.ReusedIDs, doubts: true},
	itsm.FoundFewReused: {kind: quality.ReusedIDs},

	itsm.FoundUnreadable: {kind: quality.Unreadable, state: true},
	itsm.FoundClock:      {kind: quality.ClockChange, state: true},
	itsm.FoundCleaned:    {kind: quality.Cleaned, state: true},

	itsm.FoundDecidedTwice: {kind: quality.DecidedTwice, state: true},
}

// findSources gathers what is to be said of the sources themselves.
func (l *loading) findSources(ctx context.Context) error {
	for _, s := range l.Sources {
		if s.Failed != "" {
			l.quality.Add(quality.SourceFailed, "", l.failure(s))
		}
		for _, note := range s.Notes {
			l.quality.Add(quality.SourceNote, "", s.Source+": "+note)
		}
		if old := l.tooOld(s); old != "" {
			l.quality.Add(quality.TooOld, "", old)
			if l.Settings.Sources[s.Source].Record == recordOfSamples {
				l.Doubts = append(l.Doubts, old) // no fit without its newest steps is today's
			}
		}
	}
	if end := l.dataEnd(); end != "" {
		l.quality.Add(quality.DataEnd, "", end)
		l.Doubts = append(l.Doubts, end)
	}
	return l.findImports(ctx)
}

// failure says why the last import failed, and on which the figures stand.
func (l *loading) failure(s itsm.SourceState) string {
	if s.ImportedAt.IsZero() {
		return l.Words.Text("finding.source_failed.never", "source", s.Source, "why", s.Failed)
	}
	return l.Words.Text("finding.source_failed.stand", "source", s.Source, "why", s.Failed, "at", l.when(s.ImportedAt))
}

// tooOld says that a source is older than it may be, where coverage does not say so: that is of incidents and outages.
func (l *loading) tooOld(s itsm.SourceState) string {
	terms := l.Settings.Sources[s.Source]
	if terms.MaxAge == 0 || concernsAvailability(terms.Record) || !s.Newest.Add(terms.MaxAge).Before(l.Until()) {
		return ""
	}
	newest := l.Locale.Unknown
	if !s.Newest.IsZero() {
		newest = l.when(s.Newest)
	}
	return l.Words.Text("finding.too_old.name", "source", s.Source, "newest", newest, "limit", l.days(terms.MaxAge))
}

// recordOfSamples is what a source of KPIs is called in the configuration.
const recordOfSamples = "sample"

// silence is how long the data may say nothing before a period's end where no source says what is usual.
const silence = 24 * time.Hour

// dataEnd says that nothing is known of the end of the period: the newest instant that any source of incidents or
// outages tells lies before it by more than a day. It is silent where one of them has a max_age, as that says what is
// usual, and where something worse is said.
func (l *loading) dataEnd() string {
	var newest time.Time
	for _, s := range l.Sources {
		terms := l.Settings.Sources[s.Source]
		if !concernsAvailability(terms.Record) {
			continue
		}
		if terms.MaxAge > 0 {
			return ""
		}
		if s.Newest.After(newest) {
			newest = s.Newest
		}
	}
	if newest.IsZero() || len(l.Gaps) > 0 || !newest.Add(silence).Before(l.Until()) {
		return ""
	}
	return l.Words.Text("finding.data_end.name", "newest", l.when(newest), "until", l.when(l.Until()))
}

// findImports lists what imports found out since the period began. An import may be made after the period: it is the
// period's data that it puts in doubt.
func (l *loading) findImports(ctx context.Context) error {
	found, err := l.Data.Findings(ctx, l.Want.Period.From)
	if err != nil {
		return fmt.Errorf("load what imports found out: %w", err)
	}
	for _, f := range found {
		as, known := kindOfImport[f.Kind]
		if !known || as.state && !f.Last || !as.state && f.At.After(l.Want.AsOf) {
			continue
		}
		text := l.Words.Text("finding.of_import", "source", f.Source, "at", l.when(f.At), "text", f.Text)
		l.quality.Add(as.kind, "", text)
		for _, id := range f.IDs {
			l.quality.Add(as.kind, id, "")
		}
		l.quality.AddMore(as.kind, f.Count-len(f.IDs))
		if as.doubts {
			l.Doubts = append(l.Doubts, text)
		}
	}
	return nil
}

func (l *loading) when(t time.Time) string { return l.Locale.Instant(t.In(l.Settings.Zone)) }

// days writes a length in days.
func (m *Report) days(d time.Duration) string {
	return m.Words.Text("finding.days", "n", strings.Replace(strconv.FormatFloat(d.Hours()/24, 'g', 6, 64), ".", m.Locale.Decimal, 1))
}
