package demo

import (
	"errors"
	"fmt"
	"math"
	"strconv"
	"time"
)

// sample is one measured value.
type sample struct {
	at    string
	on    *series
	value float64
}

// host is what is measured together: its load follows its service's business, its processor its load.
type host struct {
	service *service
	name    string
	base    float64 // transactions a second at a quiet hour of the last day
	noise   float64 // of the load, from hour to hour: it wanders
}

// series is one metric of one host.
type series struct {
	host   *host
	metric string
}

var metrics = []string{"txn_rate", "cpu_util", "mem_util", "disk_used"}

// modestSeries is what the sample measures: three services, and the disk of a fourth.
var modestSeries = []struct{ service, host, metric string }{
	{"fx-pricing", "fxp-app-01", "txn_rate"},
	{"fx-pricing", "fxp-app-01", "cpu_util"},
	{"fx-pricing", "fxp-app-02", "txn_rate"},
	{"fx-pricing", "fxp-app-02", "cpu_util"},
	{"payments-gateway", "pay-gw-01", "txn_rate"},
	{"payments-gateway", "pay-gw-01", "cpu_util"},
	{"card-authorisation", "card-auth-01", "txn_rate"},
	{"card-authorisation", "card-auth-01", "cpu_util"},
	{"data-warehouse", "dwh-db-01", "disk_used"},
}

const (
	manySamples = 200_000 // above, all metrics of many hosts
	manyHosts   = 132
)

func (w *world) sampledSeries() []*series {
	var list []*series
	hosts := map[string]*host{}
	d := w.dice[ofSamples]
	add := func(s *service, name, metric string) {
		h, ok := hosts[name]
		if !ok {
			h = &host{service: s, name: name, base: 2 + 4*d.Float64()}
			hosts[name] = h
		}
		list = append(list, &series{h, metric})
	}
	if w.Samples <= manySamples {
		for _, m := range modestSeries {
			add(w.service(m.service), m.host, m.metric)
		}
		return list
	}
	for i := range manyHosts {
		s := w.services[i%len(w.services)]
		for _, metric := range metrics {
			add(s, fmt.Sprintf("%s-%03d", s.hosts[0], i/len(w.services)+1), metric)
		}
	}
	return list
}

var sampleDialect = dialect{gzip: true}

var sampleColumns = []column[sample]{
	{"time", func(s sample) string { return s.at }},
	{"service", func(s sample) string { return s.on.host.service.id }},
	{"host", func(s sample) string { return s.on.host.name }},
	{"metric", func(s sample) string { return s.on.metric }},
	{"value", func(s sample) string { return strconv.FormatFloat(s.value, 'f', 1, 64) }},
}

// writeSamples writes hourly values up to the end of the history, as many as asked for.
func (w *world) writeSamples(path string) (err error) {
	t, err := create(path, sampleDialect, sampleColumns)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, t.close()) }()
	list := w.sampledSeries()
	hours := (w.Samples + len(list) - 1) / len(list)
	left := w.Samples
	for hour := hours; hour > 0; hour-- {
		at := w.to.Add(-time.Duration(hour) * time.Hour).UTC()
		text := at.Format(time.RFC3339)
		for _, s := range list[:min(left, len(list))] {
			if err := t.write(sample{text, s, w.measure(s, at)}); err != nil {
				return err
			}
		}
		left -= len(list)
	}
	return nil
}

// measure draws one value. The load grows by a fifth in a year and follows hours and weekdays; the processor is a
// straight line of it with noise, and the disk a straight line of time.
func (w *world) measure(s *series, at time.Time) float64 {
	d := w.dice[ofSamples]
	h := s.host
	years := w.to.Sub(at).Hours() / (365 * 24)
	switch s.metric {
	case "txn_rate":
		h.noise = .7*h.noise + .08*d.NormFloat64()
		return h.load(at, years)
	case "cpu_util":
		return min(100, max(1, 12+3.1*h.load(at, years)+1.8*d.NormFloat64()))
	case "mem_util":
		return min(100, max(1, 55+1.1*h.load(at, years)+.8*d.NormFloat64()))
	}
	return max(1, 82-38*years+.3*d.NormFloat64())
}

func (h *host) load(at time.Time, yearsBeforeEnd float64) float64 {
	day := 1.0
	if weekday := at.Weekday(); weekday == time.Saturday || weekday == time.Sunday {
		day = .45
	}
	return h.base * day * (.4 + incidentHour[at.Hour()]/6) * (1 - .2*min(4, yearsBeforeEnd)) * math.Exp(h.noise)
}
