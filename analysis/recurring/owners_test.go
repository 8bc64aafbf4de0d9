package recurring

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"nines/internal/itsm"
)

func TestOwners(t *testing.T) {
	o := NewOwners()
	assert.True(t, o.Empty())
	first, second := itsm.Ref{Source: "p", ID: "PRB1"}, itsm.Ref{Source: "p", ID: "PRB2"}
	o.Name("shop", "Disk full on db-prod-01", []itsm.Ref{second})
	o.Name("shop", "Disk full on db-prod-02", []itsm.Ref{first, second})
	o.Name("shop", "Queue 17 stuck", []itsm.Ref{second, first})
	o.Name("shop", "", []itsm.Ref{first})
	o.Name("till", "Printer jammed", nil)
	assert.False(t, o.Empty())
	for title, want := range map[string]itsm.Ref{
		"disk full on db-prod-77": second, // named twice, PRB1 once
		"Queue 4711 stuck":        first,  // as many: the first by id
		"Disk full":               {},     // says less
		"":                        {},
		"12345":                   {},
	} {
		owner, ok := o.Of("shop", title)
		assert.Equal(t, want, owner, title)
		assert.Equal(t, want != itsm.Ref{}, ok, title)
	}
	_, ok := o.Of("till", "Disk full on db-prod-01")
	assert.False(t, ok, "of another service")
	_, ok = o.Of("till", "Printer jammed")
	assert.False(t, ok, "named by none")
}
