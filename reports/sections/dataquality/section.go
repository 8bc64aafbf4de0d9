// Package dataquality is the section that closes every report: what the data could not say, which sources were silent, and
// what was published otherwise before. In go what loading found out, out come its blocks and figures.
package dataquality

import (
	"context"

	"nines/reports/document"
	"nines/reports/making"
	"nines/reports/narrative"
)

// Present closes every report: what the data could not say, and what was published before.
func Present(ctx context.Context, m *making.Report) (document.Section, error) {
	f, err := m.Facts(ctx)
	if err != nil {
		return document.Section{}, err
	}
	restated, err := m.Restatements(ctx)
	if err != nil {
		return document.Section{}, err
	}
	findings := newFindingFigures(m, f.Findings)
	lead, err := m.Tell(narrative.DataQuality{Kinds: len(findings)})
	if err != nil {
		return document.Section{}, err
	}
	s := document.Section{Lead: lead}
	s.Blocks = []document.Block{
		sourcesTable(m, f.Sources),
		findingsTable(m, findings),
		exclusionsTable(m, f),
		restatementsBlock(m, restated),
	}
	s.Figures = Figures{
		Sources: newSourceFigures(m, f.Sources), Findings: findings, Restatements: newRestatementFigures(restated),
	}
	return s, nil
}
