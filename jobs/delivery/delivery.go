// Package delivery brings what a job made to where its job says, and tells the operators what went wrong. The ledger
// knows how each delivery stands.
package delivery

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"time"

	"nines/internal/config"
	"nines/internal/deliver"
	"nines/internal/store"
	"nines/jobs"
	"nines/jobs/ledger"
)

// Courier delivers what a runner makes.
type Courier struct {
	*jobs.Runner
	Log *slog.Logger // of deliveries and alarms, beside the ledger; nil: none
}

// Deliver brings what a run made to where its job says, each target once: what is to be sent and how it stands is kept
// in the ledger, so that whoever leads later goes on. What fails for now stays pending, and Redeliver tries it again;
// what was refused or is in doubt is told to the operators. The error is of the ledger, not of what was not delivered.
func (c Courier) Deliver(ctx context.Context, run store.Run, job *config.Job, made jobs.Made) error {
	if len(job.Deliver) == 0 {
		return nil
	}
	words, err := ledger.LoadWords(c.Config)
	if err != nil {
		return err
	}
	if err := c.outbox().Remove(run.Job, run.Due); err != nil { // of an attempt that was broken off
		return fmt.Errorf("keep what %s sends: %w", run.Job, err)
	}
	editions := made.Packs
	if made.Document != nil {
		editions = []jobs.Made{made}
	}
	for _, edition := range editions {
		if err := c.planReport(ctx, run, job, edition, words); err != nil {
			return err
		}
	}
	return c.pass(ctx, run, words, 0) // nobody but the caller delivers what the caller makes
}

// planReport keeps what is to be sent of one document, and to whom.
func (c Courier) planReport(ctx context.Context, run store.Run, job *config.Job, made jobs.Made, words ledger.Words) error {
	pack := made.Document.Pack
	if job.Empty == config.EmptySkip && nothingToTell(made.Document) {
		c.note(ctx, run, "info", words.Text("delivery.skipped")+packSuffix(pack))
		return nil
	}
	out, err := c.outbound(run, job, made)
	if err != nil {
		return err
	}
	if err := c.hold(run, &out); err != nil {
		return err
	}
	var planned []store.Delivery
	for _, t := range c.targets(job, pack) {
		d := store.Delivery{Job: run.Job, Due: run.Due, Kind: string(t.kind), Target: t.name, Changed: c.Now()}
		if t.kind == config.Email && t.address != "" {
			d.MessageID = c.messageID(out, t.place())
		}
		planned = append(planned, d)
	}
	return c.plan(ctx, reportMessage+packSuffix(pack), out, planned)
}

// Redeliver tries again what was not delivered of a run that is over, as far as its time has come. Of one that is not,
// which delivers what it makes itself, it tries the alarms only.
func (c Courier) Redeliver(ctx context.Context, run store.Run) error {
	words, err := ledger.LoadWords(c.Config)
	if err != nil {
		return err
	}
	return c.pass(ctx, run, words, sendingAtMost)
}

// sendingAtMost is longer than any sending takes.
const sendingAtMost = time.Hour

// pass tries what is pending of a run and whose time has come. Of what has been marked as being sent for longer than
// patience the ledger was not told how it went.
func (c Courier) pass(ctx context.Context, run store.Run, words ledger.Words, patience time.Duration) error {
	all, err := c.Store.Deliveries(ctx, store.DeliveryQuery{Job: run.Job, Due: run.Due})
	if err != nil {
		return err
	}
	p := deliveries{Courier: c, run: run, words: words}
	if err := p.all(ctx, all, patience); err != nil {
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), ledgerPatience)
		defer cancel()
		p.raise(ctx)
		return err
	}
	p.raise(ctx)
	return c.release(ctx, run)
}

// deliveries are those of a run while they are tried.
type deliveries struct {
	Courier
	run   store.Run
	words ledger.Words

	refused, doubtful []store.Delivery // for the operators
}

// all tries each delivery, until the ledger fails. Without patience the caller is who makes the run.
func (p *deliveries) all(ctx context.Context, list []store.Delivery, patience time.Duration) error {
	for _, d := range list {
		var err error
		switch {
		case IsAlarm(d.Kind):
			err = p.alarm(ctx, d)
		case patience > 0 && p.run.State != store.RunDone && p.run.State != store.RunFailed:
		case d.State == store.DeliverySending && p.Now().Sub(d.Changed) >= patience:
			err = p.forgotten(ctx, d)
		default:
			err = p.try(ctx, d)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// due tells whether a delivery is to be tried now.
func (p *deliveries) due(d store.Delivery) bool {
	return d.State == store.DeliveryPending && !d.Next.After(p.Now())
}

// try tries one delivery.
func (p *deliveries) try(ctx context.Context, d store.Delivery) error {
	if !p.due(d) {
		return nil
	}
	out, err := p.loadReport(ctx, d)
	if err != nil {
		return err
	}
	d.Changed = p.Now()
	begun, err := p.Store.BeginDelivery(ctx, d, p.run.Owner)
	if err != nil || !begun { // another process has it
		return err
	}
	d.Attempts++
	return p.settle(ctx, d, out.Until, p.send(ctx, d, out))
}

// send sends what a delivery is about to its target.
func (p *deliveries) send(ctx context.Context, d store.Delivery, out outbound) error {
	if out.Message.Report == "" {
		return &deliver.RefusedError{Err: errors.New(p.words.Text("delivery.lost"))}
	}
	var found *target
	if job := p.Config.Job(d.Job); job != nil {
		for _, t := range p.targets(job, out.Pack) {
			if string(t.kind) == d.Kind && t.name == d.Target {
				found = &t
			}
		}
	}
	if found == nil {
		return &deliver.RefusedError{Err: errors.New(p.words.Text("delivery.unconfigured"))}
	}
	return p.sendTo(ctx, found, out)
}

// retryWaits are the waits before the second try, the third and so on; the last holds for all that follow.
var retryWaits = []time.Duration{time.Minute, 5 * time.Minute, 15 * time.Minute, time.Hour}

// settle keeps what became of a delivery that was being sent. until is when it is given up.
func (p *deliveries) settle(ctx context.Context, d store.Delivery, until time.Time, failure error) error {
	d.Changed = p.Now()
	var temporary *deliver.TemporaryError
	var doubtful *deliver.DoubtfulError
	level := "warning"
	switch {
	case failure == nil:
		d.State, level = store.DeliverySent, "info"
	case errors.As(failure, &doubtful):
		d.State, d.Detail = store.DeliveryDoubtful, ledger.Shorten(doubtful.Err.Error(), ledger.LongestReason)
		p.doubtful = append(p.doubtful, d)
	case errors.As(failure, &temporary):
		d.State, d.Detail = store.DeliveryPending, ledger.Shorten(temporary.Err.Error(), ledger.LongestReason)
		d.Next = d.Changed.Add(max(retryWaits[min(d.Attempts, len(retryWaits))-1], temporary.After))
		if !d.Next.After(until) {
			break
		}
		d.State, d.Next = store.DeliveryRefused, time.Time{}
		d.Detail = p.words.Text("delivery.gave_up", "n", d.Attempts, "detail", d.Detail)
		p.refused = append(p.refused, d)
	default:
		d.State, d.Detail = store.DeliveryRefused, ledger.Shorten(strings.TrimPrefix(failure.Error(), "refused: "), ledger.LongestReason)
		p.refused = append(p.refused, d)
	}
	line := fmt.Sprintf("delivery; kind: %s; target: %s; state: %s; attempt: %d", d.Kind, d.Target, d.State, d.Attempts)
	if d.Detail != "" {
		line += "; detail: " + d.Detail
	}
	p.note(ctx, p.run, level, line)
	return p.endDelivery(ctx, d)
}

// ledgerPatience is how long the ledger may take to be told what became of a delivery, also when the run's time is over.
const ledgerPatience = 30 * time.Second

func (p *deliveries) endDelivery(ctx context.Context, d store.Delivery) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), ledgerPatience)
	defer cancel()
	return p.Store.EndDelivery(ctx, d)
}

// forgotten settles a delivery that was sent when the ledger could not be told: nobody knows any more what became of it.
// A folder is written again.
func (p *deliveries) forgotten(ctx context.Context, d store.Delivery) error {
	if d.Kind == string(config.Folder) {
		d.State, d.Changed = store.DeliveryPending, p.Now()
		if err := p.endDelivery(ctx, d); err != nil {
			return err
		}
		return p.try(ctx, d)
	}
	return p.settle(ctx, d, time.Time{}, &deliver.DoubtfulError{Err: errors.New(p.words.Text("service.doubtful"))})
}

// raise tells the operators what was refused and what is in doubt. That they could not be told is in the run's log.
func (p *deliveries) raise(ctx context.Context) {
	for _, a := range []struct {
		kind  AlarmKind
		about []store.Delivery
	}{{AlarmRefused, p.refused}, {AlarmDoubtful, p.doubtful}} {
		if len(a.about) == 0 {
			continue
		}
		if err := p.TellOperators(ctx, DeliveryAlarm(a.kind, a.about...)); err != nil {
			p.note(ctx, p.run, "error", "the operators could not be told: "+err.Error())
		}
	}
}

// note adds a line to the log of a run, and to that of the program. That it cannot is no reason to stop.
func (c Courier) note(ctx context.Context, run store.Run, level, message string) {
	if c.Log != nil {
		severity := map[string]slog.Level{"info": slog.LevelInfo, "warning": slog.LevelWarn, "error": slog.LevelError}[level]
		c.Log.Log(ctx, severity, message, "run", ledger.Words{Zone: c.Config.Timezone}.Run(run))
	}
	c.keepNote(ctx, run, level, message)
}

// keepNote adds a line to the log of a run.
func (c Courier) keepNote(ctx context.Context, run store.Run, level, message string) {
	event := store.RunEvent{At: c.Now(), Level: level, Message: ledger.Shorten(message, 2*ledger.LongestReason)}
	_ = c.Store.AddRunEvent(context.WithoutCancel(ctx), run.Job, run.Due, event)
}
