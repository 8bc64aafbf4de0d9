package delivery

import (
	"context"
	"fmt"
	"net/mail"
	"net/url"
	"slices"
	"strings"

	"nines/internal/config"
	"nines/internal/deliver"
)

// target is a place to which a job delivers.
type target struct {
	kind    config.DeliveryKind
	name    string // in the ledger: an address, a folder, the host of a webhook
	address string // with the name before it: of a mail
	place   config.Delivery
}

// targets lists where a job delivers to, each place once.
func (c Courier) targets(job *config.Job) []target {
	var list []target
	add := func(t target) {
		same := func(other target) bool { return other.kind == t.kind && strings.EqualFold(other.name, t.name) }
		if !slices.ContainsFunc(list, same) {
			list = append(list, t)
		}
	}
	hosts := map[string]int{}
	for _, place := range job.Deliver {
		switch place.Kind {
		case config.Email:
			for _, to := range place.To {
				add(target{kind: config.Email, name: bareAddress(to), address: to, place: place})
			}
		case config.Folder:
			add(target{kind: config.Folder, name: place.Path, place: place})
		case config.Webhook:
			host := webHost(place.URL)
			hosts[host]++
			if n := hosts[host]; n > 1 {
				host = fmt.Sprintf("%s (%d)", host, n)
			}
			add(target{kind: config.Webhook, name: host, place: place})
		}
	}
	return list
}

// bareAddress is an address without the name before it.
func bareAddress(text string) string {
	if a, err := mail.ParseAddress(text); err == nil {
		return a.Address
	}
	return text
}

// webHost is what may be told of a webhook's address.
func webHost(address config.Secret) string {
	text, err := address.Reveal()
	if err != nil {
		return "?"
	}
	u, err := url.Parse(text)
	if err != nil {
		return "?"
	}
	return u.Host
}

// sendTo sends a report to a target.
func (c Courier) sendTo(ctx context.Context, t *target, out outbound) error {
	m := out.Message
	m.Date = c.Now()
	switch t.kind {
	case config.Email:
		domain := c.Config.Mail.Domain()
		m.MessageID = c.messageID(out, t.name)
		m.ListID = deliver.ListID(m.Report, domain)
		if m.Revision > 1 {
			m.InReplyTo = deliver.MessageID(m.Report, m.Period, 1, t.name, domain)
		}
		return c.mailer().Send(ctx, m, t.address)
	case config.Folder:
		m.Files = out.Files
		return deliver.Folder{}.Send(ctx, m, t.name)
	}
	address, err := t.place.URL.Reveal()
	if err != nil {
		return &deliver.TemporaryError{Err: fmt.Errorf("read the address of the webhook: %w", err)}
	}
	m.MessageID = deliver.MessageID(m.Report, m.Period, m.Revision, t.name, "webhook")
	m.Data = []byte(out.Hook)
	hook := deliver.Webhook{Secret: t.place.Secret.Reveal, Now: c.Now}
	return hook.Send(ctx, m, address)
}

// messageID is the id of a report's mail to one address.
func (c Courier) messageID(out outbound, address string) string {
	m := out.Message
	return deliver.MessageID(m.Report, m.Period, m.Revision, address, c.Config.Mail.Domain())
}

// mailer sends mail as the configuration says, which has the block mail.
func (c Courier) mailer() *deliver.Email {
	m := c.Config.Mail
	return &deliver.Email{
		Host: m.Host, Port: m.Port, Security: deliver.Security(m.Security), CAFile: m.CAFile,
		Username: m.Username, Password: m.Password.Reveal, From: m.From, ReplyTo: m.ReplyTo,
	}
}
