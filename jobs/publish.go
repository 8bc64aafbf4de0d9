package jobs

import (
	"context"
	"time"

	"nines/internal/itsm"
	"nines/internal/store"
	"nines/reports"
	"nines/reports/document"
)

// publish keeps what a job's report says in the ledger, and its files in the archive. The ledger comes last: a file
// that it does not list was not published.
func (r *Runner) publish(ctx context.Context, made *reports.Report, files []string, asOf, now time.Time) error {
	doc := made.Document
	p := store.Publication{
		Report: doc.Key(), Period: doc.Period.Name, AsOf: asOf, At: now, Revision: doc.Revision,
		Version: Version(), ConfigHash: r.Config.Fingerprint(),
	}
	for _, f := range made.Figures {
		figure := store.Figure{Name: f.Name, Value: f.Value.Pointer()}
		for _, c := range f.Tickets {
			figure.Tickets = append(figure.Tickets, store.Contribution(c))
		}
		p.Figures = append(p.Figures, figure)
	}
	var err error
	if p.Files, err = r.Archive().Keep(doc, files); err != nil {
		return err
	}
	return r.Store.SavePublication(ctx, p)
}

// keysOf are the keys under which the report may have been published, its own first.
func keysOf(want reports.Want) []string {
	keys := []string{document.Key(want.Report.Name, want.Pack)}
	if want.Pack != nil {
		for _, former := range want.Pack.Former {
			p := *want.Pack
			p.Slug = former
			keys = append(keys, document.Key(want.Report.Name, &p))
		}
	}
	return keys
}

// publishedBefore reads what was published last of the report and period under any of its keys, and of the revision
// before that one; nil where nothing was.
func publishedBefore(ctx context.Context, snapshot *store.Snapshot, keys []string, period string) (*reports.Published, error) {
	var last *store.Publication
	highest := 0
	for _, key := range keys {
		p, err := snapshot.LastPublication(ctx, key, period)
		if err != nil {
			return nil, err
		}
		if p == nil {
			continue
		}
		if highest = max(highest, p.Last); last == nil || p.At.After(last.At) {
			last = p
		}
	}
	if last == nil {
		return nil, nil //nolint:nilnil // none is no error
	}
	before := published(last)
	before.Last = highest
	if last.Revision == 1 {
		return before, nil
	}
	earlier, err := snapshot.PublicationBefore(ctx, last.Report, period, last.Revision)
	if err != nil || earlier == nil { // it may have been pruned
		return before, err
	}
	before.Earlier = published(earlier)
	return before, nil
}

// published turns a publication of the ledger into what a report needs of it.
func published(p *store.Publication) *reports.Published {
	before := &reports.Published{Revision: p.Revision, Last: p.Last, AsOf: p.AsOf, At: p.At, Fingerprint: p.ConfigHash}
	for _, f := range p.Figures {
		figure := reports.Figure{Name: f.Name}
		if f.Value != nil {
			figure.Value = itsm.Known(*f.Value)
		}
		for _, c := range f.Tickets {
			figure.Tickets = append(figure.Tickets, reports.Contribution(c))
		}
		before.Figures = append(before.Figures, figure)
	}
	return before
}
