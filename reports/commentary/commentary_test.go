package commentary

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"nines/reports/document"
)

const sample = `# What we say of October

## monthly 2026-10 availability
by: Ann Lee
On: 2026-11-03

FX pricing missed its target because of **one** release,
see [the review](https://wiki.example.com/x?a=1&b=2).

- backed out *at once*
- rehearsed since
1. first
2) second

## monthly 2026-10
Page one.
`

func TestParse(t *testing.T) {
	notes, problems := Parse("october.md", sample)
	assert.Empty(t, problems)
	require.Len(t, notes, 2)
	n := notes[0]
	assert.Equal(t, []string{"monthly", "2026-10", "availability", "Ann Lee", "october.md"}, []string{n.Report, n.Period, n.Section, n.By, n.File})
	assert.Equal(t, 3, n.Line)
	assert.Equal(t, time.Date(2026, 11, 3, 0, 0, 0, 0, time.UTC), n.On)
	assert.Equal(t, []document.Paragraph{
		{Spans: []document.Span{
			{Text: "FX pricing missed its target because of "},
			{Text: "one", Strong: true},
			{Text: " release, see "},
			{Text: "the review", Link: "https://wiki.example.com/x?a=1&b=2"},
			{Text: "."},
		}},
		{Mark: "•", Spans: []document.Span{{Text: "backed out "}, {Text: "at once", Emphasis: true}}},
		{Mark: "•", Spans: []document.Span{{Text: "rehearsed since"}}},
		{Mark: "1.", Spans: []document.Span{{Text: "first"}}},
		{Mark: "2.", Spans: []document.Span{{Text: "second"}}},
	}, n.Paragraphs)
	assert.Empty(t, notes[1].Section)
	assert.Equal(t, "Page one.", notes[1].Plain())
	assert.Equal(t, "• backed out at once", n.Paragraphs[1].Plain())
	assert.Contains(t, n.Plain(), "the review (https://wiki.example.com/x?a=1&b=2).")
}

func TestWhatIsNotPrintedIsTold(t *testing.T) {
	_, problems := Parse("x.md", "lost\n## monthly\ntext\n## monthly 2026-10 overview\non: 3.11.2026\n\n## a b c d\nx\n")
	var got []string
	for _, p := range problems {
		got = append(got, p.String())
	}
	assert.Equal(t, []string{
		"x.md:1: stands above the first heading (## REPORT PERIOD SECTION), so that it belongs nowhere",
		"x.md:2: expected a report, a period and a section, such as ## monthly 2026-10 availability",
		`x.md:5: on: expected a day such as 2026-11-03, found "3.11.2026"`,
		"x.md:7: expected a report, a period and a section, such as ## monthly 2026-10 availability",
		"x.md:4: nothing stands below this heading",
	}, got)
}

// What is no markup of ours stays text, and only pages can be linked to.
func TestHostileText(t *testing.T) {
	for text, want := range map[string][]document.Span{
		`<script>alert(1)</script>`:                {{Text: `<script>alert(1)</script>`}},
		`[x](javascript:alert)`:                    {{Text: `[x](javascript:alert)`}},
		`[x](//evil.example)`:                      {{Text: `[x](//evil.example)`}},
		`[x](https://bank.example@evil.example/)`:  {{Text: `[x](https://bank.example@evil.example/)`}},
		`=cmd|' /C calc'!A0`:                       {{Text: `=cmd|' /C calc'!A0`}},
		`2 * 3 * 4`:                                {{Text: `2 * 3 * 4`}},
		`**open`:                                   {{Text: `**open`}},
		`**a *b* c**`:                              {{Text: "a ", Strong: true}, {Text: "b", Strong: true, Emphasis: true}, {Text: " c", Strong: true}},
		`[a](https://x.example) [b](ftp://x.test)`: {{Text: "a", Link: "https://x.example"}, {Text: " "}, {Text: "[b](ftp://x.test)"}},
		`![p](https://x.example/p.png)`:            {{Text: "!"}, {Text: "p", Link: "https://x.example/p.png"}},
		`[**a**](https://x.example)`:               {{Text: "a", Strong: true, Link: "https://x.example"}},
	} {
		assert.Equal(t, want, spans(text, document.Span{}), text)
	}
	long := strings.Repeat("**a *b ", 20_000)
	assert.NotEmpty(t, spans(long, document.Span{}))
}

func TestPlace(t *testing.T) {
	notes, _ := Parse("x.md", sample+"## monthly 2026-09 overview\nbefore\n## weekly 2026-10 overview\nother\n## monthly 2026-10 cost\nnone\n")
	doc := &document.Document{Report: "monthly", Period: document.Period{Name: "2026-10"}, Sections: []document.Section{{Name: "overview"}, {Name: "availability"}}}
	Place(doc, notes)
	require.Len(t, doc.Sections[0].Commentary, 1)
	assert.Equal(t, "Page one.", doc.Sections[0].Commentary[0].Plain())
	require.Len(t, doc.Sections[1].Commentary, 1)
	assert.Equal(t, "Ann Lee", doc.Sections[1].Commentary[0].By)

	pack := &document.Document{Report: "monthly", Period: doc.Period, Pack: &document.Pack{}, Sections: []document.Section{{Name: "overview"}}}
	Place(pack, notes)
	assert.Empty(t, pack.Sections[0].Commentary)
}

// A heading of another level belongs to the commentary above it, and what is said twice is printed twice: both are told.
func TestOtherLevelsAndTwice(t *testing.T) {
	notes, problems := Parse("x.md", "# October\n## monthly 2026-10 cost\none\n### monthly 2026-10 capacity\ntwo\n# Later\n####\n## monthly 2026-10 cost\nthree\n")
	require.Len(t, notes, 2)
	assert.Len(t, notes[0].Paragraphs, 4)
	problems = append(problems, Twice(notes)...)
	require.Len(t, problems, 3)
	assert.Equal(t, `x.md:4: the heading "monthly 2026-10 capacity" is of another level, so it stands within the commentary above: a commentary of its own begins with ##`, problems[0].String())
	assert.Equal(t, 6, problems[1].Line)
	assert.Equal(t, "x.md:8: another commentary on the same stands in x.md:2: both are printed, one below the other, each with its author and day", problems[2].String())
}

func TestRead(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{"b.md": "## r p s\ntwo\n", "a.md": "## r p s\r\none\r\n", "c.txt": "## r p s\nthree\n"} {
		require.NoError(t, os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600))
	}
	notes, problems, err := Read(dir)
	require.NoError(t, err)
	assert.Empty(t, problems)
	require.Len(t, notes, 2)
	assert.Equal(t, "one", notes[0].Plain())
	assert.Equal(t, filepath.Join(dir, "a.md"), notes[0].File)
	_, _, err = Read(filepath.Join(dir, "none.md"))
	require.ErrorIs(t, err, os.ErrNotExist)
	big := filepath.Join(dir, "big.md")
	require.NoError(t, os.WriteFile(big, make([]byte, largest+1), 0o600))
	_, _, err = Read(big)
	assert.ErrorContains(t, err, "at most")
}
