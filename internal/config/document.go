package config

import (
	"bytes"
	"errors"
	"io"
	"regexp"
	"sort"
	"strconv"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"
)

// document parses the only document of the file.
func (d *decoder) document(data []byte) *yaml.Node {
	reader := yaml.NewDecoder(bytes.NewReader(data))
	var first, second yaml.Node
	switch err := reader.Decode(&first); {
	case errors.Is(err, io.EOF) || err == nil && (len(first.Content) == 0 || empty(first.Content[0])):
		d.problem(&yaml.Node{Line: 1, Column: 1}, "%s is empty: expected at least the key %s", d.what, d.least)
		return nil
	case err != nil:
		d.syntax(data, err)
		return nil
	}
	switch err := reader.Decode(&second); {
	case errors.Is(err, io.EOF):
		return first.Content[0]
	case err != nil:
		d.syntax(data, err)
	default:
		d.problem(&second, "a second document begins here: expected one, so remove the line ---")
	}
	return nil
}

var syntaxError = regexp.MustCompile(`^yaml: (?:line (\d+): )?(.*)`)

var unknownAnchor = regexp.MustCompile(`^unknown anchor '(.+)' referenced`)

// flowError and blockError are complaints for which the parser names the beginning of the list or mapping, counting
// lines from 0.
var (
	flowError  = regexp.MustCompile(`^did not find expected (node content|',' or)`)
	blockError = regexp.MustCompile(`^did not find expected ('-' indicator|key)`)
)

// lineEnds are what YAML ends a line with, beside the line feed.
var lineEnds = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\u0085", "\n", "\u2028", "\n", "\u2029", "\n")

// syntax reports what the YAML parser said, which names a line at best.
func (d *decoder) syntax(data []byte, err error) {
	at := &yaml.Node{Line: 1, Column: 1}
	part := syntaxError.FindStringSubmatch(strings.ReplaceAll(err.Error(), "\n", " "))
	if part == nil {
		d.problem(at, "not YAML: %v", err)
		return
	}
	message, lines := part[2], strings.Split(lineEnds.Replace(string(data)), "\n")
	if anchor := unknownAnchor.FindStringSubmatch(message); anchor != nil { // comes without a line
		at.Line, at.Column = position(lines, "*"+anchor[1])
		d.problem(at, "no anchor &%s stands above: write the value in quotes if it begins with *", anchor[1])
		return
	}
	if strings.Contains(message, "UTF-8") { // comes without a line, too
		at.Line, at.Column = invalid(lines)
		d.problem(at, "not YAML: expected text in UTF-8, found a byte that is none: save the file as UTF-8")
		return
	}
	line, _ := strconv.Atoi(part[1]) // 0 where it names none
	switch {
	case blockError.MatchString(message):
		line = offendingLine(lines, message)
	case flowError.MatchString(message):
		line++
	}
	at.Line = max(1, min(line, len(lines)))
	text := lines[at.Line-1]
	indent := text[:len(text)-len(strings.TrimLeft(text, " \t"))]
	at.Column = len(indent) + 1
	if tab := strings.IndexByte(indent, '\t'); tab >= 0 {
		at.Column = tab + 1
		message = "lines are indented with spaces, found a tab"
	} else if strings.Contains(text, "${") {
		message += " (inside { } and [ ], a value with ${NAME} has to stand in quotes)"
	}
	d.problem(at, "not YAML: %s", message)
}

// offendingLine returns the first line with which the parser complains as it does about the whole file.
func offendingLine(lines []string, message string) int {
	return 1 + sort.Search(len(lines)-1, func(i int) bool {
		var n yaml.Node
		err := yaml.Unmarshal([]byte(strings.Join(lines[:i+1], "\n")), &n)
		return err != nil && strings.HasSuffix(err.Error(), message)
	})
}

// position returns the first line and column of a text, in characters from 1; 1, 1 if it is not there.
func position(lines []string, text string) (line, column int) {
	for i, l := range lines {
		if before, _, ok := strings.Cut(l, text); ok {
			return i + 1, utf8.RuneCountInString(before) + 1
		}
	}
	return 1, 1
}

// invalid returns the first line and column at which a text is not UTF-8; 1, 1 where it is all through.
func invalid(lines []string) (line, column int) {
	for i, l := range lines {
		if utf8.ValidString(l) {
			continue
		}
		column = 1
		for r, size := utf8.DecodeRuneInString(l); r != utf8.RuneError || size > 1; r, size = utf8.DecodeRuneInString(l) {
			l, column = l[size:], column+1
		}
		return i + 1, column
	}
	return 1, 1
}
