package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"nines/internal/browsertest"
)

// everyReport are the built-in reports, with a period of which the sample has data.
var everyReport = [][2]string{
	{"daily", "2026-10-14"},
	{"weekly", "2026-W43"},
	{"monthly", "2026-10"},
	{"quarterly", "2026-Q3"},
	{"problem-review", "2026-W43"},
	{"cab", "2026-W45"},
	{"capacity", "2026-10"},
}

// pagesOf makes every built-in report of a project as a page, and returns their names and folder.
func pagesOf(t *testing.T, dir string) (out string, pages []string) {
	t.Helper()
	got := nines(t, dir, "import")
	require.Equal(t, exitDone, got.status, got.err)
	for _, r := range everyReport {
		got := nines(t, dir, "run", r[0], "--period", r[1], "--as-of", "2026-11-02T07:00", "--no-import", "--format", "html")
		require.Equal(t, exitDone, got.status, got.err)
		pages = append(pages, r[0]+"-"+r[1]+".html")
	}
	return filepath.Join(dir, "out"), pages
}

// lookAt holds what every page has to keep, on every screen: nothing scrolls sideways, nothing is cut, everything can be
// read in light and in dark, and nothing is fetched.
func lookAt(t *testing.T, out string, pages []string, screens ...browsertest.Screen) {
	t.Helper()
	for _, screen := range screens {
		for _, seen := range browsertest.Look(t, out, pages, screen) {
			name := fmt.Sprint(seen.Page, " at ", seen.Width, ", dark: ", screen.Dark)
			assert.LessOrEqual(t, seen.Reaches, seen.Width, "%s scrolls sideways", name)
			assert.Empty(t, seen.Cut, "%s: cut", name)
			assert.Empty(t, seen.Faint, "%s: hard to read", name)
			assert.Empty(t, seen.Small, "%s: hard to hit", name)
			assert.Empty(t, seen.Fetched, "%s asks for something", name)
		}
	}
	for _, page := range pages {
		text, err := os.ReadFile(filepath.Join(out, page))
		require.NoError(t, err)
		for _, never := range []string{"<script", "javascript:", "url(", "@import", "<link", " src=\"http", " style="} {
			assert.NotContains(t, strings.ToLower(string(text)), never, page)
		}
	}
}

func TestPagesOfTheSample(t *testing.T) {
	if testing.Short() {
		t.Skip("a browser looks at all reports of the sample")
	}
	out, pages := pagesOf(t, sampleFolder(t))
	lookAt(t, out, pages, browsertest.Screen{Widths: []int{360, 768, 1440}}, browsertest.Screen{Widths: []int{360, 1440}, Dark: true})
}

// awkward are texts that have broken pages: long ones, with and without a place to break, other scripts, markup.
var awkward = []string{
	strings.Repeat("abcdefghij", 30), strings.Repeat("The queue is full. ", 16), strings.Repeat("支付网关队列已满", 37),
	"<script>alert(1)</script><img src=x onerror=alert(1)>", `"></td></table></main><style>*{display:none}</style>`, "=HYPERLINK(\"http://x\")",
	"خدمة الدفع متوقفة منذ الصباح", "pay\u202egnp.exe",
}

// 300 services, whose names and tickets are as awkward as can be.
func TestPagesOfAwkwardTexts(t *testing.T) {
	if testing.Short() {
		t.Skip("a browser looks at reports of 300 services")
	}
	incidents, changes := "id,service,title,priority,opened,restored,problem,component,cause\n", "id,service,title,start,end,class\n"
	problems := "id,service,title,priority,opened,owner\n"
	quoted := func(text string) string { return `"` + strings.ReplaceAll(text, `"`, `""`) + `"` }
	for i := range 300 {
		text := awkward[i%len(awkward)]
		service := quoted(fmt.Sprintf("服务 %d %.120s", i, text))
		incidents += fmt.Sprintf("INC%d,%s,%s,P1,2026-10-%02d 08:00,2026-10-%02d 09:%02d,PRB%d,%s,%s\n",
			i, service, quoted(text), 14+i%10, 14+i%10, i%60, i, quoted(text), quoted(text))
		changes += fmt.Sprintf("CHG%d,%s,%s,2026-11-%02d 20:00,2026-11-%02d 22:00,normal\n", i, service, quoted(text), 2+i%7, 2+i%7)
		problems += fmt.Sprintf("PRB%d,%s,%s,P2,2026-07-%02d 08:00,%s\n", i, service, quoted(text), 1+i%30, quoted(text))
	}
	out, pages := pagesOf(t, project(t, map[string]string{
		"config.yaml": `
organisation: "` + strings.Repeat("Bank ", 50) + `"
outages: {by_priority: {P1: 100}}
sources:
  - {name: incidents, kind: csv, path: incidents.csv, record: incident, columns: {id: id, service: service, title: title, priority: priority, opened: opened, restored: restored, problem: problem, component: component, cause: cause}}
  - {name: changes, kind: csv, path: changes.csv, record: change, columns: {id: id, service: service, title: title, planned_start: start, planned_end: end, class: class}}
  - {name: problems, kind: csv, path: problems.csv, record: problem, columns: {id: id, service: service, title: title, priority: priority, opened: opened, owner: owner}}
`,
		"incidents.csv": incidents, "changes.csv": changes, "problems.csv": problems,
	}))
	lookAt(t, out, pages, browsertest.Screen{Widths: []int{360, 768, 1440}})
	for _, page := range pages {
		info, err := os.Stat(filepath.Join(out, page))
		require.NoError(t, err)
		assert.Less(t, info.Size(), int64(3_000_000), page)
	}
}
