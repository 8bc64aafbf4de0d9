package jobs

import (
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"time"

	"nines/internal/wholefile"
)

// rejects is the file of an import's rejected rows: as read, with the line and the reason. It is made with the first
// of them, and gets its name when the import is committed.
type rejects struct {
	path   string
	out    *os.File
	writer *csv.Writer
	name   string // of the file that is being read
	header []string
	whole  bool // all is written
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
		return fmt.Errorf("write a rejected row to %s: %w", r.path, err)
	}
	return nil
}

func (r *rejects) open() (err error) {
	if err := wholefile.MakeFolder(filepath.Dir(r.path)); err != nil {
		return fmt.Errorf("make the folder for rejected rows: %w", err)
	}
	if r.out, err = wholefile.Temp(filepath.Dir(r.path), "rejected"); err != nil {
		return fmt.Errorf("make the file for rejected rows: %w", err)
	}
	r.writer = csv.NewWriter(r.out)
	return r.writer.Write(r.header)
}

// close writes out what there is, so that an import whose rejected rows cannot be kept is not committed.
func (r *rejects) close() error {
	if r.writer == nil {
		return nil
	}
	r.writer.Flush()
	err := r.writer.Error()
	if closed := r.out.Close(); err == nil {
		err = closed
	}
	if r.writer = nil; err != nil {
		return fmt.Errorf("keep the rejected rows in %s: %w", r.path, err)
	}
	r.whole = true
	return nil
}

// keep gives the closed file its name; it returns no name where nothing was rejected.
func (r *rejects) keep() (string, error) {
	if !r.whole {
		return "", nil
	}
	if err := os.Rename(r.out.Name(), r.path); err != nil {
		return "", fmt.Errorf("keep the rejected rows in %s: %w", r.path, err)
	}
	r.out = nil
	return r.path, nil
}

// discard drops the file of an import that was not committed, and the folder where it is the only one.
func (r *rejects) discard() {
	if r.out == nil {
		return
	}
	r.out.Close()
	os.Remove(r.out.Name())
	os.Remove(filepath.Dir(r.path)) // fails where it is not empty
}
