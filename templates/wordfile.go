package templates

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"
)

// Word is one word as a file has it.
type Word struct {
	Key, Text string
	File      string // with its folder: fr/report.yaml
	Line      int
	Column    int // in characters, from 1
}

// readWords reads the words of the subfolder of root whose name is the locale of folder, however it is written, in the order of
// its files; without such a folder there are none. What is wrong in the files, such as a word that two of them have, is of the
// type Mistakes, and what could be read is returned beside it.
func readWords(from fs.FS, root, folder string) ([]Word, error) {
	entries, err := fs.ReadDir(from, root)
	if err != nil {
		return nil, fmt.Errorf("read the folder of words: %w", err)
	}
	var words []Word
	var wrong Mistakes
	for _, e := range entries {
		if !e.IsDir() || Tag(e.Name()) != folder {
			continue
		}
		names, err := fs.Glob(from, path.Join(root, e.Name(), "*.yaml"))
		if err != nil {
			return nil, fmt.Errorf("list the words of %s: %w", e.Name(), err)
		}
		for _, name := range names {
			more, err := readWordFile(from, name)
			var mistakes Mistakes
			if err != nil && !errors.As(err, &mistakes) {
				return nil, err
			}
			words, wrong = append(words, more...), append(wrong, mistakes...)
		}
	}
	return words, append(wrong, twice(words)...).orNil()
}

func twice(words []Word) (wrong Mistakes) {
	first := map[string]Word{}
	for _, w := range words {
		if before, ok := first[w.Key]; ok {
			wrong = append(wrong, w.mistake("the word %s stands in %s:%d already: keep one of them", w.Key, before.File, before.Line))
			continue
		}
		first[w.Key] = w
	}
	return wrong
}

func (w Word) mistake(format string, args ...any) Mistake {
	return Mistake{File: w.File, Line: w.Line, Column: w.Column, Text: fmt.Sprintf(format, args...)}
}

// readWordFile reads a file of lines `key: text`.
func readWordFile(from fs.FS, name string) ([]Word, error) {
	data, err := fs.ReadFile(from, name)
	if err != nil {
		return nil, fmt.Errorf("read words: %w", err)
	}
	shown := path.Join(path.Base(path.Dir(name)), path.Base(name))
	var root yaml.Node
	if err := yaml.Unmarshal(data, &root); err != nil {
		return nil, Mistakes{notYAML(shown, err)}
	}
	if len(root.Content) == 0 {
		return nil, nil
	}
	lines := root.Content[0]
	if lines.Kind != yaml.MappingNode {
		return nil, Mistakes{{File: shown, Line: lines.Line, Column: lines.Column, Text: "expected lines of the form `key: \"text\"`"}}
	}
	words := make([]Word, 0, len(lines.Content)/2)
	var wrong Mistakes
	for i := 0; i+1 < len(lines.Content); i += 2 {
		key, text := lines.Content[i], lines.Content[i+1]
		w := Word{Key: key.Value, Text: text.Value, File: shown, Line: key.Line, Column: key.Column}
		if text.Kind != yaml.ScalarNode {
			w.Line, w.Column = text.Line, text.Column
			wrong = append(wrong, w.mistake("%s: expected a text, in quotes where it begins with { or [", key.Value))
			continue
		}
		words = append(words, w)
	}
	return words, wrong.orNil()
}

var yamlError = regexp.MustCompile(`^yaml: (?:line (\d+): )?(.*)`)

// notYAML is what the parser complains of, which names a line at best.
func notYAML(file string, err error) Mistake {
	m := Mistake{File: file, Line: 1, Column: 1, Text: err.Error()}
	if part := yamlError.FindStringSubmatch(strings.ReplaceAll(m.Text, "\n", " ")); part != nil {
		if line, err := strconv.Atoi(part[1]); err == nil {
			m.Line = line
		}
		m.Text = "not YAML: " + part[2] + " (a text with a colon, or one that begins with { or [, has to stand in quotes)"
	}
	return m
}
