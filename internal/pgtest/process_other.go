//go:build !linux

package pgtest

import (
	"errors"
	"os/exec"
)

var errNotHere = errors.New("tests start it on Linux only; name a server that is there in " + Variable)

func unprivileged(*exec.Cmd) error { return errNotHere }

func own(...string) error { return errNotHere }

func (s *server) watch(started chan<- error) { started <- errNotHere }
