package delivery

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"strings"
	"time"

	"nines/internal/deliver"
	"nines/internal/store"
	"nines/jobs/ledger"
	"nines/reports/mail"
)

const (
	alarmPrefix    = "alarm " // of the kinds of deliveries that are alarms
	alarmsAnHour   = 20       // mails to operators
	alarmsTogether = time.Hour
)

// IsAlarm tells whether a kind of deliveries is that of an alarm.
func IsAlarm(kind string) bool { return strings.HasPrefix(kind, alarmPrefix) }

// TellOperators mails an alarm to the operators of the configuration, each matter once, and notes it in the run's log.
// What cannot be sent now stays pending in the ledger. Of more than alarmsAnHour mails within an hour the rest is only
// noted. The error is of the ledger.
func (c Courier) TellOperators(ctx context.Context, a Alarm) error {
	if c.Log != nil {
		c.Log.Warn("alarm", "kind", a.Kind, "job", a.Job, "due", a.Due, "text", a.Text)
	}
	run := store.Run{Job: a.Job, Due: a.Due}
	words, err := ledger.LoadWords(c.Config)
	if err != nil {
		return err
	}
	planned, untold, err := c.planAlarm(ctx, a, words)
	if err != nil {
		return err
	}
	c.keepNote(ctx, run, "warning", a.Line()) // once it is kept what is sent
	if untold != "" {
		c.note(ctx, run, "warning", untold)
	}
	for _, d := range a.About {
		if err := c.Store.ToldOfDelivery(ctx, d, c.Now()); err != nil {
			return err
		}
	}
	p := deliveries{Courier: c, run: run, words: words}
	for _, d := range planned {
		if err := p.alarm(ctx, d); err != nil {
			return err
		}
	}
	return c.release(ctx, run)
}

// planAlarm puts the mails of an alarm into the ledger; untold says why there are none.
func (c Courier) planAlarm(ctx context.Context, a Alarm, words ledger.Words) (planned []store.Delivery, untold string, err error) {
	operators := c.operators()
	if len(operators) == 0 {
		return nil, words.Text("alarm.nobody"), nil
	}
	sent, err := c.Store.CountNotices(ctx, alarmPrefix, c.Now().Add(-alarmsTogether))
	if err != nil {
		return nil, "", err
	}
	if sent+len(operators) > alarmsAnHour {
		return nil, words.Text("alarm.held", "n", sent), nil
	}
	told := mail.Alarm{Kind: string(a.Kind), Job: a.Job, Due: words.Moment(a.Due), Text: a.Text}
	if sent+2*len(operators) > alarmsAnHour {
		told.Last = sent + len(operators)
	}
	body, err := mail.RenderAlarm(words.Words, told)
	if err != nil {
		return nil, "", err
	}
	kind := alarmKind(a)
	message := deliver.Message{Report: "alarm", Subject: body.Subject, Text: body.Text}
	for _, operator := range operators {
		id := deliver.AlarmID(a.Job, kind+a.Due.Format(time.RFC3339Nano), operator, c.Config.Mail.Domain())
		d := store.Delivery{Job: a.Job, Due: a.Due, Kind: kind, Target: operator, MessageID: id, Changed: c.Now(), State: store.DeliveryPending}
		planned = append(planned, d)
	}
	return planned, "", c.plan(ctx, kind, outbound{Message: message, Until: c.Now().Add(GiveUpAfter)}, planned)
}

// operators lists the addresses of those who are told of failures, without names.
func (c Courier) operators() (list []string) {
	if c.Config.Mail == nil {
		return nil
	}
	for _, o := range c.Config.Mail.Operators {
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
	d.Changed = p.Now()
	begun, err := p.Store.BeginNotice(ctx, d)
	if err != nil || !begun {
		return err
	}
	d.Attempts++
	failure := p.sendAlarm(ctx, d, out)
	quiet := deliveries{Courier: p.Courier, run: p.run, words: p.words}
	return quiet.settle(ctx, d, out.Until, failure)
}

func (p *deliveries) sendAlarm(ctx context.Context, d store.Delivery, out outbound) error {
	switch {
	case out.Message.Subject == "":
		return &deliver.RefusedError{Err: errors.New(p.words.Text("delivery.lost"))}
	case p.Config.Mail == nil:
		return &deliver.RefusedError{Err: errors.New(p.words.Text("delivery.unconfigured"))}
	}
	m := out.Message
	m.Date, m.MessageID, m.ListID = p.Now(), d.MessageID, deliver.ListID("operators", p.Config.Mail.Domain())
	return p.mailer().Send(ctx, m, d.Target)
}
