package templates

import (
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"strings"
)

// Narrative returns the templates that write the sentences with which sections open, by section: in English, over them
// in the locale's language, over those in its region, spelt as the region does, and over all of them own ones as they are.
func Narrative(locale string, own map[string]string) (map[string]string, error) {
	sources := map[string]string{}
	for _, folder := range layers(locale) {
		more, err := readNarrative(files, "narrative", folder)
		if err != nil {
			return nil, err
		}
		maps.Copy(sources, more)
	}
	w, err := builtInWords(locale)
	if err != nil {
		return nil, err
	}
	if w.spelling != nil {
		for section, source := range sources {
			sources[section] = w.spelling.Replace(source)
		}
	}
	maps.Copy(sources, own)
	return sources, nil
}

// OwnNarrative reads the templates of a locale, by section, from a folder that has a folder per language or locale with
// files such as cost.tmpl.
func OwnNarrative(dir, locale string) (map[string]string, error) {
	if err := isFolder(dir); err != nil {
		return nil, err
	}
	sources := map[string]string{}
	for _, folder := range layers(locale) {
		more, err := readNarrative(os.DirFS(dir), ".", folder)
		if err != nil {
			return nil, err
		}
		maps.Copy(sources, more)
	}
	return sources, nil
}

// OwnNarrativeFile is the path of the file that OwnNarrative has the template of a section from.
func OwnNarrativeFile(dir, locale, section string) string {
	file := filepath.Join(dir, section+".tmpl")
	for _, folder := range layers(locale) {
		entries, err := os.ReadDir(dir)
		if err != nil {
			return file
		}
		for _, e := range entries {
			path := filepath.Join(dir, e.Name(), section+".tmpl")
			if _, err := os.Stat(path); err == nil && Tag(e.Name()) == folder {
				file = path
			}
		}
	}
	return file
}

// readNarrative reads the templates of the subfolder of root whose name is the locale of folder, however it is written.
func readNarrative(from fs.FS, root, folder string) (map[string]string, error) {
	entries, err := fs.ReadDir(from, root)
	if err != nil {
		return nil, fmt.Errorf("read the folder of the narrative: %w", err)
	}
	sources := map[string]string{}
	for _, e := range entries {
		if !e.IsDir() || Tag(e.Name()) != folder {
			continue
		}
		names, err := fs.Glob(from, path.Join(root, e.Name(), "*.tmpl"))
		if err != nil {
			return nil, fmt.Errorf("list the narrative of %s: %w", e.Name(), err)
		}
		for _, name := range names {
			text, err := fs.ReadFile(from, name)
			if err != nil {
				return nil, fmt.Errorf("read the narrative: %w", err)
			}
			sources[strings.TrimSuffix(path.Base(name), ".tmpl")] = string(text)
		}
	}
	return sources, nil
}
