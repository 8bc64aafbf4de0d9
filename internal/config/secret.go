package config

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"

	"go.yaml.in/yaml/v3"
)

// Secret is a value that cannot print: every way of formatting or encoding it gives [secret]. It is read with Reveal.
type Secret struct {
	reveal func() (string, error) // a function, because no printer looks into one
}

const hidden = "[secret]"

// longestSecret is the size of a secret's file above which it is taken for another file, in bytes.
const longestSecret = 64 << 10

// Reveal returns the value, "" where none was given. A secret kept in a file is read at each call, so that it can be
// renewed while the program runs; the error names the file.
func (s Secret) Reveal() (string, error) {
	if s.reveal == nil {
		return "", nil
	}
	return s.reveal()
}

// String hides the value.
func (Secret) String() string { return hidden }

// GoString hides the value from %#v.
func (Secret) GoString() string { return hidden }

// Format hides the value from every verb, %x included.
func (Secret) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, hidden) }

// MarshalText hides the value from encoders, and from JSON and XML with them.
func (Secret) MarshalText() ([]byte, error) { return []byte(hidden), nil }

// MarshalYAML hides the value.
func (Secret) MarshalYAML() (any, error) { return hidden, nil }

// LogValue hides the value from slog.
func (Secret) LogValue() slog.Value { return slog.StringValue(hidden) }

func secretText(text string) Secret {
	return Secret{reveal: func() (string, error) { return text, nil }}
}

func secretFile(path string) Secret {
	return Secret{reveal: func() (string, error) { return readSecret(path) }}
}

// readSecret returns a file's text without the line end that editors add.
func readSecret(path string) (string, error) {
	info, err := os.Stat(path)
	if err != nil {
		return "", fmt.Errorf("read a secret: %w", err)
	}
	if !info.Mode().IsRegular() || info.Size() > longestSecret {
		return "", fmt.Errorf("read a secret from %s: expected a file of at most %d KiB", path, longestSecret>>10)
	}
	data, err := os.ReadFile(path)
	if err != nil {
		return "", fmt.Errorf("read a secret: %w", err)
	}
	text := string(bytes.TrimRight(data, "\r\n"))
	if text == "" {
		return "", fmt.Errorf("read a secret from %s: the file is empty", path)
	}
	return text, nil
}

func (d *decoder) secret(into *Secret) read {
	return func(n *yaml.Node) {
		if v := resolve(n); v.Kind != yaml.ScalarNode || v.Value == "" {
			d.problem(n, "expected a secret as one text")
			return
		}
		if text, ok := d.expand(resolve(n)); ok {
			*into = secretText(text)
		}
	}
}

func (d *decoder) secretFile(into *Secret) read {
	return func(n *yaml.Node) {
		var path string
		if d.path(&path)(n); path != "" {
			*into = secretFile(path)
		}
	}
}

// CheckSecrets reads every secret that is kept in a file, and returns what cannot be read.
func (c *Config) CheckSecrets() error {
	var secrets []Secret
	if c.Mail != nil {
		secrets = append(secrets, c.Mail.Password)
	}
	for _, job := range c.Jobs {
		for _, delivery := range job.Deliver {
			secrets = append(secrets, delivery.URL, delivery.Secret)
		}
	}
	var failures []error
	for _, s := range secrets {
		_, err := s.Reveal()
		failures = append(failures, err)
	}
	return errors.Join(append(failures, c.Serve.checkHashes())...)
}
