package config

import (
	"errors"
	"fmt"
	"io"
	"strings"

	"go.yaml.in/yaml/v3"
)

// cellForms says which keys of a service are lists or mappings; the others are single values.
var cellForms = map[string]yaml.Kind{
	"regions": yaml.MappingNode, "functions": yaml.MappingNode, "continuity": yaml.MappingNode,
	"history": yaml.SequenceNode, "aliases": yaml.SequenceNode, "depends_on": yaml.SequenceNode,
}

// ServiceFromCells makes a service of a row of a catalogue file: the keys of `services` with the text of their cells,
// empty ones left out. Lists and mappings are written as in YAML, with or without the outer brackets, and with ; or ,
// between their parts: "AMRS: 50; EMEA: 40; APAC: {share: 10, calendar: tokyo}". The row follows the rules of the
// configuration, its defaults and calendars; whether the services of depends_on exist is not checked. The problems
// have no place in a file: each message begins with the key of its cell, and that key keeps its default.
func ServiceFromCells(cells map[string]string, base *Config) (Service, Problems) {
	d := &decoder{config: base, cells: true}
	row := &yaml.Node{Kind: yaml.MappingNode}
	names := sortedKeys(cells)
	for i, name := range names {
		text := strings.TrimSpace(cells[name])
		if text == "" {
			continue
		}
		value, err := cellNode(name, text)
		key := textNode(name)
		place(key, i+1)
		if err != nil {
			d.problem(key, "expected %s, found %q", cellExample(name), text)
			continue
		}
		place(value, i+1)
		row.Content = append(row.Content, key, value)
	}
	s := d.service(row)
	problems := d.problems.InOrder(d.file)
	for i := range problems {
		if line := problems[i].Line; line > 0 {
			problems[i].Message = names[line-1] + ": " + problems[i].Message
		}
		problems[i].Line, problems[i].Column = 0, 0
	}
	return s.Service, problems
}

// place marks a node and what it holds with the number of its cell, where a file has lines.
func place(n *yaml.Node, cell int) {
	n.Line, n.Column = cell, 0
	for _, child := range n.Content {
		place(child, cell)
	}
}

// cellNode parses the text of a cell.
func cellNode(name, text string) (*yaml.Node, error) {
	switch form := cellForms[name]; {
	case form == yaml.MappingNode:
		return parseFlow(wrap(text, '{', '}'))
	case name == "history":
		if !strings.HasPrefix(text, "[") {
			text = wrap(text, '{', '}')
		}
		return parseFlow(wrap(text, '[', ']'))
	case form == yaml.SequenceNode && !strings.HasPrefix(text, "["):
		return splitList(text), nil
	case form == yaml.SequenceNode:
		return parseFlow(text)
	}
	return textNode(text), nil
}

func textNode(text string) *yaml.Node {
	return &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!str", Value: text}
}

// splitList takes apart a list as sources write it: names separated by ; , or |.
func splitList(text string) *yaml.Node {
	n := &yaml.Node{Kind: yaml.SequenceNode}
	for part := range strings.FieldsFuncSeq(text, func(r rune) bool { return strings.ContainsRune(";,|", r) }) {
		if part = strings.TrimSpace(part); part != "" {
			n.Content = append(n.Content, textNode(part))
		}
	}
	return n
}

func wrap(text string, open, end byte) string {
	if text[0] == open {
		return text
	}
	return string(open) + text + string(end)
}

// parseFlow parses a list or a mapping in which ; stands for , outside quotes.
func parseFlow(text string) (*yaml.Node, error) {
	quote := rune(0)
	commas := strings.Map(func(r rune) rune {
		switch {
		case r == quote:
			quote = 0
		case quote == 0 && (r == '"' || r == '\''):
			quote = r
		case quote == 0 && r == ';':
			return ','
		}
		return r
	}, text)
	reader := yaml.NewDecoder(strings.NewReader(commas))
	var document, more yaml.Node
	if err := reader.Decode(&document); err != nil {
		return nil, fmt.Errorf("read a cell as YAML: %w", err)
	}
	if err := reader.Decode(&more); !errors.Is(err, io.EOF) || hasAnchor(&document) {
		return nil, errors.New("read a cell as YAML: expected one value without anchors")
	}
	return document.Content[0], nil
}

// hasAnchor tells whether a cell uses anchors: a row has no use for them, and they can be made to grow without end.
func hasAnchor(n *yaml.Node) bool {
	if n.Anchor != "" || n.Kind == yaml.AliasNode {
		return true
	}
	for _, child := range n.Content {
		if hasAnchor(child) {
			return true
		}
	}
	return false
}

func cellExample(name string) string {
	switch name {
	case "continuity":
		return "text such as plan: DR-7; tested: 2026-03-01"
	case "history":
		return "text such as until: 2026-06-30; regions: {AMRS: 60, EMEA: 40}"
	case "aliases", "depends_on":
		return "text such as FXP; FX pricing"
	}
	return "text such as AMRS: 50; EMEA: 50"
}
