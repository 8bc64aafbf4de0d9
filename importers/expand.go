package importers

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
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
