package config

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestMailLimits(t *testing.T) {
	for text, want := range map[string]int64{
		"": 10e6, ", size_limit: 25 MB": 25e6, ", size_limit: 1.5MB": 1_500_000, ", size_limit: 400kB": 400_000, ", size_limit: 1GB": 1e9,
	} {
		c, err := Parse("c.yaml", []byte(source+"mail: {host: h, from: \"Nines <n@example.com>\""+text+"}\n"), nil)
		require.NoError(t, err)
		assert.Equal(t, want, c.Mail.SizeLimit, text)
		assert.Equal(t, "example.com", c.Mail.Domain())
	}
	c, err := Parse("c.yaml", []byte(source+"mail: {host: h, from: n@example.com, list_domain: nines.example.org, reply_to: s@example.com}\n"), nil)
	require.NoError(t, err)
	assert.Equal(t, "nines.example.org", c.Mail.Domain())
	assert.Equal(t, "s@example.com", c.Mail.ReplyTo)
}
