package store

import "time"

// ledgerQuery is what runs and deliveries are asked for by; where it is empty, any.
type ledgerQuery struct {
	job   string
	due   time.Time
	state string
	limit int // 0: all
}

// sql is what stands behind WHERE. The rows come with the latest due first, then by order.
func (q ledgerQuery) sql(order string) (where string, args []any) {
	where = "1 = 1"
	if q.job != "" {
		where, args = where+" AND job = ?", append(args, q.job)
	}
	if !q.due.IsZero() {
		where, args = where+" AND due_at = ?", append(args, q.due.UnixMilli())
	}
	if q.state != "" {
		where, args = where+" AND state = ?", append(args, q.state)
	}
	where += " ORDER BY due_at DESC, " + order
	if q.limit > 0 {
		where, args = where+" LIMIT ?", append(args, q.limit)
	}
	return where, args
}
