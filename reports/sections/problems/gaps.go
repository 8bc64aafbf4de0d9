package problems

import (
	"strings"

	"nines/analysis/problems"
	"nines/internal/itsm"
	"nines/reports/making"
)

// gaps says what the figures lack, and which tickets lack it.
func gaps(m *making.Report, v *problems.Result) string {
	var sentences []string
	for _, g := range gapLists(&v.Gaps) {
		if n := len(g.refs); n > 0 {
			sentences = append(sentences, m.Words.Plural("problems.gap."+g.word, n, m.Count(n), "ids", m.SomeIDs(making.IDsOf(g.refs))))
		}
	}
	return strings.Join(sentences, " ")
}

type gapList struct {
	word string
	refs []itsm.Ref
}

// gapLists lists the gaps in the order in which they are told.
func gapLists(g *problems.Gaps) []gapList {
	return []gapList{
		{"not_updated", g.NotUpdated},
		{"not_opened", g.NotOpened},
		{"no_priority", g.NoPriority},
		{"end_unknown", g.EndUnknown},
		{"cancelled", g.Cancelled},
		{"ambiguous", g.Ambiguous},
		{"not_once", g.NotOnce},
		{"not_placed", g.NotPlaced},
		{"done_at_unknown", g.DoneAtUnknown},
	}
}
