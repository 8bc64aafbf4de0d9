package response

import (
	"strings"

	"nines/analysis/response"
	"nines/internal/itsm"
	"nines/reports/document"
	"nines/reports/making"
)

// promisesTable shows the rates, of all outages and of the major incidents.
func promisesTable(m *making.Report, r *response.Result) *document.Table {
	const words = "response.promises."
	c := &r.Communication
	t := &document.Table{
		ID: "communication_rates", Title: m.Words.Text(words + "title"),
		Subtitle: m.Words.Text(words+"subtitle", "minutes", m.Locale.Duration(m.Settings.Response.Update.Minutes())), Note: promisesNote(m, c),
	}
	type row struct {
		key             string
		outages, majors response.Rate
	}
	name := m.Column(words, "promise", document.KindText, 0, document.Everywhere)
	name.Width = 3.4
	kept := func(key string, of func(row) response.Rate) making.Column[row] {
		return making.Col(m.Column(words, key, document.KindText, 0, document.Everywhere), func(r row) document.Value {
			rate := of(r)
			if rate.N == 0 {
				return document.Value{Unknown: true}
			}
			return document.TextValue(m.Words.Text("response.of", "n", m.Count(rate.Hits), "of", m.Count(rate.N)))
		})
	}
	share := func(key string, of func(row) response.Rate) making.Column[row] {
		c := m.Column(words, key, document.KindBar, making.ShareDecimals, document.Everywhere)
		c.Width = 2.2
		return making.Col(c, func(r row) document.Value { return rateBar(m, of(r)) })
	}
	outages, majors := func(r row) response.Rate { return r.outages }, func(r row) response.Rate { return r.majors }
	making.Fill(t, []making.Column[row]{
		making.Col(name, func(r row) document.Value { return document.TextValue(m.Words.Text(words + r.key)) }),
		kept("outages", outages), share("outages_share", outages), kept("majors", majors), share("majors_share", majors),
	}, []row{
		{"acknowledged", c.Outages.Acknowledged, c.Majors.Acknowledged},
		{"cadence", c.Outages.Cadence, c.Majors.Cadence},
		{"restored", c.Outages.Restored, c.Majors.Restored},
	})
	for i, key := range []string{"acknowledged", "cadence", "restored"} {
		cells := t.Rows[i].Cells
		cells[1].Source, cells[2].Source = keptOf(m, key, "counts")
		cells[3].Source, cells[4].Source = keptOf(m, key, "major")
	}
	making.Hush(t, "majors", "majors_share")
	return t
}

// keptOf counts in the table of communication how often a promise was kept, of the incidents that a column says yes of:
// in words, and as a share.
func keptOf(m *making.Report, promise, among string) (worded, share *document.Source) {
	word := func(key string) document.Value { return document.TextValue(m.Words.Text("response." + key)) }
	count := func(key string) *document.Source {
		return document.CountOf("communication", "incident", document.Is(promise, word(key)), document.Is(among, word("yes")))
	}
	all := document.Plus(count("yes"), count("no"))
	return document.Worded(m.Words.Text("response.of", "n", "\x00", "of", "\x00"), count("yes"), all), document.Ratio(count("yes"), all)
}

// unrecordedText stands where no message of any incident is known.
func unrecordedText(m *making.Report, c *response.Communication) *document.Text {
	n := len(c.Unrecorded)
	return &document.Text{
		Title: m.Words.Text("response.promises.title"), Tone: document.Muted,
		Text: m.Words.Plural("response.promises.unrecorded", n, m.Count(n), "ids", m.SomeIDs(making.IDsOf(c.Unrecorded))),
	}
}

// promisesNote names what is in no rate.
func promisesNote(m *making.Report, c *response.Communication) string {
	notes := []string{m.Words.Text("response.promises.note")}
	if n := len(c.Unrecorded); n > 0 {
		notes = append(notes, m.Words.Plural("response.promises.unrecorded", n, m.Count(n), "ids", m.SomeIDs(making.IDsOf(c.Unrecorded))))
	}
	if c.UnknownKind > 0 {
		notes = append(notes, m.Words.Plural("response.promises.unknown_kind", c.UnknownKind, m.Count(c.UnknownKind)))
	}
	if c.Untimed > 0 {
		notes = append(notes, m.Words.Plural("response.promises.untimed", c.Untimed, m.Count(c.Untimed)))
	}
	return strings.Join(notes, " ")
}

// caseColumns are the columns that every list of incidents begins with.
func caseColumns[R any](m *making.Report, of func(R) *response.Case) []making.Column[R] {
	const words = "response.case."
	id := m.Column(words, "incident", document.KindID, 0, document.Everywhere)
	id.Width = 1.8
	service := m.Column(words, "service", document.KindText, 0, document.Everywhere)
	service.Width = 2.2
	return []making.Column[R]{
		making.Col(id, func(r R) document.Value { return document.ID(of(r).ID, m.Link(of(r).Source, of(r).ID)) }),
		making.Col(service, func(r R) document.Value { return serviceValue(of(r).Service) }),
	}
}

func serviceValue(s *itsm.Service) document.Value {
	if s == nil {
		return document.Value{Unknown: true}
	}
	return document.TextValue(s.Name)
}

func answer(m *making.Report, a itsm.YesNo) document.Value {
	switch a {
	case itsm.Yes:
		return document.TextValue(m.Words.Text("response.yes"))
	case itsm.No:
		return document.Value{Text: m.Words.Text("response.no"), Strong: true}
	}
	return document.Value{Unknown: true}
}

// yes is the word where something holds, and nothing where it does not.
func yes(m *making.Report, holds bool) document.Value {
	if !holds {
		return document.TextValue("")
	}
	return document.TextValue(m.Words.Text("response.yes"))
}

func talksTable(m *making.Report, r *response.Result) *document.Table {
	const words = "response.talks."
	t := &document.Table{
		ID: "communication", Title: m.Words.Text(words + "title"), Subtitle: m.Words.Text(words + "subtitle"), PageRows: talksOnPage,
	}
	ask := func(key string, of func(response.Talk) itsm.YesNo) making.Column[response.Talk] {
		c := m.Column(words, key, document.KindText, 0, document.Everywhere)
		c.Width = 1.5
		return making.Col(c, func(t response.Talk) document.Value { return answer(m, of(t)) })
	}
	from := m.Column(words, "from", document.KindInstant, 0, document.Everywhere)
	from.Width = 2.2
	columns := append(caseColumns(m, func(t response.Talk) *response.Case { return t.Case }),
		making.Col(from, func(t response.Talk) document.Value { return document.Instant(t.Start) }),
		making.Col(m.Column(words, "lasted", document.KindDuration, 0, document.Everywhere), lasted),
		making.Col(m.Column(words, "major", document.KindText, 0, document.Everywhere), func(t response.Talk) document.Value { return yes(m, t.Major) }),
		making.Col(m.Column(words, "messages", document.KindCount, 0, document.Everywhere), func(t response.Talk) document.Value { return document.Count(t.Messages) }),
		making.Col(m.Column(words, "gap", document.KindDuration, 0, document.Everywhere), func(t response.Talk) document.Value {
			v := document.Known(document.KindDuration, t.Gap.Minutes().Pointer())
			v.Strong = t.Cadence == itsm.No
			return v
		}),
		ask("acknowledged", func(t response.Talk) itsm.YesNo { return t.Acknowledged }),
		ask("cadence", func(t response.Talk) itsm.YesNo { return t.Cadence }),
		ask("restored", func(t response.Talk) itsm.YesNo { return t.Restored }),
		making.Col(m.Column(words, "counts", document.KindText, 0, document.BookOnly), func(t response.Talk) document.Value { return yes(m, t.Counts) }),
	)
	making.Fill(t, columns, r.Communication.Talks)
	making.Hush(t, "major")
	return t
}

// lasted is how long a case took, unknown where it is not over or nobody knows when it ended.
func lasted(t response.Talk) document.Value {
	if t.End.IsZero() || t.Undecided {
		return document.Value{Kind: document.KindDuration, Unknown: true}
	}
	return document.Value{Kind: document.KindDuration, Number: t.End.Sub(t.Start).Minutes()}
}
