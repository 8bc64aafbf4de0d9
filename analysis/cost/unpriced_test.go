package cost

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"nines/internal/itsm"
)

// Of mail 3 + 4 = 7 minutes and of chat 9 are in no amount: 16. That of pay is priced, web lost nothing.
func TestUnpriced(t *testing.T) {
	incidents := []Incident{
		{Ref: ref("1"), Service: "mail", Minutes: 3, Assessed: true},
		{Ref: ref("2"), Service: "pay", Minutes: 50, Assessed: true},
		{Ref: ref("3"), Service: "chat", Minutes: 9, Assessed: true},
		{Ref: ref("4"), Service: "mail", Minutes: 4, Assessed: true},
		{Ref: ref("5"), Service: "web"},
	}
	priced := Rates{Minute: map[string]float64{"pay": 2}}
	assert.Equal(t, Unpriced{Services: []string{"chat", "mail"}, Minutes: 16}, priced.Unpriced(incidents))
	assert.Equal(t, []string{"pay", "chat", "mail"}, Rates{Hour: itsm.Known(1)}.Unpriced(incidents).Services, "no rate for any minute")
	assert.Empty(t, Rates{}.Unpriced(incidents).Services, "nothing is priced")
	assert.Empty(t, priced.Unpriced(nil).Services)
}

// Nothing tells what X lost: neither it nor a service of such incidents has minutes or a share. B lost 6 of 6.
func TestNotAssessed(t *testing.T) {
	unknown := []Incident{{Ref: ref("1"), Service: "mail", Problems: []itsm.Ref{ref("X")}}}
	p := Problems(Rates{}, unknown, nil, nil)
	assert.Equal(t, itsm.Number{}, p.Total)
	assert.True(t, p.Partial)
	assert.Zero(t, p.Vital)
	assert.False(t, p.Problems[0].Downtime().Known)

	some := []Incident{unknown[0], {Ref: ref("2"), Service: "fx", Problems: []itsm.Ref{ref("B")}, Minutes: 6, Assessed: true}}
	p = Problems(Rates{}, some, nil, nil)
	assert.Equal(t, itsm.Known(6), p.Total)
	assert.True(t, p.Partial)
	all, services := Services(Rates{}, some)
	assert.Equal(t, itsm.Known(6), all.Downtime())
	assert.Equal(t, itsm.Known(1), services[0].Share)
	assert.False(t, services[1].Share.Known)

	p = Problems(Rates{}, []Incident{{Ref: ref("1"), Problems: []itsm.Ref{ref("X")}, Assessed: true}}, nil, nil)
	assert.Equal(t, itsm.Known(0), p.Total, "assessed, and it cost nothing")
	assert.False(t, p.Partial)
}
