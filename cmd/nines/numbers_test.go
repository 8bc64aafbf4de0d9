package main

import (
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// tongue is how numbers stand in the sentences of a language.
type tongue struct {
	locale         string
	number         *regexp.Regexp
	group, decimal string
	duration       *regexp.Regexp // 2 h 05: hours and minutes
	months         []string
	// periods are names of periods and times of the day; fixed is what a template says of how it counts. Neither is a figure.
	periods, fixed *regexp.Regexp
}

var tongues = []tongue{
	{
		locale: "en-GB", group: ",", decimal: ".", number: regexp.MustCompile(`\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?`),
		duration: regexp.MustCompile(`(\d+) h (\d\d)`), months: strings.Fields("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec"),
		periods: regexp.MustCompile(`\b(W\d+|Week \d+|Q\d|Quarter \d|Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)( \d{4})?\b|\d\d:\d\d`),
		fixed:   regexp.MustCompile(`\(95 %(\)|: )|80 % of what problems`),
	},
	{
		locale: "de-DE", group: ".", decimal: ",", number: regexp.MustCompile(`\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:,\d+)?`),
		duration: regexp.MustCompile(`(\d+) Std\. (\d\d)`), months: strings.Fields("Jan. Feb. März Apr. Mai Juni Juli Aug. Sep. Okt. Nov. Dez."),
		periods: regexp.MustCompile(`\b(W\d+|KW \d+|Woche \d+|Q\d|\d\. Quartal|Jan|Feb|März|Apr|Mai|Juni|Juli|Aug|Sep|Okt|Nov|Dez)\.?( \d{4})?\b|\d\d:\d\d`),
		fixed:   regexp.MustCompile(`\(95 %(\)|: )|80 % dessen aus, was Probleme`),
	},
}

// grounds are the figures that a sentence may be made of.
type grounds struct {
	numbers  []float64
	percents []float64 // measures whose unit is %
	days     []string  // 2026-10-14
}

// add takes in all numbers and days of a report's figures, and how many entries a list has.
func (g *grounds) add(v any) {
	switch v := v.(type) {
	case map[string]any:
		for _, one := range v {
			if number, ok := one.(float64); ok && v["unit"] == "%" {
				g.percents = append(g.percents, number)
			}
			g.add(one)
		}
	case []any:
		g.numbers = append(g.numbers, float64(len(v)))
		for _, one := range v {
			g.add(one)
		}
	case float64:
		g.numbers = append(g.numbers, v)
	case string:
		if len(v) >= len(time.DateOnly) {
			g.days = append(g.days, v[:len(time.DateOnly)])
		}
	}
}

// hold tells whether a number with so many decimals is one of the figures to its rounding: a share in per cent, else as it
// is, or minutes in hours.
func (g *grounds) hold(number float64, decimals int, share bool) bool {
	half := 0.5*math.Pow(10, -float64(decimals)) + 1e-9
	is := func(figure float64) bool { return math.Abs(figure-number) <= half }
	if share {
		return slices.ContainsFunc(g.percents, is) || slices.ContainsFunc(g.numbers, func(figure float64) bool { return is(100 * figure) })
	}
	return slices.ContainsFunc(g.numbers, func(figure float64) bool { return is(figure) || is(figure/60) })
}

// unfounded lists the numbers of a text that no figure stands behind. A number within a name (dwh-db-01) is none.
func (l tongue) unfounded(text string, g *grounds) (found []string) {
	text = l.fixed.ReplaceAllString(text, "")
	text = l.dates().ReplaceAllStringFunc(text, func(date string) string {
		if !slices.Contains(g.days, l.day(date)) {
			found = append(found, date)
		}
		return ""
	})
	text = l.duration.ReplaceAllStringFunc(l.periods.ReplaceAllString(text, ""), func(duration string) string {
		part := l.duration.FindStringSubmatch(duration)
		hours, _ := strconv.ParseFloat(part[1], 64)
		minutes, _ := strconv.ParseFloat(part[2], 64)
		if !g.hold(60*hours+minutes, 0, false) {
			found = append(found, duration)
		}
		return ""
	})
	for _, at := range l.number.FindAllStringIndex(text, -1) {
		number, before, after := text[at[0]:at[1]], text[:at[0]], text[at[1]:]
		if joined.MatchString(before) || strings.IndexFunc(after, letterOrJoint) == 0 {
			continue
		}
		_, fraction, _ := strings.Cut(number, l.decimal)
		value, err := strconv.ParseFloat(strings.ReplaceAll(strings.ReplaceAll(number, l.group, ""), l.decimal, "."), 64)
		if err != nil || !g.hold(value, len(fraction), share.MatchString(after)) {
			found = append(found, number)
		}
	}
	return found
}

var (
	joined = regexp.MustCompile(`[\p{L}_-]$`)
	share  = regexp.MustCompile(`^ ?(%|(–| to | bis )[\d.,]+ ?%)`) // both ends of a range
)

func letterOrJoint(r rune) bool {
	return r == '_' || r == '-' || r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z'
}

// dates are whole dates: 16 Jan 2027.
func (l tongue) dates() *regexp.Regexp {
	months := make([]string, len(l.months))
	for i, m := range l.months {
		months[i] = regexp.QuoteMeta(m)
	}
	return regexp.MustCompile(`\d{1,2}\.? (?:` + strings.Join(months, "|") + `) \d{4}`)
}

// day is a date of dates as 2027-01-16.
func (l tongue) day(date string) string {
	part := strings.Fields(date)
	return fmt.Sprintf("%s-%02d-%02s", part[2], 1+slices.Index(l.months, part[1]), strings.TrimSuffix(part[0], "."))
}

// sentence is what a page says of a section, or above all of them ("").
type sentence struct{ section, text string }

// sentencesOf are the message of a page and the sentences with which its sections open.
func sentencesOf(t *testing.T, page string) (list []sentence) {
	t.Helper()
	root, err := html.Parse(strings.NewReader(page))
	require.NoError(t, err)
	section := ""
	for n := range root.Descendants() {
		if n.DataAtom == atom.Section {
			section = strings.TrimPrefix(attribute(n, "id"), "section-")
		}
		if class := attribute(n, "class"); n.DataAtom == atom.P && (class == "lead" || class == "message") {
			list = append(list, sentence{section, textOf(n)})
		}
	}
	return list
}

func attribute(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

func textOf(n *html.Node) string {
	var text strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			text.WriteString(d.Data)
		}
	}
	return strings.ReplaceAll(text.String(), "\u00a0", " ")
}

// baseless lists what the sentences of a report say with a number that its figures do not have. The message may be of any
// section, the overview is of the others.
func (l tongue) baseless(t *testing.T, file string) (found []string) {
	t.Helper()
	report := readFigures(t, file+".json")
	sections, period := report["sections"].(map[string]any), report["period"].(map[string]any)
	begins, err := time.Parse(time.RFC3339, period["from"].(string))
	require.NoError(t, err)
	said := sentencesOf(t, readFile(t, file+".html"))
	assert.NotEmpty(t, said, file)
	for _, s := range said {
		var g grounds
		g.add([]any{period, begins.AddDate(0, 0, -1).Format(time.DateOnly)}) // a day is named by its date, and so is the one before
		if s.section == "" || s.section == "overview" {
			g.add(sections)
		} else {
			g.add(sections[s.section])
		}
		for _, number := range l.unfounded(s.text, &g) {
			found = append(found, fmt.Sprintf("%s: %s in %q", s.section, number, s.text))
		}
	}
	return found
}

// richConfig is what a world has beside changes and incidents.
const richConfig = `
  - {name: problems, kind: csv, path: problems.csv, record: problem, columns: {id: id, title: title, service: service, priority: priority, status: status, opened: opened, updated: updated, closed: closed, owner: owner}}
  - {name: actions, kind: csv, path: actions.csv, record: action, columns: {id: id, problem: problem, incident: incident, title: title, owner: owner, due: due, done: done, updated: updated}}
  - {name: worklogs, kind: csv, path: worklogs.csv, record: worklog, columns: {ticket: ticket, person: person, team: team, level: level, at: at, minutes: minutes}}
  - {name: requests, kind: csv, path: requests.csv, record: request, columns: {id: id, title: title, service: service, opened: opened, closed: closed, effort: effort, updated: closed}}
  - {name: samples, kind: csv, path: samples.csv, record: sample, columns: {at: at, service: service, metric: metric, value: value}}
capacity:
  window: 60d
  metrics:
    - {service: web, metric: cpu, driver: load, limit: 80, unit: "%"}
    - {service: db, metric: cpu, driver: time, limit: 900}
`

// richFolder is a world with problems, actions, work logs, requests and samples too: so many of each, none of some.
func richFolder(t *testing.T, seed uint64, most int) string {
	t.Helper()
	dir := worldFolder(t, seed)
	w := world{rand.New(rand.NewPCG(seed, 1))}
	conf := worldConfig + richConfig
	require.NoError(t, os.WriteFile(filepath.Join(dir, "config.yaml"), []byte(conf), 0o600))
	require.NoError(t, os.WriteFile(filepath.Join(dir, "de.yaml"), []byte(conf+"locale: de_DE\n"), 0o600))
	write := func(name, header string, row func() string) {
		text := header + "\n"
		if !w.yes(0.15) {
			for range w.IntN(most + 1) {
				text += row() + "\n"
			}
		}
		require.NoError(t, os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600))
	}
	stamp := func(part float64) string { return w.stamp(part, w.at()) }
	join := func(cells ...string) string { return strings.Join(cells, ",") }
	write("problems.csv", "id,title,service,priority,status,opened,updated,closed,owner", func() string {
		return join(fmt.Sprintf("P%d", w.IntN(12)), w.of("Queue too small", "Certificates"), w.service(), w.of("P1", "P2", "P3", ""),
			w.of("open", "open", "known error", "closed"), stamp(0.9), stamp(0.8), w.mostly(0.1, w.at().Format(time.RFC3339)), w.of("Ann", "Bo", ""))
	})
	write("actions.csv", "id,problem,incident,title,owner,due,done,updated", func() string {
		return join(fmt.Sprintf("A%d", w.IntN(40)), w.mostly(0.8, fmt.Sprintf("P%d", w.IntN(12))), w.mostly(0.2, fmt.Sprintf("I%d", w.IntN(300))),
			"Do it", w.of("Ann", ""), stamp(0.8), stamp(0.3), stamp(0.9))
	})
	write("worklogs.csv", "ticket,person,team,level,at,minutes", func() string {
		return join(fmt.Sprint(w.of("I", "C", "P", "X"), w.IntN(300)), w.of("Ann", "Bo", "Cy", ""), w.of("First line", ""), w.of("1", "2", ""), stamp(0.95),
			w.of("5", "30", "95", "1200", ""))
	})
	write("requests.csv", "id,title,service,opened,closed,effort", func() string {
		return join(fmt.Sprintf("R%d", w.IntN(100)), w.of("Access to web", "New report", "Password"), w.service(), stamp(0.95), stamp(0.7), w.of("", "15", "60"))
	})
	write("samples.csv", "at,service,metric,value", func() string {
		at, load := w.at(), 10+50*w.Float64()
		value := func(v float64) string { return strconv.FormatFloat(v, 'f', 2, 64) }
		return join(at.Format(time.RFC3339), "web", "load", value(load)) + "\n" +
			join(at.Format(time.RFC3339), "web", "cpu", value(load+5*w.Float64())) + "\n" +
			join(at.Format(time.RFC3339), "db", "cpu", value(400+at.Sub(worldBegins).Hours()/10))
	})
	return dir
}

// Every number in a sentence is one of the report's figures, to the rounding in which it is shown: in all reports of the
// sample and of many worlds, in both languages.
func TestNumbersInSentencesAreFigures(t *testing.T) {
	if testing.Short() {
		t.Skip("it makes every report of many worlds")
	}
	folders := map[string]string{"sample": sampleFolder(t)}
	conf := readFile(t, filepath.Join(folders["sample"], "config.yaml"))
	require.NoError(t, os.WriteFile(filepath.Join(folders["sample"], "de.yaml"), []byte(replaceOnce(conf, "locale: en-GB", "locale: de-DE")), 0o600))
	for seed, most := range []int{0, 1, 5, 40, 300, 300} {
		folders[fmt.Sprint("world ", seed)] = richFolder(t, uint64(seed), most)
	}
	for name, dir := range folders {
		got := nines(t, dir, "import")
		require.Contains(t, []int{exitDone, exitIncomplete}, got.status, got.err)
		for config, l := range map[string]tongue{"config.yaml": tongues[0], "de.yaml": tongues[1]} {
			for _, report := range everyReport {
				out := filepath.Join(dir, l.locale)
				got := nines(t, dir, "--config", config, "run", report[0], "--period", report[1], "--as-of", "2026-11-02T07:00", "--no-import",
					"--format", "html,json", "--out", out)
				require.Equal(t, exitDone, got.status, got.err)
				for _, wrong := range l.baseless(t, filepath.Join(out, report[0]+"-"+report[1])) {
					t.Errorf("%s, %s: %s", name, report[0], wrong)
				}
			}
		}
	}
}

// The test of the test: a number that is made up is found, whatever its form.
func TestUnfounded(t *testing.T) {
	var g grounds
	g.add(map[string]any{
		"share": 0.99916, "minutes": 123.4, "list": []any{1.0, "2027-01-16T13:09:46Z", nil}, "cost": 79276.4,
		"fit": map[string]any{"unit": "%", "limit": 90.0},
	})
	for text, want := range map[string][]string{
		"99.916 % of 3, GBP 79,276, 2 h 03, 123 min, 2.1 hours": nil,
		"99.91 %":                              {"99.91"},
		"99.917 % and 99.916":                  {"99.917", "99.916"},
		"GBP 79,277 and 79,27":                 {"79,277", "79", "27"},
		"2 h 04 and 124 min":                   {"2 h 04", "124"},
		"from 16 Jan 2027 on, not 17 Jan 2027": {"17 Jan 2027"},
		"dwh-db-01 in W43, Oct 2026 at 07:00":  nil,
		"limit 90 %, not 91 %, nor 92":         {"91", "92"},
		"(99–99.9 %) or (98 to 99.9 %)":        {"99", "98"},
		"between 1 and 3, or 4 (95 %)":         {"4"},
	} {
		assert.ElementsMatch(t, want, tongues[0].unfounded(text, &g), text)
	}
	assert.Equal(t, []string{"17. Jan. 2027", "80.276"}, tongues[1].unfounded("99,916 %; 79.276 EUR, nicht 80.276; ab 16. Jan. 2027, 17. Jan. 2027; 2 Std. 03", &g))
}

// A template that makes up a number fails in some world.
func TestMadeUpNumbersAreFound(t *testing.T) {
	dir := richFolder(t, 3, 10)
	conf := readFile(t, filepath.Join(dir, "config.yaml")) + "narrative: narrative\n"
	require.NoError(t, os.WriteFile(filepath.Join(dir, "config.yaml"), []byte(conf), 0o600))
	require.NoError(t, os.MkdirAll(filepath.Join(dir, "narrative", "en"), 0o755))
	template := []byte("{{count .Opened}} incidents were opened, 17 % fewer than 4711.")
	require.NoError(t, os.WriteFile(filepath.Join(dir, "narrative", "en", "volumes.tmpl"), template, 0o600))
	got := nines(t, dir, "run", "weekly", "--period", "2026-W43", "--format", "html,json")
	require.Equal(t, exitDone, got.status, got.err)
	found := strings.Join(tongues[0].baseless(t, filepath.Join(dir, "out", "weekly-2026-W43")), "\n")
	assert.Contains(t, found, "volumes: 17 in ")
	assert.Contains(t, found, "volumes: 4711 in ")
}
