// Package wholefile writes files that appear whole or not at all.
package wholefile

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"syscall"
)

// Write writes a file under a temporary name beside its own, as Temp does, and renames it when all of it is on the
// disk: a reader never sees half a file. Folders that are missing are made. Everybody may read it.
func Write(path string, fill func(io.Writer) error) (err error) {
	if err := MakeFolder(filepath.Dir(path)); err != nil {
		return err
	}
	file, err := Temp(filepath.Dir(path), filepath.Base(path))
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			os.Remove(file.Name())
		}
	}()
	if err := write(file, fill); err != nil {
		return err
	}
	if err := os.Rename(file.Name(), path); err != nil {
		return err
	}
	return syncFolder(filepath.Dir(path))
}

// write fills a file to the disk, and closes it.
func write(file *os.File, fill func(io.Writer) error) error {
	err := fill(file)
	if err == nil {
		err = file.Chmod(0o644) // CreateTemp makes files that only their owner reads
	}
	if err == nil {
		err = file.Sync()
	}
	return errors.Join(err, file.Close())
}

// syncFolder makes the new name last.
func syncFolder(path string) error {
	dir, err := os.Open(path)
	if err != nil {
		return err
	}
	defer dir.Close()
	return dir.Sync()
}

// MakeFolder makes a folder for output, and those above it.
func MakeFolder(dir string) error {
	err := os.MkdirAll(dir, 0o755)
	if errors.Is(err, syscall.ENOTDIR) {
		return fmt.Errorf("make the folder %s: a file stands in its place or above it; remove that or name another folder with output (%w)", dir, err)
	}
	return err
}
