package volumes

import (
	"nines/analysis/availability"
	"nines/internal/itsm"
	"nines/reports/document"
	"nines/reports/making"
)

// detail lists the tickets of the period for the workbook. Persons are not among its columns.
func detail(m *making.Report, f *making.Facts) *document.Detail {
	lost := f.LostByIncident()
	d := &document.Detail{ID: "tickets", Title: m.Words.Text("volumes.detail.title"), Columns: detailColumns(m)}
	yes, no := document.TextValue(m.Words.Text("volumes.detail.yes")), document.TextValue(m.Words.Text("volumes.detail.no"))
	d.Rows = func(yield func([]document.Value) error) error {
		row := make([]document.Value, len(d.Columns))
		for i := range f.Tickets {
			ticketRow(m, row, &f.Tickets[i], lost, yes, no)
			if err := yield(row); err != nil {
				return err
			}
		}
		return nil
	}
	return d
}

func detailColumns(m *making.Report) []document.Column {
	col := func(key string, kind document.Kind, width float64) document.Column {
		c := m.Column("detail.", key, kind, 0, document.BookOnly)
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
		col("counts", document.KindText, 8),
	}
}

func ticketRow(m *making.Report, row []document.Value, t *making.Ticket, lost map[availability.Ref]float64, yes, no document.Value) {
	source := t.Source.Value()
	record := "volumes.detail.incident"
	if t.Request {
		record = "volumes.detail.request"
	}
	row[0] = document.TextValue(m.Words.Text(record))
	row[1] = document.ID(t.ID, m.Link(source, t.ID))
	row[2], row[3] = document.TextValue(t.Service.Value()), document.TextValue(t.Component.Value())
	row[4], row[5] = document.TextValue(t.Title), document.TextValue(t.Priority.String())
	row[6] = document.TextValue(t.Status.Value())
	for i, ms := range []int64{t.Opened, t.Started, t.Restored, t.Resolved, t.Closed} {
		row[7+i] = document.Instant(making.Unpacked(ms))
	}
	row[12], row[13] = document.TextValue(t.Team.Value()), document.TextValue(t.Category.Value())
	row[14], row[15] = document.TextValue(m.List(t.Problems)), document.TextValue(m.List(t.Changes))
	row[16] = making.MinutesValue(t.Effort.Minutes())
	cost, ok := lost[availability.Ref{Source: source, ID: t.ID}]
	row[17] = making.MinutesValue(itsm.Number{Value: cost, Known: ok && !t.Request})
	row[18] = yes
	if !t.Once {
		row[18] = no
	}
}
