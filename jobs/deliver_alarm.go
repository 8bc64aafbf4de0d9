package jobs

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"strings"
	"time"

	"nines/internal/deliver"
	"nines/internal/store"
	"nines/reports/mail"
)

const (
	alarmPrefix    = "alarm " // of the kinds of deliveries that are alarms
	alarmsAnHour   = 20       // mails to operators
	alarmsTogether = time.Hour
)

func isAlarm(kind string) bool { return strings.HasPrefix(kind, alarmPrefix) }

// TellOperators mails an alarm to the operators of the configuration, each matter once, and notes it in the run's log.
// What cannot be sent now stays pending in the ledger. Of more than alarmsAnHour mails within an hour the rest is only
// noted. The error is of the ledger.
func (r *Runner) TellOperators(ctx context.Context, a Alarm) error {
	run := store.Run{Job: a.Job, Due: a.Due}
	words, err := r.wording()
	if err != nil {
		return err
	}
	operators := r.operators()
	if len(operators) == 0 {
		r.note(ctx, run, "warning", alarmLine(a))
		r.note(ctx, run, "warning", words.words.Text("alarm.nobody"))
		return nil
	}
	sent, err := r.Store.CountNotices(ctx, alarmPrefix, r.now().Add(-alarmsTogether))
	if err != nil {
		return err
	}
	if sent+len(operators) > alarmsAnHour {
		r.note(ctx, run, "warning", alarmLine(a))
		r.note(ctx, run, "warning", words.words.Text("alarm.held", "n", sent))
		return nil
	}
	told := mail.Alarm{Kind: string(a.Kind), Job: a.Job, Due: words.moment(a.Due), Text: a.Text}
	if sent+2*len(operators) > alarmsAnHour {
		told.Last = sent + len(operators)
	}
	body, err := mail.RenderAlarm(r.Config.Locale, told)
	if err != nil {
		return err
	}
	kind := alarmKind(a)
	message := deliver.Message{Report: "alarm", Subject: body.Subject, Text: body.Text}
	if err := r.saveOutbound(ctx, run, kind, outbound{Message: message, Until: r.now().Add(giveUpAfter)}); err != nil {
		return err
	}
	planned := make([]store.Delivery, len(operators))
	for i, operator := range operators {
		id := deliver.AlarmID(a.Job, kind+a.Due.Format(time.RFC3339Nano), operator, r.Config.Mail.Domain())
		planned[i] = store.Delivery{Job: a.Job, Due: a.Due, Kind: kind, Target: operator, MessageID: id, Changed: r.now(), State: store.DeliveryPending}
		if err := r.Store.PlanDelivery(ctx, planned[i]); err != nil {
			return err
		}
	}
	r.note(ctx, run, "warning", alarmLine(a)) // once it is kept: whoever takes over looks for this line
	p := deliveries{Runner: r, run: run, words: words}
	for _, d := range planned {
		if err := p.alarm(ctx, d); err != nil {
			return err
		}
	}
	return r.Store.RemoveMessages(ctx, a.Job, a.Due)
}

// alarmLine says in the log of a run that an alarm was raised about it.
func alarmLine(a Alarm) string { return "alarm; kind: " + string(a.Kind) + "; " + a.Text }

// operators lists the addresses of those who are told of failures, without names.
func (r *Runner) operators() (list []string) {
	if r.Config.Mail == nil {
		return nil
	}
	for _, o := range r.Config.Mail.Operators {
		list = append(list, bareAddress(o))
	}
	return list
}

// alarmKind names an alarm in the ledger: that a run failed or is late is one matter, each refusal or doubt another.
func alarmKind(a Alarm) string {
	kind := alarmPrefix + string(a.Kind)
	if a.Kind == AlarmRefused || a.Kind == AlarmDoubtful {
		sum := sha256.Sum256([]byte(a.Text))
		kind += " " + hex.EncodeToString(sum[:3])
	}
	return kind
}

// alarm sends a word to an operator. One that was being sent when its process ended is sent again: to be told twice does
// no harm. No alarm tells of an alarm.
func (p *deliveries) alarm(ctx context.Context, d store.Delivery) error {
	if !p.due(d) {
		return nil
	}
	out, err := p.loadOutbound(ctx, p.run, d.Kind)
	if err != nil {
		return err
	}
	d.Changed = p.now()
	begun, err := p.Store.BeginNotice(ctx, d)
	if err != nil || !begun {
		return err
	}
	d.Attempts++
	failure := p.sendAlarm(ctx, d, out)
	quiet := deliveries{Runner: p.Runner, run: p.run, words: p.words}
	return quiet.settle(ctx, d, out.Until, failure)
}

func (p *deliveries) sendAlarm(ctx context.Context, d store.Delivery, out outbound) error {
	switch {
	case out.Message.Subject == "":
		return &deliver.RefusedError{Err: errors.New(p.words.words.Text("delivery.lost"))}
	case p.Config.Mail == nil:
		return &deliver.RefusedError{Err: errors.New(p.words.words.Text("delivery.unconfigured"))}
	}
	m := out.Message
	m.Date, m.MessageID, m.ListID = p.now(), d.MessageID, deliver.ListID("operators", p.Config.Mail.Domain())
	return p.mailer().Send(ctx, m, d.Target)
}
