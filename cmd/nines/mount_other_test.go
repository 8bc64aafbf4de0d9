//go:build !linux

package main

import (
	"errors"
	"testing"
)

func mountSmall(string, int) error { return errors.ErrUnsupported }

func mountReadOnly(string) error { return errors.ErrUnsupported }

func unmount(*testing.T, string) {}
