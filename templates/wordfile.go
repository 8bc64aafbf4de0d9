package templates

import (
	"fmt"
	"io/fs"
	"path"

	"go.yaml.in/yaml/v3"
)

// Word is one word as a file has it.
type Word struct {
	Key, Text string
	File      string // with its folder: fr/report.yaml
	Line      int
}

// readWords reads the words of the subfolder of root whose name is the locale of folder, however it is written, in the order of
// its files; without such a folder there are none. A word that two of its files have is an error.
func readWords(from fs.FS, root, folder string) ([]Word, error) {
	entries, err := fs.ReadDir(from, root)
	if err != nil {
		return nil, fmt.Errorf("read the folder of words: %w", err)
	}
	var words []Word
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
			if err != nil {
				return nil, err
			}
			words = append(words, more...)
		}
	}
	return words, twice(words)
}

func twice(words []Word) error {
	first := map[string]Word{}
	for _, w := range words {
		if before, ok := first[w.Key]; ok {
			return fmt.Errorf("%s:%d: the word %s stands in %s:%d already", w.File, w.Line, w.Key, before.File, before.Line)
		}
		first[w.Key] = w
	}
	return nil
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
		return nil, fmt.Errorf("%s: %w", shown, err)
	}
	if len(root.Content) == 0 {
		return nil, nil
	}
	lines := root.Content[0]
	if lines.Kind != yaml.MappingNode {
		return nil, fmt.Errorf("%s:%d: expected lines of the form `key: \"text\"`", shown, lines.Line)
	}
	words := make([]Word, 0, len(lines.Content)/2)
	for i := 0; i+1 < len(lines.Content); i += 2 {
		key, text := lines.Content[i], lines.Content[i+1]
		if text.Kind != yaml.ScalarNode {
			return nil, fmt.Errorf("%s:%d: %s: expected a text", shown, text.Line, key.Value)
		}
		words = append(words, Word{Key: key.Value, Text: text.Value, File: shown, Line: key.Line})
	}
	return words, nil
}
