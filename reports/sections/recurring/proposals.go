package recurring

import (
	"context"
	"fmt"
	"hash/fnv"
	"strings"

	"nines/analysis/recurring"
	"nines/internal/itsm"
	"nines/reports/document"
	"nines/reports/making"
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

// Propose proposes a problem ticket for each recurring issue that wants one; nil where the report is not to.
func Propose(ctx context.Context, m *making.Report) (*Proposals, error) {
	if !m.Want.Report.Proposals {
		return nil, nil
	}
	r, err := m.Recurring(ctx, m.Want.Period.Span)
	if err != nil {
		return nil, fmt.Errorf("propose problem tickets: %w", err)
	}
	p := &Proposals{Sheet: m.Words.Text("proposals.sheet"), Header: proposalHeader}
	for i := range r.Groups {
		if g := &r.Groups[i]; g.WantsProblem() {
			p.Rows = append(p.Rows, proposal(m, g))
		}
	}
	return p, nil
}

func proposal(m *making.Report, g *recurring.Group) []string {
	service := ""
	if g.Service != "" {
		service = m.ServiceName(g.Service)
	}
	return []string{
		correlation(g), m.Words.Text("proposals.title", "signature", g.Signature), evidence(m, g), service, g.Component, g.Team,
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
func evidence(m *making.Report, g *recurring.Group) string {
	w := m.Words.Text
	ids, comma := make([]string, 0, idsOfProposal), w("locale.list")
	for _, ref := range g.Members[:min(len(g.Members), idsOfProposal)] {
		ids = append(ids, ref.ID)
	}
	list := strings.Join(ids, comma)
	if more := g.Count - len(ids); more > 0 {
		list = w("proposals.more", "ids", list, "n", m.Count(more))
	}
	lines := []string{cameBack(m, g)}
	add := func(text string) {
		if text != "" {
			lines = append(lines, text)
		}
	}
	add(workedOn(m, g))
	add(lostBy(m, g))
	lines = append(lines, w("proposals.incidents", "ids", list), w("proposals.made_by", "at", m.Locale.Day(m.Want.AsOf.In(m.Settings.Zone))))
	return strings.Join(lines, "\n")
}

// cameBack says how often, and when.
func cameBack(m *making.Report, g *recurring.Group) string {
	every := ""
	if g.MinutesBetween.Known {
		every = m.Words.Text("proposals.every", "days", m.Locale.Number(g.MinutesBetween.Value/minutesPerDay, dayDecimals))
	}
	return m.Words.Text("proposals.evidence", "n", m.Count(g.Count), "period", m.PeriodName(m.Want.Period),
		"first", m.Locale.Day(g.First.In(m.Settings.Zone)), "last", m.Locale.Day(g.Last.In(m.Settings.Zone)), "every", every)
}

// workedOn says what was worked on the incidents, of how many that is not known, and of how many it is doubtful; empty
// where it is known of none.
func workedOn(m *making.Report, g *recurring.Group) string {
	if !g.Minutes.Known {
		return ""
	}
	text := m.Words.Text("proposals.worked", "hours", m.Locale.Number(g.Minutes.Value/60, hourDecimals))
	if n := g.WithoutEffort; n > 0 {
		text += m.Words.Plural("proposals.worked.without", n, m.Count(n))
	}
	text += m.Words.Text("proposals.end")
	if n := g.Doubtful; n > 0 {
		text += m.Words.Plural("proposals.doubtful", n, m.Count(n))
	}
	return text
}

// lostBy says what downtime the incidents cost; empty where none of them could be assessed.
func lostBy(m *making.Report, g *recurring.Group) string {
	if !g.Downtime.Known {
		return ""
	}
	text := m.Words.Text("proposals.lost", "minutes", m.Locale.Number(g.Downtime.Value, making.MinuteDecimals))
	if n := g.NotAssessed; n > 0 {
		text += m.Words.Text("proposals.lost.without", "n", m.Count(n))
	}
	return text + m.Words.Text("proposals.end")
}

// proposalsText says how many problem tickets are proposed, and by which rule.
func proposalsText(m *making.Report, issues []recurring.Group) *document.Text {
	n := 0
	for i := range issues {
		if issues[i].WantsProblem() {
			n++
		}
	}
	rule := m.Words.Text("proposals.rule", "many", recurring.ManyIncidents, "some", recurring.SomeIncidents, "hours", recurring.CostlyMinutes/60)
	return &document.Text{Text: m.Words.Plural("proposals.text", n, m.Count(n), "rule", rule)}
}
