package availability

import (
	"slices"
	"time"

	"nines/analysis/availability"
	"nines/internal/itsm"
	"nines/reports/document"
	"nines/reports/making"
)

// cellsDetail lists every service by region with its minutes, for the workbook: what the availability of services is
// added up from. Where the shares of the users changed within the period, a single one cannot be told.
func cellsDetail(m *making.Report, standings []*making.Standing) *document.Detail {
	const words = "availability.minutes."
	col := func(key string, kind document.Kind, decimals int) document.Column {
		return m.Column(words, key, kind, decimals, document.BookOnly)
	}
	d := &document.Detail{ID: "cells", Title: m.Words.Text(words + "title"), Columns: []document.Column{
		col("service", document.KindText, 0), col("region", document.KindText, 0), col("users", document.KindShare, making.ShareDecimals),
		col("agreed", document.KindMinutes, making.MinuteDecimals), col("down", document.KindMinutes, making.MinuteDecimals),
		col("actual", document.KindShare, making.AvailabilityDecimals),
		col("agreed_shared", document.KindMinutes, making.MinuteDecimals), col("down_shared", document.KindMinutes, making.MinuteDecimals),
	}}
	d.Rows = func(yield func([]document.Value) error) error {
		for _, s := range standings {
			for _, c := range s.Cells {
				if err := yield(cellRow(m, s, c)); err != nil {
					return err
				}
			}
		}
		return nil
	}
	return d
}

func cellRow(m *making.Report, s *making.Standing, c availability.Cell) []document.Value {
	users := usersOf(m, s, c.Region)
	shared := func(n itsm.Number) document.Value {
		return making.MinutesValue(itsm.Number{Value: n.Value * users.Value, Known: n.Known && users.Known})
	}
	return []document.Value{
		document.TextValue(s.Name), document.TextValue(regionTitle(m, c.Region)), making.ShareValue(users),
		making.Minutes(c.Agreed), making.MinutesValue(c.Downtime), making.ShareValue(c.Availability),
		shared(itsm.Known(c.Agreed)), shared(c.Downtime),
	}
}

// usersOf is the share of a service's users in a region, unknown where it changed in the period.
func usersOf(m *making.Report, s *making.Standing, region string) itsm.Number {
	share := func(at time.Time) itsm.Number {
		regions := s.Service.Service.At(at).Regions
		if len(regions) == 0 {
			return itsm.Known(1)
		}
		i := slices.IndexFunc(regions, func(r itsm.Region) bool { return r.Name == region })
		if i < 0 {
			return itsm.Number{}
		}
		return itsm.Known(regions[i].Share)
	}
	first, last := share(m.Want.Period.From), share(m.Want.Period.To.Add(-time.Nanosecond))
	if first != last {
		return itsm.Number{}
	}
	return first
}
