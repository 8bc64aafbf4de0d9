package config

import (
	"time"

	"github.com/rickar/cal/v2"
	"github.com/rickar/cal/v2/aa"
	"github.com/rickar/cal/v2/se"
)

// finland keeps the same days as Sweden around midsummer and All Saints. The eves of midsummer and Christmas are no public
// holidays there, though hardly anybody works: list them by date.
var finland = []*cal.Holiday{
	aa.NewYear, aa.Epiphany, aa.GoodFriday, aa.Easter, aa.EasterMonday, aa.WorkersDay, aa.AscensionDay, aa.Pentecost,
	se.Midsommardagen, se.AllaHelgonsDag, onDay(time.December, 6), aa.ChristmasDay, aa.ChristmasDay2,
}

// portugal did without four of its holidays in three years (Law 23/2012, taken back by Law 8/2016). Carnival is none by law.
var portugal = append([]*cal.Holiday{
	aa.NewYear, aa.GoodFriday, aa.Easter, onDay(time.April, 25), aa.WorkersDay, onDay(time.June, 10), aa.AssumptionOfMary,
	aa.ImmaculateConception, aa.ChristmasDay,
}, withoutYears(2013, 2015, aa.CorpusChristi, onDay(time.October, 5), aa.AllSaintsDay, onDay(time.December, 1))...)

func onDay(month time.Month, day int) *cal.Holiday {
	return &cal.Holiday{Month: month, Day: day, Func: cal.CalcDayOfMonth}
}

// withoutYears are holidays that were not kept from one year to another, both included.
func withoutYears(first, last int, all ...*cal.Holiday) []*cal.Holiday {
	var years []int
	for year := first; year <= last; year++ {
		years = append(years, year)
	}
	var kept []*cal.Holiday
	for _, h := range all {
		kept = append(kept, h.Clone(&cal.Holiday{Except: years}))
	}
	return kept
}
