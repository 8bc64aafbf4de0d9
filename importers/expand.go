package importers

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// Expand returns the files that a path or a glob names, in the order of their names. A file whose name holds the
// characters of a glob is found by its plain name. It fails where there is none; directories are no files.
func Expand(pattern string) ([]string, error) {
	info, err := os.Stat(pattern)
	switch {
	case err == nil && info.IsDir():
		return nil, fmt.Errorf("%s is a directory; expected a file or a glob such as %s", pattern, filepath.Join(pattern, "*.csv"))
	case err == nil:
		return []string{pattern}, nil
	case !errors.Is(err, fs.ErrNotExist):
		return nil, fmt.Errorf("looking for %s: %w", pattern, err)
	}
	names, err := filepath.Glob(pattern)
	if err != nil {
		return nil, fmt.Errorf("%q is not a valid glob: %w", pattern, err)
	}
	names = slices.DeleteFunc(names, func(name string) bool {
		info, err := os.Stat(name)
		return err == nil && info.IsDir()
	})
	if len(names) == 0 {
		dir, _ := filepath.Abs(filepath.Dir(pattern))
		return nil, fmt.Errorf("no file matches %s (looked in %s)", pattern, dir)
	}
	slices.Sort(names)
	return names, nil
}

// messages returns the mails that a path names, in the order of their names: those of a folder whose names end in .eml,
// a file, or all files of a glob.
func messages(path string) ([]string, error) {
	entries, err := os.ReadDir(path)
	if err != nil {
		return Expand(path)
	}
	var names []string
	for _, e := range entries { // sorted
		if !e.IsDir() && strings.EqualFold(filepath.Ext(e.Name()), ".eml") {
			names = append(names, filepath.Join(path, e.Name()))
		}
	}
	if len(names) == 0 {
		return nil, fmt.Errorf("no file in the folder %s ends in .eml; for other names write a glob such as %s", path, filepath.Join(path, "*"))
	}
	return names, nil
}
