package config

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.yaml.in/yaml/v3"
)

var environment = lookup(map[string]string{
	"BANK": "Example: Bank", "STORE": "postgres://nines:hunter2@db.example.com/nines?password=hunter2", "AMBER": "80",
	"PORT": "2525", "PASSWORD": "hunter2", "FOLDER": "/data",
})

func TestEnvironment(t *testing.T) {
	c, err := Load("testdata/good/environment.yaml", environment)
	require.NoError(t, err)
	assert.Equal(t, "Example: Bank of ${BANK}", c.Organisation)
	assert.InDelta(t, 0.8, c.Rating.AmberAt, 1e-15)
	assert.Equal(t, 2525, c.Mail.Port)
	assert.Equal(t, "/data/a.csv", c.Sources[0].Path)
	assert.Equal(t, "postgres://nines@db.example.com/nines", c.Store.Name)
	url, err := c.Store.URL.Reveal()
	require.NoError(t, err)
	assert.Equal(t, "postgres://nines:hunter2@db.example.com/nines?password=hunter2", url)
}

func TestNoSecretPrints(t *testing.T) {
	c, err := Load("testdata/good/environment.yaml", environment)
	require.NoError(t, err)
	holders := map[string]any{
		"secret": c.Mail.Password, "pointer": &c.Mail.Password, "mail": c.Mail, "store": c.Store, "config": c,
		"unexported": struct{ s Secret }{c.Mail.Password}, "deliveries": c.Jobs[0].Deliver,
	}
	for name, holder := range holders {
		t.Run(name, func(t *testing.T) {
			for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%X", "%d"} {
				text := fmt.Sprintf(verb, holder)
				assert.NotContains(t, text, "hunter2", verb)
				assert.NotContains(t, text, fmt.Sprintf("%x", "hunter2"), verb)
			}
			asJSON, err := json.Marshal(holder)
			require.NoError(t, err)
			assert.NotContains(t, string(asJSON), "hunter2")
			var log bytes.Buffer
			slog.New(slog.NewJSONHandler(&log, nil)).Info("x", "holder", holder)
			slog.New(slog.NewTextHandler(&log, nil)).Info("x", "holder", holder)
			assert.NotContains(t, log.String(), "hunter2")
		})
	}
	asYAML, err := yaml.Marshal(c.Mail)
	require.NoError(t, err)
	assert.NotContains(t, string(asYAML), "hunter2")
	asXML, err := xml.Marshal(c.Mail.Password)
	require.NoError(t, err)
	assert.NotContains(t, string(asXML), "hunter2")
	assert.Equal(t, "[secret]", fmt.Sprint(c.Mail.Password))
	assert.Equal(t, "[secret]", c.Mail.Password.String())
	assert.Equal(t, "[secret]", c.Mail.Password.GoString())
}

func TestStoreFile(t *testing.T) {
	c, err := Parse("testdata/good/config.yaml", []byte(source+"store_file: store.txt\n"), nil)
	require.NoError(t, err)
	assert.Equal(t, Postgres, c.Store.Kind)
	assert.Equal(t, "postgres://nines@db.example.com:5432/nines", c.Store.Name)
	url, err := c.Store.URL.Reveal()
	require.NoError(t, err)
	assert.Contains(t, url, "hun%2Fter2")
}

// A secret in a file is read when it is needed: it can be renewed under a running program, and a report can be made
// where the mail server's password is not at hand.
func TestSecretFileIsReadWhenNeeded(t *testing.T) {
	dir := t.TempDir()
	text := source + "mail: {host: smtp.example.com, from: nines@example.com, username: n, password_file: secret}\n"
	c, err := Parse(filepath.Join(dir, "config.yaml"), []byte(text), nil)
	require.NoError(t, err)
	require.ErrorIs(t, c.CheckSecrets(), os.ErrNotExist)
	for _, want := range []string{"first", "second"} {
		require.NoError(t, os.WriteFile(filepath.Join(dir, "secret"), []byte(want+"\r\n"), 0o600))
		got, err := c.Mail.Password.Reveal()
		require.NoError(t, err)
		assert.Equal(t, want, got)
	}
	require.NoError(t, c.CheckSecrets())
	require.NoError(t, os.WriteFile(filepath.Join(dir, "secret"), []byte("\n"), 0o600))
	require.ErrorContains(t, c.CheckSecrets(), "the file is empty")
	require.NoError(t, os.WriteFile(filepath.Join(dir, "secret"), make([]byte, longestSecret+1), 0o600))
	require.ErrorContains(t, c.CheckSecrets(), "at most 64 KiB")
}
