package reports

import (
	"nines/analysis/availability"
	"nines/internal/itsm"
	"nines/reports/document"
)

// detail lists the tickets of the period for the workbook. Persons are not among its columns.
func (m *making) detail(f *facts) *document.Detail {
	lost := f.lostByIncident()
	d := &document.Detail{ID: "tickets", Title: m.words.Text("volumes.detail.title"), Columns: m.detailColumns()}
	d.Rows = func(yield func([]document.Value) error) error {
		row := make([]document.Value, len(d.Columns))
		for i := range f.tickets {
			m.ticketRow(row, &f.tickets[i], lost)
			if err := yield(row); err != nil {
				return err
			}
		}
		return nil
	}
	return d
}

// lostByIncident are the weighted minutes of the period that were attributed to each incident, or to an outage record that
// stands alone.
func (f *facts) lostByIncident() map[availability.Ref]float64 {
	lost := map[availability.Ref]float64{}
	for _, o := range f.result.Outages {
		ref := o.Incident
		if ref.ID == "" {
			ref = o.Ref
		}
		lost[ref] += o.Attributed
	}
	return lost
}

func (m *making) detailColumns() []document.Column {
	col := func(key string, kind document.Kind, width float64) document.Column {
		c := m.column("detail.", key, kind, 0, document.BookOnly)
		c.Width = width
		return c
	}
	return []document.Column{
		col("record", document.KindText, 10), col("id", document.KindID, 16), col("service", document.KindText, 22),
		col("component", document.KindText, 18), col("title", document.KindText, 50), col("priority", document.KindText, 9),
		col("status", document.KindText, 14), col("opened", document.KindInstant, 17), col("started", document.KindInstant, 17),
		col("restored", document.KindInstant, 17), col("resolved", document.KindInstant, 17), col("closed", document.KindInstant, 17),
		col("team", document.KindText, 18), col("category", document.KindText, 16), col("problem", document.KindText, 14),
		col("change", document.KindText, 14), col("effort", document.KindMinutes, 12), col("lost", document.KindMinutes, 16),
	}
}

func (m *making) ticketRow(row []document.Value, t *ticket, lost map[availability.Ref]float64) {
	source := t.source.Value()
	record := "volumes.detail.incident"
	if t.request {
		record = "volumes.detail.request"
	}
	row[0] = document.TextValue(m.words.Text(record))
	row[1] = document.ID(t.id, m.link(source, t.id))
	row[2], row[3] = document.TextValue(t.service.Value()), document.TextValue(t.component.Value())
	row[4], row[5] = document.TextValue(t.title), document.TextValue(t.priority.String())
	row[6] = document.TextValue(t.status.Value())
	for i, ms := range []int64{t.opened, t.started, t.restored, t.resolved, t.closed} {
		row[7+i] = document.Instant(unpacked(ms))
	}
	row[12], row[13] = document.TextValue(t.team.Value()), document.TextValue(t.category.Value())
	row[14], row[15] = document.TextValue(m.list(t.problems)), document.TextValue(m.list(t.changes))
	row[16] = minutesValue(t.effort.Minutes())
	cost, ok := lost[availability.Ref{Source: source, ID: t.id}]
	row[17] = minutesValue(itsm.Number{Value: cost, Known: ok && !t.request})
}
