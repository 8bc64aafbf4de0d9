package jobs

import (
	"fmt"
	"path/filepath"
	"strconv"
	"strings"
	"time"
	"unicode"

	"nines/internal/itsm"
	"nines/internal/store"
	"nines/jobs/settings"
	"nines/templates"
)

// Tools cut exports at round numbers and tell nobody: a file that has exactly so many rows may lack the rest.
var cutAt = []struct {
	rows int
	tool string // the key of its name
}{
	{10_000, "import.cut.servicenow"},
	{1_000, "import.cut.jira"},
}

// cutCells is at how many cells, rows times columns, ServiceNow cuts a workbook.
const cutCells = 500_000

const (
	// From so many ids on, and so many of those that changed, ids that mean something else are no accidents.
	reusedLeast, reusedOfCompared = 5, 0.01
	idsTold                       = 3
)

// wording puts what an import found out into words.
type wording struct {
	words *templates.Words
	zone  *time.Location
}

func (r *Runner) wording() (wording, error) {
	words, err := settings.Words(r.Config)
	return wording{words, r.Config.Timezone}, err
}

// cut tells whether a file with so many rows and columns looks cut off; the text is empty where it does not.
func (w wording) cut(file string, rows, columns int) (f store.Finding) {
	f.Kind, f.Count = itsm.FoundCut, rows
	name := Shown(filepath.Base(file))
	for _, at := range cutAt {
		if rows == at.rows {
			f.Text = w.words.Text("import.cut.rows", "file", name, "rows", grouped(rows), "tool", w.words.Text(at.tool))
			return f
		}
	}
	if rows > 0 && columns > 0 && rows == cutCells/columns {
		f.Text = w.words.Text("import.cut.cells", "file", name, "rows", grouped(rows), "columns", columns,
			"cells", grouped(cutCells), "tool", w.words.Text("import.cut.servicenow"))
	}
	return f
}

// differences tells what the import changed that puts data in doubt.
func (w wording) differences(all []store.Differences) []store.Finding {
	var found []store.Finding
	for _, d := range all {
		if n := d.Gone.Count; n > 0 && d.Record != sampleRecord {
			text := w.words.Plural("import.gone", n, grouped(n), "stood", grouped(d.Stood), "record", d.Record, "ids", w.someIDs(d.Gone))
			found = append(found, store.Finding{Kind: itsm.FoundGone, Text: text, Count: n, IDs: d.Gone.IDs})
		}
		if d.Shift != nil {
			found = append(found, w.shift(d))
		}
		if d.Example != nil {
			found = append(found, w.reused(d))
		}
	}
	return found
}

func (w wording) shift(d store.Differences) store.Finding {
	s, key := d.Shift, "import.shift"
	if s.Summer {
		key = "import.shift.summer"
	}
	text := w.words.Text(key, "n", grouped(s.Count), "compared", grouped(d.Compared), "record", d.Record,
		"by", signed(s.By), "id", Shown(s.ID), "before", w.instant(s.Before), "now", w.instant(s.Now))
	return store.Finding{Kind: itsm.FoundShift, Text: text, Count: s.Count, IDs: s.IDs}
}

func (w wording) reused(d store.Differences) store.Finding {
	e, n := d.Example, d.Reused.Count
	told := []any{
		"compared", grouped(d.Compared), "record", d.Record, "id", Shown(e.ID), "before", w.instant(e.Before),
		"now", w.instant(e.Now), "titleBefore", Shown(e.TitleBefore), "titleNow", Shown(e.TitleNow),
	}
	f := store.Finding{Kind: itsm.FoundReused, Count: n, IDs: d.Reused.IDs}
	if n >= reusedLeast && float64(n) >= reusedOfCompared*float64(d.Compared) {
		f.Text = w.words.Text("import.reused", append(told, "n", grouped(n))...)
	} else {
		f.Kind, f.Text = itsm.FoundFewReused, w.words.Plural("import.reused.few", n, grouped(n), told...)
	}
	return f
}

// someIDs lists the first ids.
func (w wording) someIDs(s store.Some) string {
	var ids []string
	for _, id := range s.IDs[:min(len(s.IDs), idsTold)] {
		ids = append(ids, Shown(id))
	}
	list := strings.Join(ids, ", ")
	if rest := s.Count - len(ids); rest > 0 {
		return w.words.Text("import.gone.more", "ids", list, "n", grouped(rest))
	}
	return list
}

func (w wording) instant(t time.Time) string { return t.In(w.zone).Format("2006-01-02 15:04") }

// longestShown is how much of a ticket's text a note quotes.
const longestShown = 60

// Shown makes a text of a ticket fit for a line on a terminal.
func Shown(text string) string {
	runes := []rune(strings.Map(func(r rune) rune {
		if unicode.IsPrint(r) {
			return r
		}
		return ' '
	}, text))
	if len(runes) > longestShown {
		return string(runes[:longestShown]) + "\u2026"
	}
	return string(runes)
}

// grouped writes a number with its thousands apart.
func grouped(n int) string {
	digits := strconv.Itoa(n)
	for at := len(digits) - 3; at > 0; at -= 3 {
		digits = digits[:at] + "," + digits[at:]
	}
	return digits
}

// signed writes a length as +1:30 h.
func signed(d time.Duration) string {
	sign := "+"
	if d < 0 {
		sign, d = "-", -d
	}
	return fmt.Sprintf("%s%d:%02d h", sign, int(d.Hours()), int(d.Minutes())%60)
}
