package jobs

import (
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"time"
)

// rejects is the file of an import's rejected rows: as read, with the line and the reason. It is made with the first
// of them, and gets its name when the import is committed.
type rejects struct {
	path   string
	out    *os.File
	writer *csv.Writer
	name   string // of the file that is being read
	header []string
}

func newRejects(output, source string, at time.Time) *rejects {
	name := fmt.Sprintf("%s-%s.csv", source, at.UTC().Format("20060102T150405.000Z"))
	return &rejects{path: filepath.Join(output, "rejected", name)}
}

// file says which file the next rows are of.
func (r *rejects) file(name string, header []string) {
	r.name = filepath.Base(name)
	if r.header == nil {
		r.header = append([]string{"file", "line", "reason"}, header...)
	}
}

func (r *rejects) add(line int, reason string, cells []string) error {
	if r.writer == nil {
		if err := r.open(); err != nil {
			return err
		}
	}
	if err := r.writer.Write(append([]string{r.name, strconv.Itoa(line), reason}, cells...)); err != nil {
		return fmt.Errorf("write a rejected row: %w", err)
	}
	return nil
}

func (r *rejects) open() (err error) {
	if err := os.MkdirAll(filepath.Dir(r.path), 0o755); err != nil {
		return fmt.Errorf("make the folder for rejected rows: %w", err)
	}
	if r.out, err = os.CreateTemp(filepath.Dir(r.path), ".rejected-*.part"); err != nil {
		return fmt.Errorf("make the file for rejected rows: %w", err)
	}
	r.writer = csv.NewWriter(r.out)
	return r.writer.Write(r.header)
}

// keep gives the file its name; it returns no name where nothing was rejected.
func (r *rejects) keep() (string, error) {
	if r.writer == nil {
		return "", nil
	}
	r.writer.Flush()
	err := r.writer.Error()
	if closed := r.out.Close(); err == nil {
		err = closed
	}
	if err == nil {
		err = os.Rename(r.out.Name(), r.path)
	}
	if err != nil {
		return "", fmt.Errorf("keep the rejected rows in %s: %w", r.path, err)
	}
	r.writer = nil
	return r.path, nil
}

// discard drops the file of an import that was not committed.
func (r *rejects) discard() {
	if r.writer != nil {
		r.out.Close()
		os.Remove(r.out.Name())
	}
}
