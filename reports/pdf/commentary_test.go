package pdf

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"nines/reports/document"
)

// A word that is wider than the page, a commentary of two pages, and marks stand whole, in their order.
func TestCommentary(t *testing.T) {
	if _, err := exec.LookPath("pdftotext"); err != nil {
		t.Skip("pdftotext (poppler-utils) is not installed")
	}
	long := strings.Repeat("x", 400)
	c := document.Commentary{By: "Ann", Paragraphs: []document.Paragraph{
		{Spans: []document.Span{{Text: "before ("}, {Text: "the review", Link: "https://x.example"}, {Text: "), after " + long}}},
	}}
	for range 120 {
		c.Paragraphs = append(c.Paragraphs, document.Paragraph{Mark: document.Bullet, Spans: []document.Span{{Text: "item"}}})
	}
	doc := &document.Document{Title: "Report", Sections: []document.Section{{Name: "cost", Title: "Cost", Commentary: []document.Commentary{c}}}}
	var out bytes.Buffer
	_, err := Render(t.Context(), &out, doc)
	require.NoError(t, err)
	assert.Contains(t, out.String(), "(https://x.example)")
	path := filepath.Join(t.TempDir(), "x.pdf")
	require.NoError(t, os.WriteFile(path, out.Bytes(), 0o600))
	text, err := exec.CommandContext(t.Context(), "pdftotext", "-layout", path, "-").Output()
	require.NoError(t, err)
	assert.Contains(t, string(text), "before (the review), after")
	assert.Contains(t, string(text), "Commentary by Ann")
	assert.Equal(t, 120, strings.Count(string(text), "item"))
	assert.Equal(t, 400, strings.Count(string(text), "x"))
	assert.GreaterOrEqual(t, strings.Count(string(text), "\f"), 2, "pages")
}
