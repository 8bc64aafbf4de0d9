package config

import (
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/rickar/cal/v2"
	"github.com/rickar/cal/v2/ar"
	"github.com/rickar/cal/v2/at"
	"github.com/rickar/cal/v2/au"
	"github.com/rickar/cal/v2/be"
	"github.com/rickar/cal/v2/bg"
	"github.com/rickar/cal/v2/br"
	"github.com/rickar/cal/v2/ca"
	"github.com/rickar/cal/v2/ch"
	"github.com/rickar/cal/v2/cz"
	"github.com/rickar/cal/v2/de"
	"github.com/rickar/cal/v2/dk"
	"github.com/rickar/cal/v2/es"
	"github.com/rickar/cal/v2/fr"
	"github.com/rickar/cal/v2/gb"
	"github.com/rickar/cal/v2/gr"
	"github.com/rickar/cal/v2/hr"
	"github.com/rickar/cal/v2/ie"
	"github.com/rickar/cal/v2/it"
	"github.com/rickar/cal/v2/jp"
	"github.com/rickar/cal/v2/lt"
	"github.com/rickar/cal/v2/lv"
	"github.com/rickar/cal/v2/mw"
	"github.com/rickar/cal/v2/nc"
	"github.com/rickar/cal/v2/nl"
	"github.com/rickar/cal/v2/no"
	"github.com/rickar/cal/v2/nz"
	"github.com/rickar/cal/v2/pl"
	"github.com/rickar/cal/v2/ro"
	"github.com/rickar/cal/v2/ru"
	"github.com/rickar/cal/v2/se"
	"github.com/rickar/cal/v2/si"
	"github.com/rickar/cal/v2/sk"
	"github.com/rickar/cal/v2/ua"
	"github.com/rickar/cal/v2/us"
	"github.com/rickar/cal/v2/za"
	"go.yaml.in/yaml/v3"
)

// The years for which public holidays are worked out, both included.
const (
	firstHolidayYear = 2000
	lastHolidayYear  = 2060
)

// longestHoliday bounds a range of holidays, in days: more is a mistyped year.
const longestHoliday = 366

// countries holds the public holidays of whole countries, by ISO 3166 code; what only a part of a country keeps is
// left out.
var countries = map[string][]*cal.Holiday{
	"AR": ar.Holidays,
	"AT": at.Holidays,
	"AU": common(au.HolidaysACT, au.HolidaysNSW, au.HolidaysNT, au.HolidaysQLD, au.HolidaysSA, au.HolidaysTAS, au.HolidaysVIC, au.HolidaysWA),
	"BE": be.Holidays,
	"BG": bg.Holidays,
	"BR": br.Holidays,
	"CA": without(ca.Holidays, ca.CivicDay, ca.EasterMonday), // those of some provinces and employers
	"CH": common(ch.HolidaysZH, ch.HolidaysBE, ch.HolidaysLU, ch.HolidaysGE, ch.HolidaysTI, ch.HolidaysVS, ch.HolidaysNE, ch.HolidaysBS),
	"CZ": cz.Holidays,
	"DE": de.Holidays,
	"DK": dk.Holidays,
	"ES": es.Holidays,
	"FI": finland,
	"FR": fr.Holidays,
	"GB": gb.Holidays,
	"GR": gr.Holidays,
	"HR": hr.Holidays,
	"IE": ie.Holidays,
	"IT": it.Holidays,
	"JP": jp.Holidays,
	"LT": lt.Holidays,
	"LV": lv.Holidays,
	"MW": mw.Holidays,
	"NC": nc.Holidays,
	"NL": nl.Holidays,
	"NO": no.Holidays,
	"NZ": nz.Holidays,
	"PL": pl.Holidays,
	"PT": portugal,
	"RO": ro.Holidays,
	"RU": ru.Holidays,
	"SE": se.Holidays,
	"SI": si.Holidays,
	"SK": sk.Holidays,
	"UA": ua.Holidays,
	"US": us.Holidays,
	"ZA": za.Holidays,
}

// common returns the holidays that every part of a country keeps.
func common(parts ...[]*cal.Holiday) []*cal.Holiday {
	return slices.DeleteFunc(slices.Clone(parts[0]), func(h *cal.Holiday) bool {
		return slices.ContainsFunc(parts[1:], func(part []*cal.Holiday) bool { return !slices.Contains(part, h) })
	})
}

func without(all []*cal.Holiday, some ...*cal.Holiday) []*cal.Holiday {
	return slices.DeleteFunc(slices.Clone(all), func(h *cal.Holiday) bool { return slices.Contains(some, h) })
}

// computeInUTC keeps the library from working in the machine's zone, where some midnights do not exist and the day
// before would come out.
var computeInUTC = sync.OnceFunc(func() { cal.DefaultLoc = time.UTC })

// countryHolidays returns the actual and the observed dates of a country's holidays, in no order.
func countryHolidays(code string) []Date {
	computeInUTC()
	var dates []Date
	// A New Year's Day can be observed in the old year, hence one more year.
	for year := firstHolidayYear; year <= lastHolidayYear+1; year++ {
		for _, h := range countries[code] {
			actual, observed := h.Calc(year)
			for _, t := range []time.Time{actual, observed} {
				if t.Year() >= firstHolidayYear && t.Year() <= lastHolidayYear {
					dates = append(dates, dateOf(t))
				}
			}
		}
	}
	return dates
}

// holiday reads a date, "from..to" or country:GB.
func (d *decoder) holiday(n *yaml.Node, days map[Date]bool) {
	const want = "a holiday as a date (2026-12-25), a range (\"2026-12-28..2027-01-01\") or a country (country:GB)"
	text, ok := d.scalar(n, want)
	if !ok {
		return
	}
	if code, isCountry := strings.CutPrefix(text, "country:"); isCountry {
		code = strings.ToUpper(strings.TrimSpace(code))
		if _, known := countries[code]; !known {
			d.problem(n, "no public holidays are known for the country %q: list them by date; known: %s", code, strings.Join(sortedKeys(countries), ", "))
		}
		for _, date := range countryHolidays(code) {
			days[date] = true
		}
		return
	}
	first, last, isRange := strings.Cut(text, "..")
	from, ok := parseDate(strings.TrimSpace(first))
	to := from
	if ok && isRange {
		to, ok = parseDate(strings.TrimSpace(last))
	}
	if !ok {
		d.problem(n, "expected %s, found %s", want, found(n))
		return
	}
	d.addDays(n, from, to, days)
}

func (d *decoder) addDays(n *yaml.Node, from, to Date, days map[Date]bool) {
	begin := time.Date(from.Year, from.Month, from.Day, 0, 0, 0, 0, time.UTC)
	end := time.Date(to.Year, to.Month, to.Day, 0, 0, 0, 0, time.UTC)
	if end.Before(begin) || end.Sub(begin) >= longestHoliday*24*time.Hour {
		d.problem(n, "expected a range of 1 to %d days, the first day first, found %s", longestHoliday, found(n))
		return
	}
	for t := begin; !t.After(end); t = t.AddDate(0, 0, 1) {
		days[dateOf(t)] = true
	}
}
