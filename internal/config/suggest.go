package config

import (
	"fmt"
	"slices"
	"strings"
)

// suggest ends a message about an unknown word: the known word that it resembles, else the known words.
func suggest(word string, known []string) string {
	if best, ok := nearest(word, known); ok {
		return fmt.Sprintf("did you mean %q?", best)
	}
	if len(known) == 0 {
		return "none is defined"
	}
	return "known: " + listed(known)
}

func listed(words []string) string { return strings.Join(words, ", ") }

// Nearest returns the known word that a slip of the fingers turns into word; false where none resembles it.
func Nearest(word string, known []string) (string, bool) { return nearest(word, known) }

// ByNearness returns the words in the order of how little they differ from a word; equally far ones stay in theirs.
func ByNearness(word string, words []string) []string {
	word = strings.ToLower(word)
	sorted := slices.Clone(words)
	slices.SortStableFunc(sorted, func(a, b string) int {
		return distance(word, strings.ToLower(a)) - distance(word, strings.ToLower(b))
	})
	return sorted
}

// nearest returns the known word that a slip of the fingers turns into word: at most a third of it differs.
func nearest(word string, known []string) (string, bool) {
	word = strings.ToLower(word)
	if len(word) > 64 { // nobody mistypes that much
		return "", false
	}
	best, least := "", max(1, len(word)/3)+1
	for _, k := range known {
		if d := distance(word, strings.ToLower(k)); d < least {
			best, least = k, d
		}
	}
	return best, best != ""
}

// distance counts the insertions, deletions, replacements and swaps of neighbours between two words.
func distance(a, b string) int {
	x, y := []rune(a), []rune(b)
	var before []int
	row := make([]int, len(y)+1)
	for j := range row {
		row[j] = j
	}
	for i := 1; i <= len(x); i++ {
		next := make([]int, len(y)+1)
		next[0] = i
		for j := 1; j <= len(y); j++ {
			cost := 1
			if x[i-1] == y[j-1] {
				cost = 0
			}
			next[j] = min(row[j]+1, next[j-1]+1, row[j-1]+cost)
			if i > 1 && j > 1 && x[i-1] == y[j-2] && x[i-2] == y[j-1] {
				next[j] = min(next[j], before[j-2]+1)
			}
		}
		before, row = row, next
	}
	return row[len(y)]
}

// sortedKeys returns the keys of a map in alphabetical order.
func sortedKeys[K ~string, V any](m map[K]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, string(k))
	}
	slices.Sort(keys)
	return keys
}
