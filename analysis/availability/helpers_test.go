package availability

import (
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"nines/internal/itsm"
)

func zone(t testing.TB, name string) *time.Location {
	t.Helper()
	z, err := time.LoadLocation(name)
	require.NoError(t, err)
	return z
}

func period(t testing.TB, name string, z *time.Location) itsm.Span {
	t.Helper()
	p, err := itsm.ParsePeriod(name, time.Time{}, z)
	require.NoError(t, err)
	return p.Span
}

// utc reads 2006-01-02 15:04 in UTC.
func utc(text string) time.Time {
	at, err := time.Parse("2006-01-02 15:04", text)
	if err != nil {
		panic(err)
	}
	return at
}

// later is an as-of instant after every period of the tests.
var later = utc("2027-06-01 00:00")

// week is 2026-W42 in UTC, Monday 12 October: 10,080 minutes.
var week = itsm.Span{From: utc("2026-10-12 00:00"), To: utc("2026-10-19 00:00")}

// plain is a service around the clock, one region, one function, weight 1, target 99.9 %.
func plain(id string) *itsm.Service {
	return &itsm.Service{ID: id, Epochs: []itsm.Epoch{{
		Weight: 1, Target: 0.999, Calendar: itsm.AlwaysOpen(),
		Regions: []itsm.Region{{Name: "all", Share: 1}}, Functions: []itsm.Function{{Name: "all", Share: 1}},
	}}}
}

func office(z *time.Location, hours itsm.HourSpan, days ...time.Weekday) *itsm.Calendar {
	c := &itsm.Calendar{Name: "office", Zone: z}
	for _, d := range days {
		c.Hours[d] = []itsm.HourSpan{hours}
	}
	return c
}

var (
	workdays = []time.Weekday{1, 2, 3, 4, 5}
	everyDay = []time.Weekday{0, 1, 2, 3, 4, 5, 6}
	nineTo5  = itsm.HourSpan{From: 9 * 60, To: 17 * 60}
)

// lost is an incident that was opened and restored at the given times and states its loss.
func lost(id, from, to string, part float64, regions ...string) *itsm.Incident {
	return &itsm.Incident{
		Head: itsm.Head{Source: "tool", ID: id}, Service: "s", Status: itsm.StatusClosed,
		Opened: utc(from), Restored: utc(to), Lost: itsm.Known(part), Regions: regions,
	}
}

// desk is everything a test needs to get from tickets to a result.
type desk struct {
	Assessment
	incidents []*itsm.Incident
	input     Input
}

func newDesk(within itsm.Span, services []*itsm.Service, incidents ...*itsm.Incident) *desk {
	return &desk{
		Assessment: Assessment{
			AsOf: later, Span: within,
			Catalogue: itsm.NewCatalogue(services, plain),
		},
		incidents: incidents,
		input:     Input{Period: within, AsOf: later, AmberAt: 0.75},
	}
}

func (d *desk) assess() *Assessed {
	d.Incidents = slices.Values(d.incidents)
	return Assess(d.Assessment)
}

func (d *desk) compute(t testing.TB) *Result {
	t.Helper()
	assessed := d.assess()
	d.input.Services = d.Catalogue.Services()
	d.input.Outages, d.input.Exclusions = assessed.Outages, assessed.Exclusions
	d.input.Maintenance, d.input.Activity = assessed.Maintenance, assessed.Activity
	r, err := Compute(d.input)
	require.NoError(t, err)
	return r
}

// one computes the only service of the desk.
func (d *desk) one(t testing.TB) Service {
	t.Helper()
	r := d.compute(t)
	require.Len(t, r.Services, 1)
	return r.Services[0]
}

// findings returns the ids of each kind of finding.
func (a *Assessed) ids() map[FindingKind][]string {
	ids := map[FindingKind][]string{}
	for _, f := range a.Findings {
		for _, m := range f.Mentions {
			id := m.ID
			if m.Text != "" {
				id += " " + m.Text
			}
			ids[f.Kind] = append(ids[f.Kind], id)
		}
	}
	return ids
}
