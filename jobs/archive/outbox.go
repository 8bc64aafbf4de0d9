package archive

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"nines/internal/wholefile"
)

// Outbox is the folder of the files that runs send, below the output: <job>-<due>/<file>, due in milliseconds. A file of
// the archive is replaced by the next run of the same figures: what is sent late would otherwise not be what its text
// tells of.
type Outbox struct{ folder string }

// OutboxBelow returns the outbox of an output folder.
func OutboxBelow(output string) Outbox { return Outbox{filepath.Join(output, "outbox")} }

// Parcel is what one run sends.
type Parcel struct {
	Job   string
	Due   time.Time
	Since time.Time // when its folder was written last
}

func (o Outbox) of(job string, due time.Time) string {
	return filepath.Join(o.folder, job+"-"+strconv.FormatInt(due.UnixMilli(), 10))
}

// Begin empties the folder of a run: an attempt at it may have been broken off.
func (o Outbox) Begin(job string, due time.Time) error { return o.Remove(job, due) }

// Hold keeps a file for a run as it is now, and returns the path by which it stays that: absolute.
func (o Outbox) Hold(job string, due time.Time, path string) (held string, err error) {
	held, err = filepath.Abs(filepath.Join(o.of(job, due), filepath.Base(path)))
	if err == nil {
		err = hold(path, held)
	}
	if err != nil {
		return "", fmt.Errorf("keep %s for those whom %s sends it: %w", filepath.Base(path), job, err)
	}
	return held, nil
}

// hold gives a file another name: as it is never written again, only replaced, it stays what it is. Where the disk knows
// no second names it is copied.
func hold(path, as string) error {
	if err := wholefile.MakeFolder(filepath.Dir(as)); err != nil {
		return err
	}
	if _, err := os.Lstat(as); err == nil { // it is sent in two ways
		return nil
	}
	if os.Link(path, as) == nil {
		return nil
	}
	in, err := os.Open(path)
	if err != nil {
		return err
	}
	defer in.Close()
	return wholefile.Write(as, func(w io.Writer) error {
		_, err := io.Copy(w, in)
		return err
	})
}

// Remove removes what a run sent. What is not there is removed.
func (o Outbox) Remove(job string, due time.Time) error {
	if err := os.RemoveAll(o.of(job, due)); err != nil {
		return fmt.Errorf("remove what %s sent: %w", job, err)
	}
	return nil
}

// Parcels lists what runs send, by the names of their folders. What others put there is passed over.
func (o Outbox) Parcels() (list []Parcel, err error) {
	entries, err := os.ReadDir(o.folder)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	for _, entry := range entries {
		at := strings.LastIndexByte(entry.Name(), '-')
		if at < 1 || !entry.IsDir() {
			continue
		}
		ms, err := strconv.ParseInt(entry.Name()[at+1:], 10, 64)
		if err != nil {
			continue
		}
		info, err := entry.Info()
		if err != nil { // it was removed meanwhile
			continue
		}
		list = append(list, Parcel{Job: entry.Name()[:at], Due: time.UnixMilli(ms).UTC(), Since: info.ModTime()})
	}
	return list, err
}
