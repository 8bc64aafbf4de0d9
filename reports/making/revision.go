package making

import (
	"context"

	"nines/analysis/quality"
)

// Revision says how a report stands to what was published for the same period before.
type Revision struct {
	Number int  // 1: the first
	New    bool // a figure that was published last comes out otherwise now
	// Against is the publication that the restatements are set against: that of the revision before. Nil: there is none.
	Against  *Published
	Restated []quality.Restatement
}

// Revision compares the figures with what was published for the period before, once. A report that says what was
// published last is the same revision, and says again what that one had changed.
func (m *Report) Revision(ctx context.Context) (*Revision, error) {
	if m.revision != nil {
		return m.revision, nil
	}
	before := m.Want.Before
	if before == nil {
		m.revision = &Revision{Number: 1}
		return m.revision, nil
	}
	now, err := m.Figures(ctx)
	if err != nil {
		return nil, err
	}
	r := &Revision{Number: before.Revision, Against: before, Restated: m.restated(before, now)}
	switch {
	case len(r.Restated) > 0:
		r.Number, r.New = before.next(), true
	case before.Earlier != nil:
		r.Against, r.Restated = before.Earlier, m.restated(before.Earlier, now)
	}
	m.revision = r
	return r, nil
}

func (m *Report) restated(before *Published, now []Figure) []quality.Restatement {
	return quality.Restatements(before.Figures, now, before.Fingerprint != m.Settings.Fingerprint)
}

// Restatements lists the figures of the revision before that come out otherwise now.
func (m *Report) Restatements(ctx context.Context) ([]quality.Restatement, error) {
	r, err := m.Revision(ctx)
	if err != nil {
		return nil, err
	}
	return r.Restated, nil
}
