package pdf

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"nines/reports/document"
)

func testCleaner(t testing.TB) cleaner {
	t.Helper()
	fonts, err := loadFonts(&document.Branding{})
	require.NoError(t, err)
	return newCleaner(fonts)
}

func TestClean(t *testing.T) {
	tests := []struct {
		name, in, want string
		replaced       int
	}{
		{"plain", "FX pricing: Release failed", "FX pricing: Release failed", 0},
		{"formula", `=HYPERLINK("http://x","y")`, `=HYPERLINK("http://x","y")`, 0},
		{"Latin, Greek, Cyrillic", "M\u00fcller \u03b1 \u0416", "M\u00fcller \u03b1 \u0416", 0},
		{"line breaks", "a\r\nb\nc\td\u2028e", "a b c d e", 0},
		{"NUL and controls", "a\x00b\x1bc\x7f", "a\u25a1b\u25a1c\u25a1", 3},
		{"invalid UTF-8", "a\xff\xfeb", "a\u25a1\u25a1b", 2},
		{"an emoji", "down \U0001F525!", "down \u25a1!", 1},
		{"no glyph", "\u65e5\u672c", "\u25a1\u25a1", 2},
		{"an order of text turned round", "a\u202ecba", "a\u25a1cba", 1},
		{"shapeless", "a\u00adb\u200dc\ufe0f", "abc", 0},
		{"the replacement character itself has a glyph", "\ufffd", "\ufffd", 0},
		{"a noncharacter", "\uffff", "\u25a1", 1},
	}
	c := testCleaner(t)
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got, replaced := c.clean(test.in)
			assert.Equal(t, test.want, got)
			assert.Equal(t, test.replaced, replaced)
		})
	}
}

func TestVisualOrder(t *testing.T) {
	assert.Equal(t, "abc", visual("abc"))
	// Three Arabic letters are seen in the opposite order; the Latin around stays.
	assert.Equal(t, "x \u062a\u0628\u0627 y", visual("x \u0627\u0628\u062a y"))
	// Two words change places, too.
	assert.Equal(t, "\u0628 \u0627", visual("\u0627 \u0628"))
	// A vowel mark stays behind its letter.
	assert.Equal(t, "\u062a\u0628\u064e", visual("\u0628\u064e\u062a"))
}

func TestFaceMeasuresAsTheFontSays(t *testing.T) {
	f, err := regularFace()
	require.NoError(t, err)
	// DejaVu Sans Condensed has 2048 units to the em, 586 of them for a blank and 1171 for a digit: 0.286 and 0.572.
	assert.InDelta(t, 286, f.width(" ", 1000), 1)
	assert.InDelta(t, 5*572, f.width("01234", 1000), 5)
	assert.True(t, f.has['\u25a1'])
	assert.False(t, f.has['\u65e5'])
	_, err = readFace([]byte("no font"))
	require.ErrorIs(t, err, errFont)
	_, err = readFace(f.ttf[:2000])
	require.ErrorIs(t, err, errFont)
}

var hostile = []string{
	`=HYPERLINK("http://x","y")`, "+1+1", "<script>alert(1)</script>", "(paren\\ ) Tj ET", "\U0001F600\U0001F525 down", "\u0627\u0644\u062e\u0627\u062f\u0645 \u0645\u0639\u0637\u0644",
	"a\x00b", "bad \xff\xfe utf", strings.Repeat("x", 40_000), strings.Repeat("long word ", 4_000), strings.Repeat("\U0001F600", 5_000), "{nb}", "\u202eevil",
	strings.Repeat("\u0301", 3000),
}

// everywhere puts a text into every place of a document.
func everywhere(s string) *document.Document {
	v := document.Value{Text: s, Second: s, Link: s, Anchor: s}
	values := []document.Value{v, document.ID(s, s), {Kind: document.KindRating, Text: s}, {Kind: document.KindBar, Bar: &document.Bar{Value: 1, Label: s}}, {Kind: document.KindBar, Bar: &document.Bar{Unknown: true, Label: s}}}
	table := &document.Table{ID: s, Title: s, Subtitle: s, Note: s, Empty: s}
	for _, value := range values {
		table.Columns = append(table.Columns, document.Column{Title: s, Kind: value.Kind})
	}
	table.Rows = []document.Row{{Cells: values}}
	one := 1.0
	var blocks []document.Block
	for kind := document.ChartLine; kind <= document.ChartGantt; kind++ {
		blocks = append(blocks, &document.Chart{
			Kind: kind, Title: s, Subtitle: s, Note: s, Empty: s, Categories: []string{s, s}, Rows: []string{s}, Band: &document.Band{Upper: 2, Label: s},
			Series: []document.Series{{Name: s, Values: []*float64{&one, &one}}, {Name: s, Role: document.RoleTarget, Values: []*float64{&one}}, {Name: s, Role: document.RoleFit, X: []float64{1}, Values: []*float64{&one}}},
			X:      document.Axis{Title: s}, Y: document.Axis{Title: s}, Points: []document.Point{{X: 1, Y: 1}}, Cells: [][]*float64{{&one}},
			From: time.Unix(0, 0), To: time.Unix(1e6, 0), Spans: []document.GanttSpan{{From: time.Unix(5, 0), To: time.Unix(5e5, 0), Label: s, Class: s}},
		})
	}
	blocks = append(blocks, table, &document.Text{Title: s, Text: s}, &document.Text{Title: s, Text: s, Tone: document.Warning}, &document.Text{Text: s, Tone: document.Muted},
		&document.Decisions{Title: s, Items: []document.Decision{{Text: s, Detail: s, Owner: s, Due: s}}, Empty: s},
		&document.KeyFigures{Items: []document.KeyFigure{{Value: v, Label: s, Notes: []string{s, s, s}}}})
	return &document.Document{
		Report: s, Organisation: s, Title: s, Subject: s, Scope: s, Message: s, GeneratedBy: s, Zone: time.UTC, Locale: english(),
		Period: document.Period{Name: s, Provisional: true}, Sections: []document.Section{{Title: s, Lead: s, Blocks: blocks}, {Title: s, Lead: s}},
	}
}

func TestHostileTextIsText(t *testing.T) {
	for _, s := range hostile {
		out := withTool(t, render(t, everywhere(s)), "qpdf", "--check", "FILE")
		silent(t, out, "WARNING")
	}
}

func TestReplacedCharactersAreCounted(t *testing.T) {
	doc := bare(&document.Text{Text: "down \U0001F525\x00"})
	got := words(t, doc)
	says(t, got, "down \u25a1\u25a1")
	says(t, got, "2 characters that the font lacks are shown as \u25a1")
	doc = bare(&document.Text{Text: "all well"})
	silent(t, words(t, doc), "the font lacks")
}

func FuzzText(f *testing.F) {
	for _, s := range hostile {
		f.Add(s[:min(len(s), 300)])
	}
	f.Fuzz(func(t *testing.T, s string) {
		v := document.Value{Text: s, Second: s, Link: s, Anchor: s}
		table := &document.Table{ID: s, Title: s, Columns: []document.Column{{Title: s}}, Rows: []document.Row{{Cells: []document.Value{v}}}}
		render(t, bare(table, &document.Text{Title: s, Text: s, Tone: document.Warning}))
	})
}
