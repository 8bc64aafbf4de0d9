package config

import (
	"slices"
	"strings"
	"time"

	"go.yaml.in/yaml/v3"
	"golang.org/x/text/currency"
)

// Priorities are the words for priorities, most urgent first.
var Priorities = []string{"P1", "P2", "P3", "P4", "P5"}

// ChangeClasses are the words for classes of changes.
var ChangeClasses = []string{"normal", "standard", "emergency", "bau"}

// Outages says what incidents cost that state no loss of their own.
type Outages struct {
	ByPriority map[string]float64 // P1 to P5 -> part lost, a ratio 0..1; one not named loses nothing
}

// Rating holds the thresholds of ratings.
type Rating struct {
	AmberAt float64 // part of the error budget, a ratio above 0 and up to 1, from which on green turns amber
}

// ProblemReview holds the rules of the problem review.
type ProblemReview struct {
	AllowedDays   map[string]float64 // P1 to P5 -> days of 24 hours that an open problem may be idle
	RootCauseDays float64            // days after which a root cause is expected
	BacklogTarget int                // open problems
}

// ChangeRules holds the rules of the CAB pack.
type ChangeRules struct {
	LeadDays     map[string]int // class -> working days
	LeadCalendar string         // name of a calendar whose days are working days; "": Monday to Friday
	Approvals    map[string]int // class -> approvals needed
	Freezes      []Freeze
	Suspect      time.Duration // how long before an outage a change is suspected
}

// Freeze is a span of days without changes.
type Freeze struct {
	From, To Date     // whole days of the business time zone, both included
	Services []string // ids; none: all
	Reason   string
}

// Costs are rates; nil where nothing is priced.
type Costs struct {
	Contact  *float64           // per contact handled
	Hour     *float64           // per hour of effort
	Minute   map[string]float64 // service id -> per weighted minute of downtime
	Currency string             // ISO 4217, "" if none is named
}

// Response holds the rules of incident response.
type Response struct {
	Update          time.Duration                 // longest gap between updates
	ReviewDays      float64                       // days after a major incident within which it is reviewed
	MajorAfter      map[Criticality]time.Duration // length of an outage that makes it major
	ContinuityAfter map[Criticality]time.Duration // length of an outage that calls for the recovery plan
	Matrix          [3][3]string                  // impact (row, high first) x urgency (column, high first) -> P1 to P5
}

// Staffing holds the rules of staffing.
type Staffing struct {
	ProductiveWeek time.Duration // productive hours of one person a week
}

func (d *decoder) outages(n *yaml.Node) {
	const what = "outages"
	rule := Outages{ByPriority: make(map[string]float64)}
	present := d.mapping(n, what, keys{"by_priority": func(n *yaml.Node) {
		d.perWord(n, "by_priority", Priorities, func(priority string) read {
			return func(n *yaml.Node) {
				var part float64
				d.ratio(&part, perCent)(n)
				rule.ByPriority[priority] = part
			}
		})
	}})
	d.require(n, present, what, "by_priority")
	d.config.Outages = &rule
}

// perWord reads a mapping of which the keys are some of our words.
func (d *decoder) perWord(n *yaml.Node, what string, words []string, each func(word string) read) {
	known := make(keys, len(words))
	for _, word := range words {
		known[word] = each(word)
	}
	d.mapping(n, what, known)
}

func (d *decoder) rating(n *yaml.Node) {
	d.mapping(n, "rating", keys{"amber_at": d.ratio(&d.config.Rating.AmberAt, somePerCent)})
}

func (d *decoder) problemReview(n *yaml.Node) {
	p := &d.config.Problems
	d.mapping(n, "problems", keys{
		"allowed_days": func(n *yaml.Node) {
			d.perWord(n, "allowed_days", Priorities, func(priority string) read {
				return func(n *yaml.Node) {
					days := p.AllowedDays[priority]
					d.number(&days, zeroOrMore)(n)
					p.AllowedDays[priority] = days
				}
			})
		},
		"root_cause_days": d.number(&p.RootCauseDays, zeroOrMore),
		"backlog_target":  d.count(&p.BacklogTarget, 0),
	})
}

func (d *decoder) changeRules(n *yaml.Node) {
	c := &d.config.Changes
	d.mapping(n, "changes", keys{
		"lead_days":     d.perClass("lead_days", c.LeadDays),
		"lead_calendar": d.calendarName(&c.LeadCalendar),
		"approvals":     d.perClass("approvals", c.Approvals),
		"freezes": func(n *yaml.Node) {
			d.list(n, "freezes as a list", func(item *yaml.Node) { c.Freezes = append(c.Freezes, d.freeze(item)) })
		},
		"suspect_hours": d.lengthIn(&c.Suspect, time.Hour, zeroOrMore),
	})
}

func (d *decoder) perClass(what string, into map[string]int) read {
	return func(n *yaml.Node) {
		d.perWord(n, what, ChangeClasses, func(class string) read {
			return func(n *yaml.Node) {
				days := into[class]
				d.count(&days, 0)(n)
				into[class] = days
			}
		})
	}
}

func (d *decoder) freeze(n *yaml.Node) Freeze {
	const what = "a freeze"
	var f Freeze
	present := d.mapping(n, what, keys{
		"from": d.date(&f.From), "to": d.date(&f.To), "services": d.texts(&f.Services), "reason": d.text(&f.Reason),
	})
	d.require(n, present, what, "from", "to")
	if !f.From.IsZero() && !f.To.IsZero() && f.To.Compare(f.From) < 0 {
		d.problem(present["to"], "the freeze ends on %s, before it begins on %s", f.To, f.From)
	}
	if services := present["services"]; services != nil {
		d.serviceNames(services, f.Services)
	}
	return f
}

// lengthIn reads a plain number in the unit that the name of the key states.
func (d *decoder) lengthIn(into *time.Duration, unit time.Duration, within bounds) read {
	return func(n *yaml.Node) {
		v := into.Seconds() / unit.Seconds()
		d.number(&v, within)(n)
		*into = time.Duration(v * float64(unit))
	}
}

func (d *decoder) costs(n *yaml.Node) {
	c := &d.config.Costs
	d.mapping(n, "costs", keys{
		"contact":  d.optionalNumber(&c.Contact, zeroOrMore),
		"hour":     d.optionalNumber(&c.Hour, zeroOrMore),
		"minute":   d.perService(c.Minute),
		"currency": d.currency(&c.Currency),
	})
}

func (d *decoder) perService(into map[string]float64) read {
	return func(n *yaml.Node) {
		for _, e := range d.entries(n, "minute") {
			d.serviceNames(e.key, []string{e.name})
			var rate float64
			d.number(&rate, zeroOrMore)(e.value)
			into[e.name] = rate
		}
	}
}

func (d *decoder) currency(into *string) read {
	return func(n *yaml.Node) {
		const want = "the three letters of a currency, such as EUR"
		text, ok := d.scalar(n, want)
		if !ok {
			return
		}
		if _, err := currency.ParseISO(text); err != nil || text != strings.ToUpper(text) {
			d.problem(n, "expected %s, found %s", want, found(n))
			return
		}
		*into = text
	}
}

func (d *decoder) response(n *yaml.Node) {
	r := &d.config.Response
	d.mapping(n, "response", keys{
		"update_minutes":   d.lengthIn(&r.Update, time.Minute, moreThanZero),
		"review_days":      d.number(&r.ReviewDays, zeroOrMore),
		"major_after":      d.perCriticality("major_after", r.MajorAfter),
		"continuity_after": d.perCriticality("continuity_after", r.ContinuityAfter),
		"matrix":           d.matrix(&r.Matrix),
	})
}

func (d *decoder) perCriticality(what string, into map[Criticality]time.Duration) read {
	words := make([]string, len(criticalities))
	for i, c := range criticalities {
		words[i] = string(c)
	}
	return func(n *yaml.Node) {
		d.perWord(n, what, words, func(word string) read {
			return func(n *yaml.Node) {
				after := into[Criticality(word)]
				d.lengthIn(&after, time.Minute, zeroOrMore)(n)
				into[Criticality(word)] = after
			}
		})
	}
}

// matrix reads three rows of three priorities.
func (d *decoder) matrix(into *[3][3]string) read {
	return func(n *yaml.Node) {
		const want = "a matrix of 3 rows (impact) with 3 priorities each (urgency), such as [[P1, P2, P3], [P2, P3, P4], [P3, P4, P5]]"
		var rows [][]string
		d.list(n, want, func(row *yaml.Node) {
			var words []string
			d.list(row, want, func(cell *yaml.Node) {
				var word string
				oneOf(d, &word, Priorities...)(cell)
				words = append(words, word)
			})
			rows = append(rows, words)
		})
		if len(rows) != 3 || slices.ContainsFunc(rows, func(row []string) bool { return len(row) != 3 }) {
			if resolve(n).Kind == yaml.SequenceNode {
				d.problem(n, "expected %s, found other numbers of rows or priorities", want)
			}
			return
		}
		for i := range rows {
			copy(into[i][:], rows[i])
		}
	}
}

func (d *decoder) staffing(n *yaml.Node) {
	weekHours := bounds{least: 0, above: true, most: 168, want: "a number of hours above 0 and up to 168"}
	d.mapping(n, "staffing", keys{
		"productive_hours_per_week": d.lengthIn(&d.config.Staffing.ProductiveWeek, time.Hour, weekHours),
	})
}
