package store

import (
	"context"
	"database/sql"
	"fmt"
	"time"
)

// DeliveryState is how far a delivery has got.
type DeliveryState string

// The states of a delivery. A refused one is not tried again; of a doubtful one nobody knows whether it arrived, so it
// is not sent again either before somebody has looked.
const (
	DeliveryPending  DeliveryState = "pending"
	DeliverySending  DeliveryState = "sending"
	DeliverySent     DeliveryState = "sent"
	DeliveryRefused  DeliveryState = "refused"
	DeliveryDoubtful DeliveryState = "doubtful"
)

// Delivery is one place to which the report of a run goes. Job, Due, Kind and Target are its key: it is sent once.
type Delivery struct {
	Job       string
	Due       time.Time // of the run
	Kind      string    // email, folder or webhook
	Target    string    // an address or a path; never a secret
	State     DeliveryState
	MessageID string
	Attempts  int
	Next      time.Time // of a pending one: it is not tried before; zero: at once
	Changed   time.Time // when the state was reached
	Detail    string    // what the other side said
	// Of one that was refused or is in doubt:
	Told     time.Time // when its alarm was kept for the operators; zero: it was not
	Looked   time.Time // when somebody has looked into it; zero: nobody has
	LookedBy string    // who
}

// ToLookInto tells whether somebody has to look into the delivery, and nobody has.
func (d Delivery) ToLookInto() bool {
	return (d.State == DeliveryRefused || d.State == DeliveryDoubtful) && d.Looked.IsZero()
}

// BeginDelivery marks a pending delivery as being sent. It tells whether the caller may send: the delivery waits, and
// its run is the owner's. What stays marked so when its process is gone is doubtful.
func (s *Store) BeginDelivery(ctx context.Context, d Delivery, owner string) (begun bool, err error) {
	n, err := s.changeDelivery(ctx, d, `UPDATE job_delivery SET state = 'sending', attempts = attempts + 1, changed_at = ?, next_at = NULL
		WHERE job = ? AND due_at = ? AND kind = ? AND target = ? AND state = 'pending'
		AND EXISTS (SELECT 1 FROM job_run AS r WHERE r.job = job_delivery.job AND r.due_at = job_delivery.due_at AND r.owner = ?)`,
		d.Changed.UnixMilli(), d.Job, d.Due.UnixMilli(), d.Kind, d.Target, owner)
	return n == 1, err
}

// EndDelivery keeps what became of a delivery that was being sent: sent, refused or doubtful, or pending again.
func (s *Store) EndDelivery(ctx context.Context, d Delivery) error {
	n, err := s.changeDelivery(ctx, d, `UPDATE job_delivery SET state = ?, changed_at = ?, next_at = ?, detail = ?
		WHERE job = ? AND due_at = ? AND kind = ? AND target = ? AND state = 'sending'`,
		d.State, d.Changed.UnixMilli(), milliseconds(d.Next), d.Detail, d.Job, d.Due.UnixMilli(), d.Kind, d.Target)
	if err == nil && n == 0 {
		return fmt.Errorf("%s to %s: %w", d.Kind, d.Target, ErrNotOurs)
	}
	return err
}

// DeliveryQuery says which deliveries to read. Empty: any.
type DeliveryQuery struct {
	Job   string
	Due   time.Time
	State DeliveryState
	Limit int // 0: all
}

// Deliveries lists deliveries, those of the latest run first, within a run by kind and target.
func (s *Store) Deliveries(ctx context.Context, q DeliveryQuery) ([]Delivery, error) {
	where, args := ledgerQuery{q.Job, q.Due, string(q.State), q.Limit}.sql("job, kind, target")
	var rows []deliveryRow
	err := s.reader.SelectContext(ctx, &rows, s.reader.Rebind(`SELECT job, due_at, kind, target, state, message_id, attempts, next_at,
		changed_at, detail, told_at, looked_at, looked_by FROM job_delivery WHERE `+where), args...)
	if err != nil {
		return nil, fmt.Errorf("read the deliveries: %w", s.dialect.explain(err))
	}
	list := make([]Delivery, len(rows))
	for i, row := range rows {
		list[i] = Delivery{
			Job: row.Job, Due: time.UnixMilli(row.DueAt).UTC(), Kind: row.Kind, Target: row.Target, State: row.State,
			MessageID: row.MessageID, Attempts: row.Attempts, Next: instantOf(row.NextAt),
			Changed: time.UnixMilli(row.ChangedAt).UTC(), Detail: row.Detail,
			Told: instantOf(row.ToldAt), Looked: instantOf(row.LookedAt), LookedBy: row.LookedBy,
		}
	}
	return list, nil
}

// deliveryRow is a delivery as the database keeps it.
type deliveryRow struct {
	Job, Kind, Target, Detail string
	State                     DeliveryState
	MessageID                 string `db:"message_id"`
	Attempts                  int
	DueAt                     int64         `db:"due_at"`
	NextAt                    sql.NullInt64 `db:"next_at"`
	ChangedAt                 int64         `db:"changed_at"`
	ToldAt                    sql.NullInt64 `db:"told_at"`
	LookedAt                  sql.NullInt64 `db:"looked_at"`
	LookedBy                  string        `db:"looked_by"`
}

// changeDelivery executes one statement about a delivery, and tells how many rows it changed.
func (s *Store) changeDelivery(ctx context.Context, d Delivery, statement string, args ...any) (int64, error) {
	done, err := s.writer.ExecContext(ctx, s.writer.Rebind(statement), args...)
	if err != nil {
		return 0, fmt.Errorf("keep how the delivery to %s stands: %w", d.Target, s.dialect.explain(err))
	}
	return done.RowsAffected()
}
