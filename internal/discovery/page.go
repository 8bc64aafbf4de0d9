package discovery

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// page is the text of the configuration while it is written.
type page struct {
	b         strings.Builder
	off       bool // lines are written commented out
	questions []string
}

// commentAt is the column at which the reasons begin, and pageWidth where a comment of its own is broken.
const (
	commentAt = 48
	pageWidth = 116
)

// line writes one line of YAML with the reason for it behind it, or below it where both are too long.
func (p *page) line(indent int, text, why string) {
	text = strings.Repeat(" ", indent) + text
	if p.off {
		text = "# " + text
	}
	if why != "" {
		if gap := commentAt - utf8.RuneCountInString(text); gap > 0 {
			text += strings.Repeat(" ", gap)
		} else {
			text += " "
		}
		text += "# " + why
	}
	p.b.WriteString(text + "\n")
}

// note writes a comment on lines of its own.
func (p *page) note(indent int, text string) {
	lead := strings.Repeat(" ", indent) + "# "
	line := lead
	for word := range strings.FieldsSeq(text) {
		if line != lead && utf8.RuneCountInString(line)+utf8.RuneCountInString(word) >= pageWidth {
			p.b.WriteString(strings.TrimRight(line, " ") + "\n")
			line = lead
		}
		line += word + " "
	}
	p.b.WriteString(strings.TrimRight(line, " ") + "\n")
}

// ask writes a question into the page and remembers it for the summary. One that was asked before keeps its
// number; what is commented out asks nothing.
func (p *page) ask(indent int, text string) {
	if p.off {
		p.note(indent, text)
		return
	}
	i := slices.Index(p.questions, text)
	if i < 0 {
		i, p.questions = len(p.questions), append(p.questions, text)
	}
	p.note(indent, fmt.Sprintf("QUESTION %d: %s", i+1, text))
}

// later writes a line that a reader can take the sign of the comment from.
func (p *page) later(indent int, text, why string) {
	off := p.off
	p.off = false
	p.line(indent, "# "+text, why)
	p.off = off
}

func (p *page) gap() { p.b.WriteString("\n") }

// head writes the heading of a block.
func (p *page) head(text string) {
	p.gap()
	p.b.WriteString("# ---- " + text + " " + strings.Repeat("-", max(3, pageWidth-8-utf8.RuneCountInString(text))) + "\n")
}

// bare is a text that YAML takes as it stands, in a list or mapping on one line as well.
var bare = regexp.MustCompile(`^[\p{Latin}][\p{Latin}\p{Nd} _./()-]*$`)

// reserved are the words that YAML, or an older YAML, takes for something else.
var reserved = []string{"y", "n", "yes", "no", "true", "false", "on", "off", "null", "nan", "inf"}

// key writes a text of a file as a key of YAML.
func key(text string) string {
	if bare.MatchString(text) && !strings.HasSuffix(text, " ") && !slices.Contains(reserved, strings.ToLower(text)) {
		return text
	}
	return strconv.Quote(text)
}

// value writes a text of a file as a value. ${ would be taken from the environment.
func value(text string) string { return key(strings.ReplaceAll(text, "${", "$${")) }

// list writes values on one line.
func list(texts []string) string {
	quoted := make([]string, len(texts))
	for i, text := range texts {
		quoted[i] = value(text)
	}
	return "[" + strings.Join(quoted, ", ") + "]"
}

// pair writes a key and its value.
func pair(k, v string) string { return key(k) + ": " + value(v) }
