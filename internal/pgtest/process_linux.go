package pgtest

import (
	"fmt"
	"os"
	"os/exec"
	"os/user"
	"runtime"
	"strconv"
	"syscall"
)

// account is the user that the server runs as where the tests run as root, which PostgreSQL refuses; nil elsewhere.
func account() (*syscall.Credential, error) {
	if os.Geteuid() != 0 {
		return nil, nil //nolint:nilnil // the user stays as he is
	}
	for _, name := range []string{"postgres", "nobody"} {
		found, err := user.Lookup(name)
		if err != nil {
			continue
		}
		uid, err := strconv.ParseUint(found.Uid, 10, 32)
		if err != nil {
			return nil, err
		}
		gid, err := strconv.ParseUint(found.Gid, 10, 32)
		if err != nil {
			return nil, err
		}
		return &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}, nil
	}
	return nil, fmt.Errorf("it may not run as root, and there is neither a user postgres nor nobody")
}

// unprivileged makes a command one of that user's, which ends with this process.
func unprivileged(cmd *exec.Cmd) error {
	as, err := account()
	cmd.SysProcAttr = &syscall.SysProcAttr{Credential: as, Pdeathsig: syscall.SIGQUIT, Setpgid: true}
	return err
}

// own gives files to that user.
func own(paths ...string) error {
	as, err := account()
	if err != nil || as == nil {
		return err
	}
	for _, path := range paths {
		if err := os.Chown(path, int(as.Uid), int(as.Gid)); err != nil {
			return err
		}
	}
	return nil
}

// watch starts the server and waits for its end. The thread stays: the server gets its signal when the thread ends.
func (s *server) watch(started chan<- error) {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	defer close(s.ended)
	err := s.process.Start()
	started <- err
	if err == nil {
		_ = s.process.Wait() // how it ended does not matter
	}
}
