package mail_test

import (
	"bytes"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/net/html"

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
	assert.Equal(t, "Example Bank: Monthly service report 2026-10 (revision 2, provisional, late) – FX pricing missed its target.", body.Subject)
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
		assert.LessOrEqual(t, len([]rune(line)), 120)
	}
	again, err := mail.Render(sample(), envelope())
	require.NoError(t, err)
	assert.Equal(t, body, again)
}

// Mail programs show neither scripts nor what they would have to fetch.
func TestMailHasNothingFromOutside(t *testing.T) {
	body, err := mail.Render(sample(), envelope())
	require.NoError(t, err)
	for n := range descend(t, body.HTML) {
		assert.NotContains(t, []string{"script", "img", "link", "style", "iframe", "form", "svg", "object"}, n.Data)
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
	for line := range strings.Lines(body.Text) {
		assert.False(t, strings.HasPrefix(line, "Bcc:"), line)
	}
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
