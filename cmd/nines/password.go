package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"golang.org/x/term"

	"nines/internal/web"
)

// hashPassword reads a password, unseen and twice from a terminal, else the first line, and prints its hash.
func hashPassword(c console, in *os.File) error {
	password, err := readPassword(c, in)
	if err != nil {
		return err
	}
	hash, err := web.HashPassword(password)
	if err != nil {
		return usageError{err}
	}
	fmt.Fprintln(c.out, hash)
	return nil
}

func readPassword(c console, in *os.File) (string, error) {
	if !isTerminal(in) {
		line, err := bufio.NewReader(io.LimitReader(in, 4096)).ReadString('\n')
		if err != nil && !errors.Is(err, io.EOF) {
			return "", fmt.Errorf("read the password: %w", err)
		}
		return strings.TrimRight(line, "\r\n"), nil
	}
	var typed [2]string
	for i, prompt := range []string{"Password: ", "Once more: "} {
		fmt.Fprint(c.err, prompt)
		text, err := term.ReadPassword(int(in.Fd()))
		fmt.Fprintln(c.err)
		if err != nil {
			return "", fmt.Errorf("read the password: %w", err)
		}
		typed[i] = string(text)
	}
	if typed[0] != typed[1] {
		return "", usageError{errors.New("the two passwords are not the same")}
	}
	return typed[0], nil
}
