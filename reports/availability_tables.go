package reports

import (
	"slices"

	"nines/analysis/availability"
	"nines/analysis/stats"
	"nines/internal/itsm"
	"nines/reports/document"
)

// column is a table's column with how a row of the kind R fills it.
type column[R any] struct {
	document.Column
	cell func(R) document.Value
}

// fill makes a table's columns and rows from column descriptions.
func fill[R any](t *document.Table, columns []column[R], rows []R) {
	for _, c := range columns {
		t.Columns = append(t.Columns, c.Column)
	}
	for _, r := range rows {
		row := document.Row{Cells: make([]document.Value, len(columns))}
		for i, c := range columns {
			row.Cells[i] = c.cell(r)
		}
		t.Rows = append(t.Rows, row)
	}
}

func (m *making) everyServiceTable(f *facts, standings []*standing) *document.Table {
	t := &document.Table{
		ID: "service_availability", Title: m.words.Text("availability.services.title"),
		Subtitle: m.words.Text("availability.services.subtitle"), Empty: m.words.Text("availability.services.none"),
		Note: m.words.Text("availability.services.note", "unweighted", m.percent(f.result.Overall.Unweighted)),
	}
	fill(t, m.serviceColumns(), standings)
	for i, s := range standings {
		if s.Rating == availability.Red {
			t.Rows[i].Tone = document.Missed
		}
	}
	return t
}

func (m *making) serviceColumns() []column[*standing] {
	share := func(key string, decimals int, medium document.Medium, of func(*standing) itsm.Number) column[*standing] {
		return column[*standing]{m.column("availability.services.", key, document.KindShare, decimals, medium), func(s *standing) document.Value { return shareValue(of(s)) }}
	}
	mins := func(key string, medium document.Medium, of func(*standing) itsm.Number) column[*standing] {
		return column[*standing]{m.column("availability.services.", key, document.KindMinutes, minuteDecimals, medium), func(s *standing) document.Value { return minutesValue(of(s)) }}
	}
	count := func(key string, medium document.Medium, of func(*standing) int) column[*standing] {
		return column[*standing]{m.column("availability.services.", key, document.KindCount, 0, medium), func(s *standing) document.Value { return document.Count(of(s)) }}
	}
	times := func(key string, of func(*standing) stats.Number) column[*standing] {
		return mins(key, document.BookOnly, func(s *standing) itsm.Number { return number(of(s)) })
	}
	name := m.column("availability.services.", "service", document.KindText, 0, document.Everywhere)
	name.Width, name.Lines = 2.4, 2
	rating := m.column("availability.services.", "rating", document.KindRating, 0, document.Everywhere)
	rating.Width = 1.5
	mttr := m.column("availability.services.", "mttr", document.KindDuration, 0, document.Everywhere)
	return []column[*standing]{
		{rating, func(s *standing) document.Value {
			return document.Value{Kind: document.KindRating, Text: s.Rating.String()}
		}},
		{name, func(s *standing) document.Value { return document.TextValue(s.name) }},
		{m.column("availability.services.", "weight", document.KindNumber, 2, document.BookOnly), func(s *standing) document.Value {
			return document.Value{Kind: document.KindNumber, Number: s.weight}
		}},
		mins("agreed", document.Everywhere, func(s *standing) itsm.Number { return itsm.Known(s.Agreed) }),
		mins("down", document.Everywhere, func(s *standing) itsm.Number { return s.Downtime }),
		{m.column("availability.services.", "actual", document.KindShare, availabilityDecimals, document.Everywhere), m.actual},
		share("lower", availabilityDecimals, document.BookOnly, func(s *standing) itsm.Number { return s.Lower }),
		share("upper", availabilityDecimals, document.BookOnly, func(s *standing) itsm.Number { return s.Upper }),
		share("target", targetDecimals, document.Everywhere, func(s *standing) itsm.Number { return s.Target }),
		mins("budget", document.Everywhere, func(s *standing) itsm.Number { return s.Budget }),
		share("spent", budgetDecimals, document.Everywhere, func(s *standing) itsm.Number {
			if !s.Availability.Known {
				return itsm.Number{}
			}
			return s.BudgetSpent
		}),
		share("unweighted", availabilityDecimals, document.Everywhere, func(s *standing) itsm.Number { return s.Unweighted }),
		share("previous", availabilityDecimals, document.Everywhere, func(s *standing) itsm.Number { return s.previous() }),
		count("outages", document.Everywhere, func(s *standing) int { return s.Outages }),
		count("undecided", document.BookOnly, func(s *standing) int { return s.Undecided }),
		count("not_assessed", document.BookOnly, func(s *standing) int { return s.NotAssessed }),
		mins("by_rule", document.BookOnly, func(s *standing) itsm.Number { return itsm.Known(s.ByRule) }),
		{mttr, func(s *standing) document.Value {
			return document.Known(document.KindDuration, number(s.Times.Restore.Median).Pointer())
		}},
		times("mttr_mean", func(s *standing) stats.Number { return s.Times.Restore.Mean }),
		times("mttr_p90", func(s *standing) stats.Number { return s.Times.Restore.P90 }),
		count("mttr_n", document.BookOnly, func(s *standing) int { return s.Times.Restore.N }),
		count("mttr_missing", document.BookOnly, func(s *standing) int { return s.Times.Restore.Missing }),
		times("mttd", func(s *standing) stats.Number { return s.Times.Detect.Median }),
		times("mtta", func(s *standing) stats.Number { return s.Times.Acknowledge.Median }),
		times("mtte", func(s *standing) stats.Number { return s.Times.Engage.Median }),
		{m.column("availability.services.", "mtbf", document.KindNumber, 1, document.Everywhere), func(s *standing) document.Value {
			return document.Value{Kind: document.KindNumber, Number: s.BetweenFailures.Value / 60, Unknown: !s.BetweenFailures.Known}
		}},
	}
}

// column describes a column whose title is the word of its key.
func (m *making) column(words, key string, kind document.Kind, decimals int, medium document.Medium) document.Column {
	return document.Column{Key: key, Title: m.words.Text(words + key), Kind: kind, Decimals: decimals, Medium: medium}
}

// cellsTable shows every service by region, one column a region; a service that has no users in a region says so.
func (m *making) cellsTable(standings []*standing) *document.Table {
	t := &document.Table{
		ID: "region_availability", Title: m.words.Text("availability.cells.title"), Subtitle: m.words.Text("availability.cells.subtitle"),
		Empty: m.words.Text("availability.services.none"),
	}
	regions := regionsOf(standings)
	if len(regions) > regionsInColumns {
		return m.cellsList(t, standings)
	}
	columns := []column[*standing]{{
		document.Column{Key: "service", Title: m.words.Text("availability.cells.service"), Width: 2, Lines: 2},
		func(s *standing) document.Value { return document.TextValue(s.name) },
	}}
	for i, region := range regions {
		key := "region_" + m.count(i+1)
		columns = append(columns, column[*standing]{
			document.Column{Key: key, Title: m.regionTitle(region), Kind: document.KindShare, Decimals: availabilityDecimals},
			func(s *standing) document.Value { return m.cell(s, region) },
		})
	}
	columns = append(columns, column[*standing]{
		document.Column{Key: "all", Title: m.words.Text("availability.cells.all"), Kind: document.KindShare, Decimals: availabilityDecimals}, m.actual,
	})
	fill(t, columns, standings)
	return t
}

// regionTitle names a region; that of services without regions needs another word than "all", which means the total.
func (m *making) regionTitle(region string) string {
	if region == "all" {
		return m.words.Text("availability.cells.undivided")
	}
	return region
}

// regionsInColumns is how many regions stand beside each other; more stand one below the other.
const regionsInColumns = 8

func (m *making) cellsList(t *document.Table, standings []*standing) *document.Table {
	type row struct {
		s    *standing
		cell availability.Cell
	}
	var rows []row
	for _, s := range standings {
		for _, c := range s.Cells {
			rows = append(rows, row{s, c})
		}
	}
	fill(t, []column[row]{
		{document.Column{Key: "service", Title: m.words.Text("availability.cells.service"), Width: 2}, func(r row) document.Value { return document.TextValue(r.s.name) }},
		{document.Column{Key: "region", Title: m.words.Text("availability.cells.region"), Width: 2}, func(r row) document.Value { return document.TextValue(r.cell.Region) }},
		{document.Column{Key: "availability", Title: m.words.Text("availability.services.actual"), Kind: document.KindShare, Decimals: availabilityDecimals}, func(r row) document.Value { return m.cell(r.s, r.cell.Region) }},
	}, rows)
	return t
}

func regionsOf(standings []*standing) []string {
	var regions []string
	for _, s := range standings {
		for _, c := range s.Cells {
			if !slices.Contains(regions, c.Region) {
				regions = append(regions, c.Region)
			}
		}
	}
	return regions
}

// cell is the availability of a service in a region, warned of where the region alone would miss the target.
func (m *making) cell(s *standing, region string) document.Value {
	for _, c := range s.Cells {
		if c.Region != region {
			continue
		}
		v := shareValue(c.Availability)
		if c.Availability.Known && s.Target.Known && c.Availability.Value < s.Target.Value-1e-12 {
			v.Tone, v.Strong = document.Missed, true
		}
		return v
	}
	return document.Value{Kind: document.KindShare, Unknown: true, Text: m.words.Text("availability.cells.not_served")}
}
