package mail_test

import (
	"bytes"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/net/html"

	"nines/internal/browsertest"
	"nines/reports/document"
	"nines/reports/mail"
	"nines/templates"
)

func sample() *document.Document {
	share := 0.99916
	return &document.Document{
		Report: "monthly", Organisation: "Example Bank", Title: "Monthly service report", Scope: "October against September",
		Message: "FX pricing missed its target.",
		Period:  document.Period{Name: "2026-10", Provisional: true, FinalAt: time.Date(2026, 11, 6, 0, 0, 0, 0, time.UTC)},
		AsOf:    time.Date(2026, 11, 2, 7, 0, 0, 0, time.UTC), GeneratedBy: "nines 1.0", Revision: 2,
		Locale: document.Locale{
			Tag: "en-GB", Decimal: ".", Group: ",", Unknown: "–",
			Months: [12]string{"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"},
			Days:   [7]string{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"},
		},
		Sections: []document.Section{{Name: "overview", Title: "Overview", Blocks: []document.Block{
			&document.Text{Title: "Revision 2", Text: "It takes the place of revision 1.", Tone: document.Warning},
			&document.KeyFigures{Items: []document.KeyFigure{{Value: document.Known(document.KindShare, &share), Label: "availability", Notes: []string{"of all"}}}},
			&document.Decisions{Title: "Decisions", Items: []document.Decision{{Text: "Hold changes back?", Detail: "80 % is spent.", Owner: "Owner", Due: "Friday"}}},
			&document.Table{
				ID: "t", Title: "Services",
				Columns: []document.Column{
					{Key: "r", Title: "Rating", Kind: document.KindRating},
					{Key: "s", Title: "Service"},
					{Key: "x", Title: "Spark", Kind: document.KindSpark},
					{Key: "b", Title: "Book", Medium: document.BookOnly},
					{Key: "n", Title: "n", Kind: document.KindCount},
				},
				Rows: rows(10),
			},
		}}, {Name: "data_quality", Blocks: []document.Block{&document.Text{Text: "never in a mail", Tone: document.Warning}}}},
	}
}

func rows(n int) (list []document.Row) {
	for i := range n {
		list = append(list, document.Row{Cells: []document.Value{
			{Kind: document.KindRating, Text: "red"}, document.TextValue("service " + string(rune('a'+i))), {}, document.TextValue("no"), document.Count(i),
		}})
	}
	return list
}

func envelope() mail.Envelope {
	return mail.Envelope{
		Job: "pack", Due: time.Date(2026, 11, 2, 7, 0, 0, 0, time.UTC), Late: "It was due on Monday: nothing ran.",
		Attached: []string{"a.pdf"}, LeftOut: []mail.LeftOut{{Name: "b.xlsx", Size: 14_200_000, Where: "/srv/b.xlsx"}}, Limit: 10e6,
		Page: "https://nines.example.com",
	}
}

func TestMail(t *testing.T) {
	body, err := mail.Render(sample(), envelope())
	require.NoError(t, err)
	assert.Equal(t, "Revision 2, late: FX pricing missed its target – Monthly service report 2026-10 (provisional), Example Bank", body.Subject)
	for _, text := range []string{
		"FX pricing missed its target.", "Provisional until 6 Nov 2026", "Revision 2: It takes the place of revision 1.",
		"This report is late. It was due on Monday: nothing ran.", "99.916 %", "availability", "Hold changes back?", "80 % is spent.",
		"(Owner, Friday)", "service a", "Missed", "2 more rows", "Attached: a.pdf.", "10.0 MB", "14.2 MB", "/srv/b.xlsx", "revision 2", "job pack",
	} {
		assert.Contains(t, strings.Join(strings.Fields(body.Text), " "), text)
		assert.Contains(t, body.HTML, text)
	}
	for _, text := range []string{"Spark", "Book", "service i", "never in a mail"} {
		assert.NotContains(t, body.Text+body.HTML, text)
	}
	assert.NotRegexp(t, regexp.MustCompile(`\{[a-z]+\}|mail\.[a-z]`), strings.ReplaceAll(body.Text+body.HTML+body.Subject, "{font", ""))
	for line := range strings.Lines(body.Text) {
		assert.LessOrEqual(t, len([]rune(strings.TrimRight(line, "\n"))), 72, line)
	}
	again, err := mail.Render(sample(), envelope())
	require.NoError(t, err)
	assert.Equal(t, body, again)
}

// A director reads the first forty characters of the subject, and of what stands beside it: the figure is there.
func TestFirstLines(t *testing.T) {
	doc := sample()
	doc.Message = "FX pricing missed its target: 99.916 % against 99.95 %, 1.7 times its error budget."
	for name, c := range map[string]struct {
		revision    int
		late        string
		provisional bool
		message     string
		want        string
	}{
		"first":    {1, "", false, doc.Message, "FX pricing missed its target: 99.916 % against 99.95 %, 1.7 times its error budget – Monthly service report 2026-10, Example Bank"},
		"revision": {2, "", true, doc.Message, "Revision 2: FX pricing missed its target: 99.916 % against 99.95 %, 1.7 times its error budget – Monthly service report 2026-10 (provisional)"},
		"long": {
			2, "", true, strings.TrimSuffix(doc.Message, ".") + strings.Repeat(" name", 6) + ".",
			"Revision 2: FX pricing missed its target: 99.916 % against 99.95 %, 1.7 times its error budget name… – Monthly service report 2026-10 (provisional)",
		},
		"late":      {1, "It was due.", false, "All well.", "Late: All well – Monthly service report 2026-10, Example Bank"},
		"both":      {3, "It was due.", true, "All well.", "Revision 3, late: All well – Monthly service report 2026-10 (provisional), Example Bank"},
		"no figure": {1, "", false, "", "Monthly service report 2026-10, Example Bank"},
	} {
		t.Run(name, func(t *testing.T) {
			doc.Revision, doc.Period.Provisional, doc.Message = c.revision, c.provisional, c.message
			body, err := mail.Render(doc, mail.Envelope{Job: "pack", Late: c.late})
			require.NoError(t, err)
			assert.Equal(t, c.want, body.Subject)
			assert.LessOrEqual(t, len([]rune(body.Subject)), 150)
			if c.message != "" {
				_, first, _ := strings.Cut(body.HTML, "mso-hide:all\">")
				assert.True(t, strings.HasPrefix(first, c.message+" · 99.916 % availability"), "%.200s", first)
				assert.True(t, strings.HasPrefix(strings.Join(strings.Fields(body.Text), " "), c.message), body.Text)
			}
		})
	}
}

// The text part keeps its columns: figures at the right, names cut, and what is small on a page in a line of its own.
func TestTextPart(t *testing.T) {
	doc := sample()
	row := func(rating, name, second string, n int, below string) document.Row {
		count := document.Count(n)
		count.Second = below
		return document.Row{Cells: []document.Value{{Kind: document.KindRating, Text: rating}, {Text: name, Second: second}, count, document.TextValue("a remark of some length")}}
	}
	doc.Sections[0].Blocks = []document.Block{
		&document.KeyFigures{Items: []document.KeyFigure{
			{Value: document.TextValue("9 of 11"), Label: "services met their target", Notes: []string{"1 missed, 1 undecided", "Sep 2026: 11 of 11"}},
			{Value: document.Count(15), Label: "outages counted"},
		}},
		&document.Table{
			Title: "Services", Subtitle: "worst first", Columns: []document.Column{
				{Title: "Rating", Kind: document.KindRating}, {Title: "Service"}, {Title: "Outages", Kind: document.KindCount}, {Title: "Remark"},
			},
			Rows:  []document.Row{row("red", "FX pricing", "× 3", 3, ""), row("undecided", "支付网关队列已满支付网关", "", 12, "to 14")},
			Total: &document.Row{Cells: []document.Value{{}, document.TextValue("All"), document.Count(15), {}}},
		},
	}
	body, err := mail.Render(doc, mail.Envelope{Job: "pack"})
	require.NoError(t, err)
	_, text, _ := strings.Cut(body.Text, "still change.\n\n")
	text, _, _ = strings.Cut(text, "\nNo file")
	// 12 letters of Chinese are 24 columns: 11 + 2 + 24 + 2 + 7 + 2 + 23 are 71.
	assert.Equal(t, `9 of 11  services met their target (1 missed, 1 undecided; Sep 2026: 11
         of 11)
15       outages counted

SERVICES
worst first

Rating       Service                   Outages  Remark
× Missed     FX pricing                      3  a remark of some length
             × 3
◐ Undecided  支付网关队列已满支付网关       12  a remark of some length
                                         to 14
             All                            15
`, text)
}

// A wide table loses columns from the right and a long name its end, and keeps to 72 columns.
func TestTextPartOfAWideTable(t *testing.T) {
	doc := sample()
	wide := &document.Table{Title: "Wide", Columns: []document.Column{{Title: strings.Repeat("long ", 60)}}}
	row := document.Row{Cells: []document.Value{document.TextValue(strings.Repeat("x", 300))}}
	for range 5 {
		wide.Columns = append(wide.Columns, document.Column{Title: "a column of figures", Kind: document.KindCount})
		row.Cells = append(row.Cells, document.Count(1_000_000))
	}
	wide.Rows = []document.Row{row}
	doc.Sections[0].Blocks = []document.Block{wide}
	body, err := mail.Render(doc, mail.Envelope{Job: "pack"})
	require.NoError(t, err)
	assert.Contains(t, body.Text, "…")
	assert.Contains(t, body.Text, "1,000,000")
	for line := range strings.Lines(body.Text) {
		assert.LessOrEqual(t, len([]rune(strings.TrimSpace(line))), 72, line)
	}
}

// A table of sentences loses columns, then letters: whatever their number, it keeps to the line.
func TestTextPartOfSentences(t *testing.T) {
	for n := 1; n <= 8; n++ {
		doc, row := sample(), document.Row{}
		table := &document.Table{Title: "Sentences"}
		for range n {
			table.Columns = append(table.Columns, document.Column{Title: "What"})
			row.Cells = append(row.Cells, document.TextValue("a sentence that needs half a line"))
		}
		table.Rows = []document.Row{row}
		doc.Sections[0].Blocks = []document.Block{table}
		body, err := mail.Render(doc, mail.Envelope{Job: "pack"})
		require.NoError(t, err)
		assert.Contains(t, body.Text, "a sentence")
		for line := range strings.Lines(body.Text) {
			assert.LessOrEqual(t, len([]rune(strings.TrimSpace(line))), 72, line)
		}
	}
}

// What stands behind a chart is about the chart; the first table is taken wherever it stands.
func TestBehindAChart(t *testing.T) {
	doc := sample()
	blocks := doc.Sections[0].Blocks
	doc.Sections[0].Blocks = append([]document.Block{&document.Chart{Title: "a chart"}}, blocks...)
	body, err := mail.Render(doc, mail.Envelope{Job: "pack", Status: "https://nines.example.com"})
	require.NoError(t, err)
	assert.NotContains(t, body.Text, "99.916 %")
	assert.NotContains(t, body.Text, "It takes the place of revision 1.")
	assert.Contains(t, body.Text, "service a")
	assert.Contains(t, body.Text, "Hold changes back?")
	assert.Contains(t, body.HTML, `<a href="https://nines.example.com" class="blue"`)
}

// The bar of a missed target is 72 pixels for 169 %; its limit of 100 % lies at 72 / 1.69 = 42.6, pixel 43. That of 80 %
// is 34.1 pixels long, 34, and the limit beyond it.
func TestBars(t *testing.T) {
	doc := sample()
	bar := func(value, upper float64, unknown bool) document.Row {
		return document.Row{Cells: []document.Value{{Kind: document.KindBar, Bar: &document.Bar{Value: value, Upper: upper, Max: 3, Limit: 1, Label: "label", Unknown: unknown}}}}
	}
	doc.Sections[0].Blocks = []document.Block{&document.Table{
		Columns: []document.Column{{Title: "Spent", Kind: document.KindBar}},
		Rows:    []document.Row{bar(1.69, 0, false), bar(0.8, 0, false), bar(0.14, 1.06, false), bar(0, 0, true)},
	}}
	body, err := mail.Render(doc, mail.Envelope{Job: "pack"})
	require.NoError(t, err)
	var got []string
	for n := range descend(t, body.HTML) {
		if class := attribute(n, "class"); n.Data == "td" && strings.HasPrefix(class, "b-") {
			got = append(got, class[2:]+" "+attribute(n, "width"))
		}
	}
	assert.Equal(t, []string{
		"red 43", "paper 1", "red 28",
		"ink 34", "wash 9", "grey 1", "wash 28",
		"ink 6", "prev 37", "grey 1", "prev 1", "wash 27", // 0.14: 5.96; 1.06: 45.2
	}, got)
}

// A bar that is longer than its scale of 300 % ends in a break: two gaps of two pixels, before its last four.
func TestBarBeyondItsScale(t *testing.T) {
	doc := sample()
	doc.Sections[0].Blocks = []document.Block{&document.Table{
		Columns: []document.Column{{Title: "Spent", Kind: document.KindBar}},
		Rows: []document.Row{
			{Cells: []document.Value{{Kind: document.KindBar, Bar: &document.Bar{Value: 4.06, Max: 3, Limit: 1}}}},
			{Cells: []document.Value{{Kind: document.KindBar, Bar: &document.Bar{Value: 3, Max: 3, Limit: 1}}}},
		},
	}}
	body, err := mail.Render(doc, mail.Envelope{Job: "pack"})
	require.NoError(t, err)
	var got []string
	for n := range descend(t, body.HTML) {
		if class := attribute(n, "class"); n.Data == "td" && strings.HasPrefix(class, "b-") {
			got = append(got, class[2:]+" "+attribute(n, "width"))
		}
	}
	assert.Equal(t, []string{
		"red 24", "paper 1", "red 37", "paper 2", "red 2", "paper 2", "red 4",
		"red 24", "paper 1", "red 47",
	}, got)
}

func attribute(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

func TestLogoOfMail(t *testing.T) {
	doc := sample()
	doc.Branding.Logo = &document.Picture{Type: "png", Data: []byte("a picture"), Width: 320, Height: 40}
	body, err := mail.Render(doc, envelope())
	require.NoError(t, err)
	assert.Contains(t, body.HTML, `<img src="cid:logo" alt="Logo of Example Bank" width="160" height="20"`)
	assert.Equal(t, []mail.Inline{{CID: "logo", Name: "logo.png", ContentType: "image/png", Data: []byte("a picture")}}, body.Inline)
	doc.Branding.Logo.Data = make([]byte, 30_001)
	body, err = mail.Render(doc, envelope())
	require.NoError(t, err)
	assert.NotContains(t, body.HTML, "<img", "too large to go with every mail")
	assert.Empty(t, body.Inline)
}

// What programs for mails show of it: at the width of a phone and of a window, light and dark.
func TestMailInBrowser(t *testing.T) {
	dir := t.TempDir()
	long := sample()
	text := strings.Repeat("abcdefghij", 30)
	long.Message, long.Organisation, long.Sections[0].Blocks[0] = text, "服务", &document.Text{Title: text, Text: text, Tone: document.Warning}
	long.Title, long.Scope, long.GeneratedBy, long.Sections[0].Blocks[3].(*document.Table).Columns[1].Title = text, text, text, text
	for i := range 4 {
		long.Sections[0].Blocks[3].(*document.Table).Rows[i].Cells[1] = document.Value{Text: text, Second: text}
	}
	for name, doc := range map[string]*document.Document{"sample": sample(), "long": long, "empty": {Report: "cab", Title: "Change pack"}} {
		body, err := mail.Render(doc, envelope())
		require.NoError(t, err)
		require.NoError(t, os.WriteFile(filepath.Join(dir, name+".html"), []byte(body.HTML), 0o600))
	}
	for _, dark := range []bool{false, true} {
		for _, seen := range browsertest.Look(t, dir, []string{"sample.html", "long.html", "empty.html"}, browsertest.Screen{Widths: []int{360, 640}, Dark: dark}) {
			assert.Equal(t, seen.Width, seen.Reaches, seen.Page)
			assert.Empty(t, seen.Faint, "%s, dark: %v", seen.Page, dark)
			assert.Empty(t, seen.Fetched, seen.Page)
		}
	}
}

// Mail programs show neither scripts nor what they would have to fetch.
func TestMailHasNothingFromOutside(t *testing.T) {
	body, err := mail.Render(sample(), envelope())
	require.NoError(t, err)
	for n := range descend(t, body.HTML) {
		assert.NotContains(t, []string{"script", "img", "link", "iframe", "form", "svg", "object"}, n.Data)
		for _, a := range n.Attr {
			assert.False(t, strings.HasPrefix(a.Key, "on"), a.Key)
			assert.NotContains(t, a.Val, "url(")
			assert.NotContains(t, a.Val, "ZgotmplZ", "the template refuses a colour")
		}
	}
}

// Text of tickets and of the configuration is text, and never a line of its own.
func TestHostileMail(t *testing.T) {
	const hostile = "x\r\nBcc: other@example.com\u202e\x00<script>alert(1)</script>\u2028{{.}} \xff"
	doc, e := sample(), envelope()
	doc.Organisation, doc.Title, doc.Message, doc.Scope, doc.Period.Name = hostile, hostile, hostile, hostile, hostile
	doc.Sections[0].Blocks = []document.Block{
		&document.Text{Title: hostile, Text: hostile, Tone: document.Warning},
		&document.KeyFigures{Items: []document.KeyFigure{{Value: document.TextValue(hostile), Label: hostile, Notes: []string{hostile}}}},
		&document.Decisions{Title: hostile, Items: []document.Decision{{Text: hostile, Detail: hostile, Owner: hostile, Due: hostile}}},
		&document.Table{
			Title: hostile, Columns: []document.Column{{Title: hostile}},
			Rows: []document.Row{{Cells: []document.Value{{Text: hostile, Second: hostile}}}},
		},
	}
	e.Job, e.Late, e.Attached, e.Page = hostile, hostile, []string{hostile}, "javascript:alert(1)"
	e.LeftOut[0] = mail.LeftOut{Name: hostile, Where: hostile}
	body, err := mail.Render(doc, e)
	require.NoError(t, err)
	assert.NotContains(t, body.Subject, "\n")
	assert.NotContains(t, body.Subject, "\r")
	assert.LessOrEqual(t, len([]rune(body.Subject)), 150)
	for n := range descend(t, body.HTML) {
		assert.NotEqual(t, "script", n.Data)
		for _, a := range n.Attr {
			if a.Key == "href" {
				assert.False(t, strings.HasPrefix(a.Val, "javascript"), a.Val)
			}
		}
	}
	for _, sign := range []string{"\u202e", "\x00", "\u2028", "\r"} {
		assert.NotContains(t, body.Subject+body.Text+body.HTML, sign)
	}

	alarm, err := mail.RenderAlarm(english(t), mail.Alarm{Kind: "failed", Job: hostile, Due: "2026-11-02 07:00 GMT", Text: hostile})
	require.NoError(t, err)
	assert.NotContains(t, alarm.Subject, "\n")
	assert.NotContains(t, alarm.Text, "\u202e")
}

func TestAlarms(t *testing.T) {
	for _, kind := range []string{"failed", "late", "refused", "doubtful"} {
		body, err := mail.RenderAlarm(english(t), mail.Alarm{Kind: kind, Job: "pack", Due: "2026-11-02 07:00 GMT", Text: "the disk is full", Last: 20})
		require.NoError(t, err)
		assert.NotRegexp(t, `alarm\.[a-z]|\{[a-z]+\}`, body.Subject+body.Text)
		assert.Contains(t, body.Subject, "pack")
		for _, text := range []string{"2026-11-02 07:00 GMT", "the disk is full", "20"} {
			assert.Contains(t, body.Text, text)
		}
	}
}

// A document without anything is a mail too: nothing to tell is a message.
func TestEmptyMail(t *testing.T) {
	body, err := mail.Render(&document.Document{Report: "cab", Title: "Change pack"}, mail.Envelope{Job: "cab"})
	require.NoError(t, err)
	assert.Contains(t, body.Text, "Change pack")
	assert.Contains(t, body.Text, "No file is attached.")
	assert.Contains(t, body.Subject, "Change pack")
}

// descend yields the elements of a page.
func descend(t *testing.T, page string) func(func(*html.Node) bool) {
	t.Helper()
	root, err := html.Parse(bytes.NewReader([]byte(page)))
	require.NoError(t, err)
	return func(yield func(*html.Node) bool) {
		for n := range root.Descendants() {
			if n.Type == html.ElementNode && !yield(n) {
				return
			}
		}
	}
}

func english(t *testing.T) *templates.Words {
	t.Helper()
	words, _, err := templates.LoadWords("en-GB", nil)
	require.NoError(t, err)
	return words
}
