package narrative

// moreSentences are those of the sections that say more than one thing.
var moreSentences = map[string]struct {
	facts  Facts
	en, de string
}{
	"no response": {
		Response{},
		"No incident with an outage ended in this period and none is open: there is no response to judge.",
		"Keine Störung mit Ausfall endete in diesem Zeitraum, und keine ist offen: Es gibt keine Reaktion zu beurteilen.",
	},
	"told and resolved": {
		Response{Cases: 14, Told: of(13), Resolved: of(123), Due: 1},
		"Customers were told 13 min after an outage began, and it was resolved 2 h 03 after it began (medians); the one escalation that was due came in time.",
		"Die Kunden wurden 13 Min. nach Beginn eines Ausfalls informiert, und gelöst war er 2 Std. 03 nach Beginn (Mediane); die eine fällige Eskalation kam rechtzeitig.",
	},
	"only told": {
		Response{Cases: 2, Told: of(13), Due: 2, Failed: 1},
		"Customers were told 13 min after an outage began (median); no resolution is recorded; 1 of 2 escalations that were due came late or never.",
		"Die Kunden wurden 13 Min. nach Beginn eines Ausfalls informiert (Median); keine Lösung ist erfasst; 1 von 2 fälligen Eskalationen kam zu spät oder nie.",
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
		"391 hours went into 249 tickets: 30 % into Pay, 16 % into Tel and 11 % into FX; 495 in Sep 2026, within its usual range. 8 % of it is doubtful: more than the tickets were open.",
		"391 Stunden gingen in 249 Tickets: 30 % in Pay, 16 % in Tel und 11 % in FX; zuvor (Sep 2026) waren es 495, im üblichen Bereich. 8 % davon sind zweifelhaft: mehr, als die Tickets offen waren.",
	},
	"effort of a running period": {
		Hotspots{Minutes: 90, Tickets: 1, Usual: Running, StillOpen: of(1)},
		"1.5 hours went into one ticket: none of them names a service; the period is not over yet. 100 % stands on tickets still open, whose whole effort counts at their last update.",
		"1,5 Stunden gingen in ein Ticket: keines davon nennt einen Service; der Zeitraum ist noch nicht vorbei. 100 % stehen auf noch offenen Tickets, deren ganzer Aufwand bei der letzten Änderung zählt.",
	},
	"no problem":         {Problems{}, "No problem is open.", "Kein Problem ist offen."},
	"no problem records": {Problems{NoSource: true}, "No source brings problem records, and no incident names a problem.", "Keine Quelle liefert Probleme, und keine Störung nennt eines."},
	"one named problem":  {Problems{NoSource: true, Unrecorded: 1}, "No source brings problem records: 1 problem is named by incidents only.", "Keine Quelle liefert Probleme: 1 Problem wird nur von Störungen genannt."},
	"both stale": {
		Problems{Open: 15, Stale: 9, Few: 2, Share: 0.44, FewStale: 2},
		"2 problems make 44 % of the loss expected of another quarter, and both have been idle longer than allowed.",
		"2 Probleme machen 44 % des Verlusts aus, der für ein weiteres Quartal zu erwarten ist, und beide liegen länger als erlaubt.",
	},
	"one not stale": {
		Problems{Open: 3, Few: 1, Share: 0.8},
		"One problem makes 80 % of the loss expected of another quarter, and it has not been idle longer than allowed.",
		"Ein Problem macht 80 % des Verlusts aus, der für ein weiteres Quartal zu erwarten ist, und es liegt nicht länger als erlaubt.",
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
		"The incidents of the period cost at least GBP 12,000 (without the downtime of FX and one other, which have no rate); one of 5 problems makes 80 % of what problems cost in four quarters.",
		"Die Störungen des Zeitraums kosteten mindestens 12.000 GBP (ohne die Ausfallzeit von FX und einem weiteren Service, wofür kein Satz gilt); eines von 5 Problemen macht 80 % dessen aus, was Probleme in vier Quartalen kosteten.",
	},
	"minutes": {
		Cost{Incidents: 3, Minutes: of(375)},
		"Nothing is priced: the incidents of the period cost 375 weighted minutes; no incident of the last four quarters names a problem.",
		"Nichts ist bepreist: Die Störungen des Zeitraums kosteten 375 gewichtete Minuten; keine Störung der letzten vier Quartale nennt ein Problem.",
	},
	"no changes at all": {Changes{NoSource: true}, "No source brings change records.", "Keine Quelle liefert Changes."},
	"none planned":      {Changes{Ahead: true, Period: "W46"}, "No change is planned for W46.", "Für W46 ist kein Change geplant."},
	"one planned":       {Changes{Ahead: true, N: 1, Decide: 1, Frozen: 1}, "1 of one change planned needs a decision: one lies in a freeze.", "1 von einem geplanten Change braucht eine Entscheidung: einer liegt in einem Freeze."},
	"many planned": {
		Changes{Ahead: true, N: 12, Decide: 8, Unapproved: 1, Frozen: 2, Conflicts: 2},
		"8 of 12 changes planned need a decision: one is not approved, 2 lie in a freeze and 2 pairs collide.",
		"8 von 12 geplanten Changes brauchen eine Entscheidung: einer ist nicht genehmigt, 2 liegen in einem Freeze und 2 Paare kollidieren.",
	},
	"none carried out": {Changes{Period: "Oct 2026"}, "No change was carried out in Oct 2026.", "Kein Change wurde durchgeführt (Oct 2026)."},
	"outcome not known": {
		Changes{N: 1},
		"One change was carried out; whether it failed cannot be told yet.",
		"Ein Change wurde durchgeführt; ob er scheiterte, lässt sich noch nicht sagen.",
	},
	"carried out": {
		Changes{N: 31, Known: 29, Failed: 4, Lower: 0.055, Upper: 0.306, Usual: Usual},
		"31 changes were carried out; 4 of 29 failed (6–31 %), within its usual range.",
		"31 Changes wurden durchgeführt; gescheitert: 4 von 29 (6–31 %), im üblichen Bereich.",
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
