package recurring

import (
	"encoding/binary"

	"nines/internal/itsm"
)

// Owners finds the problem of incidents that name none: the one that others of the same service with an equal masked
// title name. It holds what is named, and the words of the titles that it was asked about.
type Owners struct {
	titles *collector
	named  map[string]map[itsm.Ref]int // how many name which problem, by service and masked title
	scopes map[string]bool             // services of which any title is named
	key    []byte
}

// NewOwners returns one that knows of no problem.
func NewOwners() *Owners {
	return &Owners{titles: newCollector(), named: map[string]map[itsm.Ref]int{}, scopes: map[string]bool{}}
}

// Name notes that an incident names problems. One without a title tells nothing.
func (o *Owners) Name(service, title string, problems []itsm.Ref) {
	if len(problems) == 0 || !o.sequence(service, title) {
		return
	}
	o.scopes[service] = true
	counts := o.named[string(o.key)]
	if counts == nil {
		counts = map[itsm.Ref]int{}
		o.named[string(o.key)] = counts
	}
	for _, ref := range problems {
		counts[ref]++
	}
}

// Of returns the problem that most incidents like this one name, of several the first by id. It is not ok where none
// does.
func (o *Owners) Of(service, title string) (owner itsm.Ref, ok bool) {
	if !o.scopes[service] || !o.sequence(service, title) {
		return itsm.Ref{}, false
	}
	most := 0
	for ref, n := range o.named[string(o.key)] {
		if n > most || n == most && ref.Compare(owner) < 0 {
			owner, most = ref, n
		}
	}
	return owner, most > 0
}

// Empty tells whether no incident named a problem.
func (o *Owners) Empty() bool { return len(o.named) == 0 }

// sequence leaves in key what the title says, as its grouping has it; false: nothing.
func (o *Owners) sequence(service, title string) bool {
	seq := o.titles.sequence(&Ticket{Service: service, Title: title})
	o.key = o.key[:0]
	for _, n := range seq {
		o.key = binary.LittleEndian.AppendUint32(o.key, uint32(n))
	}
	return len(seq) >= 3
}
