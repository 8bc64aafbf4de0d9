package config

import (
	"errors"
	"fmt"
	"io"
	"os"
	"syscall"

	"go.yaml.in/yaml/v3"
)

// Limits to a configuration, far above any that was written on purpose: a file of five thousand services has half a
// megabyte, and what is larger is better kept in a file of its own (catalogue).
const (
	maxFile     = 4 << 20 // bytes
	maxValues   = 150_000 // an alias counts as all that it stands for
	maxProblems = 1_000   // told
)

// readFile reads a configuration file. That the path names none, or one beyond all measure, is a mistake of the user's
// and of the type Problems; that it cannot be read is not.
func readFile(path string) ([]byte, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("read the configuration: %w (name another with --config)", err)
	}
	defer file.Close()
	data, err := io.ReadAll(io.LimitReader(file, maxFile+1))
	if errors.Is(err, syscall.EISDIR) {
		return nil, Problems{{Message: fmt.Sprintf("the configuration %s is a directory: expected a file, so name the one within with --config", path)}}
	}
	if err != nil {
		return nil, fmt.Errorf("read the configuration: %w (name another with --config)", err)
	}
	if len(data) > maxFile {
		return nil, Problems{{File: path, Line: 1, Column: 1, Message: fmt.Sprintf("the configuration has more than %d MiB: is it the right file?", maxFile>>20)}}
	}
	return data, nil
}

// withinLimits reports a document of too many values, which only aliases of aliases can reach by a short file, and one
// with an alias that stands within its own value.
func (d *decoder) withinLimits(root *yaml.Node) bool {
	switch n, circle := weigh(root, map[*yaml.Node]int{}); {
	case circle != nil:
		d.problem(circle, "the alias *%s stands within the value that it refers to: write the value out", circle.Value)
		return false
	case n > maxValues:
		d.problem(root, "%s has more than %d values, those of aliases counted as often as they are used: expected fewer", d.what, maxValues)
		return false
	}
	return true
}

// weighing marks a node whose values are being counted.
const weighing = -1

// weigh counts a node and all below it, up to just above the limit. It returns an alias that leads back to a node above
// it where it meets one.
func weigh(n *yaml.Node, known map[*yaml.Node]int) (count int, circle *yaml.Node) {
	if n.Kind == yaml.AliasNode {
		if known[n.Alias] == weighing {
			return 0, n
		}
		return weigh(n.Alias, known)
	}
	if count, ok := known[n]; ok {
		return count, nil
	}
	known[n] = weighing
	count = 1
	for _, child := range n.Content {
		below, circle := weigh(child, known)
		if circle != nil {
			return 0, circle
		}
		if count += below; count > maxValues {
			count = maxValues + 1
		}
	}
	known[n] = count
	return count, nil
}
