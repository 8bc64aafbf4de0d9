package pdf

import (
	"context"
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"nines/reports/document"
)

var update = flag.Bool("update", false, "write the layout of the sample anew, to be read by a person")

// drawn lays a document out as Render does.
func drawn(t testing.TB, doc *document.Document) *layout {
	t.Helper()
	l, err := newLayout(doc)
	require.NoError(t, err)
	require.NoError(t, l.draw(context.Background()))
	require.NoError(t, l.canvas.pdf.Error())
	return l
}

// places writes down which block stands on which page, at which height and how wide: one line each, in points.
func places(l *layout) string {
	var b strings.Builder
	for _, p := range l.placed {
		fmt.Fprintf(&b, "page %d y %3.0f to page %d y %3.0f, x %3.0f to %3.0f: %s\n",
			p.page, p.top, p.last, p.bottom, p.left, p.left+p.width, nameOf(p.block))
	}
	return b.String()
}

func nameOf(b document.Block) string {
	name := strings.TrimPrefix(fmt.Sprintf("%T", b), "*document.")
	switch b := b.(type) {
	case *document.Table:
		return name + " " + b.Title
	case *document.Chart:
		return name + " " + b.Title
	case *document.Text:
		return name + " " + b.Title
	}
	return name
}

// The layout of the sample is written down in testdata; -update writes it anew, to be read by a person.
func TestLayoutOfTheSample(t *testing.T) {
	const file = "testdata/sample.layout"
	got := places(drawn(t, sample(t)))
	if *update {
		require.NoError(t, os.WriteFile(file, []byte(got), 0o644))
	}
	want, err := os.ReadFile(file)
	require.NoError(t, err)
	assert.Equal(t, string(want), got)
}

func TestNothingOverlapsAndNothingLeavesThePage(t *testing.T) {
	docs := map[string]*document.Document{"sample": sample(t), "narrow": bare(narrowTables(9)...), "group": bare(measures(6)...)}
	for name, doc := range docs {
		for _, landscape := range []bool{false, true} {
			doc.Landscape = landscape
			t.Run(fmt.Sprint(name, landscape), func(t *testing.T) {
				l := drawn(t, doc)
				for i, a := range l.placed {
					assert.GreaterOrEqual(t, a.left, l.left-0.01, nameOf(a.block))
					assert.LessOrEqual(t, a.left+a.width, l.right()+0.01, nameOf(a.block))
					assert.LessOrEqual(t, a.bottom, l.bottom+0.01, nameOf(a.block))
					for _, b := range l.placed[:i] {
						apart := a.page > b.last || b.page > a.last || a.left >= b.left+b.width || b.left >= a.left+a.width ||
							(a.page >= b.last && a.top >= b.bottom-0.01) || (b.page >= a.last && b.top >= a.bottom-0.01)
						assert.True(t, apart, "%s lies upon %s", nameOf(a.block), nameOf(b.block))
					}
				}
			})
		}
	}
}

func narrowTables(n int) []document.Block {
	var blocks []document.Block
	for i := range n {
		t := &document.Table{
			ID: fmt.Sprint("t", i), Title: fmt.Sprint("Table ", i),
			Columns: []document.Column{{Title: "Key"}, {Title: "Count", Kind: document.KindCount}},
		}
		for r := range 3 + 4*i%11 {
			t.Rows = append(t.Rows, document.Row{Cells: []document.Value{text(fmt.Sprint("key ", r)), document.Count(r)}})
		}
		blocks = append(blocks, t)
	}
	return blocks
}

// measures are a chart n times, each with figures, a table and a text about it.
func measures(n int) []document.Block {
	var blocks []document.Block
	for i := range n {
		chart := capacity()
		chart.Title, chart.Head = fmt.Sprint("Measure ", i), true
		blocks = append(blocks, chart, keyFigures(), narrowTables(1)[0],
			&document.Text{Title: fmt.Sprint("Care ", i), Tone: document.Warning, Points: []string{"One point.", "Another one."}})
	}
	return blocks
}

func TestNarrowTablesStandSideBySide(t *testing.T) {
	l := drawn(t, bare(narrowTables(2)...))
	require.Len(t, l.placed, 2)
	a, b := l.placed[0], l.placed[1]
	assert.InDelta(t, a.top, b.top, 0.01)
	assert.Greater(t, b.left, a.left+a.width, "beside it, with a gutter")
	assert.InDelta(t, l.Theme.Page.Gutter, b.left-a.left-a.width, 0.01)
}

func TestAChartStandsWithWhatIsSaidOfIt(t *testing.T) {
	l := drawn(t, bare(measures(5)...))
	chart := 0
	for i, p := range l.placed {
		if ch, ok := p.block.(*document.Chart); ok {
			require.True(t, ch.Head)
			chart = i
			continue
		}
		assert.Equal(t, l.placed[chart].page, p.page, "%s is on the page of %s", nameOf(p.block), nameOf(l.placed[chart].block))
		if _, text := p.block.(*document.Text); !text || p.left > l.placed[chart].left {
			assert.Greater(t, p.left, l.placed[chart].left, "beside its chart")
			continue
		}
		assert.GreaterOrEqual(t, p.top, l.placed[chart].bottom, "a text may stand below its chart")
	}
}

func TestASectionThatNearlyFitsIsSetTighter(t *testing.T) {
	pages := func(n int, before ...document.Section) (int, bool) {
		s := services()
		for len(s.Rows) < n {
			s.Rows = append(s.Rows, s.Rows[1])
		}
		s.Rows = s.Rows[:n]
		doc := bare(keyFigures(), s, outages(), decisions(), quality())
		doc.Sections = append(before, doc.Sections...)
		l := drawn(t, doc)
		return l.canvas.pdf.PageNo(), l.placed[2].top-l.placed[1].bottom < blockGap-1
	}
	for name, before := range map[string][]document.Section{"the first": nil, "the last": {{Title: "First", Lead: "One sentence."}}} {
		tight, most := false, 0
		for n := 1; n < 40; n++ {
			p, narrow := pages(n, before...)
			if p > 1 {
				break
			}
			tight, most = tight || narrow, n
		}
		assert.GreaterOrEqual(t, most, 10, "%s: page one holds a team's services", name)
		assert.True(t, tight, "%s: the last ones that fit do so by lower gaps", name)
	}
}

func TestPointsOfATextAreAList(t *testing.T) {
	several := &document.Text{Title: "Read with care", Tone: document.Warning, Points: []string{"The first point.", "The second point."}}
	got := words(t, bare(several, &document.Text{Tone: document.Muted, Points: []string{"Muted one.", "Muted two."}}, &document.Text{Title: "Plain", Text: "Before.", Points: []string{"The only point."}}))
	assert.Regexp(t, `The first point\.\n +The second point\.`, got)
	says(t, got, "Muted one. Muted two.", "Before. The only point.")
}

func TestTheIdsAndDatesOfANarrowTableAreWhole(t *testing.T) {
	at := document.Instant(time.Date(2026, 10, 21, 10, 18, 0, 0, time.UTC))
	table := &document.Table{Title: "Reviews", Rows: []document.Row{{Cells: []document.Value{
		document.ID("INC0101899", ""), document.TextValue("Trade settlement"), at,
		{Text: "Einsatzleitung, Leitung Support, Protokoll und Fachleute", Strong: true},
		document.TextValue("nicht gehalten"), at, at, document.Count(1),
	}}}}
	table.Columns = []document.Column{
		{Title: "Incident", Kind: document.KindID},
		{Title: "Service"},
		{Title: "Ended", Kind: document.KindInstant},
		{Title: "Roles not recorded", Lines: 8},
		{Title: "Nachbesprechung", Lines: 8},
		{Title: "Due", Kind: document.KindInstant},
		{Title: "Held", Kind: document.KindInstant},
		{Title: "Folgeaufgaben", Kind: document.KindCount},
	}
	got := words(t, bare(table))
	assert.NotContains(t, got, "\u2026")
	assert.Contains(t, got, "INC0101899")
}
