package config

import (
	"net/netip"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestServe(t *testing.T) {
	hash := "$2a$12$" + strings.Repeat("a", 53)
	c, err := Parse("config.yaml", []byte(source+`serve:
  listen: "[::]:8443"
  url: https://nines.example.com/
  users: [{name: anna, password_hash: "`+hash+`", role: run}, {name: ben}]
  proxy_header: X-Remote-User
  proxies: [10.0.0.7, 10.1.0.9/16]
  session: 8h
  certificate: tls.pem
  key: tls.key
`), nil)
	require.NoError(t, err)
	s := c.Serve
	assert.Equal(t, "[::]:8443", s.Listen)
	assert.Equal(t, "https://nines.example.com", s.URL)
	require.Len(t, s.Users, 2)
	revealed, err := s.Users[0].Hash.Reveal()
	require.NoError(t, err)
	assert.Equal(t, hash, revealed)
	assert.Equal(t, []Role{RoleRun, RoleRead}, []Role{s.Users[0].Role, s.Users[1].Role})
	assert.Equal(t, []netip.Prefix{netip.MustParsePrefix("10.0.0.7/32"), netip.MustParsePrefix("10.1.0.0/16")}, s.Proxies)
	assert.Equal(t, 8*time.Hour, s.Session)
	assert.True(t, s.Guarded())
}

// Without users the page is for the machine itself, which has many names.
func TestServeOnLoopbackNeedsNoUsers(t *testing.T) {
	for _, listen := range []string{"127.0.0.1:0", "localhost:8080", "[::1]:8080", "127.8.8.8:80"} {
		c, err := Parse("config.yaml", []byte(source+"serve: {listen: \""+listen+"\"}\n"), nil)
		require.NoError(t, err)
		assert.False(t, c.Serve.Guarded())
	}
	c, err := Parse("config.yaml", []byte(source), nil)
	require.NoError(t, err)
	assert.Empty(t, c.Serve.Listen)
	c, err = Parse("config.yaml", []byte(source+"serve: {listen: none}\n"), nil)
	require.NoError(t, err)
	assert.Equal(t, NoPage, c.Serve.Listen)
}

func TestHashesInFilesAreChecked(t *testing.T) {
	file := filepath.Join(t.TempDir(), "hash")
	c, err := Parse("config.yaml", []byte(source+"serve: {users: [{name: anna, password_hash_file: "+file+"}]}\n"), nil)
	require.NoError(t, err)
	require.ErrorContains(t, c.CheckSecrets(), "the user anna: read a secret")
	require.NoError(t, os.WriteFile(file, []byte("hunter2\n"), 0o600))
	err = c.CheckSecrets()
	require.ErrorContains(t, err, "the user anna: expected the bcrypt hash")
	assert.NotContains(t, err.Error(), "hunter2")
	require.NoError(t, os.WriteFile(file, []byte("$2a$12$"+strings.Repeat("a", 53)+"\n"), 0o600))
	require.NoError(t, c.CheckSecrets())
}
