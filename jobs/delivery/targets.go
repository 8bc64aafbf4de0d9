package delivery

import (
	"cmp"
	"context"
	"fmt"
	"net/mail"
	"net/url"
	"slices"
	"strings"

	"nines/internal/config"
	"nines/internal/deliver"
	"nines/reports/document"
)

// target is a place to which a job delivers.
type target struct {
	kind    config.DeliveryKind
	name    string // in the ledger: an address, a folder, the host of a webhook, and of a pack which
	address string // with the name before it: of a mail; empty: none is known
	folder  string
	host    string // of a webhook, with a number where there are several
	of      config.Delivery
}

// place is the target without the pack that goes there.
func (t target) place() string {
	switch t.kind {
	case config.Email:
		return bareAddress(t.address)
	case config.Folder:
		return t.folder
	}
	return t.host
}

// targets lists where a job delivers a document to, each place once. The owner, team or service of a pack who has no
// address is one without any: that it cannot be sent is told like any other refusal.
func (c Courier) targets(job *config.Job, pack *document.Pack) []target {
	var list []target
	add := func(t target) {
		t.name += packSuffix(pack)
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
				for _, address := range packAddresses(to, place.Recipients, pack) {
					add(target{kind: config.Email, name: cmp.Or(bareAddress(address), to), address: address, of: place})
				}
			}
		case config.Folder:
			folder := packText(place.Path, pack)
			add(target{kind: config.Folder, name: folder, folder: folder, of: place})
		case config.Webhook:
			host := webHost(place.URL)
			hosts[host]++
			if n := hosts[host]; n > 1 {
				host = fmt.Sprintf("%s (%d)", host, n)
			}
			add(target{kind: config.Webhook, name: host, host: host, of: place})
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
		if t.address == "" {
			return &deliver.RefusedError{Err: fmt.Errorf("no mail address is known for %s: add it to recipients", out.Pack.Name)}
		}
		m.MessageID = c.messageID(out, t.place())
		m.ListID = deliver.ListID(m.Report, domain)
		if m.Revision > 1 {
			m.InReplyTo = deliver.MessageID(m.Report, m.Period, 1, t.place(), domain)
		}
		return c.mailer().Send(ctx, m, t.address)
	case config.Folder:
		m.Files = out.Files
		return deliver.Folder{}.Send(ctx, m, t.place())
	}
	address, err := t.of.URL.Reveal()
	if err != nil {
		return &deliver.TemporaryError{Err: fmt.Errorf("read the address of the webhook: %w", err)}
	}
	m.Data = []byte(out.Hook)
	m.MessageID = deliver.MessageID(m.Report, m.Period, m.Revision, t.place(), "webhook")
	hook := deliver.Webhook{Secret: t.of.Secret.Reveal, Now: c.Now}
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
