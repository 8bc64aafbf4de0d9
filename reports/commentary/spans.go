package commentary

import (
	"net/url"
	"regexp"

	"nines/reports/document"
)

// inline finds the first of **strong**, *emphasised* and [a link](https://...).
var inline = regexp.MustCompile(`\*\*(\S(?:.*?\S)?)\*\*|\*([^\s*](?:[^*]*[^\s*])?)\*|\[([^\[\]]+)\]\(([^\s()]+)\)`)

// deepest is how far styles stand within each other; what is deeper is text as it stands.
const deepest = 4

// spans divides a text into runs of one style, beginning with that of its surroundings.
func spans(text string, style document.Span) []document.Span { return within(text, style, deepest) }

func within(text string, style document.Span, depth int) (list []document.Span) {
	add := func(text string) {
		if text != "" {
			s := style
			s.Text = text
			list = append(list, s)
		}
	}
	for depth > 0 {
		at := inline.FindStringSubmatchIndex(text)
		if at == nil {
			break
		}
		add(text[:at[0]])
		inner := style
		switch {
		case at[2] >= 0:
			inner.Strong = true
			list = append(list, within(text[at[2]:at[3]], inner, depth-1)...)
		case at[4] >= 0:
			inner.Emphasis = true
			list = append(list, within(text[at[4]:at[5]], inner, depth-1)...)
		default:
			inner.Link = address(text[at[8]:at[9]])
			if inner.Link == "" || style.Link != "" {
				add(text[at[0]:at[1]])
				break
			}
			list = append(list, within(text[at[6]:at[7]], inner, depth-1)...)
		}
		text = text[at[1]:]
	}
	add(text)
	return list
}

// address is where a link leads, if that is a page: http or https with a host.
func address(text string) string {
	u, err := url.Parse(text)
	if err != nil || u.Host == "" || u.User != nil || (u.Scheme != "http" && u.Scheme != "https") {
		return ""
	}
	return u.String()
}
