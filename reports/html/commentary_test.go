package html_test

import (
	"bytes"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"nines/reports/document"
	"nines/reports/html"
)

func TestCommentary(t *testing.T) {
	item := func(mark, text string) document.Paragraph {
		return document.Paragraph{Mark: mark, Spans: []document.Span{{Text: text}}}
	}
	doc := &document.Document{Title: "Report", Locale: british, Sections: []document.Section{{Name: "cost", Title: "Cost", Commentary: []document.Commentary{{
		By: "<b>Ann</b>", On: time.Date(2026, 11, 3, 0, 0, 0, 0, time.UTC),
		Paragraphs: []document.Paragraph{
			{Spans: []document.Span{
				{Text: "Because of "},
				{Text: "one", Strong: true},
				{Text: " <script>alert(1)</script> "},
				{Text: "here", Link: "https://x.example/?a=1&b=2", Emphasis: true},
				{Text: "there", Link: "javascript:alert(1)"},
			}},
			item(document.Bullet, "a"), item(document.Bullet, "b"), item("3.", "c"), item("4.", "d"),
		},
	}}}}}
	var page bytes.Buffer
	require.NoError(t, html.Render(t.Context(), &page, doc))
	text := page.String()
	for _, want := range []string{
		"by &lt;b&gt;Ann&lt;/b&gt;, 3 Nov 2026", "<strong>one</strong>", "&lt;script&gt;alert(1)&lt;/script&gt;",
		`<a href="https://x.example/?a=1&amp;b=2" rel="noopener noreferrer" target="_top"><em>here</em></a>there`,
		"<ul>\n<li>a</li>\n<li>b</li>\n</ul>", "<ol start=\"3\">\n<li>c</li>\n<li>d</li>\n</ol>",
	} {
		assert.Contains(t, text, want)
	}
	assert.NotContains(t, text, "javascript")
	assert.Equal(t, "javascript:alert(1)", doc.Sections[0].Commentary[0].Paragraphs[0].Spans[4].Link, "the document stays as it was")
}
