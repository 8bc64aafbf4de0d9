package pdf

import (
	"bytes"
	"context"
	"os"
	"strings"
	"testing"

	"github.com/go-fonts/dejavu/dejavusansmono"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"nines/reports/document"
)

// chinese reads a TrueType font with the characters of Chinese, which Debian has as fonts-droid-fallback.
func chinese(t testing.TB) []byte {
	t.Helper()
	ttf, err := os.ReadFile("/usr/share/fonts/truetype/droid/DroidSansFallbackFull.ttf")
	if err != nil {
		t.Skip("fonts-droid-fallback is not installed")
	}
	return ttf
}

func TestWhatNoFontShowsIsReplacedAndCounted(t *testing.T) {
	got := words(t, bare(&document.Text{Text: "外汇 prices \U0001F525"}))
	says(t, got, "□□ prices □", "3 characters")
	silent(t, got, "外汇")
}

func TestAFallbackFontShowsChinese(t *testing.T) {
	doc := bare(&document.Text{Title: "外汇报价", Text: strings.Repeat("外汇报价服务中断 FX pricing was down. ", 40) + "\U0001F525"})
	doc.Message = "外汇报价服务 missed its target."
	doc.Sections[0].Title = "可用性"
	doc.Branding.FallbackFont = chinese(t)
	require.NoError(t, CheckFont(doc.Branding.FallbackFont))
	pdf := render(t, doc)
	assert.Less(t, len(pdf), 200_000, "only the characters that are used are embedded")
	assert.True(t, bytes.Equal(pdf, render(t, doc)), "the same document, the same bytes")
	inMargins(t, pdf)
	got := withTool(t, pdf, "pdftotext", "-layout", "FILE", "-")
	says(t, got, "外汇报价服务 missed its target.", "中断 FX", "1 character")
	silent(t, got, "□□")
	out := withTool(t, pdf, "qpdf", "--check", "FILE")
	silent(t, out, "WARNING")
}

func TestTheOrganisationsFontGoesFirst(t *testing.T) {
	doc := bare(&document.Text{Text: "Figures"}, services())
	doc.Branding.Font, doc.Branding.BoldFont = dejavusansmono.TTF, dejavusansmono.TTF
	l := drawn(t, doc)
	assert.InDelta(t, l.Width("iii", 10, false), l.Width("WWW", 10, false), 0.01, "all letters are as wide")
	assert.Equal(t, "font0", l.canvas.text.runs("abc")[0].font.name)

	doc.Branding.BoldFont = dejavusansmono.TTF[:3000]
	_, err := Render(context.Background(), &bytes.Buffer{}, doc)
	require.ErrorContains(t, err, "the bold font")
	doc.Branding.BoldFont = nil
	_, err = Render(context.Background(), &bytes.Buffer{}, doc)
	require.ErrorContains(t, err, "the bold font")
}

func TestTextsAreDividedByFont(t *testing.T) {
	fonts, err := loadFonts(&document.Branding{FallbackFont: chinese(t)})
	require.NoError(t, err)
	c := newCleaner(fonts)
	var got []string
	for _, r := range c.runs("FX 外汇 a 务") {
		got = append(got, r.font.name+":"+r.text)
	}
	assert.Equal(t, []string{"font0:FX ", "font1:外汇", "font0: a ", "font1:务"}, got)
	assert.InDelta(t, c.width("FX 外汇", 8, false), c.width("FX ", 8, false)+c.width("外汇", 8, false), 1e-9)
	assert.Empty(t, c.runs(""))
}

func TestFontsThatCannotBeEmbedded(t *testing.T) {
	ttf := bytes.Clone(dejavusansmono.TTF)
	require.NoError(t, CheckFont(ttf))
	tables, err := fontTables(ttf)
	require.NoError(t, err)
	tables["OS/2"][8], tables["OS/2"][9] = 0, 2 // restricted licence; the tables are views of ttf
	require.ErrorContains(t, CheckFont(ttf), "licence")
	for at := range 12 + 16*len(tables) { // no file makes it panic
		broken := bytes.Clone(dejavusansmono.TTF)
		broken[at] ^= 0xFF
		_ = CheckFont(broken)
	}
	require.Error(t, CheckFont(nil))
	require.ErrorContains(t, CheckFont([]byte("wOF2....")), ".woff")
}
