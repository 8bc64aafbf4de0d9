package web

import (
	"errors"
	"fmt"
	"unicode/utf8"

	"golang.org/x/crypto/bcrypt"
)

const (
	passwordLeast = 12 // characters
	passwordMost  = 72 // bytes: bcrypt looks at no more
	passwordCost  = 12 // a quarter of a second of a core
)

// HashPassword returns the bcrypt hash of a password, for the configuration. A password that is too short or too long is
// refused; the error does not tell it.
func HashPassword(password string) (string, error) {
	switch {
	case utf8.RuneCountInString(password) < passwordLeast:
		return "", fmt.Errorf("the password is too short: expected %d characters or more", passwordLeast)
	case len(password) > passwordMost:
		return "", fmt.Errorf("the password is too long: expected %d bytes at most", passwordMost)
	}
	hash, err := bcrypt.GenerateFromPassword([]byte(password), passwordCost)
	if err != nil {
		return "", errors.New("the password cannot be hashed")
	}
	return string(hash), nil
}
