package reportstest

import (
	"context"
	"slices"
	"strings"

	"nines/internal/itsm"
)

// Samples are those of one KPI series.
type Samples struct {
	itsm.Series
	At     []int64 // milliseconds since 1970, ascending
	Values []float64
}

// asked are the samples of the query, in the order of the records.
func (d memory) asked(q itsm.SampleQuery) []Samples {
	return slices.DeleteFunc(slices.Clone(d.Records.Samples), func(s Samples) bool {
		return len(q.Services) > 0 && !slices.Contains(q.Services, s.Service) || len(q.Metrics) > 0 && !slices.Contains(q.Metrics, s.Metric)
	})
}

func (d memory) Series(_ context.Context, q itsm.SampleQuery) ([]itsm.Series, error) {
	var list []itsm.Series
	for _, s := range d.asked(q) {
		list = append(list, s.Series)
	}
	return list, nil
}

func (d memory) Samples(_ context.Context, q itsm.SampleQuery, yield func(itsm.Series, []int64, []float64) error) error {
	for _, s := range d.asked(q) {
		if err := yield(s.Series, s.At, s.Values); err != nil {
			return err
		}
	}
	return nil
}

func (d memory) PublishedFigures(_ context.Context, prefix string, yield func(*itsm.PublishedFigure) error) error {
	for _, f := range d.Published {
		if strings.HasPrefix(f.Name, prefix) {
			if err := yield(&f); err != nil {
				return err
			}
		}
	}
	return nil
}
