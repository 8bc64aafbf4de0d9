package problems_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"nines/internal/itsm"
	"nines/reports"
	"nines/reports/document"
	"nines/reports/making"
	"nines/reports/reportstest"
	"nines/reports/sections/problems"
)

func actionOf(id, problem, owner string, due time.Time) itsm.Action {
	return itsm.Action{Head: itsm.Head{Source: "tickets", ID: id}, Problem: problem, Title: "replace " + id, Owner: owner, Due: due}
}

func decisionsIn(t *testing.T, r *reports.Report) []document.Decision {
	t.Helper()
	for _, b := range r.Document.Sections[0].Blocks {
		if d, ok := b.(*document.Decisions); ok {
			return d.Items
		}
	}
	require.Fail(t, "nothing to decide")
	return nil
}

// PRB1 and PRB2 belong to Ann. Of PRB1 two actions are overdue: the one due on the 5th, of Bob, is asked about, and he is
// asked. Of PRB2 one has no date, and no owner: Ann's problem, and the problem manager's to ask.
func TestDecisionsNameTheAction(t *testing.T) {
	data := reportstest.ProblemData()
	data.Actions = []itsm.Action{
		actionOf("A1", "PRB1", "Cid", reportstest.At(8, 0, 0)), actionOf("A2", "PRB1", "Bob", reportstest.At(5, 0, 0)), actionOf("A3", "PRB2", "", time.Time{}),
	}
	asked := decisionsIn(t, reportstest.ProblemReviewOf(t, data, func(s *making.Settings) { s.PersonNames = true }))
	require.Len(t, asked, 2)
	assert.Equal(t, "PRB1, shop: A2 “replace A2” was due on 5 Oct 2026. Is it done, or when will it be?", asked[0].Text)
	assert.Equal(t, "Bob", asked[0].Owner)
	assert.Contains(t, asked[0].Detail, "idle 7.0 days, 7 allowed")
	assert.Equal(t, "PRB2, till: when will A3 “replace A3” be done?", asked[1].Text)
	assert.Equal(t, "Problem manager", asked[1].Owner)
	assert.Empty(t, asked[1].Due)
}

// As of the 12th, 07:00, a problem touched on the 9th at 08:00 is idle for 2.96 days: it asks for nothing though it has no
// action, unless one is overdue.
func TestProblemsInHandAskForNothing(t *testing.T) {
	data := reportstest.ProblemData()
	data.Problems[0].Updated, data.Problems[1].Updated = reportstest.At(9, 8, 0), reportstest.At(9, 7, 0)
	data.ProblemVersions = data.Problems
	asked := decisionsIn(t, reportstest.ProblemReviewOf(t, data, nil))
	require.Len(t, asked, 1)
	assert.Contains(t, asked[0].Text, "PRB1", "three days are no longer in hand")
	data.Actions = []itsm.Action{actionOf("A1", "PRB2", "Bob", reportstest.At(8, 0, 0))}
	assert.Len(t, decisionsIn(t, reportstest.ProblemReviewOf(t, data, nil)), 2)
}

// The action of a problem that was closed on the 6th comes last, and says so.
func TestActionsOfClosedProblems(t *testing.T) {
	data := reportstest.ProblemData()
	data.Problems[0].Status, data.Problems[0].Closed = itsm.StatusClosed, reportstest.At(6, 0, 0)
	data.Actions = []itsm.Action{actionOf("A1", "PRB2", "Bob", reportstest.At(2, 0, 0)), actionOf("A2", "PRB1", "Bob", reportstest.At(20, 0, 0))}
	r := reportstest.ProblemReviewOf(t, data, nil)
	f := reportstest.FiguresOf[problems.Figures](t, r, "problems").Actions
	require.Len(t, f, 2)
	assert.Equal(t, "A2", f[0].ID)
	assert.True(t, f[1].Over)
	assert.Equal(t, reportstest.At(6, 0, 0), f[1].Ended.UTC())
	assert.Equal(t, "over since 6 Oct 2026", reportstest.Table(t, r, "problem_actions").Rows[1].Cells[2].Second)
}
