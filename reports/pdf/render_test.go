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
	_, err := Render(context.Background(), &b, doc)
	require.NoError(t, err)
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
		"as of Mon 2 Nov 2026 07:00 Europe/London", "provisional until 6 Nov 2026", "revision 1", "page 1 of 7", "page 7 of 7",
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
	for n := 32; n < 52; n += 2 {
		doc := bare(tickets(n))
		doc.Sections[0].Blocks[0].(*document.Table).PageRows = 0
		doc.Sections = append(doc.Sections, document.Section{Name: "two", Title: "Second part", Blocks: []document.Block{trend()}})
		for _, page := range strings.Split(words(t, doc), "\f") {
			if strings.Contains(page, "Second part") {
				require.True(t, strings.Contains(page, "usual range"), "%d rows: the chart is not on its title's page", n)
			}
		}
	}
}

func TestNoHeadingStandsAloneAbovePanelsSideBySide(t *testing.T) {
	for n := 14; n < 46; n += 2 {
		doc := bare(tickets(n))
		doc.Sections[0].Blocks[0].(*document.Table).PageRows = 0
		doc.Sections = append(doc.Sections, document.Section{Name: "two", Title: "Second part", Lead: "Its lead.", Blocks: measures(1)})
		l := drawn(t, doc)
		require.Equal(t, l.heads[1].page, l.placed[1].page, "%d rows: the chart is not on its heading's page", n)
	}
}

func TestTablesOfAllSizes(t *testing.T) {
	long := strings.Repeat("A very long title of a ticket that somebody pasted in. ", 6)
	for _, columns := range []int{1, 3, 12, 25} {
		for _, rows := range []int{0, 1, 120} {
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
				pdf := render(t, bare(table))
				inMargins(t, pdf)
				got := withTool(t, pdf, "pdftotext", "-layout", "FILE", "-")
				if rows == 0 {
					says(t, got, "nothing to show")
				}
			})
		}
	}
}

func TestTextsTakeTheLinesThatTheirColumnAllows(t *testing.T) {
	long := strings.Repeat("several words ", 30) + "finis"
	for lines, whole := range map[int]bool{0: false, 2: false, 8: true} {
		table := &document.Table{Title: "T", Columns: []document.Column{{Title: "A", Lines: lines}, {Title: "B", Kind: document.KindCount}}}
		for i := range 100 {
			table.Rows = append(table.Rows, document.Row{Cells: []document.Value{text(long), document.Count(i)}})
		}
		pdf := render(t, bare(table))
		inMargins(t, pdf)
		got := withTool(t, pdf, "pdftotext", "-layout", "FILE", "-")
		assert.Equal(t, whole, strings.Contains(got, "finis"), "%d lines", lines)
		assert.Equal(t, !whole, strings.Contains(got, "\u2026"), "%d lines", lines)
	}
}

func TestNothingOnPageOneIsCut(t *testing.T) {
	doc := bare(&document.Text{Title: "More than chance?", Text: "That cannot be told."}, &document.Table{Columns: []document.Column{
		{Title: "Change", Kind: document.KindID, Lines: 2}, {Title: "What", Lines: 8},
	}, Rows: []document.Row{{Cells: []document.Value{{Kind: document.KindID, Text: "CHG1", Second: "normal, medium"}, text(strings.Repeat("several words ", 30))}}}})
	doc.Period = document.Period{Provisional: true, FinalAt: doc.AsOf}
	doc.Scope = "October 2026 against September 2026, target and the last 12 months; only services of the team Payments Support and others, as named"
	doc.Message = strings.Repeat("The incidents of the period cost a lot. ", 8) + "That was all."
	doc.Sections[0].Title = "What it cost us"
	got := words(t, doc)
	says(t, got, "More than chance?", "normal,", "medium", "as named", "That was all.", "What it cost us")
	silent(t, got, "\u2026")
}

func TestIdsStayWholeWhereRoomIsShort(t *testing.T) {
	table := &document.Table{}
	row := document.Row{}
	for range 4 {
		table.Columns = append(table.Columns, document.Column{Title: "Against it", Lines: 12})
		row.Cells = append(row.Cells, text("overlaps CHG0030421; "+strings.Repeat("outside the window ", 3)))
	}
	for range 6 {
		table.Columns = append(table.Columns, document.Column{Title: "Owner", Entry: true, Lines: 2})
		row.Cells = append(row.Cells, text(""))
	}
	table.Rows = []document.Row{row}
	says(t, words(t, bare(table)), "CHG0030421;")
}

func TestAnOverviewAtTheBeginningHasATitleOnlyIfItIsOnesOwn(t *testing.T) {
	doc := bare(quality())
	doc.Sections[0].Name, doc.Sections[0].Title = "overview", "Overview"
	silent(t, words(t, doc), "Overview")
	doc.Sections[0].Title = "At a glance"
	says(t, words(t, doc), "At a glance")
}

func TestLinesBreakAtWordsAndCutWhatIsNone(t *testing.T) {
	l, err := newLayout(bare())
	require.NoError(t, err)
	st := l.body()
	width := l.Width("one two", st.Size, false) + 0.1
	assert.Equal(t, []string{"one two", "three"}, l.wrap("one  two\tthree", width, st, 0))
	assert.Equal(t, []string{"one", "two"}, l.wrap("one\r\ntwo\n\n", width, st, 0), "its own line breaks stay")
	assert.Equal(t, []string{"one", "12 %"}, l.wrap("one 12 %", l.Width("one 12", st.Size, false)+0.1, st, 0), "no sign stands alone")
	long := strings.Repeat("w", 40)
	lines := l.wrap(long, width, st, 0)
	assert.Equal(t, long, strings.Join(lines, ""), "a word too long is cut, nothing lost")
	for _, line := range lines {
		assert.LessOrEqual(t, l.Width(line, st.Size, false), width)
	}
	assert.Empty(t, l.wrap("", width, st, 0))
	assert.Len(t, l.wrap(strings.Repeat("word ", 10_000), width, st, 2), 2)
}

func TestColumnsShareTheWidth(t *testing.T) {
	l, err := newLayout(bare())
	require.NoError(t, err)
	g := l.newGrid(tickets(20))
	for i := range g.columns {
		c := &g.columns[i]
		assert.LessOrEqual(t, c.x+c.width, l.right()+0.01)
		if i > 0 {
			before := g.columns[i-1]
			assert.Greater(t, c.x, before.x+before.width, "columns stand apart")
		}
		if c.right {
			assert.InDelta(t, c.natural, c.width, 0.01, "texts shrink first, figures never while they can")
		}
	}
	narrow := l.newGrid(&document.Table{
		Columns: []document.Column{{Title: "Priority"}, {Title: "Opened", Kind: document.KindCount}},
		Rows:    []document.Row{{Cells: []document.Value{text("P1"), document.Count(5)}}},
	})
	assert.Less(t, narrow.width, l.width*0.6, "a figure stands near its word")
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
	_, err := Render(ctx, &bytes.Buffer{}, sample(t))
	require.ErrorIs(t, err, context.Canceled)
	_, err = Render(context.Background(), full{}, sample(t))
	require.ErrorIs(t, err, errFull)
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
