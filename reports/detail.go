package reports

import (
	"context"

	"nines/internal/itsm"
	"nines/reports/document"
)

// detailFields are the fields that the ticket list shows.
var detailFields = []string{
	"title", "service", "component", "priority", "status", "status_text", "started", "opened", "restored", "resolved",
	"closed", "team", "category", "problem", "change", "effort", "detected",
}

// detail lists the tickets of the period for the workbook, incidents first, each kind by id. Its rows come from the
// store when they are written, one at a time: persons are not among them.
func (m *making) detail(ctx context.Context, f *facts) *document.Detail {
	lost := map[string]float64{} // by incident id and source
	for _, o := range f.result.Outages {
		ref := o.Incident
		if ref.ID == "" {
			ref = o.Ref
		}
		lost[ref.Source+"\x00"+ref.ID] += o.Attributed
	}
	d := &document.Detail{ID: "tickets", Title: m.words.Text("volumes.detail.title"), Columns: m.detailColumns()}
	d.Rows = func(yield func([]document.Value) error) error {
		row := make([]document.Value, len(d.Columns))
		q := itsm.IncidentQuery{Span: m.want.Period.Span, Fields: detailFields}
		err := m.data.Incidents(ctx, q, func(i *itsm.Incident) error {
			m.incidentRow(row, i, lost)
			return yield(row)
		})
		if err != nil {
			return err
		}
		return m.data.Requests(ctx, m.want.Period.Span, func(r *itsm.ServiceRequest) error {
			m.requestRow(row, r)
			return yield(row)
		})
	}
	return d
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

func (m *making) incidentRow(row []document.Value, i *itsm.Incident, lost map[string]float64) {
	row[0] = document.TextValue(m.words.Text("volumes.detail.incident"))
	row[1] = document.ID(i.ID, m.link(i.Source, i.ID))
	row[2], row[3], row[4] = document.TextValue(i.Service), document.TextValue(i.Component), document.TextValue(i.Title)
	row[5], row[6] = document.TextValue(i.Priority.String()), document.TextValue(statusWord(i.Status, i.StatusText))
	row[7], row[8] = document.Instant(i.Opened), document.Instant(i.Started)
	row[9], row[10], row[11] = document.Instant(i.Restored), document.Instant(i.Resolved), document.Instant(i.Closed)
	row[12], row[13] = document.TextValue(i.Team), document.TextValue(i.Category)
	row[14], row[15] = document.TextValue(m.list(i.Problem)), document.TextValue(m.list(i.Change))
	row[16] = minutesValue(i.Effort.Minutes())
	cost, ok := lost[i.Source+"\x00"+i.ID]
	row[17] = minutesValue(itsm.Number{Value: cost, Known: ok})
}

func (m *making) requestRow(row []document.Value, r *itsm.ServiceRequest) {
	unknown := document.Instant(m.want.AsOf)
	unknown.Unknown = true
	row[0] = document.TextValue(m.words.Text("volumes.detail.request"))
	row[1] = document.ID(r.ID, m.link(r.Source, r.ID))
	row[2], row[3], row[4] = document.TextValue(r.Service), document.TextValue(r.Component), document.TextValue(r.Title)
	row[5], row[6] = document.TextValue(""), document.TextValue(statusWord(r.Status, r.StatusText))
	row[7], row[8], row[9], row[10] = document.Instant(r.Opened), unknown, unknown, unknown
	row[11] = document.Instant(r.Closed)
	row[12], row[13] = document.TextValue(r.Team), document.TextValue(r.Category)
	row[14], row[15] = document.TextValue(""), document.TextValue("")
	row[16] = minutesValue(r.Effort.Minutes())
	row[17] = minutesValue(itsm.Number{})
}

// statusWord is the source's own word for the status, else ours.
func statusWord(s itsm.Status, own string) string {
	if own != "" {
		return own
	}
	return s.String()
}
