package deliver

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"nines/internal/wholefile"
)

// Folder copies a message's files to a folder. Each appears whole or not at all.
type Folder struct{}

// Send copies the files to the folder target, which is made where it is missing. Those of a later revision get its
// number in their names, monthly-2026-10-r2.pdf: what people read before stays. The files of the same revision take the
// place of what stands there. Whatever fails may be tried again, as no half file is seen; only a file that is gone here
// is a refusal.
func (Folder) Send(ctx context.Context, m Message, target string) error {
	if err := m.check(target); err != nil {
		return err
	}
	if err := os.MkdirAll(target, 0o755); err != nil {
		return &TemporaryError{Err: fmt.Errorf("make the folder: %w", err)}
	}
	for _, f := range m.Files {
		if err := context.Cause(ctx); err != nil {
			return &TemporaryError{Err: err}
		}
		if err := copyWhole(f.Path, filepath.Join(target, Revised(f.Name, m.Revision))); err != nil {
			return err
		}
	}
	return nil
}

// Revised is the name of a file with the number of its revision, from the second on.
func Revised(name string, revision int) string {
	if revision < 2 {
		return name
	}
	ext := filepath.Ext(name)
	return strings.TrimSuffix(name, ext) + "-r" + strconv.Itoa(revision) + ext
}

// copyWhole copies a file, which appears whole.
func copyWhole(from, to string) error {
	source, err := os.Open(from)
	if errors.Is(err, fs.ErrNotExist) {
		return &RefusedError{fmt.Errorf("read the report: %w", err)}
	}
	if err != nil {
		return &TemporaryError{Err: fmt.Errorf("read the report: %w", err)}
	}
	defer source.Close()
	err = wholefile.Write(to, func(w io.Writer) error {
		_, err := io.Copy(w, source)
		return err
	})
	if err != nil {
		return &TemporaryError{Err: fmt.Errorf("write %s: %w", to, err)}
	}
	return nil
}
