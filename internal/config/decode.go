package config

import (
	"fmt"
	"strconv"

	"go.yaml.in/yaml/v3"
)

// Env looks up an environment variable, as os.LookupEnv does.
type Env func(name string) (value string, set bool)

// decoder turns YAML nodes into the configuration and collects every mistake on its way; it never stops at one.
type decoder struct {
	file     string
	what     string // that the file holds
	least    string // the key that it needs at least
	env      Env    // nil: ${NAME} is plain text
	cells    bool   // the nodes were made from cells of a file: their scalars have no quotes to go by
	config   *Config
	problems Problems
	unsound  unsound
}

// read decodes one value.
type read func(n *yaml.Node)

// keys names the values of a mapping.
type keys map[string]read

// problem keeps a mistake at a node; of those beyond maxProblems only that there are more.
func (d *decoder) problem(n *yaml.Node, format string, args ...any) {
	if len(d.problems) == maxProblems {
		format, args = "there are more mistakes, which are not told: mend those before", nil
	}
	if len(d.problems) > maxProblems {
		return
	}
	d.problems = append(d.problems, Problem{
		File: d.file, Line: n.Line, Column: n.Column, Message: fmt.Sprintf(format, args...),
	})
}

// mapping decodes a mapping of which all keys are known, and returns the values that stand in it.
func (d *decoder) mapping(n *yaml.Node, what string, known keys) map[string]*yaml.Node {
	present := make(map[string]*yaml.Node)
	for _, e := range d.entries(n, what) {
		decode, ok := known[e.name]
		if !ok {
			d.problem(e.key, "unknown key %q in %s; %s", e.name, what, suggest(e.name, sortedKeys(known)))
			continue
		}
		present[e.name] = e.value
		decode(e.value)
	}
	return present
}

// require reports the keys that have to stand in a mapping and do not.
func (d *decoder) require(n *yaml.Node, present map[string]*yaml.Node, what string, names ...string) {
	if resolve(n).Kind != yaml.MappingNode {
		return // said already
	}
	for _, name := range names {
		if present[name] == nil {
			d.problem(n, "%s needs the key %q", what, name)
		}
	}
}

// oneKey reports a setting that is given both as a value and as a file.
func (d *decoder) oneKey(present map[string]*yaml.Node, name string) {
	if second := present[name+"_file"]; second != nil && present[name] != nil {
		d.problem(second, "%s and %s_file are both given: keep one of them", name, name)
	}
}

// list decodes a list, value by value.
func (d *decoder) list(n *yaml.Node, what string, each read) {
	n = resolve(n)
	if n.Kind != yaml.SequenceNode {
		d.problem(n, "expected %s, found %s", what, found(n))
		return
	}
	for _, item := range n.Content {
		each(item)
	}
}

// oneOrMore decodes a value, or a list of them.
func (d *decoder) oneOrMore(n *yaml.Node, what string, each read) {
	if resolve(n).Kind == yaml.SequenceNode {
		d.list(n, what, each)
		return
	}
	each(n)
}

// resolve follows an alias to what it stands for.
func resolve(n *yaml.Node) *yaml.Node {
	for n.Kind == yaml.AliasNode && n.Alias != nil {
		n = n.Alias
	}
	return n
}

// found says what stands at a node, for the second half of "expected ..., found ...". Values from the environment
// are shown as ${NAME}: they may be secret.
func found(n *yaml.Node) string {
	switch n = resolve(n); {
	case n.Kind == yaml.MappingNode:
		return "a mapping"
	case n.Kind == yaml.SequenceNode:
		return "a list"
	case empty(n):
		return "nothing"
	}
	const longest = 60
	text := []rune(n.Value)
	if len(text) > longest {
		text = append(text[:longest], '…')
	}
	return strconv.Quote(string(text))
}

// empty tells whether a key was written without a value.
func empty(n *yaml.Node) bool {
	return n.Kind == 0 || n.Kind == yaml.ScalarNode && n.ShortTag() == "!!null"
}
