package changes

import (
	"nines/internal/itsm"
)

// Outcomes is how many outcomes there are, the unknown one included.
const Outcomes = int(itsm.OutcomeCancelled) + 1

// ClassCount counts the changes of one class.
type ClassCount struct {
	Class     itsm.ChangeClass
	N         int
	ByOutcome [Outcomes]int // by itsm.Outcome; none is cancelled
}

// Part counts the changes of which something holds, of those of which it can be told.
type Part struct {
	Holds, Of int
}

// Share is Holds / Of, 0..1; unknown where it can be told of none.
func (p Part) Share() itsm.Number {
	if p.Of == 0 {
		return itsm.Number{}
	}
	return itsm.Known(float64(p.Holds) / float64(p.Of))
}

func (p *Part) add(holds bool) {
	p.Of++
	if holds {
		p.Holds++
	}
}

// Counts counts the changes carried out in the report's period.
type Counts struct {
	N         int
	CalledOff int          // that were to begin in it; they are in no other count
	Classes   []ClassCount // all classes that were met, in the order of their words, unknown last
	Emergency Part         // of those whose class is known

	Late, LateStart, LateEnd Part // of those whose planned and actual times are known
	Unapproved               Part // fewer approvals than the class needs, of the classes that need any, but for the logged ones
	Logged                   int  // by hand: nobody could say there that they were approved
	ApprovedLate             Part // after its start, of those approved at a known time
	NotValidated             Part // of all
}

// Late says how a change kept to its plan, to the instant.
type Late struct {
	Start, End itsm.YesNo // began, ended after it was planned to; Unsaid where one of the times is missing
}

// Either tells whether the change was late at all: No where neither that is known was.
func (l Late) Either() itsm.YesNo {
	switch {
	case l.Start == itsm.Yes || l.End == itsm.Yes:
		return itsm.Yes
	case l.Start == itsm.No || l.End == itsm.No:
		return itsm.No
	}
	return itsm.Unsaid
}

func lateness(c *itsm.Change) Late {
	l := Late{}
	if !c.PlannedStart.IsZero() && !c.ActualStart.IsZero() {
		l.Start = yesNo(c.ActualStart.After(c.PlannedStart))
	}
	if !c.PlannedEnd.IsZero() && !c.ActualEnd.IsZero() {
		l.End = yesNo(c.ActualEnd.After(c.PlannedEnd))
	}
	return l
}

func yesNo(holds bool) itsm.YesNo {
	if holds {
		return itsm.Yes
	}
	return itsm.No
}

// counts counts the changes.
func (b *backward) counts(list []CarriedOut) Counts {
	n := Counts{N: len(list), CalledOff: b.calledOff}
	classes := map[itsm.ChangeClass]*ClassCount{}
	told := func(p *Part, answer itsm.YesNo) {
		if answer != itsm.Unsaid {
			p.add(answer == itsm.Yes)
		}
	}
	for i := range list {
		c := &list[i]
		class := classes[c.Class]
		if class == nil {
			class = &ClassCount{Class: c.Class}
			classes[c.Class] = class
		}
		class.N++
		class.ByOutcome[c.Outcome]++
		if c.Class != itsm.ClassUnknown {
			n.Emergency.add(c.Class == itsm.ClassEmergency)
		}
		told(&n.Late, c.Late.Either())
		told(&n.LateStart, c.Late.Start)
		told(&n.LateEnd, c.Late.End)
		switch needed := b.Rules.Approvals[ruleClass(c.Class)]; {
		case c.Logged():
			n.Logged++
		case needed > 0 && c.Class != itsm.ClassStandard:
			n.Unapproved.add(given(&c.Change) < needed)
		}
		if c.Approved.Done() && !c.Approved.At.IsZero() {
			n.ApprovedLate.add(approvedAfterStart(&c.Change))
		}
		n.NotValidated.add(!c.Validated.Done())
	}
	for _, class := range classOrder {
		if count := classes[class]; count != nil {
			n.Classes = append(n.Classes, *count)
		}
	}
	return n
}

// classOrder is the order of the classes' words, unknown last.
var classOrder = []itsm.ChangeClass{itsm.ClassNormal, itsm.ClassStandard, itsm.ClassEmergency, itsm.ClassBAU, itsm.ClassUnknown}
