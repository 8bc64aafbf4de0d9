package json_test

import (
	"bytes"
	encoding "encoding/json"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"nines/reports/document"
	"nines/reports/json"
)

func TestCommentary(t *testing.T) {
	said := document.Commentary{Paragraphs: []document.Paragraph{
		{Spans: []document.Span{{Text: "See "}, {Text: "this", Link: "https://x.example"}}}, {Mark: document.Bullet, Spans: []document.Span{{Text: "=1+1"}}},
	}}
	signed := said
	signed.By, signed.On = "Ann", time.Date(2026, 11, 3, 0, 0, 0, 0, time.UTC)
	doc := &document.Document{Sections: []document.Section{{Name: "cost", Commentary: []document.Commentary{said, signed}}}}
	var out bytes.Buffer
	require.NoError(t, json.Render(t.Context(), &out, doc))
	var got struct{ Commentary []map[string]any }
	require.NoError(t, encoding.Unmarshal(out.Bytes(), &got))
	text := "See this (https://x.example)\n• =1+1"
	assert.Equal(t, []map[string]any{
		{"section": "cost", "by": nil, "on": nil, "text": text}, {"section": "cost", "by": "Ann", "on": "2026-11-03", "text": text},
	}, got.Commentary)

	doc.Sections[0].Commentary = nil
	out.Reset()
	require.NoError(t, json.Render(t.Context(), &out, doc))
	assert.NotContains(t, out.String(), "commentary")
}
