package jobs

import (
	"strings"

	"nines/internal/itsm"
	"nines/internal/store"
)

// decided are the decisions of one file, by meeting and change, and those of its rows that say otherwise than one above:
// of them the last one stands, which is seldom what somebody meant.
type decided struct {
	rows  map[decidedKey]decidedRow
	twice []decidedTwice
}

type decidedKey struct{ meeting, change string }

type decidedRow struct {
	line    int
	verdict itsm.Verdict
	said    string // verdict and condition
}

type decidedTwice struct {
	decidedKey
	before, now decidedRow
}

// add looks at a record of the file; anything but a decision is passed over.
func (d *decided) add(line int, record any) {
	r, ok := record.(*itsm.Decision)
	if !ok {
		return
	}
	if d.rows == nil {
		d.rows = map[decidedKey]decidedRow{}
	}
	key := decidedKey{strings.Clone(r.Meeting), strings.Clone(r.Change)}
	row := decidedRow{line: line, verdict: r.Verdict, said: r.Verdict.String() + " " + r.Condition}
	if before, known := d.rows[key]; known && before.said != row.said && len(d.twice) < warningsKept {
		d.twice = append(d.twice, decidedTwice{key, before, row})
	}
	d.rows[key] = row
}

// decidedTwice tells of decisions on one change that differ; file stands before each, and may be empty.
func (w wording) decidedTwice(file string, d *decided) []store.Finding {
	var found []store.Finding
	for _, t := range d.twice {
		text := w.words.Text("import.decided_twice", "file", file, "before", t.before.line, "now", t.now.line,
			"change", Shown(t.change), "meeting", Shown(t.meeting), "first", w.verdict(t.before), "second", w.verdict(t.now))
		found = append(found, store.Finding{Kind: itsm.FoundDecidedTwice, Text: text, Count: 1, IDs: []string{t.change}})
	}
	return found
}

func (w wording) verdict(r decidedRow) string {
	if word := r.verdict.String(); word != "" {
		return w.words.Text("changes.verdict." + word)
	}
	return Shown(strings.TrimSpace(r.said))
}
