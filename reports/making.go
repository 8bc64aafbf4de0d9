package reports

import (
	"context"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"time"

	"nines/analysis/quality"
	"nines/analysis/recurring"
	"nines/internal/itsm"
	"nines/reports/document"
	"nines/templates"
)

// making is one report while it is made: what it was asked for, and what has been loaded and computed so far. Each
// part is loaded when a section first asks for it, and kept for the others.
type making struct {
	data      Data
	set       Settings
	want      Want
	words     *templates.Words
	locale    document.Locale
	catalogue *itsm.Catalogue
	faults    []string // of the catalogue

	loaded   *facts
	history  *history
	workload *effort

	reviewed   *reviewed
	escalating map[string]bool // sources of incidents of which any that was read was declared major
	costly     map[itsm.Span]*losses
	grouped    map[itsm.Span]*recurring.Result
}

func newMaking(ctx context.Context, data Data, set Settings, want Want) (*making, error) {
	words, _, err := templates.LoadWords(set.Locale)
	if err != nil {
		return nil, err
	}
	catalogue, faults, err := set.Catalogue(ctx, data)
	if err != nil {
		return nil, fmt.Errorf("the service catalogue: %w", err)
	}
	return &making{data: data, set: set, want: want, words: words, locale: newLocale(set.Locale, words), catalogue: catalogue, faults: faults}, nil
}

// brief tells whether the report shows of a section only what its readers decide from.
func (m *making) brief(section string) bool { return slices.Contains(m.want.Report.Brief, section) }

// until is the end of what can be known of the period: its own end or the as-of instant, whichever is earlier.
func (m *making) until() time.Time { return earlier(m.want.Period.To, m.want.AsOf) }

// running tells whether the period is not over yet: then its counts say nothing beside those of whole periods.
func (m *making) running() bool { return m.want.AsOf.Before(m.want.Period.To) }

func earlier(a, b time.Time) time.Time {
	if b.Before(a) {
		return b
	}
	return a
}

// past is how many earlier periods a report looks back on.
const past = 12

// scope says when, against when; of a report that compares nothing, as of when.
func (m *making) scope() string {
	if !slices.Contains(m.want.Report.Sections, "overview") {
		return m.words.Text("report.scope.plain", "period", m.periodName(m.want.Period), "instant", m.locale.Instant(m.want.AsOf.In(m.set.Zone)))
	}
	return m.words.Text("report.scope",
		"period", m.periodName(m.want.Period), "previous", m.periodName(m.want.Period.Shift(-1)),
		"n", past, "periods", m.periodsWord())
}

// link is the address of a ticket in the tool that it came from; empty where none is configured or the result would
// be anything but a web address.
func (m *making) link(source, id string) string {
	template := m.set.Sources[source].Link
	if template == "" || id == "" {
		return ""
	}
	address := strings.ReplaceAll(template, "{id}", url.PathEscape(id))
	if parsed, err := url.Parse(address); err != nil || (parsed.Scheme != "http" && parsed.Scheme != "https") {
		return ""
	}
	return address
}

// restatements compares the figures with what was published for the period before.
func (m *making) restatements(ctx context.Context) ([]quality.Restatement, error) {
	if m.want.Before == nil {
		return nil, nil
	}
	now, err := m.figures(ctx)
	if err != nil {
		return nil, err
	}
	return quality.Restatements(m.want.Before.Figures, now, m.want.Before.Fingerprint != m.set.Fingerprint), nil
}
