package wholefile

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"time"
)

// part is how files are called that are not whole yet.
var part = regexp.MustCompile(`^\..+-[0-9]+\.part$`)

// Temp makes the file that is to become name, in a folder that is there, and marks it as being written: ".NAME-*.part".
func Temp(folder, name string) (*os.File, error) {
	file, err := os.CreateTemp(folder, "."+name+"-*.part")
	if err == nil {
		lock(file)
	}
	return file, err
}

// Sweep removes what processes that were killed left below a folder: files of Temp that were written last before the
// instant and that nobody writes any more. It returns their paths. A folder that is missing has none.
func Sweep(folder string, before time.Time) (swept []string, err error) {
	err = filepath.WalkDir(folder, func(path string, entry fs.DirEntry, err error) error {
		if errors.Is(err, fs.ErrNotExist) {
			return nil // it is whole by now, or the folder was never made
		}
		if err != nil || !entry.Type().IsRegular() || !part.MatchString(entry.Name()) {
			return err
		}
		info, err := entry.Info()
		if err != nil || !info.ModTime().Before(before) || beingWritten(path) {
			return nil //nolint:nilerr // it is whole by now
		}
		if err := os.Remove(path); err != nil {
			return err
		}
		swept = append(swept, path)
		return nil
	})
	return swept, err
}

func beingWritten(path string) bool {
	file, err := os.OpenFile(path, os.O_WRONLY, 0)
	if err != nil { // nobody can tell
		return true
	}
	defer file.Close()
	return !lock(file)
}
