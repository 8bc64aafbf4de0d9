package demo

import (
	"strings"
	"time"
)

// spoilEvery is how many routine incidents there are to one with a fault; the faults take turns.
const spoilEvery = 24

// faults are what is wrong with tickets in real life. None makes a row unusable.
var faults = []func(w *world, in *incident){
	func(_ *world, in *incident) { in.restored, in.resolved = time.Time{}, time.Time{} }, // closed, and nobody knows when it ended
	func(w *world, in *incident) { // the end before the start
		in.restored = time.Time{}
		in.spoil("resolved_at", stamp(in.opened.Add(-3*time.Hour), w.london, ukTime))
	},
	func(_ *world, in *incident) { in.spoil("priority", "Sev-2") },
	func(_ *world, in *incident) { in.spoil("business_service", "Payroll") },
	func(w *world, in *incident) { // an alias, in any case and with space around it
		if len(in.service.aliases) > 0 {
			in.spoil("business_service", " "+strings.ToUpper(pick(w.dice[ofIncidents], in.service.aliases)))
		}
	},
	func(_ *world, in *incident) { in.regions = []string{"EMAE", in.service.regions[0].name} },
	func(_ *world, in *incident) { in.effort = 3*in.closed.Sub(in.opened) + time.Hour },
	func(_ *world, in *incident) { in.reopened = 1 },
	func(w *world, in *incident) { in.duplicateOf = w.earlier(in) },
	func(w *world, in *incident) { in.parent = w.earlier(in) },
	func(_ *world, in *incident) { in.cancelled = true },
	func(_ *world, in *incident) { in.spoil("business_service", "") },
	func(_ *world, in *incident) { in.spoil("resolved_at", "tbc") },
	func(_ *world, in *incident) { in.lost = "150" },
	func(_ *world, in *incident) { in.spoil("incident_state", "Awaiting vendor sign-off") },
	func(_ *world, in *incident) { in.spoil("u_support_level", "2nd line") },
	func(_ *world, in *incident) { in.spoil("priority", "") },
}

// spoil puts the next fault into one of every few incidents.
func (w *world) spoil(in *incident) {
	n := w.numbers.incident
	if n%spoilEvery == 0 {
		faults[n/spoilEvery%len(faults)](w, in)
	}
}

func (in *incident) spoil(column, text string) { in.faults = map[string]string{column: text} }

// earlier is another incident of the same service that a ticket may belong to, nil if there was none lately.
func (w *world) earlier(in *incident) *incident {
	for i := len(w.recent) - 1; i >= 0; i-- {
		if w.recent[i].service == in.service {
			return w.recent[i]
		}
	}
	return nil
}

// hostileTitles are texts that break programs which take them for more than text.
var hostileTitles = []string{
	`=HYPERLINK("http://example.com/x","Click here") does not open`,
	`+1+1 shown instead of the amount`,
	`-2+3 appears in the total; should be 1`,
	`@SUM(A1:A9) printed on the statement`,
	`<script>alert("ticket")</script> shown on the log-in page`,
	"Payment refused 💳🚫 again 😡",
	"فشل تسجيل الدخول إلى التطبيق",
	"Three errors in one ticket:\n1. no prices\n2. no log-in\n3. no answer",
	`Report "Daily P&L"; column 'Δ' is empty; see also "notes"`,
	"Trade booked in ¥ – shown in € / café münchen 10¢",
	"  leading and trailing space  ",
	longTitle,
}

var longTitle = "Forwarded mail: " + strings.Repeat("the system does not work as it did last week, please look into it as soon as possible; ", 24) + "regards"

// planHostileTitles puts them into the last month, each once, as incidents that lose nothing.
func (w *world) planHostileTitles() {
	d := w.dice[ofOutages]
	for i, title := range hostileTitles {
		if !w.room() {
			return
		}
		in := &incident{service: pick(d, w.services), planned: true, priority: 4}
		w.describe(d, in, in.service.issues[0])
		in.title, in.problem = title, nil
		in.opened = w.october(1+2*i, 9+i%8, d.between(0, 59))
		w.routineTimes(d, in)
		w.staff(d, in)
		w.events = append(w.events, in)
	}
}
