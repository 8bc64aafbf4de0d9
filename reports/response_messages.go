package reports

import (
	"strings"

	"nines/analysis/response"
	"nines/internal/itsm"
	"nines/reports/document"
)

// promisesTable shows the rates, of all outages and of the major incidents.
func (m *making) promisesTable(r *response.Result) *document.Table {
	const words = "response.promises."
	c := &r.Communication
	t := &document.Table{
		ID: "communication_rates", Title: m.words.Text(words + "title"),
		Subtitle: m.words.Text(words+"subtitle", "minutes", m.locale.Duration(m.set.Response.Update.Minutes())), Note: m.promisesNote(c),
	}
	type row struct {
		key             string
		outages, majors response.Rate
	}
	name := m.column(words, "promise", document.KindText, 0, document.Everywhere)
	name.Width = 3.4
	kept := func(key string, of func(row) response.Rate) column[row] {
		return column[row]{m.column(words, key, document.KindText, 0, document.Everywhere), func(r row) document.Value {
			rate := of(r)
			return document.Value{Text: m.words.Text("response.of", "n", m.count(rate.Hits), "of", m.count(rate.N)), Unknown: rate.N == 0}
		}}
	}
	share := func(key string, of func(row) response.Rate) column[row] {
		c := m.column(words, key, document.KindBar, shareDecimals, document.Everywhere)
		c.Width = 2.2
		return column[row]{c, func(r row) document.Value { return m.rateBar(of(r)) }}
	}
	outages, majors := func(r row) response.Rate { return r.outages }, func(r row) response.Rate { return r.majors }
	fill(t, []column[row]{
		{name, func(r row) document.Value { return document.TextValue(m.words.Text(words + r.key)) }},
		kept("outages", outages), share("outages_share", outages), kept("majors", majors), share("majors_share", majors),
	}, []row{
		{"acknowledged", c.Outages.Acknowledged, c.Majors.Acknowledged},
		{"cadence", c.Outages.Cadence, c.Majors.Cadence},
		{"restored", c.Outages.Restored, c.Majors.Restored},
	})
	return t
}

// unrecordedText stands where no message of any incident is known.
func (m *making) unrecordedText(c *response.Communication) *document.Text {
	n := len(c.Unrecorded)
	return &document.Text{
		Title: m.words.Text("response.promises.title"), Tone: document.Muted,
		Text: m.words.Plural("response.promises.unrecorded", n, m.count(n), "ids", m.someIDs(idsOf(c.Unrecorded))),
	}
}

// promisesNote names what is in no rate.
func (m *making) promisesNote(c *response.Communication) string {
	notes := []string{m.words.Text("response.promises.note")}
	if n := len(c.Unrecorded); n > 0 {
		notes = append(notes, m.words.Plural("response.promises.unrecorded", n, m.count(n), "ids", m.someIDs(idsOf(c.Unrecorded))))
	}
	if c.UnknownKind > 0 {
		notes = append(notes, m.words.Plural("response.promises.unknown_kind", c.UnknownKind, m.count(c.UnknownKind)))
	}
	if c.Untimed > 0 {
		notes = append(notes, m.words.Plural("response.promises.untimed", c.Untimed, m.count(c.Untimed)))
	}
	return strings.Join(notes, " ")
}

// caseColumns are the columns that every list of incidents begins with.
func caseColumns[R any](m *making, of func(R) *response.Case) []column[R] {
	const words = "response.case."
	id := m.column(words, "incident", document.KindID, 0, document.Everywhere)
	id.Width = 1.8
	service := m.column(words, "service", document.KindText, 0, document.Everywhere)
	service.Width = 2.2
	return []column[R]{
		{id, func(r R) document.Value { return document.ID(of(r).ID, m.link(of(r).Source, of(r).ID)) }},
		{service, func(r R) document.Value { return m.serviceValue(of(r).Service) }},
	}
}

func (m *making) serviceValue(s *itsm.Service) document.Value {
	if s == nil {
		return document.Value{Unknown: true}
	}
	return document.TextValue(s.Name)
}

func (m *making) answer(a itsm.YesNo) document.Value {
	switch a {
	case itsm.Yes:
		return document.TextValue(m.words.Text("response.yes"))
	case itsm.No:
		return document.Value{Text: m.words.Text("response.no"), Strong: true}
	}
	return document.Value{Unknown: true}
}

func (m *making) talksTable(r *response.Result) *document.Table {
	const words = "response.talks."
	t := &document.Table{
		ID: "communication", Title: m.words.Text(words + "title"), Subtitle: m.words.Text(words + "subtitle"), PageRows: talksOnPage,
	}
	ask := func(key string, of func(response.Talk) itsm.YesNo) column[response.Talk] {
		c := m.column(words, key, document.KindText, 0, document.Everywhere)
		c.Width = 1.5
		return column[response.Talk]{c, func(t response.Talk) document.Value { return m.answer(of(t)) }}
	}
	from := m.column(words, "from", document.KindInstant, 0, document.Everywhere)
	from.Width = 2.2
	columns := append(caseColumns(m, func(t response.Talk) *response.Case { return t.Case }),
		column[response.Talk]{from, func(t response.Talk) document.Value { return document.Instant(t.Start) }},
		column[response.Talk]{m.column(words, "lasted", document.KindDuration, 0, document.Everywhere), lasted},
		column[response.Talk]{m.column(words, "major", document.KindText, 0, document.Everywhere), func(t response.Talk) document.Value {
			if !t.Major {
				return document.TextValue("")
			}
			return document.TextValue(m.words.Text("response.yes"))
		}},
		column[response.Talk]{m.column(words, "messages", document.KindCount, 0, document.Everywhere), func(t response.Talk) document.Value { return document.Count(t.Messages) }},
		column[response.Talk]{m.column(words, "gap", document.KindDuration, 0, document.Everywhere), func(t response.Talk) document.Value {
			v := document.Known(document.KindDuration, t.Gap.Minutes().Pointer())
			v.Strong = t.Cadence == itsm.No
			return v
		}},
		ask("acknowledged", func(t response.Talk) itsm.YesNo { return t.Acknowledged }),
		ask("cadence", func(t response.Talk) itsm.YesNo { return t.Cadence }),
		ask("restored", func(t response.Talk) itsm.YesNo { return t.Restored }),
	)
	fill(t, columns, r.Communication.Talks)
	return t
}

// lasted is how long a case took, unknown where it is not over or nobody knows when it ended.
func lasted(t response.Talk) document.Value {
	if t.End.IsZero() || t.Undecided {
		return document.Value{Kind: document.KindDuration, Unknown: true}
	}
	return document.Value{Kind: document.KindDuration, Number: t.End.Sub(t.Start).Minutes()}
}
