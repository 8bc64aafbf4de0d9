package store

import (
	"context"
	"time"
)

// ToldOfDelivery keeps that the alarm about a delivery, which was refused or is in doubt, is kept for the operators.
func (s *Store) ToldOfDelivery(ctx context.Context, d Delivery, at time.Time) error {
	_, err := s.changeDelivery(ctx, d, `UPDATE job_delivery SET told_at = ? WHERE job = ? AND due_at = ? AND kind = ? AND target = ?`,
		at.UnixMilli(), d.Job, d.Due.UnixMilli(), d.Kind, d.Target)
	return err
}

// LookedIntoDeliveries keeps that somebody has looked into deliveries of a run that were refused or are in doubt: the one
// of the kind and the target, or all where both are empty. Those that somebody has looked into before stay as they are.
// It returns how many they were.
func (s *Store) LookedIntoDeliveries(ctx context.Context, d Delivery, by string, at time.Time) (int, error) {
	which, args := "", []any{at.UnixMilli(), by, d.Job, d.Due.UnixMilli()}
	if d.Kind != "" || d.Target != "" {
		which, args = " AND kind = ? AND target = ?", append(args, d.Kind, d.Target)
	}
	n, err := s.changeDelivery(ctx, d, `UPDATE job_delivery SET looked_at = ?, looked_by = ?
		WHERE job = ? AND due_at = ? AND state IN ('refused', 'doubtful') AND looked_at IS NULL`+which, args...)
	return int(n), err
}
