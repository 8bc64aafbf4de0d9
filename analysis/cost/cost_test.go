package cost

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"nines/internal/itsm"
)

func ref(id string) itsm.Ref { return itsm.Ref{Source: "s", ID: id} }

func effort(hours float64) itsm.Length {
	return itsm.Length{Value: time.Duration(hours * float64(time.Hour)), Known: true}
}

// 12 a contact, 80 an hour, 900 a weighted minute of fx.
var rates = Rates{Contact: itsm.Known(12), Hour: itsm.Known(80), Minute: map[string]float64{"fx": 900}}

func TestPriceOfAnIncident(t *testing.T) {
	full := Incident{Service: "fx", Minutes: 2.5, Assessed: true, Effort: effort(1.5), Contacts: itsm.Known(10)}
	for _, c := range []struct {
		name   string
		rates  Rates
		change func(*Incident)
		want   Price
	}{
		{"10 x 12 + 1.5 x 80 + 2.5 x 900", rates, func(*Incident) {}, Price{Cost: itsm.Known(120 + 120 + 2250)}},
		{"another service has no price of a minute", rates, func(i *Incident) { i.Service = "mail" }, Price{Cost: itsm.Known(240)}},
		{"effort unknown", rates, func(i *Incident) { i.Effort = itsm.Length{} }, Price{Cost: itsm.Known(2370), Partial: true}},
		{"not assessed", rates, func(i *Incident) { i.Assessed, i.Minutes = false, 0 }, Price{Cost: itsm.Known(240), Partial: true}},
		{"nothing known", rates, func(i *Incident) { *i = Incident{Service: "mail"} }, Price{Partial: true}},
		{"it cost nothing", rates, func(i *Incident) {
			*i = Incident{Service: "fx", Assessed: true, Effort: effort(0), Contacts: itsm.Known(0)}
		}, Price{Cost: itsm.Known(0)}},
		{"hours only", Rates{Hour: itsm.Known(80)}, func(i *Incident) { i.Contacts = itsm.Number{} }, Price{Cost: itsm.Known(120)}},
		{"nothing is priced", Rates{}, func(*Incident) {}, Price{}},
	} {
		t.Run(c.name, func(t *testing.T) {
			i := full
			c.change(&i)
			assert.Equal(t, c.want, c.rates.Of(&i))
		})
	}
	assert.False(t, Rates{Minute: map[string]float64{}}.Priced())
	assert.True(t, Rates{Contact: itsm.Known(0)}.Priced(), "a price of 0 is one")
}

// fx: 2 h and 1 h are 240, and 3 minutes 2,700: 2,940 of 3,020. mail: 1 h, 80, and another incident without effort.
func TestServices(t *testing.T) {
	incidents := []Incident{
		{Ref: ref("1"), Service: "mail", Assessed: true, Effort: effort(1)},
		{Ref: ref("2"), Service: "fx", Minutes: 3, Assessed: true, Effort: effort(2)},
		{Ref: ref("3"), Service: "fx", Assessed: true, Effort: effort(1)},
		{Ref: ref("4"), Service: "mail", Minutes: 9},
	}
	r := Rates{Hour: itsm.Known(80), Minute: map[string]float64{"fx": 900}}
	all, services := Services(r, incidents)
	assert.Equal(t, Sum{
		Price: Price{Cost: itsm.Known(3020), Partial: true}, Incidents: 4, Minutes: 12, NotAssessed: 1,
		Effort: 4 * time.Hour, WithoutEffort: 1, WithoutContacts: 4,
	}, all)
	require.Len(t, services, 2)
	assert.Equal(t, "fx", services[0].ID)
	assert.Equal(t, itsm.Known(2940), services[0].Cost)
	assert.InDelta(t, 2940./3020, services[0].Share.Value, 1e-12)
	assert.False(t, services[0].Partial)

	_, services = Services(Rates{}, incidents)
	assert.Equal(t, "mail", services[0].ID, "nothing is priced: 9 minutes are more than 3")
	assert.InDelta(t, 0.75, services[0].Share.Value, 1e-12)
	all, services = Services(Rates{}, nil)
	assert.Equal(t, Sum{}, all)
	assert.Empty(t, services)

	var ids []string
	for _, p := range Costliest(r, incidents) {
		ids = append(ids, p.ID)
	}
	assert.Equal(t, []string{"2", "1", "3", "4"}, ids, "2,860, 80 and 80 of money; 9 minutes that have no rate")
}

// At 100 an hour:
//
//	incident 1, 10 h, of A and B    500 for each
//	incident 2, 4 h, of A           400
//	incident 3, 1 h, of X, which has no record   100
//	A itself, 2 h                   200
//	a change of 3 h that mends 1 and 2: of A and B, 150 for each; of unknown effort one that mends 2
//
// A 1,250, B 650, X 100: together 2,000. A makes 62.5 %, A and B 95 %: two problems make 80 %.
func TestProblems(t *testing.T) {
	incidents := []Incident{
		{Ref: ref("3"), Service: "mail", Problems: []itsm.Ref{{ID: "X"}}, Effort: effort(1)},
		{Ref: ref("1"), Service: "fx", Problems: []itsm.Ref{ref("A"), ref("B")}, Effort: effort(10), Minutes: 6, Assessed: true},
		{Ref: ref("2"), Service: "fx", Problems: []itsm.Ref{ref("A")}, Effort: effort(4)},
		{Ref: ref("4"), Service: "fx"},
	}
	causes := []Cause{{Ref: ref("A"), Title: "a", Service: "fx", Effort: effort(2)}, {Ref: ref("B"), Service: "fx"}, {Ref: ref("C"), Effort: effort(900)}}
	changes := []Change{{Ref: ref("c1"), Incidents: []itsm.Ref{ref("1"), ref("2"), ref("none")}, Effort: effort(3)}, {Ref: ref("c2"), Incidents: []itsm.Ref{ref("2")}}}
	p := Problems(Rates{Hour: itsm.Known(100)}, incidents, causes, changes)
	require.Len(t, p.Problems, 3, "C has no incidents")
	a, b, x := p.Problems[0], p.Problems[1], p.Problems[2]
	assert.Equal(t, "A", a.ID)
	assert.Equal(t, itsm.Known(1250), a.Cost)
	assert.True(t, a.Partial, "the effort of c2 is not known")
	assert.Equal(t, 2, a.Incidents)
	assert.InDelta(t, 3, a.Minutes, 1e-12)
	assert.Equal(t, 2, a.Changes)
	assert.Equal(t, 1, a.ChangesWithoutEffort)
	assert.Equal(t, effort(1.5), a.ChangeEffort)
	assert.Equal(t, itsm.Known(650), b.Cost)
	assert.True(t, b.Partial, "the effort on B itself is not known")
	assert.Equal(t, "X", x.ID)
	assert.False(t, x.Recorded)
	assert.Equal(t, itsm.Known(100), x.Cost)
	assert.False(t, x.Partial)
	assert.InDelta(t, 0.625, a.Cumulative.Value, 1e-12)
	assert.InDelta(t, 0.95, b.Cumulative.Value, 1e-12)
	assert.InDelta(t, 1, x.Cumulative.Value, 1e-12)
	assert.Equal(t, 2, p.Vital)
	assert.Equal(t, 3, p.Costly)

	p = Problems(Rates{}, incidents, causes, changes)
	assert.InDelta(t, 6, p.Total.Value, 1e-12, "weighted minutes stand in")
	assert.Equal(t, []string{"A", "B", "X"}, []string{p.Problems[0].ID, p.Problems[1].ID, p.Problems[2].ID}, "3, 3 and 0 minutes; ties by id")
	assert.Equal(t, 2, p.Vital)
	assert.Equal(t, 2, p.Costly)

	assert.Equal(t, Pareto{}, Problems(rates, nil, causes, changes))
	p = Problems(Rates{}, incidents[:1], nil, nil)
	assert.Zero(t, p.Vital, "nothing cost anything")
	assert.False(t, p.Problems[0].Share.Known)
}
