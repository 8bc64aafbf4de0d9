package html_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
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
			assert.False(t, strings.HasPrefix(a.Key, "on") || a.Key == "src" || a.Key == "style", "attribute %s", a.Key)
		}
	}
	assert.Equal(t, 1, count["h1"])
	assert.Equal(t, count["section"], count["h2"])
	assert.Equal(t, 1, count["main"])
	assert.Zero(t, count["script"]+count["img"]+count["iframe"]+count["link"]+count["object"]+count["form"])
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
	case n.DataAtom == atom.Th:
		assert.NotEmpty(t, attribute(n, "scope"))
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
	assert.Equal(t, 3, count["table"])
	assert.Equal(t, 3, count["caption"])
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
