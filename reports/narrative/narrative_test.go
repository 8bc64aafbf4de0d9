package narrative

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"nines/internal/itsm"
	"nines/reports/document"
	"nines/templates"
)

func of(v float64) itsm.Number { return itsm.Number{Known: true, Value: v} }

func writer(t *testing.T, locale string, own map[string]string) *Writer {
	t.Helper()
	w, _, err := templates.LoadWords(locale, nil)
	require.NoError(t, err)
	l := document.Locale{
		Tag: locale, Decimal: w.Text("locale.decimal"), Group: w.Text("locale.group"), Unknown: w.Text("locale.unknown"),
		Hours: w.Text("locale.hours"), Minutes: w.Text("locale.minutes"),
	}
	n, err := New(l, w, own)
	require.NoError(t, err)
	return n
}

// What is said of nothing, of one, of some and of all, within and outside the usual range, in both languages.
var sentences = map[string]struct {
	facts  Facts
	en, de string
}{
	"no service":   {Overview{}, "No service could be rated: there is no service in the catalogue or in the data.", "Kein Service ließ sich bewerten: Weder im Katalog noch in den Daten steht einer."},
	"none is left": {Overview{Filtered: true}, "No service could be rated: none is left by the filter of the report.", "Kein Service ließ sich bewerten: Der Filter des Berichts lässt keinen übrig."},
	"nothing rated": {
		Overview{Services: 2, NotRated: 2, Unserved: 1},
		"No service could be rated: the data do not tell.",
		"Kein Service ließ sich bewerten: Die Daten reichen dafür nicht.",
	},
	"one met": {
		Overview{Services: 1, Rated: 1, Availability: of(0.99999999)},
		"The one service met its target; its availability was 99.999999 %.",
		"Der eine Service erfüllte sein Ziel; die Verfügbarkeit lag bei 99,999999 %.",
	},
	"all met": {
		Overview{Services: 12, Rated: 12, Availability: of(0.9995)},
		"All 12 services met their target; the weighted availability was 99.950 %.",
		"Alle 12 Services erfüllten ihr Ziel; die gewichtete Verfügbarkeit lag bei 99,950 %.",
	},
	"some not rated": {
		Overview{Services: 3, Rated: 1, NotRated: 2},
		"The one service that could be rated met its target; 2 could not be rated.",
		"Der eine bewertbare Service erfüllte sein Ziel; nicht bewertbar: 2.",
	},
	"one missed": {
		Overview{Services: 3, Rated: 3, Missed: 1, Worst: "{n} <b>%d", WorstActual: of(0.99916), WorstTarget: of(0.9995), WorstSpent: of(1.69)},
		"{n} <b>%d missed its target: 99.916 % against 99.95 %, 1.7 times its error budget.",
		"{n} <b>%d verfehlte das Ziel: 99,916 % statt 99,95 %, das 1,7-Fache des Fehlerbudgets.",
	},
	"two missed, no budget": {
		Overview{Services: 3, Rated: 3, Missed: 2, Worst: "网银", WorstActual: of(0.99), WorstTarget: of(1)},
		"2 services missed their target, 网银 by most: 99.000 % against 100.00 %, and it had no minute to lose.",
		"2 Services verfehlten ihr Ziel, 网银 am deutlichsten: 99,000 % statt 100,00 %, und keine Minute war zu verlieren.",
	},

	"availability unknown": {Availability{}, "The availability of this period is unknown.", "Die Verfügbarkeit in diesem Zeitraum ist nicht bekannt."},
	"no previous period": {
		Availability{Actual: of(0.999), Usual: Few},
		"Weighted availability was 99.900 %; there are too few periods to say what is usual.",
		"Die gewichtete Verfügbarkeit lag bei 99,900 %; für einen üblichen Bereich sind es noch zu wenige Zeiträume.",
	},
	"usual": {
		Availability{Actual: of(0.999), Usual: Usual, Lower: 0.998, Upper: 1},
		"Weighted availability was 99.900 %, within its usual range of 99.800 to 100.000 %.",
		"Die gewichtete Verfügbarkeit lag mit 99,900 % im üblichen Bereich von 99,800 bis 100,000 %.",
	},
	"above": {
		Availability{Actual: of(0.9995), Usual: Above, Lower: 0.998, Upper: 0.999},
		"Weighted availability was 99.950 %, above its usual range of 99.800 to 99.900 %.",
		"Die gewichtete Verfügbarkeit lag mit 99,950 % über dem üblichen Bereich von 99,800 bis 99,900 %.",
	},

	"unknown":   {TopTalkers{Unknown: true}, "What outages cost is not known.", "Was Ausfälle kosteten, ist nicht bekannt."},
	"no outage": {TopTalkers{}, "No outage cost any availability in this period.", "Kein Ausfall kostete in diesem Zeitraum Verfügbarkeit."},
	"outages not known": {
		TopTalkers{NotAssessed: 1},
		"No outage is known to have cost any availability in this period; 1 incident could not be assessed, as nothing says what it cost.",
		"Von keinem Ausfall ist bekannt, dass er in diesem Zeitraum Verfügbarkeit kostete; 1 Störung ließ sich nicht bewerten, da nichts sagt, was sie kostete.",
	},
	"one of one": {
		TopTalkers{Outages: 1, Few: 1, Share: 1, First: "INC1", Service: "Till", FirstShare: 1},
		"One outage cost all the weighted minutes lost: INC1, Till.",
		"Ein einziger Ausfall kostete alle verlorenen gewichteten Minuten: INC1, Till.",
	},
	"some outages": {
		TopTalkers{Outages: 15, Few: 8, Share: 0.826, First: "INC1", Service: "Till", FirstShare: 0.22},
		"8 of 15 outages cost 83 % of the weighted minutes lost; INC1, Till, cost most (22 %).",
		"8 von 15 Ausfällen kosteten 83 % der verlorenen gewichteten Minuten, am meisten INC1, Till (22 %).",
	},
	"one incident": {
		Volumes{Opened: 1, Open: 1, Usual: Few},
		"1 incident was opened; none was resolved, 1 is open at the end.",
		"1 Störung wurde eröffnet; keine wurde gelöst, am Ende ist 1 offen.",
	},
	"many": {
		Volumes{Opened: 1500, Resolved: 2, Usual: Above, Before: of(1100), Previous: "Sep 2026"},
		"1,500 incidents were opened, more than usual (Sep 2026: 1,100); 2 were resolved, none is open at the end.",
		"1.500 Störungen wurden eröffnet, mehr als üblich (Sep 2026: 1.100); 2 wurden gelöst, am Ende ist keine offen.",
	},
	"no staffing": {Staffing{}, "How many people the work takes is not known: in this period neither work logs nor tickets state any effort.", "Wie viele Personen die Arbeit braucht, ist nicht bekannt: In diesem Zeitraum nennen weder Arbeitsprotokolle noch Tickets einen Aufwand."},
	"no forecast": {
		Staffing{FTE: of(3), Periods: 1},
		"The work took 3.0 full-time equivalents; a forecast takes eight periods, and 1 is known.",
		"Die Arbeit band 3,0 Vollzeitkräfte; eine Prognose braucht acht Zeiträume, bekannt ist 1.",
	},
	"forecast": {
		Staffing{FTE: of(3), Next: "Nov", NextFTE: of(4), Lower: 2, Upper: 6},
		"The work took 3.0 full-time equivalents; Nov is likely to take 4.0 (95 %: 2.0 to 6.0).",
		"Die Arbeit band 3,0 Vollzeitkräfte; Nov wird voraussichtlich 4,0 brauchen (95 %: 2,0 bis 6,0).",
	},
	"sound": {DataQuality{}, "Nothing in the data of this period had to be doubted.", "An den Daten dieses Zeitraums war nichts zu bezweifeln."},
	"one finding": {
		DataQuality{1},
		"The data leave one point in doubt; it names its tickets and what it does to the figures.",
		"Die Daten geben in einem Punkt Anlass zu Zweifeln; er nennt seine Tickets und was er für die Zahlen bedeutet.",
	},
	"two findings": {
		DataQuality{2},
		"The data leave 2 points in doubt; each names its tickets and what it does to the figures.",
		"Die Daten geben in 2 Punkten Anlass zu Zweifeln; jeder nennt seine Tickets und was er für die Zahlen bedeutet.",
	},
	"nobody to be served": {
		Overview{Services: 2, NotRated: 2, Unserved: 2},
		"No service could be rated: none was to be served in this period.",
		"Kein Service ließ sich bewerten: Für diesen Zeitraum war keiner zugesagt.",
	},
	"a Sunday": {
		Overview{Services: 11, Rated: 7, NotRated: 4, Unserved: 4},
		"All 7 services that were to be served met their target; 4 had no agreed service time.",
		"Alle 7 zugesagten Services erfüllten ihr Ziel; ohne vereinbarte Servicezeit: 4.",
	},
	"a thousand budgets": {
		Overview{Services: 1, Rated: 1, Missed: 1, Worst: "Till", WorstActual: of(0), WorstTarget: of(0.999), WorstSpent: of(1000)},
		"Till missed its target: 0.000 % against 99.90 %, 1,000 times its error budget.",
		"Till verfehlte das Ziel: 0,000 % statt 99,90 %, das 1.000-Fache des Fehlerbudgets.",
	},
	"below": {
		Availability{Actual: of(0.99), Usual: Below, Lower: 0.998, Upper: 0.999},
		"Weighted availability was 99.000 %, below its usual range of 99.800 to 99.900 %.",
		"Die gewichtete Verfügbarkeit lag mit 99,000 % unter dem üblichen Bereich von 99,800 bis 99,900 %.",
	},
	"one of two": {
		TopTalkers{Outages: 2, Few: 1, Share: 0.842, First: "INC1", Service: "Till", FirstShare: 0.842},
		"One of 2 outages cost 84 % of the weighted minutes lost: INC1, Till.",
		"Einer von 2 Ausfällen kostete 84 % der verlorenen gewichteten Minuten: INC1, Till.",
	},
	"no ticket": {
		Volumes{Nothing: true, Usual: Usual},
		"The data tell of no ticket in this period.",
		"Aus diesem Zeitraum ist kein Ticket bekannt.",
	},
	"none opened": {
		Volumes{Resolved: 3, Open: 9, Usual: Usual, Before: of(2), Previous: "Sat"},
		"No incident was opened, as usual (Sat: 2); 3 were resolved, 9 are open at the end.",
		"Keine Störung wurde eröffnet, so viele wie üblich (Sat: 2); 3 wurden gelöst, am Ende sind 9 offen.",
	},
	"one ticket": {
		Recurring{Incidents: 1},
		"One ticket was opened: nothing came back.",
		"Ein Ticket wurde eröffnet: Nichts kehrte wieder.",
	},
	"some without a problem": {
		Recurring{Incidents: 9, IncidentGroups: 3, IncidentShare: 0.8, Orphans: 2},
		"3 recurring issues made 80 % of the 9 incidents opened; 2 have no problem ticket.",
		"3 wiederkehrende Störungen machten 80 % der 9 eröffneten Störungen aus; zu 2 davon gibt es kein Problem-Ticket.",
	},
	"nothing new": {Recurring{}, "No ticket was opened in this period.", "In diesem Zeitraum wurde kein Ticket eröffnet."},
	"no titles": {
		Recurring{Incidents: 2, Requests: 1, Untitled: 3},
		"None of the 3 tickets opened has a title to go by.",
		"Keines der 3 eröffneten Tickets hat einen Titel, an dem es sich vergleichen ließe.",
	},
	"all different": {
		Recurring{Incidents: 2, Requests: 1},
		"No two of the 3 tickets opened are about the same thing.",
		"Von den 3 eröffneten Tickets betreffen keine zwei dasselbe.",
	},
	"one issue": {
		Recurring{Incidents: 4, IncidentGroups: 1, IncidentShare: 0.5, Orphans: 1},
		"One recurring issue made 50 % of the 4 incidents opened; it has no problem ticket.",
		"Eine wiederkehrende Störung machte 50 % der 4 eröffneten Störungen aus; zu ihr gibt es kein Problem-Ticket.",
	},
	"two issues": {
		Recurring{Incidents: 4, IncidentGroups: 2, IncidentShare: 1},
		"2 recurring issues made 100 % of the 4 incidents opened; each has a problem ticket.",
		"2 wiederkehrende Störungen machten 100 % der 4 eröffneten Störungen aus; zu jeder gibt es ein Problem-Ticket.",
	},
	"requests only": {
		Recurring{Requests: 3, RequestGroups: 1, RequestShare: 2.0 / 3},
		"One recurring request made 67 % of the 3 requests opened; no incident came back.",
		"Eine wiederkehrende Anfrage machte 67 % der 3 eröffneten Anfragen aus; keine Störung kehrte wieder.",
	},
}

func TestSentences(t *testing.T) {
	for locale, pick := range map[string]func(en, de string) string{
		"en-GB": func(en, _ string) string { return en }, "de-DE": func(_, de string) string { return de },
	} {
		n := writer(t, locale, nil)
		for _, list := range []map[string]struct {
			facts  Facts
			en, de string
		}{sentences, moreSentences} {
			for name, c := range list {
				got, err := n.Write(c.facts)
				require.NoError(t, err, name)
				assert.Equal(t, pick(c.en, c.de), got, "%s, %s", locale, name)
			}
		}
	}
}

// The templates are spelt as the region spells its words; names out of the data and own templates stay as they are.
func TestSentencesAreSpeltAsTheRegionDoes(t *testing.T) {
	for locale, want := range map[string]string{"de-CH": "Kein Service liess sich", "de_CH.UTF-8": "Kein Service liess sich", "de-DE": "Kein Service ließ sich", "de-AT": "Kein Service ließ sich"} {
		sentence, err := writer(t, locale, nil).Write(Overview{})
		require.NoError(t, err)
		assert.Contains(t, sentence, want, locale)
	}
	sentence, err := writer(t, "de-CH", map[string]string{"overview": "Ließ."}).Write(Overview{})
	require.NoError(t, err)
	assert.Equal(t, "Ließ.", sentence)
}

// Every section has a template in both languages that can be read, and says something of facts of which none is known.
func TestNothingKnown(t *testing.T) {
	for _, locale := range []string{"en", "de"} {
		n := writer(t, locale, nil)
		for _, f := range all {
			require.Empty(t, Check(f.section(), "", n.sources[f.section()]), "%s %s", locale, f.section())
			got, err := n.Write(f)
			require.NoError(t, err)
			assert.Regexp(t, `^\p{Lu}.*\.$|^\d.*\.$`, got, "%s %s", locale, f.section())
		}
		assert.Len(t, n.sources, len(all))
	}
}

func TestOwnTemplate(t *testing.T) {
	n := writer(t, "fr-FR", map[string]string{"volumes": "{{count .Opened}} incidents\n\t ouverts.", "staffing": "{{.Nobody}}", "cost": "{{number .Problems}}"})
	got, err := n.Write(Volumes{Opened: 1234})
	require.NoError(t, err)
	assert.Equal(t, "1,234 incidents ouverts.", got)
	_, err = n.Write(Staffing{})
	require.ErrorContains(t, err, "Nobody")
	_, err = n.Write(Cost{})
	require.ErrorContains(t, err, "wrong number of args")
	got, err = n.Write(DataQuality{})
	require.NoError(t, err)
	assert.Equal(t, "Nothing in the data of this period had to be doubted.", got, "English stands in")
}

// Each mistake has its place: fields anywhere, those below a range and a with too, and what only fails on the way.
func TestCheck(t *testing.T) {
	for source, want := range map[string][]string{
		"a\n  {{if .Nobody}}x{{end}}{{.Noone}}":           {"f.tmpl:2: the facts of the section have no field .Nobody; there are ", "f.tmpl:2: the facts of the section have no field .Noone"},
		"{{with .Nobody}}":                                {"f.tmpl:1: unexpected"},
		"\n{{range .Most}}{{.Servce}}{{end}}":             {"f.tmpl:2: the facts of the section have no field .Servce; there are .Service"},
		"{{with $.Mos}}{{.}}{{end}}":                      {"f.tmpl:1: the facts of the section have no field $.Mos"},
		"{{number .Minutes}}":                             {"f.tmpl:1: executing \"hotspots\" at <number>: wrong number of args"},
		"{{range .Most}}{{.Service}}{{$.Minutes}}{{end}}": nil,
	} {
		wrong := Check("hotspots", "f.tmpl", source)
		require.Len(t, wrong, len(want), source)
		for i := range want {
			assert.Contains(t, wrong[i].Error(), want[i])
		}
	}
	assert.Equal(t, 8, Check("hotspots", "f.tmpl", "ä\n  {{if .Nobody}}x{{end}}")[0].Column)
}
