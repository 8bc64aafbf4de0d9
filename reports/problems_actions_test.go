package reports

import (
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"nines/analysis/problems"
	"nines/internal/itsm"
	"nines/reports/document"
)

func actionOf(id, problem, owner string, due time.Time) itsm.Action {
	return itsm.Action{Head: itsm.Head{Source: "tickets", ID: id}, Problem: problem, Title: "replace " + id, Owner: owner, Due: due}
}

func decisionsIn(t *testing.T, r *Report) []document.Decision {
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
	data := problemData()
	data.actions = []itsm.Action{
		actionOf("A1", "PRB1", "Cid", at(8, 0, 0)), actionOf("A2", "PRB1", "Bob", at(5, 0, 0)), actionOf("A3", "PRB2", "", time.Time{}),
	}
	asked := decisionsIn(t, problemReviewOf(t, data, func(s *Settings) { s.PersonNames = true }))
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
	data := problemData()
	data.problems[0].Updated, data.problems[1].Updated = at(9, 8, 0), at(9, 7, 0)
	data.problemVersions = data.problems
	asked := decisionsIn(t, problemReviewOf(t, data, nil))
	require.Len(t, asked, 1)
	assert.Contains(t, asked[0].Text, "PRB1", "three days are no longer in hand")
	data.actions = []itsm.Action{actionOf("A1", "PRB2", "Bob", at(8, 0, 0))}
	assert.Len(t, decisionsIn(t, problemReviewOf(t, data, nil)), 2)
}

func TestShownDays(t *testing.T) {
	for days, want := range map[float64]float64{0: 0, 0.96: 0.9, 8.2: 8.2, 9.99: 9.9, 10.5: 10, 16.97: 16} {
		assert.InDelta(t, want, shownDays(itsm.Known(days)).Value, 1e-12, days)
	}
	assert.False(t, shownDays(itsm.Number{}).Known)
}

// Ten overdue actions and one due soon: five rows of a page hold one of each, then what comes first. Six overdue ones are
// left out.
func TestPageOfActions(t *testing.T) {
	var all []problems.ActionReview
	for i := range 10 {
		all = append(all, problems.ActionReview{Action: &itsm.Action{Head: itsm.Head{ID: strconv.Itoa(i)}}})
	}
	all = append(all, problems.ActionReview{Action: &itsm.Action{Head: itsm.Head{ID: "soon"}}, State: problems.DueSoon})
	rows, beyond := pageOfActions(all, 5)
	var ids []string
	for _, r := range rows {
		ids = append(ids, r.ID)
	}
	assert.Equal(t, []string{"0", "1", "2", "3", "soon", "4", "5", "6", "7", "8", "9"}, ids)
	assert.Equal(t, map[problems.ActionState]int{problems.Overdue: 6}, beyond)
	rows, beyond = pageOfActions(all, 11)
	assert.Equal(t, all, rows)
	assert.Empty(t, beyond)
}

// The action of a problem that was closed on the 6th comes last, and says so.
func TestActionsOfClosedProblems(t *testing.T) {
	data := problemData()
	data.problems[0].Status, data.problems[0].Closed = itsm.StatusClosed, at(6, 0, 0)
	data.actions = []itsm.Action{actionOf("A1", "PRB2", "Bob", at(2, 0, 0)), actionOf("A2", "PRB1", "Bob", at(20, 0, 0))}
	r := problemReviewOf(t, data, nil)
	f := figuresOf[problemsFigures](t, r, "problems").Actions
	require.Len(t, f, 2)
	assert.Equal(t, "A2", f[0].ID)
	assert.True(t, f[1].Over)
	assert.Equal(t, at(6, 0, 0), f[1].Ended.UTC())
	assert.Equal(t, "over since 6 Oct 2026", table(t, r, "problem_actions").Rows[1].Cells[2].Second)
}
