package store

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"math"
	"slices"
	"sort"
	"time"

	"nines/internal/itsm"
)

// keptSeries is a series as one source tells it.
type keptSeries struct {
	itsm.Series
	ID     int64
	Source string
	Run    int64  // the source's last import that did not fail
	Called string // the service, as the source calls it
}

// Series lists the series of the query that the store has samples of, at whatever time, by service, component and
// metric.
func (s *Snapshot) Series(ctx context.Context, q itsm.SampleQuery) ([]itsm.Series, error) {
	kept, err := s.keptSeries(ctx, q)
	if err != nil {
		return nil, err
	}
	var all []itsm.Series
	for _, k := range kept {
		if n := len(all); n == 0 || all[n-1] != k.Series {
			all = append(all, k.Series)
		}
	}
	return all, nil
}

// Samples reads the samples of the query that were taken by the as-of instant, one series after the other, by service,
// component and metric: the times in milliseconds since 1970, ascending, and the values, which are valid until fn
// returns. Series without a sample in the span are left out. Where several sources tell the same instant of a series,
// the value of the one stands that was imported last.
func (s *Snapshot) Samples(ctx context.Context, q itsm.SampleQuery, fn func(series itsm.Series, at []int64, values []float64) error) error {
	kept, err := s.keptSeries(ctx, q)
	if err != nil {
		return err
	}
	from, to := int64(math.MinInt64), s.ms // both included
	if !q.Span.From.IsZero() {
		from = q.Span.From.UnixMilli()
	}
	if !q.Span.To.IsZero() {
		to = min(to, q.Span.To.UnixMilli()-1)
	}
	var all, one, joined samples
	for i, k := range kept {
		one.empty(0)
		if err := s.readSeries(ctx, k.ID, from, to, &one); err != nil {
			return fmt.Errorf("read the samples of %s: %w", k.Source, err)
		}
		if i > 0 && kept[i-1].Series == k.Series {
			joined.empty(len(all.at) + len(one.at))
			join(&joined, all, one)
			all, joined = joined, all
		} else {
			all, one = one, all
		}
		if i+1 < len(kept) && kept[i+1].Series == k.Series || len(all.at) == 0 {
			continue
		}
		if err := fn(k.Series, all.at, all.values); err != nil {
			return err
		}
	}
	return nil
}

// keptSeries lists what the sources have of the query, those of the same series by the import of the source.
func (s *Snapshot) keptSeries(ctx context.Context, q itsm.SampleQuery) ([]keptSeries, error) {
	var all []keptSeries
	err := s.tx.SelectContext(ctx, &all, `SELECT s.id, s.source, s.service, s.component, s.metric, s.service AS called, last.run
		FROM sample_series AS s JOIN (SELECT source, max(run) AS run FROM import_run WHERE failure = '' GROUP BY source) AS last
		ON last.source = s.source`)
	if err != nil {
		return nil, fmt.Errorf("read which series there are: %w", err)
	}
	all = slices.DeleteFunc(all, func(k keptSeries) bool {
		return len(q.Metrics) > 0 && !slices.Contains(q.Metrics, k.Metric) || q.Component != "" && q.Component != k.Component
	})
	if q.ServiceOf != nil {
		for i := range all {
			all[i].Service = q.ServiceOf(all[i].Service)
		}
	}
	all = slices.DeleteFunc(all, func(k keptSeries) bool {
		return len(q.Services) > 0 && !slices.Contains(q.Services, k.Service)
	})
	slices.SortFunc(all, func(a, b keptSeries) int {
		return cmp.Or(cmp.Compare(a.Service, b.Service), cmp.Compare(a.Component, b.Component), cmp.Compare(a.Metric, b.Metric),
			cmp.Compare(a.Run, b.Run), cmp.Compare(a.Source, b.Source), cmp.Compare(a.Called, b.Called))
	})
	return all, nil
}

// readSeries adds the samples of a series between two times, both included.
func (s *Snapshot) readSeries(ctx context.Context, id, from, to int64, into *samples) error {
	err := eachRow(ctx, s.tx, `SELECT first_at, samples, content FROM sample_block
		WHERE series = ? AND first_at <= ? AND last_at >= ? ORDER BY first_at`, []any{id, to, from}, func(scan func(...any) error) error {
		var first, n int64
		var content []byte
		if err := scan(intCell{&first}, intCell{&n}, &content); err != nil {
			return err
		}
		return appendSamples(into, first, int(n), content)
	})
	if err != nil {
		return err
	}
	low, _ := slices.BinarySearch(into.at, from)
	high, found := slices.BinarySearch(into.at, to)
	if found {
		high++
	}
	n := copy(into.at, into.at[low:high])
	copy(into.values, into.values[low:high])
	into.at, into.values = into.at[:n], into.values[:n]
	return nil
}

// join adds the samples of both, those of b where both have one.
func join(into *samples, a, b samples) {
	i := 0
	for j, at := range b.at {
		for ; i < len(a.at) && a.at[i] < at; i++ {
			into.add(a.at[i], a.values[i])
		}
		if i < len(a.at) && a.at[i] == at {
			i++
		}
		into.add(at, b.values[j])
	}
	into.at, into.values = append(into.at, a.at[i:]...), append(into.values, a.values[i:]...)
}

// newestSample is the newest instant of the source's samples that is not after the as-of instant, zero where there is
// none. Blocks that the instant divides are read for it.
func (s *Snapshot) newestSample(ctx context.Context, source string) (time.Time, error) {
	const of = ` FROM sample_block AS b JOIN sample_series AS s ON s.id = b.series WHERE s.source = ?`
	var whole sql.NullInt64
	if err := s.tx.GetContext(ctx, &whole, s.tx.Rebind(`SELECT max(b.last_at)`+of+` AND b.last_at <= ?`), source, s.ms); err != nil {
		return time.Time{}, err
	}
	newest, known := whole.Int64, whole.Valid
	var part samples
	err := eachRow(ctx, s.tx, `SELECT b.first_at, b.samples, b.content`+of+` AND b.first_at <= ? AND b.last_at > ?`,
		[]any{source, s.ms, s.ms}, func(scan func(...any) error) error {
			var first, n int64
			var content []byte
			if err := scan(intCell{&first}, intCell{&n}, &content); err != nil {
				return err
			}
			part.empty(blockSamples)
			if err := appendSamples(&part, first, int(n), content); err != nil {
				return err
			}
			after := sort.Search(len(part.at), func(i int) bool { return part.at[i] > s.ms })
			if last := part.at[after-1]; !known || last > newest {
				newest, known = last, true
			}
			return nil
		})
	if err != nil || !known {
		return time.Time{}, err
	}
	return instant(newest), nil
}
