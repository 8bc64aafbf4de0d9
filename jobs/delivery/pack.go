package delivery

import (
	"cmp"
	"context"
	"net/mail"
	"strings"

	"nines/internal/store"
	"nines/reports/document"
)

// packSuffix tells, in the names of the ledger, what is of one pack from what is of another that goes to the same place.
func packSuffix(p *document.Pack) string {
	if p == nil {
		return ""
	}
	return " [" + p.Slug + "]"
}

// packText puts a pack's slug in the place of its placeholder: nothing else of a name may stand in a path.
func packText(text string, p *document.Pack) string {
	if p == nil {
		return text
	}
	return strings.ReplaceAll(text, "{"+p.By+"}", p.Slug)
}

// packAddresses lists whom a mail goes to. The placeholder alone is whoever has the pack: by the addresses of the
// configuration, else by the name where that is one; a single empty address says that none is known. As a part of an
// address it is the name in letters and digits.
func packAddresses(to string, recipients map[string][]string, p *document.Pack) []string {
	if p == nil {
		return []string{to}
	}
	if own := "{" + p.By + "}"; to != own {
		return []string{strings.ReplaceAll(to, own, cmp.Or(p.Word, p.Slug))}
	}
	for name, addresses := range recipients {
		if strings.EqualFold(strings.TrimSpace(name), p.Name) {
			return addresses
		}
	}
	if _, err := mail.ParseAddress(p.Name); err == nil {
		return []string{p.Name}
	}
	return []string{""}
}

// loadReport reads what a delivery sends: of a pack its own, else the report's.
func (c Courier) loadReport(ctx context.Context, d store.Delivery) (outbound, error) {
	run := store.Run{Job: d.Job, Due: d.Due}
	if i := strings.LastIndex(d.Target, " ["); i >= 0 && strings.HasSuffix(d.Target, "]") {
		out, err := c.loadOutbound(ctx, run, reportMessage+d.Target[i:])
		if err != nil || out.Pack != nil {
			return out, err
		}
	}
	return c.loadOutbound(ctx, run, reportMessage)
}
