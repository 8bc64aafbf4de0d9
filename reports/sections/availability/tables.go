package availability

import (
	"cmp"
	"slices"

	"nines/analysis/availability"
	"nines/analysis/stats"
	"nines/internal/itsm"
	"nines/reports/document"
	"nines/reports/making"
)

func everyServiceTable(m *making.Report, f *making.Facts, standings []*making.Standing) *document.Table {
	t := &document.Table{
		ID: "service_availability", Title: m.Words.Text("availability.services.title"),
		Subtitle: m.Words.Text("availability.services.subtitle"), Empty: m.OfPart("availability.services.none"),
		Note: m.Words.Text("availability.services.note"),
	}
	if unweighted := f.Availability.Overall.Unweighted; unweighted.Known {
		t.Note = m.Words.Text("availability.services.note.unweighted", "unweighted", m.Percent(unweighted))
	}
	making.Fill(t, serviceColumns(m), standings)
	for i, s := range standings {
		if s.Rating == availability.Red {
			t.Rows[i].Tone = document.Missed
		}
	}
	liveServices(t)
	making.Hush(t, "previous", "mttr", "mtbf")
	return t
}

// liveServices says how the figures of a service come from those of its regions, and from each other.
func liveServices(t *document.Table) {
	here := func(key string) *document.Source { return document.Here(t.ID, key) }
	service := document.SameAs("service", t.ID, "service")
	making.Each(t, "agreed", document.Sum("cells", "agreed_shared", service))
	making.Each(t, "down", document.Sum("cells", "down_shared", service))
	making.Each(t, "actual", document.Rest(document.Ratio(here("down"), here("agreed"))))
	making.Each(t, "budget", document.Product(document.Rest(here("target")), here("agreed")))
	making.Each(t, "spent", document.Ratio(here("down"), here("budget")))
}

func serviceColumns(m *making.Report) []making.Column[*making.Standing] {
	share := func(key string, decimals int, medium document.Medium, of func(*making.Standing) itsm.Number) making.Column[*making.Standing] {
		return making.Col(m.Column("availability.services.", key, document.KindShare, decimals, medium), func(s *making.Standing) document.Value { return making.ShareValue(of(s)) })
	}
	mins := func(key string, medium document.Medium, of func(*making.Standing) itsm.Number) making.Column[*making.Standing] {
		return making.Col(m.Column("availability.services.", key, document.KindMinutes, making.MinuteDecimals, medium), func(s *making.Standing) document.Value { return making.MinutesValue(of(s)) })
	}
	count := func(key string, medium document.Medium, of func(*making.Standing) int) making.Column[*making.Standing] {
		return making.Col(m.Column("availability.services.", key, document.KindCount, 0, medium), func(s *making.Standing) document.Value { return document.Count(of(s)) })
	}
	times := func(key string, of func(*making.Standing) stats.Number) making.Column[*making.Standing] {
		return mins(key, document.BookOnly, func(s *making.Standing) itsm.Number { return making.Number(of(s)) })
	}
	name := m.Column("availability.services.", "service", document.KindText, 0, document.Everywhere)
	name.Width, name.Lines = 2.4, 3
	rating := m.Column("availability.services.", "rating", document.KindRating, 0, document.Everywhere)
	rating.Width = 1.5
	mttr := m.Column("availability.services.", "mttr", document.KindDuration, 0, document.Everywhere)
	return []making.Column[*making.Standing]{
		making.Col(rating, func(s *making.Standing) document.Value {
			return document.Value{Kind: document.KindRating, Text: s.Rating.String()}
		}),
		making.Col(name, func(s *making.Standing) document.Value { return document.TextValue(s.Name) }),
		making.Col(m.Column("availability.services.", "weight", document.KindNumber, 2, document.BookOnly), func(s *making.Standing) document.Value {
			return document.Value{Kind: document.KindNumber, Number: s.Weight}
		}),
		mins("agreed", document.Everywhere, func(s *making.Standing) itsm.Number { return itsm.Known(s.Agreed) }),
		mins("down", document.Everywhere, func(s *making.Standing) itsm.Number { return s.Downtime }),
		making.Col(m.Column("availability.services.", "actual", document.KindShare, making.AvailabilityDecimals, document.Everywhere), m.Actual),
		share("lower", making.AvailabilityDecimals, document.BookOnly, func(s *making.Standing) itsm.Number { return s.Lower }),
		share("upper", making.AvailabilityDecimals, document.BookOnly, func(s *making.Standing) itsm.Number { return s.Upper }),
		share("target", making.TargetDecimals, document.Everywhere, func(s *making.Standing) itsm.Number { return s.Target }),
		mins("budget", document.Everywhere, func(s *making.Standing) itsm.Number { return s.Budget }),
		share("spent", making.BudgetDecimals, document.Everywhere, func(s *making.Standing) itsm.Number {
			if !s.Availability.Known {
				return itsm.Number{}
			}
			return s.BudgetSpent
		}),
		share("unweighted", making.AvailabilityDecimals, document.Everywhere, func(s *making.Standing) itsm.Number { return s.Unweighted }),
		share("previous", making.AvailabilityDecimals, document.Everywhere, func(s *making.Standing) itsm.Number { return s.Previous() }),
		count("outages", document.Everywhere, func(s *making.Standing) int { return s.Outages }),
		count("undecided", document.BookOnly, func(s *making.Standing) int { return s.Undecided }),
		count("not_assessed", document.BookOnly, func(s *making.Standing) int { return s.NotAssessed }),
		mins("by_rule", document.BookOnly, func(s *making.Standing) itsm.Number { return itsm.Known(s.ByRule) }),
		making.Col(mttr, func(s *making.Standing) document.Value {
			return document.Known(document.KindDuration, making.Number(s.Times.Restore.Median).Pointer())
		}),
		times("mttr_mean", func(s *making.Standing) stats.Number { return s.Times.Restore.Mean }),
		times("mttr_p90", func(s *making.Standing) stats.Number { return s.Times.Restore.P90 }),
		count("mttr_n", document.BookOnly, func(s *making.Standing) int { return s.Times.Restore.N }),
		count("mttr_missing", document.BookOnly, func(s *making.Standing) int { return s.Times.Restore.Missing }),
		times("mttd", func(s *making.Standing) stats.Number { return s.Times.Detect.Median }),
		times("mtta", func(s *making.Standing) stats.Number { return s.Times.Acknowledge.Median }),
		times("mtte", func(s *making.Standing) stats.Number { return s.Times.Engage.Median }),
		making.Col(m.Column("availability.services.", "mtbf", document.KindNumber, 1, document.Everywhere), func(s *making.Standing) document.Value {
			return document.Value{Kind: document.KindNumber, Number: s.BetweenFailures.Value / 60, Unknown: !s.BetweenFailures.Known}
		}),
	}
}

// servicesByRegion is how many services a page shows by region; those that lost most, where there are more.
const servicesByRegion = 25

// cellsTable shows every service by region, one column a region; a service that has no users in a region says so.
func cellsTable(m *making.Report, standings []*making.Standing, regions []string) *document.Table {
	t := &document.Table{
		ID: "region_availability", Title: m.Words.Text("availability.cells.title"), Subtitle: m.Words.Text("availability.cells.subtitle"),
		Empty: m.OfPart("availability.services.none"), PageRows: servicesByRegion,
	}
	if len(standings) > servicesByRegion {
		standings = byLoss(standings)
	}
	if len(regions) > regionsInColumns {
		return cellsList(m, t, standings)
	}
	columns := []making.Column[*making.Standing]{making.Col(
		document.Column{Key: "service", Title: m.Words.Text("availability.cells.service"), Width: 2, Lines: 2},
		func(s *making.Standing) document.Value { return document.TextValue(s.Name) },
	)}
	for i, region := range regions {
		key := "region_" + m.Count(i+1)
		columns = append(columns, making.Col(
			document.Column{Key: key, Title: regionTitle(m, region), Kind: document.KindShare, Decimals: making.AvailabilityDecimals},
			func(s *making.Standing) document.Value { return cell(m, s, region) },
		))
	}
	columns = append(columns, making.Col(
		document.Column{Key: "all", Title: m.Words.Text("availability.cells.all"), Kind: document.KindShare, Decimals: making.AvailabilityDecimals}, m.Actual,
	))
	making.Fill(t, columns, standings)
	for i, region := range regions {
		making.Each(t, "region_"+m.Count(i+1), inRegion(m, t.ID, region))
	}
	return t
}

// inRegion is the availability of the row's service in a region, from the minutes by region.
func inRegion(m *making.Report, table, region string) *document.Source {
	where := []document.Condition{document.SameAs("service", table, "service"), document.Is("region", document.TextValue(regionTitle(m, region)))}
	return document.Rest(document.Ratio(document.Sum("cells", "down", where...), document.Sum("cells", "agreed", where...)))
}

// undivided is the region of a service whose users are not told apart.
const undivided = "all"

// byLoss puts the services that lost most first; of equal ones the order stays.
func byLoss(standings []*making.Standing) []*making.Standing {
	sorted := slices.Clone(standings)
	slices.SortStableFunc(sorted, func(a, b *making.Standing) int {
		return cmp.Compare(b.Weight*b.Downtime.Value, a.Weight*a.Downtime.Value)
	})
	return sorted
}

// regionTitle names a region; that of services without regions needs another word than "all", which means the total.
func regionTitle(m *making.Report, region string) string {
	if region == undivided {
		return m.Words.Text("availability.cells.undivided")
	}
	return region
}

// regionsInColumns is how many regions stand beside each other; more stand one below the other.
const regionsInColumns = 8

func cellsList(m *making.Report, t *document.Table, standings []*making.Standing) *document.Table {
	type row struct {
		s    *making.Standing
		cell availability.Cell
	}
	var rows []row
	for _, s := range standings {
		for _, c := range s.Cells {
			rows = append(rows, row{s, c})
		}
	}
	making.Fill(t, []making.Column[row]{
		making.Col(document.Column{Key: "service", Title: m.Words.Text("availability.cells.service"), Width: 2}, func(r row) document.Value { return document.TextValue(r.s.Name) }),
		making.Col(document.Column{Key: "region", Title: m.Words.Text("availability.cells.region"), Width: 2}, func(r row) document.Value { return document.TextValue(r.cell.Region) }),
		making.Col(document.Column{Key: "availability", Title: m.Words.Text("availability.services.actual"), Kind: document.KindShare, Decimals: making.AvailabilityDecimals}, func(r row) document.Value { return cell(m, r.s, r.cell.Region) }),
	}, rows)
	return t
}

func regionsOf(standings []*making.Standing) []string {
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
func cell(m *making.Report, s *making.Standing, region string) document.Value {
	for _, c := range s.Cells {
		if c.Region != region {
			continue
		}
		v := making.ShareValue(c.Availability)
		if c.Availability.Known && s.Target.Known && c.Availability.Value < s.Target.Value-1e-12 {
			v.Tone, v.Strong = document.Missed, true
		}
		return v
	}
	return document.Value{Kind: document.KindShare, Unknown: true, Text: m.Words.Text("availability.cells.not_served")}
}
