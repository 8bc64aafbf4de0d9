package dataquality

import (
	"slices"
	"time"

	"nines/analysis/quality"
	"nines/internal/itsm"
	"nines/reports/making"
)

// Figures are the figures of the section for other programs, under the contract's keys: ratios 0..1, durations in minutes,
// unknown as null.
type Figures struct {
	Sources      []sourceFigures      `json:"sources"`
	Findings     []findingFigures     `json:"findings"`
	Restatements []restatementFigures `json:"restatements"`
}

type sourceFigures struct {
	Source    string     `json:"source"`
	Read      int        `json:"read"`
	Stored    int        `json:"stored"`
	Replaced  int        `json:"replaced"`
	Unchanged int        `json:"unchanged"`
	Rejected  int        `json:"rejected"`
	Skipped   int        `json:"skipped"`
	Newest    *time.Time `json:"newest"`
	Failed    *string    `json:"failed"`
}

type findingFigures struct {
	Finding string   `json:"finding"`
	Count   int      `json:"count"`
	Effect  string   `json:"effect"`
	IDs     []string `json:"ids"`
	Names   []string `json:"names,omitempty"` // words, services or sources in question
}

type restatementFigures struct {
	Figure    string   `json:"figure"`
	Published *float64 `json:"published"`
	Now       *float64 `json:"now"`
	Because   []string `json:"because"`
}

func newSourceFigures(m *making.Report, sources []itsm.SourceState) []sourceFigures {
	list := make([]sourceFigures, 0, len(sources))
	for _, s := range sources {
		f := sourceFigures{
			Source: s.Source, Read: s.Read, Stored: s.Stored, Replaced: s.Replaced, Unchanged: s.Unchanged,
			Rejected: s.Rejected, Skipped: s.Skipped, Newest: m.TimeOrNull(s.Newest),
		}
		if s.Failed != "" {
			f.Failed = &s.Failed
		}
		list = append(list, f)
	}
	return list
}

func newFindingFigures(m *making.Report, findings []quality.Finding) []findingFigures {
	list := make([]findingFigures, 0, len(findings))
	for _, f := range findings {
		key := "finding." + string(f.Kind)
		minutes := m.Locale.Unknown
		if f.Minutes.Known {
			minutes = m.Locale.Number(f.Minutes.Value, 1)
		}
		entry := findingFigures{
			Finding: string(f.Kind), Count: f.Count(), IDs: f.IDs,
			Effect: m.Words.Text(key+".effect", "minutes", minutes),
		}
		for _, n := range f.Names {
			entry.Names = append(entry.Names, n.Text)
		}
		list = append(list, entry)
	}
	return list
}

func newRestatementFigures(restated []quality.Restatement) []restatementFigures {
	list := make([]restatementFigures, 0, len(restated))
	for _, r := range restated {
		because := slices.Clone(r.Because)
		if len(because) == 0 {
			because = []string{"other"}
			if r.Configuration {
				because = []string{"configuration"}
			}
		}
		list = append(list, restatementFigures{Figure: r.Figure, Published: r.Published.Pointer(), Now: r.Now.Pointer(), Because: because})
	}
	return list
}
