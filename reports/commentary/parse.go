package commentary

import (
	"fmt"
	"regexp"
	"strings"
	"time"

	"nines/reports/document"
)

var (
	heading = regexp.MustCompile(`^##[ \t]+(.*?)[ \t#]*$`)
	said    = regexp.MustCompile(`^(?i:(by|on))[ \t]*:[ \t]*(.*)$`)
	bullet  = regexp.MustCompile(`^[ \t]{0,3}[-*+][ \t]+(.*)$`)
	number  = regexp.MustCompile(`^[ \t]{0,3}(\d{1,9})[.)][ \t]+(.*)$`)
)

// parser is a file while it is read, line by line.
type parser struct {
	file     string
	notes    []Note
	problems []Problem
	head     bool     // only lines by: and on: came since the heading
	mark     string   // of the item at hand
	text     []string // the lines of the paragraph at hand
}

// Parse reads the text of a file; its name is for problems.
func Parse(file, text string) ([]Note, []Problem) {
	p := &parser{file: file}
	text = strings.TrimPrefix(strings.ReplaceAll(text, "\r\n", "\n"), "\ufeff")
	for i, line := range strings.Split(text, "\n") {
		p.line(i+1, strings.TrimRight(line, " \t\r"))
	}
	p.end()
	for _, n := range p.notes {
		if len(n.Paragraphs) == 0 {
			p.problem(n.Line, "nothing stands below this heading")
		}
	}
	return p.notes, p.problems
}

func (p *parser) problem(line int, format string, args ...any) {
	p.problems = append(p.problems, Problem{p.file, line, fmt.Sprintf(format, args...)})
}

func (p *parser) line(n int, line string) {
	if found := heading.FindStringSubmatch(line); found != nil {
		p.end()
		p.begin(n, strings.Fields(found[1]))
		return
	}
	if len(p.notes) == 0 {
		if line != "" && !strings.HasPrefix(line, "# ") {
			p.problem(n, "stands above the first heading (## REPORT PERIOD SECTION), so that it belongs nowhere")
		}
		return
	}
	if p.head {
		if found := said.FindStringSubmatch(line); found != nil {
			p.about(n, strings.ToLower(found[1]), strings.TrimSpace(found[2]))
			return
		}
		p.head = line == ""
	}
	p.content(n, line)
}

// begin begins a commentary.
func (p *parser) begin(n int, words []string) {
	note := Note{File: p.file, Line: n}
	for i, into := range []*string{&note.Report, &note.Period, &note.Section} {
		if i < len(words) {
			*into = words[i]
		}
	}
	if len(words) < 2 || len(words) > 3 {
		p.problem(n, "expected a report, a period and a section, such as ## monthly 2026-10 availability")
	}
	p.notes, p.head = append(p.notes, note), true
}

func (p *parser) about(n int, key, value string) {
	note := &p.notes[len(p.notes)-1]
	if key == "by" {
		note.By = value
		return
	}
	day, err := time.Parse(time.DateOnly, value)
	if err != nil {
		p.problem(n, "on: expected a day such as 2026-11-03, found %q", value)
		return
	}
	note.On = day
}

// content adds a line to the paragraph or item at hand, or ends it.
func (p *parser) content(n int, line string) {
	switch {
	case line == "":
		p.end()
	case strings.HasPrefix(line, "#"):
		p.end()
		if words := strings.TrimSpace(strings.Trim(line, "#")); words != "" {
			p.problem(n, "the heading %q is of another level, so it stands within the commentary above: a commentary of its own begins with ##", words)
			p.text = []string{"**" + words + "**"}
			p.end()
		}
	case bullet.MatchString(line):
		p.end()
		p.mark, p.text = document.Bullet, []string{bullet.FindStringSubmatch(line)[1]}
	case number.MatchString(line):
		p.end()
		found := number.FindStringSubmatch(line)
		p.mark, p.text = found[1]+".", []string{found[2]}
	default:
		p.text = append(p.text, strings.TrimSpace(line))
	}
}

// end puts the paragraph at hand into its commentary.
func (p *parser) end() {
	if text := strings.TrimSpace(strings.Join(p.text, " ")); text != "" {
		note := &p.notes[len(p.notes)-1]
		note.Paragraphs = append(note.Paragraphs, document.Paragraph{Mark: p.mark, Spans: spans(text, document.Span{})})
	}
	p.mark, p.text = "", nil
}
