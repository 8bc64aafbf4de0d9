package xlsx

import (
	"bytes"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"github.com/xuri/excelize/v2"

	"nines/reports/document"
)

func TestCommentary(t *testing.T) {
	doc := &document.Document{Title: "Report", Sections: []document.Section{{Name: "cost", Title: "Cost", Lead: "Lead.", Commentary: []document.Commentary{{
		By: "Ann", Paragraphs: []document.Paragraph{{Spans: []document.Span{{Text: "=1+1"}}}, {Mark: document.Bullet, Spans: []document.Span{{Text: "a"}}}},
	}}}}}
	var out bytes.Buffer
	require.NoError(t, Render(t.Context(), &out, doc, Options{}))
	book, err := excelize.OpenReader(&out)
	require.NoError(t, err)
	var texts []string
	for _, sheet := range book.GetSheetList() {
		rows, err := book.GetRows(sheet)
		require.NoError(t, err)
		for i, row := range rows {
			for j, text := range row {
				if text != "" {
					texts = append(texts, text)
					formula, err := book.GetCellFormula(sheet, cellName(j+1, i+1))
					require.NoError(t, err)
					assert.Empty(t, formula)
				}
			}
		}
	}
	for _, want := range []string{"Commentary", "by Ann", "=1+1", "• a"} {
		assert.Contains(t, texts, want)
	}
}
