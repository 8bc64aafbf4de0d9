package eml

import (
	"html"
	"strings"
)

// breaks are the elements that begin or end a line; the cells of a row are divided by a tab.
var breaks = map[string]string{
	"br": "\n", "p": "\n", "div": "\n", "tr": "\n", "li": "\n", "table": "\n", "h1": "\n", "h2": "\n", "h3": "\n", "h4": "\n",
	"td": "\t", "th": "\t",
}

// silent are the elements whose content is no text.
var silent = map[string]bool{"script": true, "style": true, "head": true, "title": true}

// withoutMarkup is what a page of HTML says, as text: one line per line, the cells of a table divided by tabs, no blank
// lines. It is no browser: what is not well formed may stay or go, but is text in any case.
func withoutMarkup(page string) string {
	var text strings.Builder
	for page != "" {
		before, rest, found := strings.Cut(page, "<")
		text.WriteString(strings.Join(strings.FieldsFunc(before, func(r rune) bool { return r == '\n' || r == '\r' }), " "))
		if !found {
			break
		}
		name, closing, after := element(rest)
		page = after
		if silent[name] && !closing {
			page = afterElement(after, name)
			continue
		}
		if between := breaks[name]; between != "\t" || !closing {
			text.WriteString(between)
		}
	}
	var lines []string
	for line := range strings.SplitSeq(html.UnescapeString(text.String()), "\n") {
		if line = strings.Trim(strings.ReplaceAll(line, "\u00a0", " "), " \t\r"); line != "" {
			lines = append(lines, line)
		}
	}
	return strings.Join(lines, "\n")
}

// element reads a tag whose bracket was read, a comment too, and returns what follows it.
func element(text string) (name string, closing bool, after string) {
	if rest, ok := strings.CutPrefix(text, "!--"); ok {
		_, after, _ = strings.Cut(rest, "-->")
		return "", false, after
	}
	tag, after, _ := strings.Cut(text, ">")
	tag, closing = strings.CutPrefix(tag, "/")
	if end := strings.IndexAny(tag, " \t\r\n/"); end >= 0 {
		tag = tag[:end]
	}
	return strings.ToLower(tag), closing, after
}

// afterElement is what follows the end of an element.
func afterElement(text, name string) string {
	for {
		_, rest, found := strings.Cut(text, "</")
		if !found {
			return ""
		}
		if len(rest) >= len(name) && strings.EqualFold(rest[:len(name)], name) {
			_, after, _ := strings.Cut(rest, ">")
			return after
		}
		text = rest
	}
}
