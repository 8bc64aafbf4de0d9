//go:build unix

package wholefile

import (
	"os"
	"syscall"
)

// lock marks a file as being written, until it is closed or its process ends; false: another process has done so. Where
// the disk knows no locks nobody has.
func lock(file *os.File) bool {
	for {
		err := syscall.Flock(int(file.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
		if err != syscall.EINTR { //nolint:errorlint // an errno of the system call itself
			return err != syscall.EWOULDBLOCK //nolint:errorlint // as above
		}
	}
}
