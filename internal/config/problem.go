package config

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// Problem is one mistake in a configuration, and what would be right.
type Problem struct {
	File    string
	Line    int // 1-based; 0 where the mistake has no place in a file
	Column  int // 1-based, in characters
	Message string
}

// Error returns file:line:column: message, or the message alone where the mistake has no place.
func (p Problem) Error() string {
	if p.Line == 0 {
		return p.Message
	}
	return fmt.Sprintf("%s:%d:%d: %s", p.File, p.Line, p.Column, p.Message)
}

// Problems are all the mistakes found in one configuration, in the order of the file.
type Problems []Problem

// Error returns one line per problem.
func (p Problems) Error() string {
	lines := make([]string, len(p))
	for i, problem := range p {
		lines[i] = problem.Error()
	}
	return strings.Join(lines, "\n")
}

// InOrder returns the problems by position, those of the main file first and of others by the names of the files, each
// once: what stands behind an anchor is read at every use of it.
func (p Problems) InOrder(main string) Problems {
	other := func(problem Problem) int {
		if problem.File == main {
			return 0
		}
		return 1
	}
	sorted := slices.Clone(p)
	slices.SortStableFunc(sorted, func(a, b Problem) int {
		return cmp.Or(cmp.Compare(other(a), other(b)), cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column))
	})
	seen := make(map[Problem]bool, len(sorted))
	return slices.DeleteFunc(sorted, func(problem Problem) bool {
		again := seen[problem]
		seen[problem] = true
		return again
	})
}
