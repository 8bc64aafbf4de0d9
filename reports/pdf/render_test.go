package pdf

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"nines/reports/document"
)

func render(t testing.TB, doc *document.Document) []byte {
	t.Helper()
	var b bytes.Buffer
	require.NoError(t, Render(context.Background(), &b, doc))
	return b.Bytes()
}

// withTool runs a tool on a rendered document and returns what it says; without the tool the test is skipped.
func withTool(t *testing.T, pdf []byte, tool string, args ...string) string {
	t.Helper()
	if _, err := exec.LookPath(tool); err != nil {
		t.Skipf("%s is not installed: the file cannot be read back", tool)
	}
	file := filepath.Join(t.TempDir(), "report.pdf")
	require.NoError(t, os.WriteFile(file, pdf, 0o600))
	for i := range args {
		args[i] = strings.ReplaceAll(args[i], "FILE", file)
	}
	out, err := exec.Command(tool, args...).CombinedOutput()
	require.NoError(t, err, "%s: %s", tool, out)
	return string(out)
}

func words(t *testing.T, doc *document.Document) string {
	t.Helper()
	return withTool(t, render(t, doc), "pdftotext", "-layout", "FILE", "-")
}

// says fails without printing the pages where they lack one of the texts.
func says(t *testing.T, pages string, texts ...string) {
	t.Helper()
	for _, text := range texts {
		assert.True(t, strings.Contains(pages, text), "the pages lack %q", text)
	}
}

// silent fails where the pages hold one of the texts.
func silent(t *testing.T, pages string, texts ...string) {
	t.Helper()
	for _, text := range texts {
		assert.False(t, strings.Contains(pages, text), "the pages hold %q", text)
	}
}

// bare is a document with nothing but the blocks in one section.
func bare(blocks ...document.Block) *document.Document {
	return &document.Document{
		Report: "monthly", Organisation: "Example", Title: "Monthly", Message: "One sentence.", Zone: time.UTC,
		AsOf: time.Date(2026, 11, 2, 7, 0, 0, 0, time.UTC), Locale: english(),
		Sections: []document.Section{{Name: "one", Title: "One", Blocks: blocks}},
	}
}

func TestPagesSayEverything(t *testing.T) {
	got := words(t, sample(t))
	for _, want := range []string{
		"Example Bank, production support", "PROVISIONAL until 6 Nov 2026", "FX pricing spent 2.7 times its error budget",
		"7 of 10", "99.942 %", "34 min", "Missed", "Undecided", "Unknown", "Met, tight", "99.864", "to 99.953", "no data",
		"newest data 22 Oct", "\u22120.098", "INC0048213", "15 Oct 23:02 to 23:22", "Decisions asked for",
		"Head of data services", "6.0 of 177.5\n", "Availability stayed in its usual range", "target 99.919",
		"axis cut at", "budget 630", "Read with care", "Cumulative share, %", "Tickets of the month (continued)",
		"70 of 80 rows; all of them are in the workbook", "nothing found", "no period before this one",
		"as of Mon 2 Nov 2026 07:00 Europe/London", "provisional until 6 Nov 2026", "revision 1", "page 1 of 6", "page 6 of 6",
	} {
		says(t, got, want)
	}
	silent(t, got, "NaN")
	silent(t, got, "render.")
	silent(t, got, "Minutes \u00d7 weight Minutes")
}

func TestPageOneHoldsTheOverview(t *testing.T) {
	got := withTool(t, render(t, sample(t)), "pdftotext", "-layout", "-l", "1", "FILE", "-")
	says(t, got, "No figure published before has changed")
}

func TestSameDocumentSameBytes(t *testing.T) {
	assert.True(t, bytes.Equal(render(t, sample(t)), render(t, sample(t))))
}

func TestFileIsSound(t *testing.T) {
	docs := map[string]*document.Document{"sample": sample(t), "bare": bare(), "no sections": {Zone: time.UTC}, "empty": {}}
	for name, doc := range docs {
		t.Run(name, func(t *testing.T) {
			out := withTool(t, render(t, doc), "qpdf", "--check", "FILE")
			silent(t, out, "WARNING")
			says(t, out, "No syntax or stream encoding errors")
		})
	}
}

func TestMetadata(t *testing.T) {
	out := withTool(t, render(t, sample(t)), "pdfinfo", "-isodates", "FILE")
	for _, want := range []string{"Title:           Monthly service report", "Example Bank", "nines test", "2026-11-02T07:00:00", "A4"} {
		says(t, out, want)
	}
}

func TestATableGoesOnWithItsHead(t *testing.T) {
	got := words(t, bare(tickets(310)))
	pages := strings.Split(strings.TrimRight(got, "\f"), "\f")
	require.Greater(t, len(pages), 5)
	for i, page := range pages {
		says(t, page, "Priority")
		if i > 0 {
			says(t, page, "Tickets of the month (continued)")
			says(t, page, "newest first")
		}
	}
	assert.Equal(t, 300, strings.Count(got, "INC00"), "every row once")
}

func TestNoTitleStandsAloneAtAPagesEnd(t *testing.T) {
	for n := 30; n < 56; n++ {
		doc := bare(tickets(n))
		doc.Sections[0].Blocks[0].(*document.Table).PageRows = 0
		doc.Sections = append(doc.Sections, document.Section{Name: "two", Title: "Second part", Blocks: []document.Block{trend()}})
		for _, page := range strings.Split(words(t, doc), "\f") {
			if strings.Contains(page, "Second part") {
				require.Contains(t, page, "usual range", "%d rows: the chart is on the title's page", n)
			}
		}
	}
}

func TestTablesOfAllSizes(t *testing.T) {
	long := strings.Repeat("A very long title of a ticket that somebody pasted in. ", 6)
	for _, columns := range []int{1, 3, 12, 25} {
		for _, rows := range []int{0, 1, 300} {
			t.Run(fmt.Sprintf("%d columns %d rows", columns, rows), func(t *testing.T) {
				table := &document.Table{Title: long, Subtitle: long, Note: long}
				for c := range columns {
					table.Columns = append(table.Columns, document.Column{Key: fmt.Sprint(c), Title: fmt.Sprintf("Column %d %s", c, long), Kind: document.Kind(c % 13)})
				}
				for range rows {
					var r document.Row
					for c := range columns {
						v := document.Value{Kind: document.Kind(c % 13), Text: long, Second: long, Number: 123456789.123}
						r.Cells = append(r.Cells, v)
					}
					table.Rows = append(table.Rows, r)
				}
				got := words(t, bare(table))
				says(t, got, "nothing") // the head

				if rows == 0 {
					says(t, got, "nothing to show")
				}
			})
		}
	}
}

func TestRowsWithTooFewCellsAndUnknownValues(t *testing.T) {
	table := &document.Table{
		Title:   "Short",
		Columns: []document.Column{{Title: "Name"}, {Title: "Share", Kind: document.KindShare}, {Title: "When", Kind: document.KindInstant}, {Title: "Bar", Kind: document.KindBar}, {Title: "Spark", Kind: document.KindSpark}},
		Rows: []document.Row{
			{Cells: []document.Value{text("short")}},
			{Cells: []document.Value{text("unknown"), document.Known(document.KindShare, nil), document.Instant(time.Time{}), {Kind: document.KindBar, Unknown: true}, {Kind: document.KindSpark, Unknown: true, Text: "none"}}},
		},
	}
	got := words(t, bare(table))
	assert.Regexp(t, `unknown +\x{2013} +\x{2013} +\x{2013} +none`, got)
	silent(t, got, "0001")
}

func TestLinksLeadToTheToolAndToTheDetail(t *testing.T) {
	row := func(v document.Value) document.Row { return document.Row{Cells: []document.Value{v}} }
	table := &document.Table{ID: "ids", Title: "Ids", Columns: []document.Column{{Title: "Id", Kind: document.KindID}}, Rows: []document.Row{
		row(document.ID("A", "https://tool.example.com/a?x=(1)")), row(document.ID("B", "javascript:alert(1)")),
		row(document.ID("C", "file:///etc/passwd")), row(document.Value{Text: "D", Anchor: "trend"}), row(document.Value{Text: "E", Anchor: "ids"}),
		row(document.Value{Text: "F", Anchor: "nowhere"}), row(document.ID("G", "https://tool.example.com/\u00fc\x01")),
	}}
	out := withTool(t, render(t, bare(table, trend())), "qpdf", "--qdf", "--object-streams=disable", "FILE", "-")
	assert.Equal(t, 1, strings.Count(out, "/URI ("))
	says(t, out, `tool.example.com/a?x=`)
	assert.Equal(t, 1, strings.Count(out, "/Dest ["+" ")+strings.Count(out, "/Subtype /Link")-1, "one link inside")
	silent(t, out, "javascript")
	silent(t, out, "passwd")
}

// inMargins fails where a word lies outside the page's margins of 42.5 pt.
func inMargins(t *testing.T, pdf []byte) {
	t.Helper()
	out := withTool(t, pdf, "pdftotext", "-bbox", "FILE", "-")
	for _, line := range strings.Split(out, "\n") {
		var x0, y0, x1, y1 float64
		if n, _ := fmt.Sscanf(strings.TrimSpace(line), `<word xMin="%g" yMin="%g" xMax="%g" yMax="%g"`, &x0, &y0, &x1, &y1); n != 4 {
			continue
		}
		require.True(t, x0 > 42 && y0 > 38 && x1 < 553.5 && y1 < 804, "outside the margins: %s", line)
	}
}

func TestNothingLeavesTheMargins(t *testing.T) { inMargins(t, render(t, sample(t))) }

func TestDetailIsForWorkbooks(t *testing.T) {
	called := false
	detail := &document.Detail{Title: "All tickets", Rows: func(func([]document.Value) error) error { called = true; return nil }}
	silent(t, words(t, bare(detail)), "All tickets")
	assert.False(t, called)
}

func TestManyDecisionsAndLongTextsGoOn(t *testing.T) {
	d := &document.Decisions{Title: "Decide"}
	for i := range 60 {
		d.Items = append(d.Items, document.Decision{Text: fmt.Sprintf("Question %d?", i+1), Detail: "If not: worse.", Owner: "Owner", Due: "Fri"})
	}
	long := &document.Text{Tone: document.Warning, Title: "Care", Text: strings.Repeat("word ", 9000) + "end."}
	got := words(t, bare(d, long, &document.Text{Title: "Plain", Text: strings.Repeat("more ", 3000) + "finis."}))
	for _, want := range []string{"Question 1?", "Question 60?", "Decide (continued)", "end.", "finis."} {
		says(t, got, want)
	}
}

func TestCancelledContextAndFailingWriterAreErrors(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	require.ErrorIs(t, Render(ctx, &bytes.Buffer{}, sample(t)), context.Canceled)
	require.ErrorIs(t, Render(context.Background(), full{}, sample(t)), errFull)
}

var errFull = errors.New("disk full")

type full struct{}

func (full) Write([]byte) (int, error) { return 0, errFull }

func BenchmarkTwoHundredPages(b *testing.B) {
	table := tickets(9400)
	table.PageRows = 0
	for b.Loop() {
		render(b, bare(table))
	}
}
