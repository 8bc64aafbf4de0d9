package store

import (
	"context"
	"fmt"
	"slices"
)

// IncidentsBeside lists the ids of incidents that stand next to an id in the order of ids: n on either side at most.
func (s *Snapshot) IncidentsBeside(ctx context.Context, id string, n int) ([]string, error) {
	var ids []string
	for _, side := range []string{"id < ? ORDER BY id DESC", "id >= ? ORDER BY id"} {
		var some []string
		err := s.tx.SelectContext(ctx, &some, s.tx.Rebind(`SELECT DISTINCT id FROM incident WHERE `+side+` LIMIT ?`), id, n)
		if err != nil {
			return nil, fmt.Errorf("look for incidents of a similar id: %w", err)
		}
		ids = append(ids, some...)
	}
	slices.Sort(ids)
	return ids, nil
}
