package reports

import (
	"context"
	"fmt"
	"hash/fnv"
	"strings"

	"nines/analysis/recurring"
	"nines/internal/itsm"
	"nines/reports/document"
)

// Proposals are problem tickets in the layout that ServiceNow imports: names of columns as the tool has them, one row
// a ticket, each as long as the header. The number is left to the tool; the correlation id stays the same for the same
// issue, so that importing again does not make it twice where the import coalesces by it.
type Proposals struct {
	Sheet  string // the name of a sheet that holds them
	Header []string
	Rows   [][]string
}

var proposalHeader = []string{
	"correlation_id", "short_description", "description", "business_service", "cmdb_ci", "assignment_group", "priority",
	"state", "first_reported_by_task",
}

// priorityLabels are the tool's own words.
var priorityLabels = map[itsm.Priority]string{
	itsm.P1: "1 - Critical", itsm.P2: "2 - High", itsm.P3: "3 - Moderate", itsm.P4: "4 - Low", itsm.P5: "5 - Planning",
}

// newState is the tool's word for a ticket that nobody has looked at.
const newState = "New"

// proposals proposes a problem ticket for each recurring issue that wants one; nil where the report is not to.
func (m *making) proposals(ctx context.Context) (*Proposals, error) {
	if !m.want.Report.Proposals {
		return nil, nil
	}
	r, err := m.recurring(ctx, m.want.Period.Span)
	if err != nil {
		return nil, fmt.Errorf("propose problem tickets: %w", err)
	}
	p := &Proposals{Sheet: m.words.Text("proposals.sheet"), Header: proposalHeader}
	for i := range r.Groups {
		if g := &r.Groups[i]; g.WantsProblem() {
			p.Rows = append(p.Rows, m.proposal(g))
		}
	}
	return p, nil
}

func (m *making) proposal(g *recurring.Group) []string {
	service := ""
	if g.Service != "" {
		service = m.serviceName(g.Service)
	}
	return []string{
		correlation(g), m.words.Text("proposals.title", "signature", g.Signature), m.evidence(g), service, g.Component, g.Team,
		priorityLabels[g.Priority], newState, g.Members[0].ID,
	}
}

// correlation names an issue by its service and signature, the same in every period.
func correlation(g *recurring.Group) string {
	h := fnv.New64a()
	fmt.Fprintf(h, "%s\n%s", g.Service, strings.ToLower(g.Signature))
	return fmt.Sprintf("nines-%016x", h.Sum64())
}

// idsOfProposal is how many incidents a proposal names; the report's figures name all.
const idsOfProposal = 20

// evidence says why there should be a problem ticket.
func (m *making) evidence(g *recurring.Group) string {
	w := m.words.Text
	ids, comma := make([]string, 0, idsOfProposal), w("locale.list")
	for _, ref := range g.Members[:min(len(g.Members), idsOfProposal)] {
		ids = append(ids, ref.ID)
	}
	list := strings.Join(ids, comma)
	if more := g.Count - len(ids); more > 0 {
		list = w("proposals.more", "ids", list, "n", m.count(more))
	}
	lines := []string{m.cameBack(g)}
	add := func(text string) {
		if text != "" {
			lines = append(lines, text)
		}
	}
	add(m.workedOn(g))
	add(m.lostBy(g))
	lines = append(lines, w("proposals.incidents", "ids", list), w("proposals.made_by", "at", m.locale.Day(m.want.AsOf.In(m.set.Zone))))
	return strings.Join(lines, "\n")
}

// cameBack says how often, and when.
func (m *making) cameBack(g *recurring.Group) string {
	every := ""
	if g.MinutesBetween.Known {
		every = m.words.Text("proposals.every", "days", m.locale.Number(g.MinutesBetween.Value/minutesPerDay, dayDecimals))
	}
	return m.words.Text("proposals.evidence", "n", m.count(g.Count), "period", m.periodName(m.want.Period),
		"first", m.locale.Day(g.First.In(m.set.Zone)), "last", m.locale.Day(g.Last.In(m.set.Zone)), "every", every)
}

// workedOn says what was worked on the incidents, of how many that is not known, and of how many it is doubtful; empty
// where it is known of none.
func (m *making) workedOn(g *recurring.Group) string {
	if !g.Minutes.Known {
		return ""
	}
	text := m.words.Text("proposals.worked", "hours", m.locale.Number(g.Minutes.Value/60, hourDecimals))
	if n := g.WithoutEffort; n > 0 {
		text += m.words.Plural("proposals.worked.without", n, m.count(n))
	}
	text += m.words.Text("proposals.end")
	if n := g.Doubtful; n > 0 {
		text += m.words.Plural("proposals.doubtful", n, m.count(n))
	}
	return text
}

// lostBy says what downtime the incidents cost; empty where none of them could be assessed.
func (m *making) lostBy(g *recurring.Group) string {
	if !g.Downtime.Known {
		return ""
	}
	text := m.words.Text("proposals.lost", "minutes", m.locale.Number(g.Downtime.Value, minuteDecimals))
	if n := g.NotAssessed; n > 0 {
		text += m.words.Text("proposals.lost.without", "n", m.count(n))
	}
	return text + m.words.Text("proposals.end")
}

// proposalsText says how many problem tickets are proposed, and by which rule.
func (m *making) proposalsText(issues []recurring.Group) *document.Text {
	n := 0
	for i := range issues {
		if issues[i].WantsProblem() {
			n++
		}
	}
	rule := m.words.Text("proposals.rule", "many", recurring.ManyIncidents, "some", recurring.SomeIncidents, "hours", recurring.CostlyMinutes/60)
	return &document.Text{Text: m.words.Plural("proposals.text", n, m.count(n), "rule", rule)}
}
