package availability

import (
	"iter"
	"slices"
	"time"

	"nines/internal/itsm"
)

// Assessment is what tickets say about outages, as known at an instant.
type Assessment struct {
	AsOf time.Time
	// Span is the period over which activity is counted. It clips no outage.
	Span      itsm.Span
	Catalogue *itsm.Catalogue
	Rule      Rule
	// Incidents is gone through once; an incident may be overwritten as soon as the next one is asked for. It has to
	// yield those that the outage records name, also where they lie outside the period.
	Incidents  iter.Seq[*itsm.Incident]
	Records    []*itsm.OutageRecord
	Exclusions []*itsm.Exclusion
	Changes    []*itsm.Change // planned maintenance is found among them
}

// Assessed is what Assess made of it. Nothing of it depends on the order in which the records came.
type Assessed struct {
	Outages     []*Outage // by start, id and source
	Findings    []Finding
	Exclusions  []Excluded               // every one, by approval, id and source
	Maintenance map[string]itsm.Spans    // by service id: planned maintenance that is no agreed time
	Activity    map[string]itsm.Activity // by service id: tickets whose life overlaps the span
}

// Assess finds out which tickets are outages, of what, from when to when, and how sure that is. Only tickets that
// count once cost availability; outage records replace the interval of their incident.
func Assess(in Assessment) *Assessed {
	a := &assessor{Assessment: in, wanted: wantedIDs(&in), words: map[*itsm.Service]vocabulary{}, activity: map[activityKey]*activity{}}
	for i := range in.Incidents {
		a.incident(i)
	}
	a.outageRecords()
	exclusions := a.exclude()
	result := &Assessed{Exclusions: exclusions, Maintenance: maintenance(in.Changes, in.Catalogue)}
	for _, c := range a.candidates {
		if a.settle(c) {
			result.Outages = append(result.Outages, &c.Outage)
		}
	}
	slices.SortFunc(result.Outages, (*Outage).compare)
	result.Findings = a.findings.list()
	result.Activity = a.activityWithin(in.Span)
	return result
}

// assessor gathers candidates: all that may have cost availability.
type assessor struct {
	Assessment
	wanted     map[string]bool // ids of incidents that outage records and exclusions refer to
	incidents  tickets[*itsm.Incident]
	kept       []*itsm.Incident // the wanted ones
	records    tickets[*itsm.OutageRecord]
	candidates []*candidate
	findings   findings
	words      map[*itsm.Service]vocabulary
	activity   map[activityKey]*activity
}

// candidate is an outage about which something may still be missing.
type candidate struct {
	Outage
	assessable    bool
	contradictory bool
	life          activityKey
}

func wantedIDs(in *Assessment) map[string]bool {
	wanted := map[string]bool{}
	for _, r := range in.Records {
		wanted[r.Incident] = true
	}
	for _, e := range in.Exclusions {
		wanted[e.Incident], wanted[e.Outage] = true, true
	}
	return wanted
}

// incident keeps an incident that others refer to until they are known, and takes any other for what it says.
func (a *assessor) incident(i *itsm.Incident) {
	if !a.wanted[i.ID] {
		a.candidate(nil, i)
		return
	}
	if a.incidents == nil {
		a.incidents = tickets[*itsm.Incident]{}
	}
	copied := *i
	a.incidents.add(refOf(&i.Head), &copied)
	a.kept = append(a.kept, &copied)
}

// outageRecords takes the outage records, and those of the kept incidents that have none.
func (a *assessor) outageRecords() {
	a.records = tickets[*itsm.OutageRecord]{}
	replaced := map[*itsm.Incident]bool{}
	for _, r := range a.Records {
		a.records.add(refOf(&r.Head), r)
		i := a.incidentOf(r)
		if i != nil {
			replaced[i] = true
		}
		a.candidate(r, i)
	}
	for _, i := range a.kept {
		if !replaced[i] || !i.CountsOnce() {
			a.candidate(nil, i)
		}
	}
}

// incidentOf returns the incident that the record names, nil where it stands alone.
func (a *assessor) incidentOf(r *itsm.OutageRecord) *itsm.Incident {
	if r.Incident == "" {
		return nil
	}
	i, m := a.incidents.find(r.Source, r.Incident)
	switch m {
	case missing:
		a.findings.add(IncidentNotFound, refOf(&r.Head), r.Incident)
	case ambiguous:
		a.findings.add(IncidentAmbiguous, refOf(&r.Head), r.Incident)
	}
	return i
}

// candidate takes an incident (nil: none) or one of its outage records (nil: the incident itself).
func (a *assessor) candidate(r *itsm.OutageRecord, i *itsm.Incident) {
	ref := candidateRef(r, i)
	if i != nil && !i.CountsOnce() {
		a.findings.add(NotOnce, ref, "")
		return
	}
	service := a.Catalogue.Find(serviceName(r, i))
	if service == nil {
		a.findings.add(NoService, ref, "")
		return
	}
	if !a.Catalogue.Has(service) { // a report is about others: an outage record of one of their incidents
		return
	}
	if r != nil && r.Planned == itsm.Yes && service.MaintenanceExcluded {
		a.findings.add(PlannedNotCounted, ref, "")
		return
	}
	var stated effect
	var priority itsm.Priority
	if i != nil {
		stated, priority = effectOf(i), i.Priority
	}
	if r != nil {
		stated = recordEffect(r, i)
	}
	lost, ok := a.Rule.loss(stated, priority)
	key := a.alive(service, r, i)
	if ok && lost.part == 0 {
		a.activity[key].assessable = true
		return
	}
	c := &candidate{assessable: ok, life: key}
	c.Ref, c.Service, c.Lost, c.ByRule = ref, service, lost.part, lost.byRule
	c.describe(r, i)
	c.regionsAndFunctions(a, r, i)
	c.times(a, r, i)
	a.candidates = append(a.candidates, c)
}

// settle counts the candidate, names what is to be named, and reports whether it is an outage.
func (a *assessor) settle(c *candidate) bool {
	if !c.assessable && !c.Excluded {
		a.findings.add(NotAssessable, c.Ref, "")
		return false
	}
	a.activity[c.life].assessable = true
	switch {
	case !c.assessable:
		return false
	case c.Start.IsZero():
		a.findings.add(NotPlaced, c.Ref, "")
		return false
	}
	if c.contradictory {
		a.findings.add(ContradictoryTime, c.Ref, "")
	}
	if c.ByRule {
		a.findings.add(LostByRule, c.Ref, "")
	}
	switch c.State {
	case UndecidedClosing:
		a.findings.add(EndUndecided, c.Ref, "")
	case UndecidedNoClosing:
		a.findings.add(EndUnknown, c.Ref, "")
	}
	return true
}
