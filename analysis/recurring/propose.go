package recurring

// From when on a group of incidents that nobody owns is worth a problem ticket: many of them, or some that cost a
// working day, weighted minutes lost and minutes worked added up.
const (
	ManyIncidents = 5
	SomeIncidents = 3
	CostlyMinutes = 8 * 60
)

// WantsProblem tells whether a problem ticket should be proposed for the group: it is of incidents of which none names
// a problem, and they are many or costly enough.
func (g *Group) WantsProblem() bool {
	return g.Kind == Incident && len(g.Problems) == 0 &&
		(g.Count >= ManyIncidents || g.Count >= SomeIncidents && g.Cost() >= CostlyMinutes)
}
