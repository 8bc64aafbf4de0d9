package demo

import (
	"errors"
	"io"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"nines/importers"
	"nines/importers/mapping"
	"nines/internal/config"
	"nines/internal/itsm"
)

// imported is what config.yaml makes of a folder of exports: the newest version of each record, and the remarks.
type imported struct {
	incidents  map[string]itsm.Incident
	requests   map[string]itsm.ServiceRequest
	changes    map[string]itsm.Change
	problems   map[string]itsm.Problem
	actions    []itsm.Action
	outages    []itsm.OutageRecord
	exclusions []itsm.Exclusion
	worklogs   []itsm.WorkLog
	updates    []itsm.Update
	rows       map[string]int // by source
	remarks    map[remark]int
}

type remark struct {
	source, field string
	kind          itsm.RemarkKind
}

// importAll reads all sources. A row that is rejected or skipped fails the test.
func importAll(t *testing.T, c *config.Config, dir string) *imported {
	t.Helper()
	all := &imported{
		incidents: map[string]itsm.Incident{}, requests: map[string]itsm.ServiceRequest{}, changes: map[string]itsm.Change{},
		problems: map[string]itsm.Problem{}, rows: map[string]int{}, remarks: map[remark]int{},
	}
	for _, s := range c.Sources {
		all.read(t, c, s, dir)
	}
	return all
}

func (all *imported) read(t *testing.T, c *config.Config, s config.Source, dir string) {
	t.Helper()
	rows, err := importers.Open(s.Kind, filepath.Join(dir, filepath.Base(s.Path)), importers.Options{Delimiter: s.Delimiter, Encoding: s.Encoding, Header: 1})
	require.NoError(t, err, s.Name)
	defer func() { require.NoError(t, rows.Close()) }()
	m, err := mapping.New(specOf(c, s), rows.Header())
	require.NoError(t, err, s.Name)
	for {
		cells, line, err := rows.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		require.NoError(t, err, s.Name)
		result := m.Map(cells)
		require.NotNil(t, result.Record, "%s, line %d: %s%s", s.Name, line, result.Rejected, result.Skipped)
		all.rows[s.Name]++
		for _, r := range all.keep(result.Record).Remarks {
			all.remarks[remark{s.Name, r.Field, r.Kind}]++
		}
	}
	require.NoError(t, m.Finish(), s.Name)
}

// keep stores a copy of the record; a later row of the same id replaces it.
func (all *imported) keep(record any) itsm.Head {
	switch r := record.(type) {
	case *itsm.Incident:
		all.incidents[r.ID] = *r
		return r.Head
	case *itsm.ServiceRequest:
		all.requests[r.ID] = *r
		return r.Head
	case *itsm.Change:
		all.changes[r.ID] = *r
		return r.Head
	case *itsm.Problem:
		all.problems[r.ID] = *r
		return r.Head
	case *itsm.Action:
		all.actions = append(all.actions, *r)
		return r.Head
	case *itsm.OutageRecord:
		all.outages = append(all.outages, *r)
		return r.Head
	case *itsm.Exclusion:
		all.exclusions = append(all.exclusions, *r)
		return r.Head
	case *itsm.SampleRow:
		return itsm.Head{} // there are many
	case *itsm.WorkLog:
		all.worklogs = append(all.worklogs, *r)
		return r.Head
	}
	u := record.(*itsm.Update)
	all.updates = append(all.updates, *u)
	return u.Head
}

func specOf(c *config.Config, s config.Source) mapping.Spec {
	spec := mapping.Spec{
		Record: s.Record.Name, Columns: s.Columns, Set: s.Set, Values: s.Values, Missing: s.Missing,
		Zone: s.Zone, TimeFormats: s.TimeFormats, Units: map[string]string{},
	}
	if s.Decimal != "" {
		spec.Decimal = s.Decimal[0]
	}
	if spec.Zone == nil {
		spec.Zone = c.Timezone
	}
	for field, unit := range s.Units {
		spec.Units[field] = string(unit)
	}
	return spec
}

func london(t *testing.T, text string) time.Time {
	t.Helper()
	zone, err := time.LoadLocation("Europe/London")
	require.NoError(t, err)
	at, err := time.ParseInLocation("2006-01-02 15:04", text, zone)
	require.NoError(t, err)
	return at
}
