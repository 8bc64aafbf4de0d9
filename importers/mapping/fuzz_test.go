package mapping

import (
	"errors"
	"math"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"nines/internal/itsm"
)

// FuzzMap puts anything into every field of an incident.
func FuzzMap(f *testing.F) {
	for _, seed := range []string{"", "P1", "12,5 %", "2026-03-29 01:30", "1h30m", "a;b|c", "\x00\xff", "yes", "-1e5", strings.Repeat("x,", 100)} {
		f.Add(seed, seed)
	}
	london, err := time.LoadLocation("Europe/London")
	if err != nil {
		f.Skip(err)
	}
	header := []string{"id", "a", "b"}
	spec := Spec{Record: "incident", Zone: london, Decimal: ',', Missing: []string{"?"}, TimeFormats: []string{"%d/%m/%Y %H:%M", "epoch_s"}, Columns: map[string]string{}}
	for i, field := range itsm.Incidents.Fields {
		if field.Name != statusText {
			spec.Columns[field.Name] = header[1+i%2]
		}
	}
	spec.Columns["id"] = "id"
	m, err := New(spec, header)
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, a, b string) {
		got, ok := m.Map([]string{"1", a, b}).Record.(*itsm.Incident)
		if !ok {
			t.Fatal("not mapped")
		}
		if !utf8.ValidString(got.Title) || strings.ContainsRune(got.Description, 0) {
			t.Fatalf("%q, %q", got.Title, got.Description)
		}
		if l := got.Lost; l.Known && !(l.Value >= 0 && l.Value <= 1) {
			t.Fatalf("lost %v", l.Value)
		}
		if e := got.Effort; e.Known && e.Value < 0 {
			t.Fatalf("effort %v", e.Value)
		}
		for _, r := range got.Remarks {
			if !utf8.ValidString(r.Text) {
				t.Fatalf("remark %q", r.Text)
			}
		}
	})
}

// FuzzTime reads any text by any format; what is read is a time of the years that are taken, in whole milliseconds.
func FuzzTime(f *testing.F) {
	f.Add("%d/%m/%Y %H:%M", "9/3/2016 07:05")
	f.Add("%a, %d %b %y %I:%M:%S.%f %p %z", "Thu, 08 Jan 26 07:05:09.5 PM +0100")
	f.Add("epoch_ms", "1790000000125")
	f.Add("%F", "2026-10-08T07:00:00,5-0330")
	zone, err := time.LoadLocation("America/Sao_Paulo")
	if err != nil {
		f.Skip(err)
	}
	f.Fuzz(func(t *testing.T, format, text string) {
		_, _, _, _ = formOf(text)
		c, err := newClock(zone, []string{format})
		if err != nil {
			return
		}
		got, remark := c.parse(text)
		if (remark == itsm.RemarkUnreadable) != got.IsZero() {
			t.Fatalf("%v with remark %q", got, remark)
		}
		if !got.IsZero() && (got.Year() < minYear || got.Year() > maxYear || got.Nanosecond()%int(time.Millisecond) != 0) {
			t.Fatal(got)
		}
	})
}

// FuzzHeader takes any header for the presets' and for a mapping of one's own, and any row below it: there is a mapper
// or an error that says what is missing.
func FuzzHeader(f *testing.F) {
	f.Add("number;short_description;opened_at;opened_at", "INC1;late;2026-10-08 07:00:00;x", "servicenow", "number")
	f.Add("Issue key,Summary,Created", "A-1,late,08/Oct/26 7:00 AM", "jira", "Summary")
	f.Add(";;\x00;\xff", "\ufeff;;;;", "", "\x00")
	zone := time.UTC
	f.Fuzz(func(t *testing.T, header, row, preset, column string) {
		names, cells := strings.Split(header, ";"), strings.Split(row, ";")
		spec := Spec{Record: "incident", Zone: zone, Columns: map[string]string{"id": column, "opened": names[0], "status": names[len(names)-1]}}
		if preset != "" {
			filled, err := WithPreset(Spec{}, preset, names)
			if err != nil {
				return
			}
			spec, spec.Zone = filled, zone
		}
		d := NewDetector(spec)
		if err := d.NextFile(names); err == nil {
			d.Observe(cells)
			if formats, err := d.Formats(); err == nil {
				spec.TimeFormats = formats
			}
		}
		m, err := New(spec, names)
		if err != nil {
			var columns *ColumnsError
			if errors.As(err, &columns) && (len(columns.Missing) == 0 || len(err.Error()) > 100_000) {
				t.Fatal(err)
			}
			return
		}
		for _, cells := range [][]string{cells, names, nil} {
			if got := m.Map(cells); (got.Record != nil) == (got.Rejected != "" || got.Skipped != "") {
				t.Fatalf("%q: %+v", cells, got)
			}
		}
		_ = m.Finish()
	})
}

// FuzzSample takes any cells, also one row after the other: there is a sample at a time that can be, or a reason. Plain
// numbers are what strconv makes of them.
func FuzzSample(f *testing.F) {
	f.Add("2026-10-08 07:00;oltp;db1;cpu;17.25", "2026-10-08 08:00;oltp;db1;\xff;-0.5", byte('.'))
	f.Add("1790000000;;;x;1,5", ";;;;", byte(','))
	columns := map[string]string{"at": "a", "service": "b", "component": "c", "metric": "d", "value": "e"}
	f.Fuzz(func(t *testing.T, first, second string, decimal byte) {
		m, err := New(Spec{Record: "sample", Columns: columns, Decimal: decimal, TimeFormats: []string{"epoch_s"}}, []string{"a", "b", "c", "d", "e"})
		if err != nil {
			return
		}
		for _, text := range []string{first, second, first} {
			cells := strings.Split(text, ";")
			got := m.Map(cells)
			if (got.Record != nil) == (got.Rejected != "" || got.Skipped != "") {
				t.Fatalf("%q: %+v", cells, got)
			}
			if row, ok := got.Record.(*itsm.SampleRow); ok {
				if row.Of.Metrics[0] == "" || math.IsNaN(row.Values[0]) || row.At < earliestMillis || row.At > latestMillis {
					t.Fatalf("%q: %+v of %+v", cells, row, row.Of)
				}
			}
			if v, ok := parsePlain(cells[0], '.'); ok {
				if want, err := strconv.ParseFloat(cells[0], 64); err != nil || math.Float64bits(v) != math.Float64bits(want) {
					t.Fatalf("%q is %v, expected %v", cells[0], v, want)
				}
			}
		}
		_ = m.Finish()
	})
}
