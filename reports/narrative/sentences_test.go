package narrative

// moreSentences are those of the sections that say more than one thing.
var moreSentences = map[string]struct {
	facts  Facts
	en, de string
}{
	"no response": {
		Response{},
		"No incident with an outage ended in this period and none is open: there is no response to judge.",
		"Keine Störung mit Ausfall endete in diesem Zeitraum, und keine ist offen: Zu beurteilen gibt es nichts.",
	},
	"told and resolved": {
		Response{Cases: 14, Told: of(13), Resolved: of(123), Due: 1},
		"Customers were told of an outage after 13 min, and it was resolved after 2 h 03 (medians); the one escalation that was due came in time.",
		"Kunden erfuhren von einem Ausfall nach 13 Min., gelöst war er nach 2 Std. 03 (Mediane); die eine fällige Eskalation kam rechtzeitig.",
	},
	"only told": {
		Response{Cases: 2, Told: of(13), Due: 2, Failed: 1},
		"Customers were told of an outage after 13 min (median); no resolution is recorded; 1 of 2 escalations that were due came late or never.",
		"Kunden erfuhren von einem Ausfall nach 13 Min. (Median); eine Lösung ist nicht erfasst; 1 von 2 fälligen Eskalationen kam zu spät oder nie.",
	},
	"no time": {
		Response{Cases: 1},
		"One incident with an outage ended or is open; it records neither when customers were told nor when it was resolved.",
		"Eine Störung mit Ausfall endete oder ist offen; erfasst ist weder, wann die Kunden informiert wurden, noch wann sie gelöst war.",
	},
	"no effort": {
		Hotspots{},
		"Where the time went is not known: in this period neither work logs nor tickets state any effort.",
		"Wohin die Zeit ging, ist nicht bekannt: In diesem Zeitraum nennen weder Arbeitsprotokolle noch Tickets einen Aufwand.",
	},
	"effort": {
		Hotspots{Minutes: 23_460, Tickets: 249, Most: []ServiceShare{{"Pay", 0.3}, {"Tel", 0.16}, {"FX", 0.11}}, Previous: of(29_700), Before: "Sep 2026", Usual: Usual, Doubtful: of(0.08)},
		"Pay took 30 % of the 391 hours worked, Tel 16 % and FX 11 %; the total is as usual (Sep 2026: 495 hours). 8 % is doubtful: more than the tickets were open.",
		"Pay beanspruchte 30 % der 391 Arbeitsstunden, Tel 16 % und FX 11 %; insgesamt war es so viel wie üblich (Sep 2026: 495 Stunden). 8 % sind zweifelhaft: mehr Zeit, als die Tickets offen waren.",
	},
	"effort of a running period": {
		Hotspots{Minutes: 90, Tickets: 1, Usual: Running, StillOpen: of(1)},
		"1.5 hours went into one ticket, which names no service; the period is not over yet. 100 % stands on tickets still open, whose whole effort counts at their last update.",
		"1,5 Stunden gingen in ein Ticket, das keinen Service nennt; der Zeitraum ist noch nicht vorbei. 100 % entfallen auf noch offene Tickets, deren ganzer Aufwand bei der letzten Änderung zählt.",
	},
	"no problem":         {Problems{}, "No problem is open.", "Kein Problem ist offen."},
	"no problem records": {Problems{NoSource: true}, "No source brings problem records, and no incident names a problem.", "Keine Quelle liefert Probleme, und keine Störung nennt eines."},
	"one named problem":  {Problems{NoSource: true, Unrecorded: 1}, "No source brings problem records: 1 problem is named by incidents only.", "Keine Quelle liefert Probleme: 1 Problem wird nur von Störungen genannt."},
	"both stale": {
		Problems{Open: 15, Stale: 9, Few: 2, Share: 0.44, FewStale: 2},
		"2 of 15 open problems make 44 % of what they are expected to cost in another quarter; both have been idle longer than allowed.",
		"2 von 15 offenen Problemen machen 44 % der erwarteten Kosten eines weiteren Quartals aus; beide liegen länger als erlaubt.",
	},
	"one not stale": {
		Problems{Open: 3, Few: 1, Share: 0.8},
		"One of 3 open problems makes 80 % of what they are expected to cost in another quarter; it has not been idle longer than allowed.",
		"Eines von 3 offenen Problemen macht 80 % der erwarteten Kosten eines weiteren Quartals aus; es liegt nicht länger als erlaubt.",
	},
	"loss not known": {
		Problems{Open: 2, Stale: 1},
		"1 of 2 open problems has been idle longer than its priority allows.",
		"1 von 2 offenen Problemen liegt länger, als seine Priorität erlaubt.",
	},
	"nothing to price": {
		Cost{},
		"No incident of the period and no problem of the last four quarters can be priced.",
		"Weder eine Störung des Zeitraums noch ein Problem der letzten vier Quartale lässt sich beziffern.",
	},
	"at least": {
		Cost{Incidents: 3, Priced: true, Amount: of(12000), AtLeast: true, Currency: "GBP", Without: "FX", WithoutMore: 1, Problems: 5, Vital: 1},
		"Incidents cost at least GBP 12,000 (without the downtime of FX and one other, which have no rate); one of 5 problems makes 80 % of what problems cost in the last four quarters.",
		"Störungen kosteten mindestens 12.000 GBP (ohne die Ausfallzeit von FX und einem weiteren Service, wofür kein Satz gilt); eines von 5 Problemen macht 80 % dessen aus, was Probleme in den letzten vier Quartalen kosteten.",
	},
	"minutes": {
		Cost{Incidents: 3, Minutes: of(375)},
		"Incidents cost 375 weighted minutes, as nothing is priced; no incident of the last four quarters names a problem.",
		"Störungen kosteten 375 gewichtete Minuten, da kein Preis hinterlegt ist; keine Störung der letzten vier Quartale nennt ein Problem.",
	},
	"no changes at all": {Changes{NoSource: true}, "No source brings change records.", "Keine Quelle liefert Changes."},
	"none planned":      {Changes{Ahead: true, Period: "W46"}, "No change is planned for W46.", "Für W46 ist kein Change geplant."},
	"one planned": {
		Changes{Ahead: true, N: 1, Decide: 1, Frozen: 1},
		"The one change planned needs a decision: it lies in a freeze.",
		"Der eine geplante Change braucht eine Entscheidung: er liegt in einem Freeze.",
	},
	"many planned": {
		Changes{Ahead: true, N: 12, Decide: 8, Unapproved: 1, Frozen: 2, Conflicts: 2},
		"8 of 12 changes planned need a decision: one is not approved, 2 lie in a freeze and 2 pairs collide.",
		"8 von 12 geplanten Changes brauchen eine Entscheidung: einer ist nicht genehmigt, 2 liegen in einem Freeze und 2 Paare kollidieren.",
	},
	"one decided": {
		Changes{Ahead: true, N: 4, Decide: 1, Decided: 1, Frozen: 2},
		"1 of 4 changes planned still needs a decision, 1 has been decided on: 2 lie in a freeze.",
		"1 von 4 geplanten Changes braucht noch eine Entscheidung, über 1 ist entschieden: 2 liegen in einem Freeze.",
	},
	"all decided": {
		Changes{Ahead: true, N: 4, Decided: 3},
		"None of the 4 changes planned needs a decision any more, 3 have been decided on.",
		"Keiner der 4 geplanten Changes braucht noch eine Entscheidung, über 3 ist entschieden.",
	},
	"the one decided": {
		Changes{Ahead: true, N: 1, Decided: 1},
		"The one change planned has been decided on.",
		"Über den einen geplanten Change ist entschieden.",
	},
	"none to decide": {
		Changes{Ahead: true, N: 3},
		"None of the 3 changes planned needs a decision.",
		"Keiner der 3 geplanten Changes braucht eine Entscheidung.",
	},
	"none failed": {
		Changes{N: 8, Known: 8, Upper: 0.32, Usual: Few},
		"None of 8 changes carried out failed (95 %: 0–32 %); there are too few periods to say what is usual.",
		"Keiner von 8 durchgeführten Changes scheiterte (95 %: 0–32 %); was üblich ist, lässt sich aus so wenigen Zeiträumen nicht sagen.",
	},
	"one failed": {
		Changes{N: 1, Known: 1, Failed: 1, Followed: 1, Judged: 1, Lower: 0.2, Upper: 1, Usual: Usual},
		"The one change carried out failed.",
		"Der eine durchgeführte Change scheiterte.",
	},
	"all of the loss": {
		Problems{Open: 2, Stale: 0, Few: 2, Share: 1},
		"None of the 2 open problems has been idle longer than its priority allows.",
		"Keines der 2 offenen Probleme liegt länger, als seine Priorität erlaubt.",
	},
	"none carried out": {
		Changes{Period: "Oct 2026"},
		"No change was carried out.",
		"Kein Change wurde durchgeführt.",
	},
	"outcome not known": {
		Changes{N: 1},
		"One change was carried out; whether it failed cannot be told yet.",
		"Ein Change wurde durchgeführt; ob er scheiterte, lässt sich noch nicht sagen.",
	},
	"carried out": {
		Changes{N: 31, Known: 29, Failed: 4, Lower: 0.055, Upper: 0.306, Followed: 9, Judged: 30, Usual: Usual},
		"4 of 29 changes whose outcome is known failed (95 %: 6–31 %), as usual; with those that an outage followed, 9 of 30 did.",
		"4 von 29 Changes mit bekanntem Ergebnis scheiterten (95 %: 6–31 %), so viele wie üblich; mit denen, auf die ein Ausfall folgte, waren es 9 von 30.",
	},
	"nothing watched": {Capacity{}, "No measure is watched: capacity has no metrics in the configuration.", "Keine Messgröße wird beobachtet: In der Konfiguration nennt capacity keine metrics."}, //nolint:misspell // German
	"no samples":      {Capacity{Configured: 2}, "None of the 2 measures that are configured has samples.", "Für keine der 2 konfigurierten Messgrößen liegen Messwerte vor."},
	"breached": {
		Capacity{Fits: 6, Limited: 5, Near: 2, Unreliable: 1, Case: "breached", Name: "dwh: disk", Limit: "90 %", Now: "91.0"},
		"dwh: disk is beyond its limit of 90 % (91.0); one more of 5 measures with a limit is near it; for one of 6 no forecast holds.",
		"dwh: disk liegt jenseits der Grenze von 90 % (91.0); eine weitere von 5 Messgrößen mit Grenze liegt nahe daran; für eine von 6 trägt keine Prognose.",
	},
	"carries": {
		Capacity{Fits: 1, Limited: 1, Case: "carries", Name: "dwh: disk", Limit: "90 %", Safe: of(0.21)},
		"dwh: disk can carry 21 % more volume before it may cross its limit of 90 %.",
		"dwh: disk verträgt 21 % mehr Volumen, bevor die Grenze von 90 % überschritten werden könnte.",
	},
	"unreliable": {
		Capacity{Fits: 1, Limited: 1, Unreliable: 1, Case: "unreliable_only", Hidden: true, Name: "x"}, "For x no forecast holds.", "Für x trägt keine Prognose.",
	},
}
