package web

import (
	"context"
	"fmt"
	"net/http"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"
)

// What monitoring is told. All of it is read from the ledger, so that a restart loses nothing and every replica tells
// the same; what the ledger forgets (retention) makes the numbers of runs smaller, so they are gauges.
var (
	upInfo      = describe("build_info", "Always 1; the version of the program.", "version")
	leaderInfo  = describe("leader", "Whether this process makes the reports (1) or waits for the one that does (0).")
	readInfo    = describe("ledger_readable", "Whether the ledger could be read (1); else (0) the other figures are left out.")
	runsInfo    = describe("job_runs", "Runs that the ledger holds.", "job", "state")
	lastInfo    = describe("job_last_run_timestamp_seconds", "When the last run that is over was due.", "job", "state")
	doneInfo    = describe("job_last_success_timestamp_seconds", "When the last run that was done ended.", "job")
	lengthInfo  = describe("job_last_run_duration_seconds", "How long the last run took that was begun and is over.", "job")
	nextInfo    = describe("job_next_run_timestamp_seconds", "When the job is due next.", "job")
	runningInfo = describe("job_running", "Whether a run of the job is being made.", "job")
	sentInfo    = describe("deliveries", "Deliveries that the ledger holds.", "kind", "state")
	unseenInfo  = describe("deliveries_to_look_into", "Deliveries that were refused or are in doubt, and that nobody has looked into.", "kind", "state")
	ageInfo     = describe("source_import_age_seconds", "How long ago the newest import was that did not fail.", "source")
	dataInfo    = describe("source_data_age_seconds", "How old the newest data are.", "source")
	brokenInfo  = describe("source_import_failed", "Whether the last import failed.", "source")
	rowsInfo    = describe("source_import_rows", "Rows of the newest import that did not fail.", "source", "outcome")
)

func describe(name, help string, labels ...string) *prometheus.Desc {
	return prometheus.NewDesc("nines_"+name, help, labels, nil)
}

// collector reads the ledger whenever monitoring asks.
type collector struct{ *Server }

// scrapeWait is how long the ledger may take to answer.
const scrapeWait = 8 * time.Second

func (s *Server) metrics() (http.Handler, error) {
	all := prometheus.NewRegistry()
	for _, c := range []prometheus.Collector{
		collector{s}, collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}),
	} {
		if err := all.Register(c); err != nil {
			return nil, fmt.Errorf("prepare the metrics: %w", err)
		}
	}
	return promhttp.HandlerFor(all, promhttp.HandlerOpts{MaxRequestsInFlight: 2}), nil
}

// Describe names all that is told.
func (collector) Describe(out chan<- *prometheus.Desc) {
	for _, d := range []*prometheus.Desc{
		upInfo, leaderInfo, readInfo, runsInfo, lastInfo, doneInfo, lengthInfo, nextInfo, runningInfo, sentInfo, unseenInfo, ageInfo,
		dataInfo, brokenInfo, rowsInfo,
	} {
		out <- d
	}
}

// Collect tells all that is known.
func (c collector) Collect(out chan<- prometheus.Metric) {
	tell := func(d *prometheus.Desc, value float64, labels ...string) {
		out <- prometheus.MustNewConstMetric(d, prometheus.GaugeValue, value, labels...)
	}
	tell(upInfo, 1, c.config.Version)
	ctx, cancel := context.WithTimeout(context.Background(), scrapeWait)
	defer cancel()
	status, err := c.service.Status(ctx)
	var counts Counts
	if err == nil {
		counts, err = c.service.Counts(ctx)
	}
	tell(readInfo, truth(err == nil))
	if err != nil {
		c.config.Log.Error("the metrics cannot be read", "error", err)
		return
	}
	tell(leaderInfo, truth(status.Leads))
	for key, n := range counts.Runs {
		tell(runsInfo, float64(n), key.Job, key.State)
	}
	for key, n := range counts.Deliveries {
		tell(sentInfo, float64(n), key.Kind, key.State)
	}
	for key, n := range counts.ToLookInto {
		tell(unseenInfo, float64(n), key.Kind, key.State)
	}
	for _, j := range status.Jobs {
		j.tell(tell)
	}
	for _, s := range status.Sources {
		s.tell(tell, status.At)
	}
}

type teller func(d *prometheus.Desc, value float64, labels ...string)

func (j Job) tell(tell teller) {
	tell(runningInfo, truth(j.Current != nil && j.Current.State == "running"), j.Name)
	if !j.Next.IsZero() {
		tell(nextInfo, seconds(j.Next), j.Name)
	}
	if !j.LastDone.IsZero() {
		tell(doneInfo, seconds(j.LastDone), j.Name)
	}
	if last := j.Last; last != nil {
		tell(lastInfo, seconds(last.Due), j.Name, last.State)
		if took, ok := last.took(); ok {
			tell(lengthInfo, took.Seconds(), j.Name)
		}
	}
}

func (s Source) tell(tell teller, now time.Time) {
	tell(brokenInfo, truth(s.Failure != ""), s.Name)
	if !s.Newest.IsZero() {
		tell(dataInfo, now.Sub(s.Newest).Seconds(), s.Name)
	}
	if s.Imported.IsZero() {
		return
	}
	tell(ageInfo, now.Sub(s.Imported).Seconds(), s.Name)
	for outcome, n := range map[string]int{
		"read": s.Read, "stored": s.Stored, "replaced": s.Replaced, "unchanged": s.Unchanged, "rejected": s.Rejected, "skipped": s.Skipped,
	} {
		tell(rowsInfo, float64(n), s.Name, outcome)
	}
}

func truth(holds bool) float64 {
	if holds {
		return 1
	}
	return 0
}

func seconds(t time.Time) float64 { return float64(t.UnixMilli()) / 1000 }

// took is how long a run took; ok is false where it was not begun or is not over.
func (r Run) took() (d time.Duration, ok bool) {
	if r.Started.IsZero() || r.Ended.IsZero() {
		return 0, false
	}
	return r.Ended.Sub(r.Started), true
}
