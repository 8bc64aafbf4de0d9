package store

import (
	"context"
	"errors"
	"fmt"
	"time"
)

const (
	leadEvery  = time.Second      // between two tries to lead, and between two looks whether one still does
	leadAnswer = 10 * time.Second // a database that does not answer for so long is lost
	// leadSilence is after how long the database lets the lead of one go who says nothing. It is longer than the two
	// above together: who lost the way to the database knows it before another leads.
	leadSilence = 20 * time.Second
)

// errLeadTaken says that the lock is there, and not this process's any more.
var errLeadTaken = errors.New("the lead is another's")

// contender is a connection of its own that takes part in the choice of who leads. Its end gives the lead up, however
// it comes.
type contender interface {
	try(ctx context.Context) (leads bool, err error) // takes the lead where nobody has it
	holds(ctx context.Context) error                 // nil: it has the lead that it took
	close() error
}

// Leadership is the right to make what is due, which of the processes on one store one has at a time. It lasts until it
// is resigned, the process ends or the database lets it go.
type Leadership struct {
	lost chan struct{}
	end  context.CancelFunc
	over chan struct{}
	err  error // why it was lost; read when lost is closed
}

// Lead waits until this process leads, or the context ends. standby is called once where another leads meanwhile. An
// error of the database may be gone when it is asked again.
func (s *Store) Lead(ctx context.Context, standby func()) (*Leadership, error) {
	c, err := s.dialect.contend(ctx, s.name)
	if err != nil {
		return nil, fmt.Errorf("ask for the lead: %w", s.dialect.explain(err))
	}
	for told := false; ; told = true {
		var leads bool
		err := answered(ctx, func(ctx context.Context) (err error) {
			leads, err = c.try(ctx)
			return err
		})
		if err != nil {
			return nil, fmt.Errorf("ask for the lead: %w", s.dialect.explain(errors.Join(err, c.close())))
		}
		if leads {
			return lead(c), nil
		}
		if !told {
			standby()
		}
		select {
		case <-ctx.Done():
			return nil, errors.Join(ctx.Err(), c.close())
		case <-time.After(leadEvery):
		}
	}
}

// answered asks the database something that it answers soon, or is lost.
func answered(ctx context.Context, ask func(context.Context) error) error {
	ctx, cancel := context.WithTimeout(ctx, leadAnswer)
	defer cancel()
	return ask(ctx)
}

// lead begins a leadership, and watches over it.
func lead(c contender) *Leadership {
	ctx, end := context.WithCancel(context.Background())
	l := &Leadership{lost: make(chan struct{}), end: end, over: make(chan struct{})}
	go func() {
		defer close(l.over)
		if err := keepLead(ctx, c); err != nil {
			l.err = err
			close(l.lost)
		}
		_ = c.close() // nothing depends on how: the lead is gone with the connection
	}()
	return l
}

// keepLead looks again and again whether the lead is still there. It returns why it is not; nil where it was resigned.
func keepLead(ctx context.Context, c contender) error {
	ticker := time.NewTicker(leadEvery)
	defer ticker.Stop()
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-ticker.C:
		}
		if err := answered(ctx, c.holds); err != nil && ctx.Err() == nil {
			return err
		}
	}
}

// Lost is closed when the lead is another's, or may be. Who resigns does not lose it.
func (l *Leadership) Lost() <-chan struct{} { return l.lost }

// Err is why the lead was lost; nil while it is not.
func (l *Leadership) Err() error {
	select {
	case <-l.lost:
		return l.err
	default:
		return nil
	}
}

// Resign gives the lead up, so that another may have it at once. It may be called again, and when it was lost.
func (l *Leadership) Resign() {
	l.end()
	<-l.over
}
