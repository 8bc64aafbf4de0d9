package reports

import (
	"slices"
	"strings"

	"nines/internal/itsm"
	"nines/reports/document"
)

// lacking is what data do not have that the review needs: a list that is empty for want of it is no good news.
type lacking struct {
	problems bool // no source brings problem records
	actions  bool // no source brings actions
	titles   bool // no incident of the period has a title, so nothing recurs
	majors   bool // no incident was declared a major one in the last quarter
}

// brings tells whether records of a kind come from any of the sources, or can: from a mixed one.
func brings(sources []itsm.SourceState, record string) bool {
	return slices.ContainsFunc(sources, func(s itsm.SourceState) bool { return s.Record == record || s.Record == mixedSource })
}

// mixedSource is the record of a source that tells row by row what it is.
const mixedSource = "mixed"

// needs names what a table of the review cannot do without, of what is lacking; empty for nothing.
func (l lacking) needs(table string) string {
	switch table {
	case "problem_actions":
		return when(l.actions, "actions")
	case "waiting", "known_errors", "false_closures", "fixes":
		return when(l.problems, "problems")
	case "orphans":
		return when(l.titles, "titles")
	case "late_reviews", "reviews_without_action":
		return when(l.majors, "majors")
	}
	return ""
}

func when(is bool, word string) string {
	if is {
		return word
	}
	return ""
}

// emptyTables says which tables have no rows as there is nothing to list, and which for want of data.
func (m *making) emptyTables(lacks lacking, ids []string) []document.Block {
	var nothing, missing []string
	for _, id := range ids {
		list, text := &nothing, "problems."+id+".none"
		if what := lacks.needs(id); what != "" {
			list, text = &missing, "problems.lacking."+what
		}
		if text = m.words.Text(text); !slices.Contains(*list, text) {
			*list = append(*list, text)
		}
	}
	var blocks []document.Block
	add := func(key string, list []string) {
		if len(list) > 0 {
			text := m.words.Text(key, "list", strings.Join(list, m.words.Text("problems.empty.list")))
			blocks = append(blocks, &document.Text{Text: text, Tone: document.Muted})
		}
	}
	add("problems.lacking", missing)
	add("problems.empty", nothing)
	return blocks
}
