package html_test

import (
	"io"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"nines/reports/document"
)

func attribute(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

// elements lists all elements of a page in their order.
func elements(t *testing.T, page string) []*html.Node {
	t.Helper()
	root, err := html.Parse(strings.NewReader(page))
	require.NoError(t, err)
	var list []*html.Node
	for n := range root.Descendants() {
		if n.Type == html.ElementNode {
			list = append(list, n)
		}
	}
	return list
}

// checkStructure holds what a reader with a screen reader relies on, and that nothing but our own elements is there.
func checkStructure(t *testing.T, page string) {
	t.Helper()
	ids, count := map[string]bool{}, map[string]int{}
	all := elements(t, page)
	for _, n := range all {
		count[n.Data]++
		if id := attribute(n, "id"); id != "" {
			assert.False(t, ids[id], "the id %q stands twice", id)
			ids[id] = true
		}
		for _, a := range n.Attr {
			assert.False(t, strings.HasPrefix(a.Key, "on") || a.Key == "style" || a.Key == "srcset", "attribute %s", a.Key)
			assert.True(t, a.Key != "src" || strings.HasPrefix(a.Val, "data:image/"), "something from outside: %.60s", a.Val)
		}
	}
	for _, one := range []string{"h1", "header", "main", "footer"} {
		assert.Equal(t, 1, count[one], one)
	}
	assert.Equal(t, count["section"], count["h2"])
	assert.LessOrEqual(t, count["img"], 1, "nothing but the logo")
	assert.Zero(t, count["script"]+count["iframe"]+count["link"]+count["object"]+count["form"]+count["input"]+count["base"])
	assert.Equal(t, count["table"], count["caption"])
	assert.Equal(t, count["details"], count["summary"])
	checkBalanced(t, page)
	checkHeadings(t, all)
	for _, n := range all {
		checkElement(t, n, ids)
	}
}

func checkElement(t *testing.T, n *html.Node, ids map[string]bool) {
	t.Helper()
	switch {
	case n.Data == "a" || n.Data == "use":
		href := attribute(n, "href")
		if target, inside := strings.CutPrefix(href, "#"); inside {
			assert.True(t, ids[target], "%s leads nowhere", href)
			return
		}
		assert.True(t, strings.HasPrefix(href, "https://") || strings.HasPrefix(href, "http://"), href)
		assert.Contains(t, attribute(n, "rel"), "noopener")
	case n.Data == "svg":
		assert.True(t, attribute(n, "aria-hidden") == "true" || attribute(n, "role") == "img" && attribute(n, "aria-label") != "")
	case n.DataAtom == atom.Img:
		assert.NotEmpty(t, attribute(n, "alt"))
	case n.DataAtom == atom.Html:
		assert.NotEmpty(t, attribute(n, "lang"))
	case n.DataAtom == atom.Th:
		assert.NotEmpty(t, attribute(n, "scope"))
	}
}

// void are the elements that have no end.
var void = map[string]bool{"meta": true, "img": true, "br": true}

// checkBalanced holds that every element is closed where it was opened: a browser would close it somewhere else.
func checkBalanced(t *testing.T, page string) {
	t.Helper()
	var open []string
	tokens := html.NewTokenizer(strings.NewReader(page))
	for {
		switch kind := tokens.Next(); kind {
		case html.ErrorToken:
			require.ErrorIs(t, tokens.Err(), io.EOF)
			assert.Empty(t, open, "never closed")
			return
		case html.StartTagToken:
			if name, _ := tokens.TagName(); !void[string(name)] {
				open = append(open, string(name))
			}
		case html.EndTagToken:
			name, _ := tokens.TagName()
			require.NotEmpty(t, open)
			require.Equal(t, open[len(open)-1], string(name), "closed, but not what was opened last")
			open = open[:len(open)-1]
		}
	}
}

// checkHeadings holds that no level of headings is left out on the way down.
func checkHeadings(t *testing.T, all []*html.Node) {
	t.Helper()
	level := 0
	for _, n := range all {
		if len(n.Data) == 2 && n.Data[0] == 'h' && n.Data[1] >= '1' && n.Data[1] <= '6' {
			next := int(n.Data[1] - '0')
			assert.LessOrEqual(t, next, level+1, "a heading of level %d after one of %d", next, level)
			level = next
		}
	}
}

func TestStructure(t *testing.T) {
	page := render(t, bank(t))
	checkStructure(t, page)
	count := map[string]int{}
	for _, n := range elements(t, page) {
		count[n.Data]++
	}
	// services, the three worst, all outages; the table of requests has no rows
	// and one behind each chart
	assert.Equal(t, 3+7, count["table"])
	assert.Equal(t, 7, count["details"])
	assert.Equal(t, 8, count["figure"], "seven charts and an empty one")
	assert.Equal(t, 5, count["h2"])
}

func TestBlocksOfOneNameHaveIDsOfTheirOwn(t *testing.T) {
	doc := bank(t)
	doc.Sections[1].Blocks = append(doc.Sections[1].Blocks, trend(), trend())
	page := render(t, doc)
	checkStructure(t, page)
	has(t, page, `id="block-trend-3"`)
}

func TestSectionsOfOneNameHaveIDsOfTheirOwn(t *testing.T) {
	doc := bank(t)
	doc.Sections = append(doc.Sections, bank(t).Sections[1])
	page := render(t, doc)
	checkStructure(t, page)
	has(t, page, `<a href="#section-availability-2">`)
}

// What is to be decided comes before the tables, and nothing is lost or changes places otherwise.
func TestDecisionsComeFirst(t *testing.T) {
	page := render(t, bank(t))
	order := []string{`class="figures"`, "Decisions asked for", "Services, worst first", "Three outages cost", "<h3>Data quality</h3>", "12 months: availability"}
	at := -1
	for _, text := range order {
		next := strings.Index(page, text)
		assert.Greater(t, next, at, text)
		at = next
	}
}

func TestLogo(t *testing.T) {
	doc := bank(t)
	doc.Branding.Logo = &document.Picture{Type: "png", Data: []byte("a picture"), Width: 800, Height: 96}
	page := render(t, doc)
	checkStructure(t, page)
	// 800 by 96 in 200 by 48: a quarter
	has(t, page, `<img class="logo" src="data:image/png;base64,YSBwaWN0dXJl" alt="Logo of Example Bank, production support" width="200" height="24">`)
	has(t, page, "; img-src data:")
	doc.Branding.Logo.Type = "svg+xml"
	page = render(t, doc)
	hasNot(t, page, "<img")
	hasNot(t, page, "img-src")
}

func TestColoursOfTheOrganisation(t *testing.T) {
	doc := bank(t)
	doc.Branding.Colours = map[string]string{"blue": "#003366", "ink": "url(x)"}
	page := render(t, doc)
	has(t, page, "--blue:#003366;")
	hasNot(t, page, "url(x)")
}
