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

// inOrder returns the problems by position, those of the main file first and of others in the order in which they were
// read, each once: what stands behind an anchor is read at every use of it.
func (p Problems) inOrder(main string) Problems {
	files := map[string]int{main: 0}
	for _, problem := range p {
		if _, known := files[problem.File]; !known {
			files[problem.File] = len(files)
		}
	}
	sorted := slices.Clone(p)
	slices.SortStableFunc(sorted, func(a, b Problem) int {
		return cmp.Or(cmp.Compare(files[a.File], files[b.File]), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column))
	})
	seen := make(map[Problem]bool, len(sorted))
	return slices.DeleteFunc(sorted, func(problem Problem) bool {
		again := seen[problem]
		seen[problem] = true
		return again
	})
}
