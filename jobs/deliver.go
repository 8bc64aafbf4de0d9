package jobs

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
)

// Deliver brings what a run made to where its job says, each target once: what is to be sent and how it stands is kept
// in the ledger, so that whoever leads later goes on. What fails for now stays pending, and Redeliver tries it again;
// what was refused or is in doubt is told to the operators. The error is of the ledger, not of what was not delivered.
func (r *Runner) Deliver(ctx context.Context, run store.Run, job *config.Job, made Made) error {
	if len(job.Deliver) == 0 {
		return nil
	}
	words, err := r.wording()
	if err != nil {
		return err
	}
	if job.Empty == config.EmptySkip && nothingToTell(made.Document) {
		r.note(ctx, run, "info", words.words.Text("delivery.skipped"))
		return nil
	}
	out, err := r.outbound(run, job, made)
	if err != nil {
		return err
	}
	if err := r.saveOutbound(ctx, run, reportMessage, out); err != nil {
		return err
	}
	for _, t := range r.targets(job) {
		d := store.Delivery{Job: run.Job, Due: run.Due, Kind: string(t.kind), Target: t.name, Changed: r.now()}
		if t.kind == config.Email {
			d.MessageID = r.messageID(out, t.name)
		}
		if err := r.Store.PlanDelivery(ctx, d); err != nil {
			return err
		}
	}
	return r.pass(ctx, run, words, 0) // nobody but the caller delivers what the caller makes
}

// Redeliver tries again what was not delivered of a run that is over, as far as its time has come. Of one that is not,
// which delivers what it makes itself, it tries the alarms only.
func (r *Runner) Redeliver(ctx context.Context, run store.Run) error {
	words, err := r.wording()
	if err != nil {
		return err
	}
	return r.pass(ctx, run, words, sendingAtMost)
}

// sendingAtMost is longer than any sending takes.
const sendingAtMost = time.Hour

// pass tries what is pending of a run and whose time has come. Of what has been marked as being sent for longer than
// patience the ledger was not told how it went.
func (r *Runner) pass(ctx context.Context, run store.Run, words wording, patience time.Duration) error {
	all, err := r.Store.Deliveries(ctx, store.DeliveryQuery{Job: run.Job, Due: run.Due})
	if err != nil {
		return err
	}
	p := deliveries{Runner: r, run: run, words: words}
	if err := p.all(ctx, all, patience); err != nil {
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), ledgerPatience)
		defer cancel()
		p.raise(ctx)
		return err
	}
	p.raise(ctx)
	return r.Store.RemoveMessages(ctx, run.Job, run.Due)
}

// deliveries are those of a run while they are tried.
type deliveries struct {
	*Runner
	run   store.Run
	words wording

	refused, doubtful []string // what became of them, for the operators
}

// all tries each delivery, until the ledger fails. Without patience the caller is who makes the run.
func (p *deliveries) all(ctx context.Context, list []store.Delivery, patience time.Duration) error {
	for _, d := range list {
		var err error
		switch {
		case isAlarm(d.Kind):
			err = p.alarm(ctx, d)
		case patience > 0 && p.run.State != store.RunDone && p.run.State != store.RunFailed:
		case d.State == store.DeliverySending && p.now().Sub(d.Changed) >= patience:
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
	return d.State == store.DeliveryPending && !d.Next.After(p.now())
}

// try tries one delivery.
func (p *deliveries) try(ctx context.Context, d store.Delivery) error {
	if !p.due(d) {
		return nil
	}
	out, err := p.loadOutbound(ctx, p.run, reportMessage)
	if err != nil {
		return err
	}
	d.Changed = p.now()
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
		return &deliver.RefusedError{Err: errors.New(p.words.words.Text("delivery.lost"))}
	}
	var found *target
	if job := p.configured(d.Job); job != nil {
		for _, t := range p.targets(job) {
			if string(t.kind) == d.Kind && t.name == d.Target {
				found = &t
			}
		}
	}
	if found == nil {
		return &deliver.RefusedError{Err: errors.New(p.words.words.Text("delivery.unconfigured"))}
	}
	return p.sendTo(ctx, found, out)
}

// retryWaits are the waits before the second try, the third and so on; the last holds for all that follow.
var retryWaits = []time.Duration{time.Minute, 5 * time.Minute, 15 * time.Minute, time.Hour}

// settle keeps what became of a delivery that was being sent. until is when it is given up.
func (p *deliveries) settle(ctx context.Context, d store.Delivery, until time.Time, failure error) error {
	d.Changed = p.now()
	var temporary *deliver.TemporaryError
	var doubtful *deliver.DoubtfulError
	level := "warning"
	switch {
	case failure == nil:
		d.State, level = store.DeliverySent, "info"
	case errors.As(failure, &doubtful):
		d.State, d.Detail = store.DeliveryDoubtful, cutText(doubtful.Err.Error(), longestReason)
		p.doubtful = append(p.doubtful, d.Target+": "+d.Detail)
	case errors.As(failure, &temporary):
		d.State, d.Detail = store.DeliveryPending, cutText(temporary.Err.Error(), longestReason)
		d.Next = d.Changed.Add(max(retryWaits[min(d.Attempts, len(retryWaits))-1], temporary.After))
		if !d.Next.After(until) {
			break
		}
		d.State, d.Next = store.DeliveryRefused, time.Time{}
		d.Detail = p.words.words.Text("delivery.gave_up", "n", d.Attempts, "detail", d.Detail)
		p.refused = append(p.refused, d.Target+": "+d.Detail)
	default:
		d.State, d.Detail = store.DeliveryRefused, cutText(strings.TrimPrefix(failure.Error(), "refused: "), longestReason)
		p.refused = append(p.refused, d.Target+": "+d.Detail)
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
		d.State, d.Changed = store.DeliveryPending, p.now()
		if err := p.endDelivery(ctx, d); err != nil {
			return err
		}
		return p.try(ctx, d)
	}
	return p.settle(ctx, d, time.Time{}, &deliver.DoubtfulError{Err: errors.New(p.words.words.Text("service.doubtful"))})
}

// raise tells the operators what was refused and what is in doubt. That they could not be told is in the run's log.
func (p *deliveries) raise(ctx context.Context) {
	for _, a := range []struct {
		kind  AlarmKind
		lines []string
	}{{AlarmRefused, p.refused}, {AlarmDoubtful, p.doubtful}} {
		if len(a.lines) == 0 {
			continue
		}
		alarm := Alarm{Kind: a.kind, Job: p.run.Job, Due: p.run.Due, Text: strings.Join(a.lines, "; ")}
		if err := p.TellOperators(ctx, alarm); err != nil {
			p.note(ctx, p.run, "error", "the operators could not be told: "+err.Error())
		}
	}
}

// note adds a line to the log of a run, and to that of the program. That it cannot is no reason to stop.
func (r *Runner) note(ctx context.Context, run store.Run, level, message string) {
	if r.Log != nil {
		severity := map[string]slog.Level{"info": slog.LevelInfo, "warning": slog.LevelWarn, "error": slog.LevelError}[level]
		r.Log.Log(ctx, severity, message, "run", wording{zone: r.Config.Timezone}.id(run))
	}
	event := store.RunEvent{At: r.now(), Level: level, Message: cutText(message, 2*longestReason)}
	_ = r.Store.AddRunEvent(context.WithoutCancel(ctx), run.Job, run.Due, event)
}

// configured finds a job of the configuration; nil: there is none of that name.
func (r *Runner) configured(name string) *config.Job {
	for i := range r.Config.Jobs {
		if r.Config.Jobs[i].Name == name {
			return &r.Config.Jobs[i]
		}
	}
	return nil
}
