package response

import (
	"cmp"
	"slices"
	"time"

	"nines/internal/itsm"
)

// Communication says how the incidents were communicated.
type Communication struct {
	Talks []Talk // the longest gap first, unknown ones last; then by start, id and source
	// Outages is over all cases of the mean times, Majors over those declared major, outage or not.
	Outages, Majors Promises
	Unrecorded      []Ref // nothing is known of the communication of their source: in no rate
	UnknownKind     int   // messages of these incidents of unknown kind: not taken
	Untimed         int   // messages of these incidents that say not when: sent, but in no gap
}

// Promises are the rates at which what customers are promised was kept.
type Promises struct {
	Acknowledged Rate
	Cadence      Rate
	Restored     Rate // of the incidents that are over
}

// Talk is the communication of one incident. What is Unsaid is unknown, or not due yet.
type Talk struct {
	*Case
	Messages     int // acknowledgements, updates and notices that service was restored
	Acknowledged itsm.YesNo
	// Gap is the longest time without a message: from the first one, or, where none came in time, from the start, until
	// the outage ended or, where it has not, until now. Where nobody knows when it ended, between messages only.
	Gap      itsm.Length
	Cadence  itsm.YesNo // whether no gap was longer than promised
	Restored itsm.YesNo // whether a notice that service was restored was sent
}

func communication(in *Input, cases []*Case) Communication {
	byCase := messagesOf(in, cases)
	var list Communication
	var outages, majors struct{ acknowledged, cadence, restored tally }
	for _, c := range cases {
		messages := byCase[c.Ref]
		if !in.Communicating[c.Source] && len(messages) == 0 {
			list.Unrecorded = append(list.Unrecorded, c.Ref)
			list.Talks = append(list.Talks, Talk{Case: c})
			continue
		}
		t := c.talk(messages, in, &list)
		list.Talks = append(list.Talks, t)
		if c.Counts {
			outages.acknowledged.add(t.Acknowledged)
			outages.cadence.add(t.Cadence)
			outages.restored.add(t.Restored)
		}
		if c.Major {
			majors.acknowledged.add(t.Acknowledged)
			majors.cadence.add(t.Cadence)
			majors.restored.add(t.Restored)
		}
	}
	slices.SortStableFunc(list.Talks, func(a, b Talk) int {
		return cmp.Or(cmp.Compare(b.order(), a.order()), a.compare(b.Case))
	})
	list.Outages = Promises{outages.acknowledged.rate(), outages.cadence.rate(), outages.restored.rate()}
	list.Majors = Promises{majors.acknowledged.rate(), majors.cadence.rate(), majors.restored.rate()}
	return list
}

func (t *Talk) order() time.Duration {
	if !t.Gap.Known {
		return -1
	}
	return t.Gap.Value
}

// messagesOf gives each case its messages. A message names its incident by id: of the same source first, then of
// another if the id is unique there.
func messagesOf(in *Input, cases []*Case) map[Ref][]*itsm.Update {
	find := finderOf(in, cases)
	byCase := map[Ref][]*itsm.Update{}
	for _, u := range in.Updates {
		if ref, ok := find.of(u.Source, u.Incident); ok {
			byCase[ref] = append(byCase[ref], u)
		}
	}
	return byCase
}

// talk judges the messages of a case.
func (c *Case) talk(messages []*itsm.Update, in *Input, counts *Communication) Talk {
	t := Talk{Case: c}
	var sent []time.Time
	var acknowledged, restored bool
	if c.Incident != nil && !c.Incident.Notified.IsZero() { // the customers were told, whatever the messages say
		acknowledged = true
		sent = append(sent, c.Incident.Notified)
	}
	for _, u := range messages {
		switch u.Kind {
		case itsm.UpdateUnknown:
			counts.UnknownKind++
			continue
		case itsm.UpdateTimeline: // what happened, not what was said
			continue
		case itsm.UpdateAcknowledgement:
			acknowledged = true
		case itsm.UpdateRestored:
			restored = true
		}
		t.Messages++
		if u.At.IsZero() {
			counts.Untimed++
			continue
		}
		sent = append(sent, u.At)
	}
	t.Acknowledged = yesNo(acknowledged)
	if !c.Open {
		t.Restored = yesNo(restored)
	}
	if t.Gap = c.longestGap(sent, in.until()); t.Gap.Known {
		t.Cadence = yesNo(t.Gap.Value <= in.Rules.Update)
	}
	return t
}

// longestGap is the longest time between messages, see Talk.
func (c *Case) longestGap(sent []time.Time, until time.Time) itsm.Length {
	if !c.Open {
		until = c.End
	}
	decided := !until.IsZero() && !c.Undecided
	sent = slices.DeleteFunc(sent, func(at time.Time) bool {
		return at.Before(c.Start) || decided && at.After(until)
	})
	slices.SortFunc(sent, time.Time.Compare)
	if len(sent) == 0 {
		sent = append(sent, c.Start)
	}
	if decided && !until.Before(c.Start) {
		sent = append(sent, until)
	}
	if len(sent) < 2 {
		return itsm.Length{}
	}
	gap := itsm.Length{Known: true}
	for n := range sent[1:] {
		gap.Value = max(gap.Value, sent[n+1].Sub(sent[n]))
	}
	return gap
}

// finder finds incidents by id.
type finder map[string][]Ref

func finderOf(in *Input, cases []*Case) finder {
	f := finder{}
	for _, i := range in.Incidents {
		f.add(refOf(i))
	}
	for _, c := range cases {
		f.add(c.Ref)
	}
	return f
}

func (f finder) add(ref Ref) {
	if !slices.Contains(f[ref.ID], ref) {
		f[ref.ID] = append(f[ref.ID], ref)
	}
}

// of resolves what a record of the source calls an incident.
func (f finder) of(source, id string) (ref Ref, ok bool) {
	for _, r := range f[id] {
		if r.Source == source {
			return r, true
		}
	}
	if len(f[id]) == 1 {
		return f[id][0], true
	}
	return Ref{}, false
}
