package response

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"nines/internal/itsm"
)

func TestParseLevel(t *testing.T) {
	for text, want := range map[string]Level{
		"1 - High": High, "2": Medium, "Medium": Medium, "low": Low, "3-Low": Low, " 2 - Moderate ": Medium, "Medium (2)": Medium, "HIGH": High,
		"3 - Medium": 0, "4 - Low": 0, "4": 0, "": 0, "-": 0, "Critical": 0, "1-Extensive/Widespread": 0, "0": 0,
	} {
		got, ok := ParseLevel(text)
		assert.Equal(t, want, got, text)
		assert.Equal(t, want != 0, ok, text)
	}
}

// office is open on weekdays from 09:00 to 17:00, and in Tokyo's region from 08:00 Tokyo time (23:00 UTC before).
var (
	office = &itsm.Calendar{Name: "office", Zone: time.UTC, Hours: [7][]itsm.HourSpan{
		1: {{From: 540, To: 1020}}, 2: {{From: 540, To: 1020}}, 3: {{From: 540, To: 1020}}, 4: {{From: 540, To: 1020}}, 5: {{From: 540, To: 1020}},
	}}
	tokyo = &itsm.Calendar{Name: "tokyo", Zone: time.FixedZone("JST", 9*60*60), Hours: [7][]itsm.HourSpan{
		1: {{From: 480, To: 1080}}, 2: {{From: 480, To: 1080}}, 3: {{From: 480, To: 1080}}, 4: {{From: 480, To: 1080}}, 5: {{From: 480, To: 1080}},
	}}
)

func check(incidents ...*itsm.Incident) Priorities {
	fx, mail, wiki := service("fx", itsm.MissionCritical, office), service("mail", itsm.Supporting, office), service("wiki", itsm.Internal, office)
	fx.Epochs[0].Regions = []itsm.Region{{Name: "EMEA", Share: .9}, {Name: "APAC", Share: .1, Calendar: tokyo}}
	catalogue := itsm.NewCatalogue([]*itsm.Service{fx, mail, wiki}, func(id string) *itsm.Service { return service(id, itsm.Supporting, itsm.AlwaysOpen()) })
	p := NewPriorityCheck(october, october.To, rules, catalogue)
	for _, i := range incidents {
		p.Incident(i)
	}
	return p.Priorities()
}

func rated(id, impact, urgency string, own itsm.Priority, change func(*itsm.Incident)) *itsm.Incident {
	return incident(id, func(i *itsm.Incident) {
		i.Service, i.Impact, i.Urgency, i.Priority, i.Opened = "fx", impact, urgency, own, at(10, 0)
		if change != nil {
			change(i)
		}
	})
}

// Every cell of the matrix, by impact and urgency.
func TestMatrix(t *testing.T) {
	words := []string{"1 - High", "2 - Medium", "3 - Low"}
	want := [][]itsm.Priority{{itsm.P1, itsm.P2, itsm.P3}, {itsm.P2, itsm.P3, itsm.P4}, {itsm.P3, itsm.P4, itsm.P5}}
	for row, impact := range words {
		for column, urgency := range words {
			assert.Empty(t, check(rated("A", impact, urgency, want[row][column], nil)).Disagreements)
			wrong := itsm.P1
			if want[row][column] == itsm.P1 {
				wrong = itsm.P5
			}
			got := check(rated("A", impact, urgency, wrong, nil)).Disagreements
			require.Len(t, got, 1)
			assert.Equal(t, want[row][column], got[0].ByMatrix)
			assert.Equal(t, []Level{Level(row + 1), Level(column + 1)}, []Level{got[0].Impact, got[0].Urgency})
		}
	}
}

// Without an urgency, impact high: mission-critical in hours P1, out of hours P2; supporting P2 and P3; internal P3.
func TestDerivedUrgency(t *testing.T) {
	for _, c := range []struct {
		service string
		start   time.Time
		want    itsm.Priority
	}{
		{"fx", at(10, 0), itsm.P1},
		{"fx", at(20, 0), itsm.P2},
		{"mail", at(10, 0), itsm.P2},
		{"mail", at(17, 0), itsm.P3},
		{"wiki", at(10, 0), itsm.P3},
		{"wiki", at(20, 0), itsm.P3},
		{"fx", at(23, 30), itsm.P1},  // Tuesday 08:30 in Tokyo
		{"stray", at(3, 0), itsm.P2}, // not in the catalogue: supporting, around the clock
	} {
		got := check(rated("A", "1", "", itsm.P5, func(i *itsm.Incident) { i.Service, i.Started, i.Opened = c.service, c.start, c.start }))
		require.Len(t, got.Disagreements, 1)
		assert.Equal(t, c.want, got.Disagreements[0].ByMatrix, "%s at %s", c.service, c.start)
		assert.True(t, got.Disagreements[0].Derived)
		assert.Equal(t, 1, got.Derived)
	}
}

// Of nine, a child and one of September are not looked at; five cannot be assessed; two can, of which one disagrees.
func TestWhatCanBeAssessed(t *testing.T) {
	got := check(
		rated("agrees", "2", "2", itsm.P3, nil), rated("differs", "2", "2", itsm.P4, nil),
		rated("child", "1", "1", itsm.P5, func(i *itsm.Incident) { i.Parent = "differs" }),
		rated("september", "1", "1", itsm.P5, func(i *itsm.Incident) { i.Opened = october.From.Add(-1) }),
		rated("impact", " ", "1", itsm.P1, nil), rated("word", "1", "urgent", itsm.P1, nil), rated("word too", "vast", "", itsm.P1, nil),
		rated("service", "1", "", itsm.P1, func(i *itsm.Incident) { i.Service = "" }), rated("priority", "1", "1", itsm.PriorityUnknown, nil),
	)
	assert.Equal(t, Priorities{
		Incidents: 7, Assessed: 2, NoImpact: 1, Unreadable: 2, NoUrgency: 1, NoPriority: 1, UnreadableWords: []string{"urgent", "vast"}, TooLow: 1,
		Disagreements: []Disagreement{{Ref: ref("differs"), Service: "fx", Own: itsm.P4, ByMatrix: itsm.P3, Impact: Medium, Urgency: Medium}},
	}, got)
}

// By the matrix's priority, then by the difference, then by id: whatever the order in which they came.
func TestOrderOfDisagreements(t *testing.T) {
	a, b := rated("A", "2", "2", itsm.P1, nil), rated("B", "1", "1", itsm.P2, nil)
	c, d := rated("C", "1", "1", itsm.P4, nil), rated("D", "2", "2", itsm.P1, nil)
	for _, list := range [][]*itsm.Incident{{a, b, c, d}, {d, c, b, a}} {
		var order []string
		got := check(list...)
		for _, x := range got.Disagreements {
			order = append(order, x.ID)
		}
		assert.Equal(t, []string{"C", "B", "A", "D"}, order)
		assert.Equal(t, []int{2, 2}, []int{got.TooLow, got.TooHigh})
	}
}
