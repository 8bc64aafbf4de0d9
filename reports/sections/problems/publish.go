package problems

import (
	"context"

	"nines/internal/itsm"
	"nines/reports/making"
)

// Publish lists how many problems were opened and closed in the period and how many were open at its end. What else the
// section says is of the as-of instant.
func Publish(ctx context.Context, m *making.Report) ([]making.Figure, error) {
	r, err := m.ProblemReview(ctx)
	if err != nil {
		return nil, err
	}
	count := func(name string, problems []itsm.Ref) making.Figure {
		var list []making.Contribution
		for _, p := range problems {
			list = append(list, making.Holding(p.ID, true))
		}
		return making.Counted("problems/period/"+name, list)
	}
	moved := &r.Review.Moved
	return []making.Figure{count("opened", moved.Opened), count("closed", moved.Closed), count("outstanding", moved.Outstanding)}, nil
}
