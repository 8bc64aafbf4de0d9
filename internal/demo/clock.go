package demo

import "time"

// How the load is spread: by month (holidays in August and December, a rush in January), by weekday, by hour.
var (
	monthLoad    = [12]float64{1.08, 1.02, 1, .98, .98, 1, .97, .9, 1.03, .96, 1.03, .85}
	incidentDays = [7]float64{.4, 1.35, 1.1, 1, 1, .95, .45} // Sunday first
	requestDays  = [7]float64{.03, 1.2, 1.1, 1, 1, .9, .05}
	incidentHour = []float64{2, 2, 2, 2, 2, 3, 5, 8, 12, 15, 14, 12, 10, 11, 13, 12, 10, 8, 6, 5, 4, 4, 3, 3}
	officeHour   = []float64{0, 0, 0, 0, 0, 0, 0, 1, 8, 14, 14, 12, 8, 10, 13, 12, 9, 3, 0, 0, 0, 0, 0, 0}
)

// date returns the first instant of the day with that number.
func (w *world) date(day int) time.Time {
	y, m, d := w.from.Date()
	return time.Date(y, m, d+day, 0, 0, 0, 0, w.london)
}

// dayOf returns the number of the day on which the instant lies.
func (w *world) dayOf(t time.Time) int {
	y, m, d := t.In(w.london).Date()
	fy, fm, fd := w.from.Date()
	return int(time.Date(y, m, d, 0, 0, 0, 0, time.UTC).Sub(time.Date(fy, fm, fd, 0, 0, 0, 0, time.UTC)).Hours() / 24)
}

// moment draws an instant of the day by the weights of its hours.
func (w *world) moment(d dice, day int, hours []float64) time.Time {
	y, m, dd := w.date(day).Date()
	return time.Date(y, m, dd, d.weighted(hours), d.IntN(60), 0, 0, w.london)
}

// atWork moves an instant into the office hours of its day, and from a weekend to Monday.
func (w *world) atWork(d dice, t time.Time) time.Time {
	y, m, dd := t.In(w.london).Date()
	at := time.Date(y, m, dd, d.weighted(officeHour), d.IntN(60), 0, 0, w.london)
	switch at.Weekday() {
	case time.Saturday:
		return at.AddDate(0, 0, 2)
	case time.Sunday:
		return at.AddDate(0, 0, 1)
	}
	return at
}

// incidentWeight is a day's share of the incidents: releases bring more of them.
func (w *world) incidentWeight(day int) float64 {
	date := w.date(day)
	return monthLoad[date.Month()-1] * incidentDays[date.Weekday()] * (1 + .12*min(3, float64(len(w.releases[day]))/w.scale))
}

func (w *world) requestWeight(day int) float64 {
	date := w.date(day)
	return monthLoad[date.Month()-1] * requestDays[date.Weekday()]
}

// quotas spreads n tickets over the days by their weights; they add up to n.
func (w *world) quotas(n int, weight func(day int) float64) []int {
	total, sum := 0.0, 0.0
	for day := range w.days {
		total += weight(day)
	}
	quotas, given := make([]int, w.days), 0
	for day := range quotas {
		sum += weight(day)
		upTo := int(float64(n) * (sum / total))
		if day == w.days-1 {
			upTo = n
		}
		quotas[day], given = upTo-given, upTo
	}
	return quotas
}

// incidentCount is how many of the tickets are incidents.
func (w *world) incidentCount() int { return w.Tickets * 65 / 100 }

// The times of the exports. An unknown instant, and one that the export cannot know, is an empty cell.
const (
	ukTime  = "02/01/2006 15:04"
	dutch   = "2-1-2006 15:04" // unpadded, as the service desk's tool writes it
	isoTime = "2006-01-02 15:04:05"
)

func (w *world) past(t time.Time, layout string) string {
	if t.IsZero() || !w.known(t) {
		return ""
	}
	return t.In(w.london).Format(layout)
}

func stamp(t time.Time, zone *time.Location, layout string) string {
	if t.IsZero() {
		return ""
	}
	return t.In(zone).Format(layout)
}
