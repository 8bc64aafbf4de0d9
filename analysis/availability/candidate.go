package availability

import (
	"slices"

	"nines/internal/itsm"
)

func candidateRef(r *itsm.OutageRecord, i *itsm.Incident) Ref {
	if r != nil {
		ref := refOf(&r.Head)
		if ref.ID == "" && i != nil {
			ref.ID = i.ID
		}
		return ref
	}
	return refOf(&i.Head)
}

// serviceName is the service as the source calls it: the record's, else its incident's.
func serviceName(r *itsm.OutageRecord, i *itsm.Incident) string {
	if r != nil && (r.Service != "" || i == nil) {
		return r.Service
	}
	return i.Service
}

// describe copies what is said of the outage; nothing of it points into the incident, which may be overwritten.
func (c *candidate) describe(r *itsm.OutageRecord, i *itsm.Incident) {
	if i != nil {
		c.Incident, c.Priority = refOf(&i.Head), i.Priority
		c.Title, c.Component, c.Team, c.Cause = i.Title, i.Component, i.Team, i.Cause
		c.Problems, c.Changes = slices.Clone(i.Problem), slices.Clone(i.Change)
		c.Detection = between(i.Started, i.Detected)
		c.Acknowledgement = between(i.Opened, i.Acknowledged)
		c.Engagement = between(i.Detected, i.Engaged)
	}
	if r == nil {
		return
	}
	if r.Title != "" {
		c.Title = r.Title
	}
	if i == nil {
		c.Incident = Ref{ID: r.Incident}
	}
}

// regionsAndFunctions resolves the names of what was hit and mentions those that the service does not have.
func (c *candidate) regionsAndFunctions(a *assessor, r *itsm.OutageRecord, i *itsm.Incident) {
	words, ok := a.words[c.Service]
	if !ok {
		words = vocabularyOf(c.Service)
		a.words[c.Service] = words
	}
	var regions, functions []string
	if r != nil {
		regions, functions = r.Regions, r.Functions
	}
	if i != nil && len(regions) == 0 {
		regions = i.Regions
	}
	if i != nil && len(functions) == 0 {
		functions = i.Functions
	}
	var unknown []string
	c.Regions, unknown = resolve(regions, words.regions)
	for _, name := range unknown {
		a.findings.add(UnknownRegion, c.Ref, name)
	}
	c.Functions, unknown = resolve(functions, words.functions)
	for _, name := range unknown {
		a.findings.add(UnknownFunction, c.Ref, name)
	}
}

func (c *candidate) times(a *assessor, r *itsm.OutageRecord, i *itsm.Incident) {
	p := place(r, i)
	c.State, c.Start, c.End, c.Closed, c.contradictory = p.state, p.start, p.end, p.closed, p.contradictory
	if !p.start.IsZero() {
		c.Spans = itsm.Merge([]itsm.Span{p.span(a.AsOf)})
	}
}
