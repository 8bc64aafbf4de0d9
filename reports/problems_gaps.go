package reports

import (
	"strings"

	"nines/analysis/problems"
	"nines/internal/itsm"
)

// problemGaps says what the figures lack, and which tickets lack it.
func (m *making) problemGaps(v *problems.Result) string {
	var sentences []string
	for _, g := range gapLists(&v.Gaps) {
		if n := len(g.refs); n > 0 {
			sentences = append(sentences, m.words.Plural("problems.gap."+g.word, n, m.count(n), "ids", m.someIDs(idsOf(g.refs))))
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
