package problems

import (
	"strconv"
	"testing"

	"github.com/stretchr/testify/assert"

	"nines/analysis/problems"
	"nines/internal/itsm"
)

func TestShownDays(t *testing.T) {
	for days, want := range map[float64]float64{0: 0, 0.96: 0.9, 8.2: 8.2, 9.99: 9.9, 10.5: 10, 16.97: 16} {
		assert.InDelta(t, want, shownDays(itsm.Known(days)).Value, 1e-12, days)
	}
	assert.False(t, shownDays(itsm.Number{}).Known)
}

// Ten overdue actions and one due soon: five rows of a page hold five overdue ones, six rows the other one, too. The rest
// is counted.
func TestPageOfActions(t *testing.T) {
	var all []problems.ActionReview
	for i := range 10 {
		all = append(all, problems.ActionReview{Action: &itsm.Action{Head: itsm.Head{ID: strconv.Itoa(i)}}})
	}
	all = append(all, problems.ActionReview{Action: &itsm.Action{Head: itsm.Head{ID: "soon"}}, State: problems.DueSoon})
	ids := func(rows []problems.ActionReview) (ids []string) {
		for _, r := range rows {
			ids = append(ids, r.ID)
		}
		return ids
	}
	rows, beyond := pageOfActions(all, 5)
	assert.Equal(t, []string{"0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "soon"}, ids(rows))
	assert.Equal(t, map[problems.ActionState]int{problems.Overdue: 5, problems.DueSoon: 1}, beyond)
	rows, beyond = pageOfActions(all, 6)
	assert.Equal(t, []string{"0", "1", "2", "3", "4", "soon", "5", "6", "7", "8", "9"}, ids(rows))
	assert.Equal(t, map[problems.ActionState]int{problems.Overdue: 5}, beyond)
	rows, beyond = pageOfActions(all, 11)
	assert.Equal(t, all, rows)
	assert.Empty(t, beyond)
}
