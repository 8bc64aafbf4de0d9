package making

import (
	"context"
	"fmt"
	"strings"

	"nines/internal/itsm"
)

// Logged is what work logs up to the as-of instant say of tickets, whatever their dates. A ticket that has none is not
// in it.
type Logged map[itsm.Ref]itsm.Length

// Logged adds up the work logs of some tickets: a log means the ticket of its own source, else the only one of them
// that has the id.
func (m *Report) Logged(ctx context.Context, tickets itsm.References) (Logged, error) {
	l := Logged{}
	if len(tickets) == 0 {
		return l, nil
	}
	err := m.Data.WorkLogsInAnyOrder(ctx, itsm.Span{}, []string{"ticket", "minutes"}, func(w *itsm.WorkLog) error {
		ref, ok, _ := tickets.Find(w.Source, w.Ticket)
		if !ok || !w.Minutes.Known {
			return nil
		}
		sum, met := l[ref]
		if !met {
			ref.ID = strings.Clone(ref.ID) // it would hold on to the whole row
		}
		l[ref] = itsm.Length{Value: sum.Value + w.Minutes.Value, Known: true}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("load the work logs of tickets: %w", err)
	}
	return l, nil
}

// OrOwn is the effort on a ticket: what was logged on it, else what it states itself. Never both.
func (l Logged) OrOwn(ref itsm.Ref, own itsm.Length) itsm.Length {
	if effort, ok := l[ref]; ok {
		return effort
	}
	return own
}
