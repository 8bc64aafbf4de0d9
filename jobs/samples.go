package jobs

import (
	"bufio"
	"bytes"
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"nines/internal/itsm"
	"nines/internal/store"
	"nines/jobs/settings"
)

// SamplesRequest says which samples are asked for: those of one metric of a service, all of its components.
type SamplesRequest struct {
	Service string // its id, or one of its aliases
	Metric  string
	From    time.Time // zero: from the first
	To      time.Time // the first instant that is not asked for; zero: to the last
}

// allTime is as of when samples are asked for: whatever the clock says, they are those that the files told.
var allTime = time.Date(9999, 12, 31, 0, 0, 0, 0, time.UTC)

// Samples writes the samples as CSV, in the order of components, then of times. A *UnknownNameError says that the store
// has none of the service, or of the metric.
func (r *Runner) Samples(ctx context.Context, want SamplesRequest, out io.Writer) (err error) {
	data, err := r.Store.Snapshot(ctx, allTime)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, data.Close()) }()
	catalogue, _, err := settings.Catalogue(ctx, r.Config, data)
	if err != nil {
		return err
	}
	id := func(name string) string {
		if s := catalogue.Lookup(name); s != nil {
			return s.ID
		}
		return name
	}
	query := itsm.SampleQuery{
		Span: itsm.Span{From: want.From, To: want.To}, Services: []string{id(want.Service)}, Metrics: []string{want.Metric}, ServiceOf: id,
	}
	if err := findSeries(ctx, data, query); err != nil {
		return err
	}
	w := newSampleCSV(out, r.Config.Timezone)
	if err := data.Samples(ctx, query, w.write); err != nil {
		return err
	}
	return w.flush()
}

// findSeries says which services there are, or which metrics of a service, where the one that is asked for is not.
func findSeries(ctx context.Context, data *store.Snapshot, q itsm.SampleQuery) error {
	all, err := data.Series(ctx, itsm.SampleQuery{ServiceOf: q.ServiceOf})
	if err != nil {
		return err
	}
	if len(all) == 0 {
		return errors.New("the store has no samples: import a source with record: sample first")
	}
	var services, metrics []string
	for _, s := range all {
		services = append(services, s.Service)
		if s.Service == q.Services[0] {
			metrics = append(metrics, s.Metric)
		}
	}
	slices.Sort(metrics)
	switch {
	case len(metrics) == 0:
		if services[0] == "" { // they are sorted
			services[0] = `""`
		}
		return &UnknownNameError{What: "service with samples called", Name: q.Services[0], Known: slices.Compact(services)}
	case !slices.Contains(metrics, q.Metrics[0]):
		return &UnknownNameError{What: fmt.Sprintf("metric of %s called", q.Services[0]), Name: q.Metrics[0], Known: slices.Compact(metrics)}
	}
	return nil
}

// sampleCSV writes samples as CSV. What names a series is quoted once for all of its rows.
type sampleCSV struct {
	out  *bufio.Writer
	zone *time.Location
	line []byte
}

func newSampleCSV(out io.Writer, zone *time.Location) *sampleCSV {
	w := &sampleCSV{out: bufio.NewWriterSize(out, 1<<16), zone: zone}
	_, _ = w.out.WriteString("at,service,component,metric,value\n") // an error stays until flush
	return w
}

func (w *sampleCSV) write(series itsm.Series, at []int64, values []float64) error {
	names, err := quoted(series.Service, series.Component, series.Metric)
	if err != nil {
		return err
	}
	for i := range at {
		w.line = time.UnixMilli(at[i]).In(w.zone).AppendFormat(w.line[:0], "2006-01-02T15:04:05.999Z07:00")
		w.line = append(append(append(append(w.line, ','), names...), ','), plainNumber(values[i])...)
		if _, err := w.out.Write(append(w.line, '\n')); err != nil {
			return fmt.Errorf("write the samples: %w", err)
		}
	}
	return nil
}

func (w *sampleCSV) flush() error {
	if err := w.out.Flush(); err != nil {
		return fmt.Errorf("write the samples: %w", err)
	}
	return nil
}

// quoted writes the cells of a row as CSV, without its end.
func quoted(cells ...string) (string, error) {
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	if err := w.Write(cells); err != nil {
		return "", err
	}
	w.Flush()
	return strings.TrimSuffix(b.String(), "\n"), w.Error()
}

// plainNumber writes a number in full precision, without an exponent where its size allows that.
func plainNumber(v float64) string {
	format := byte('f')
	if size := math.Abs(v); size != 0 && (size < 1e-6 || size >= 1e21) {
		format = 'e'
	}
	return strconv.FormatFloat(v, format, -1, 64)
}
