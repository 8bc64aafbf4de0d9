package mapping

import (
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
