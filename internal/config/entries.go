package config

import "go.yaml.in/yaml/v3"

// entry is one key of a mapping with its value.
type entry struct {
	name       string
	key, value *yaml.Node
}

// entries returns the keys of a mapping in the order of the file, those merged with << after its own.
// A key that stands twice is a mistake.
func (d *decoder) entries(n *yaml.Node, what string) []entry {
	n = resolve(n)
	if n.Kind != yaml.MappingNode {
		d.problem(n, "expected %s as a mapping (key: value), found %s", what, found(n))
		return nil
	}
	m := merger{decoder: d, seen: make(map[string]bool), visited: make(map[*yaml.Node]bool)}
	m.add(n)
	return m.entries
}

// merger flattens a mapping and what it merges. A key that is nearer wins.
type merger struct {
	*decoder
	entries []entry
	seen    map[string]bool
	visited map[*yaml.Node]bool // merged already: an anchor can refer to itself
}

func (m *merger) add(n *yaml.Node) {
	if m.visited[n] {
		return
	}
	m.visited[n] = true
	own := make(map[string]*yaml.Node)
	var merged []*yaml.Node
	for i := 0; i+1 < len(n.Content); i += 2 {
		key, value := resolve(n.Content[i]), n.Content[i+1]
		switch {
		case key.Kind != yaml.ScalarNode:
			m.problem(key, "expected a word as the key, found %s", found(key))
		case key.ShortTag() == "!!merge":
			merged = append(merged, m.mergeable(value)...)
		case own[key.Value] != nil:
			m.problem(key, "the key %q stands twice, first in line %d: keep one of them", key.Value, own[key.Value].Line)
		default:
			own[key.Value] = key
			if !m.seen[key.Value] {
				m.seen[key.Value] = true
				m.entries = append(m.entries, entry{name: key.Value, key: key, value: value})
			}
		}
	}
	for _, other := range merged {
		m.add(other)
	}
}

// mergeable returns the mappings behind the value of a merge key.
func (m *merger) mergeable(n *yaml.Node) []*yaml.Node {
	candidates := []*yaml.Node{n}
	if resolve(n).Kind == yaml.SequenceNode {
		candidates = resolve(n).Content
	}
	var mappings []*yaml.Node
	for _, c := range candidates {
		if resolve(c).Kind != yaml.MappingNode {
			m.problem(c, "<< merges mappings, found %s", found(c))
			continue
		}
		mappings = append(mappings, resolve(c))
	}
	return mappings
}
