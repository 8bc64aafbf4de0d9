package html_test

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"nines/reports/document"
	"nines/reports/html"
)

var update = flag.Bool("update", false, "write the golden files anew")

func render(t *testing.T, doc *document.Document) string {
	t.Helper()
	var b bytes.Buffer
	require.NoError(t, html.Render(context.Background(), &b, doc))
	return b.String()
}

// has is Contains for whole pages: a failure says what is missing, and not the page.
func has(t *testing.T, page, want string) {
	t.Helper()
	assert.True(t, strings.Contains(page, want), "there is no %q", want)
}

func hasNot(t *testing.T, page, never string) {
	t.Helper()
	assert.False(t, strings.Contains(page, never), "there is a %q", never)
}

func TestRenderGolden(t *testing.T) {
	missed := document.Row{Tone: document.Missed, Cells: []document.Value{
		{Kind: document.KindRating, Text: "red"}, {Text: "FX <pricing>", Link: "https://tool.example.com/a?b=1&c=2"}, share(0.99864),
	}}
	page := render(t, frame(t, document.Section{
		Name: "overview", Title: "Overview", Lead: "One service missed.",
		Blocks: []document.Block{
			&document.KeyFigures{Items: []document.KeyFigure{{Value: document.Count(1200), Label: "outages", Notes: []string{"a note"}}}},
			&document.Table{
				ID: "services", Title: "Services", Subtitle: "worst first", Rows: []document.Row{missed},
				Columns: []document.Column{
					{Title: "Rating", Kind: document.KindRating},
					{Title: "Service"},
					{Title: "Actual %", Kind: document.KindShare, Decimals: 3},
				},
				Total: &document.Row{Cells: []document.Value{{}, {Text: "All"}, share(0.99942)}}, Note: "A note.",
			},
			asked(), quality(),
		},
	}))
	// The style sheet and the signs have tests of their own; here they would hide what matters.
	_, body, found := strings.Cut(page, "</svg>\n<header id=\"top\">")
	require.True(t, found)
	golden := filepath.Join("testdata", "small.html")
	if *update {
		require.NoError(t, os.WriteFile(golden, []byte(body), 0o600))
	}
	want, err := os.ReadFile(golden)
	require.NoError(t, err)
	assert.Empty(t, cmp.Diff(string(want), body), "go test -update writes it anew")
}

func TestRenderIsDeterministic(t *testing.T) {
	assert.Equal(t, render(t, bank(t)), render(t, bank(t)))
}

func TestRenderWritesTheFrame(t *testing.T) {
	page := render(t, bank(t))
	for _, want := range []string{
		`<html lang="en-GB">`,
		"<title>Monthly service report · 2026-10 · Example Bank, production support</title>",
		`<p class="provisional">PROVISIONAL until 6 Nov 2026</p>`,
		"<span>as of Mon 2 Nov 2026 07:00 Europe/London</span> · <span>provisional until 6 Nov 2026</span> · <span>revision 1</span> · <span>made by nines 1.0</span>",
		"<p class=\"figure\">99.942\u00a0%</p>",
		`<p class="figure">34 min</p>`,
		"12 of 60 rows; all of them are in the workbook",
		`<p class="empty">No requests in the period.</p>`,
	} {
		has(t, page, want)
	}
	for _, never := range []string{"Tickets of the period", "for analysts only", "<script", "<link", "<img", "@import", "url("} {
		hasNot(t, page, never)
	}
	assert.Equal(t, 12, strings.Count(page, `data-label="Calls">12,345<`), "rows of the long table")
}

func TestRenderOfAnEmptyDocument(t *testing.T) {
	page := render(t, &document.Document{})
	has(t, page, `<html lang="en">`)
	has(t, page, "<span>final</span>")
	hasNot(t, page, "<nav")
}

func TestRenderWritesEveryKindOfValue(t *testing.T) {
	at := time.Date(2026, 10, 14, 8, 12, 0, 0, time.UTC) // 09:12 in London, summer time
	for name, c := range map[string]struct {
		value  document.Value
		column document.Column
		want   string
	}{
		"text":      {document.Value{Text: "a & b", Second: "c"}, document.Column{}, `class="text">a &amp; b<small>c</small></td>`},
		"count":     {document.Count(12345), document.Column{Kind: document.KindCount}, `<td role="cell" class="num">12,345</td>`},
		"number":    {document.Value{Kind: document.KindNumber, Number: -1.25}, document.Column{Kind: document.KindNumber, Decimals: 2}, ">\u22121.25</td>"},
		"share":     {share(0.999999), document.Column{Kind: document.KindShare, Decimals: 3}, ">99.9999</td>"},
		"points":    {document.Value{Kind: document.KindPoints, Number: 0.00098}, document.Column{Kind: document.KindPoints, Decimals: 3}, ">&#43;0.098</td>"},
		"minutes":   {document.Value{Kind: document.KindMinutes, Number: 42}, document.Column{Kind: document.KindMinutes, Decimals: 1}, ">42.0</td>"},
		"duration":  {document.Value{Kind: document.KindDuration, Number: 125}, document.Column{Kind: document.KindDuration}, ">2 h 05</td>"},
		"instant":   {document.Instant(at), document.Column{Kind: document.KindInstant}, `class="when">14 Oct 2026 09:12</td>`},
		"day":       {document.Value{Kind: document.KindDay, Time: at}, document.Column{Kind: document.KindDay}, ">14 Oct 2026</td>"},
		"rating":    {document.Value{Kind: document.KindRating, Text: "amber"}, document.Column{Kind: document.KindRating}, `class="rating is-amber"><svg class="sign" aria-hidden="true"><use href="#sign-amber"/></svg>Met, tight</td>`},
		"verdict":   {document.Value{Kind: document.KindRating, Text: "at_risk"}, document.Column{Kind: document.KindRating}, `class="rating is-amber"><svg class="sign" aria-hidden="true"><use href="#sign-amber"/></svg>At risk</td>`},
		"no rating": {document.Value{Kind: document.KindRating, Text: "purple"}, document.Column{Kind: document.KindRating}, `class="rating">purple</td>`},
		"link":      {document.ID("INC1", "https://tool.example.com/INC1"), document.Column{Kind: document.KindID}, `<a href="https://tool.example.com/INC1" rel="noopener noreferrer" target="_top">INC1</a></td>`},
		"no link":   {document.ID("INC1", ""), document.Column{Kind: document.KindID}, ">INC1</td>"},
		"itself":    {document.Value{Text: "here", Anchor: "values"}, document.Column{}, ">here</td>"},
		"nowhere":   {document.Value{Text: "there", Anchor: "tickets"}, document.Column{}, ">there</td>"},
		"unknown":   {document.Value{Kind: document.KindShare, Unknown: true}, document.Column{Kind: document.KindShare}, `class="num none">–</td>`},
		"no data":   {document.Value{Kind: document.KindShare, Unknown: true, Text: "no data"}, document.Column{Kind: document.KindShare}, ">no data</td>"},
		"strong":    {document.Value{Text: "!", Strong: true, Tone: document.Warning}, document.Column{}, `class="text strong warning"`},
		"bar":       {bar(2, 0, "200 %"), document.Column{Kind: document.KindBar}, `</svg>200 %</td>`},
		"empty bar": {document.Value{Kind: document.KindBar, Unknown: true, Bar: &document.Bar{Unknown: true, Label: "no <data>"}}, document.Column{Kind: document.KindBar}, `role="img" aria-label="no &lt;data&gt;"`},
		"no bar":    {document.Value{Kind: document.KindBar, Unknown: true}, document.Column{Kind: document.KindBar}, ">–</td>"},
		"spark":     {document.Value{Kind: document.KindSpark, Spark: months(.5, 2, 3)}, document.Column{Kind: document.KindSpark}, `aria-label="3 periods up to this one, 2 of them above the limit"`},
		"no spark":  {document.Value{Kind: document.KindSpark}, document.Column{Kind: document.KindSpark}, `class="spark"></td>`},
	} {
		t.Run(name, func(t *testing.T) {
			c.column.Title = "x"
			table := &document.Table{
				ID: "values", Columns: []document.Column{{Title: "Row"}, c.column},
				Rows: []document.Row{{Cells: []document.Value{{Text: "row"}, c.value}}},
			}
			page := render(t, frame(t, document.Section{Blocks: []document.Block{table, trend(), &document.Detail{ID: "tickets"}}}))
			_, cells, _ := strings.Cut(page, `<th scope="row" role="rowheader" class="text">row</th>`)
			cells, _, _ = strings.Cut(cells, "</tr>")
			has(t, cells, c.want)
		})
	}
}

func TestRenderSurvivesRaggedRows(t *testing.T) {
	page := render(t, frame(t, document.Section{Blocks: []document.Block{&document.Table{
		Columns: []document.Column{{Title: "a"}, {Title: "b", Kind: document.KindCount}},
		Rows:    []document.Row{{}, {Cells: []document.Value{{Text: "1"}, document.Count(2), {Text: "too many"}}}},
	}}}))
	has(t, page, `class="num"></td></tr>`)
	hasNot(t, page, "too many")
}

// hostile are texts as tickets have them.
var hostile = []string{
	`<script>alert(1)</script>`, `"><img src=x onerror=alert(1)>`, `' onmouseover='alert(1)`, "{{.Style}}", "</style></svg></title>",
	`=HYPERLINK("http://x","y")`, "+1+1", "🧯 emoji 👩‍🚒", "خدمة الدفع متوقفة", "a\x00b\x1b[31mc\x7f\u0085d", "a\xff\xfe\xc3(b", "\u202egnp.exe", "&amp;&lt;",
	strings.Repeat("long ", 8000), strings.Repeat("é", 40000),
}

func TestRenderOfHostileTexts(t *testing.T) {
	for _, text := range hostile {
		page := render(t, hostileDocument(t, text))
		require.True(t, utf8.ValidString(page))
		for _, r := range page {
			if r != '\n' && r != '\t' && unicode.IsControl(r) {
				t.Fatalf("a control character %U is in the page of %.20q", r, text)
			}
		}
		for _, never := range []string{"<script", "<img", "onerror=alert(1)>", "' onmouseover='", "javascript:", "\u202e"} {
			hasNot(t, page, never)
		}
		assert.Less(t, len(page), 200_000, "a long text is cut: %.20q", text)
		checkStructure(t, page)
	}
	page := render(t, hostileDocument(t, "a\x00b\xffc"))
	has(t, page, "<h2 id=\"section-a-b-c-title\">a\ufffdb\ufffdc</h2>")
}

func hostileDocument(t *testing.T, text string) *document.Document {
	t.Helper()
	value := document.Value{Text: text, Second: text, Link: "javascript:alert(1)//" + text, Anchor: text}
	doc := frame(t, document.Section{Name: text, Title: text, Lead: text, Blocks: []document.Block{
		&document.KeyFigures{Items: []document.KeyFigure{{Value: value, Label: text, Notes: []string{text}}}},
		&document.Table{
			ID: text, Title: text, Subtitle: text, Note: text, Columns: []document.Column{{Title: text}, {Title: text, Kind: document.KindID}, {Title: text, Kind: document.KindBar}},
			Rows: []document.Row{{Cells: []document.Value{
				value, document.ID(text, "JavaScript:alert(1)"),
				{Kind: document.KindBar, Bar: &document.Bar{Value: 1, Label: text}},
			}}},
		},
		&document.Chart{ID: text, Title: text, Alt: text, Kind: document.ChartPareto, Categories: []string{text}, Series: []document.Series{{Values: values(1)}}},
		&document.Decisions{Title: text, Items: []document.Decision{{Text: text, Detail: text, Owner: text, Due: text}}},
		&document.Text{Title: text, Text: text[:min(len(text), 1000)]},
	}})
	doc.Organisation, doc.Title, doc.Subject, doc.Scope, doc.Message, doc.GeneratedBy = text, text, text, text, text, text
	return doc
}

var errDisk = errors.New("disk full")

type full struct{}

func (full) Write([]byte) (int, error) { return 0, errDisk }

func TestRenderReportsFailures(t *testing.T) {
	err := html.Render(context.Background(), full{}, bank(t))
	require.ErrorIs(t, err, errDisk)
	assert.ErrorContains(t, err, "write the page of monthly: ")
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	assert.ErrorIs(t, html.Render(ctx, &bytes.Buffer{}, bank(t)), context.Canceled)
}
