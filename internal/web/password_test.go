package web

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/crypto/bcrypt"
)

func TestHashPassword(t *testing.T) {
	if testing.Short() {
		t.Skip("a hash that is worth something takes its time, with the race detector seconds")
	}
	h, err := HashPassword("twelve chars")
	require.NoError(t, err)
	assert.NoError(t, bcrypt.CompareHashAndPassword([]byte(h), []byte("twelve chars")))
	for _, password := range []string{"", "eleven char", strings.Repeat("ü", 37)} {
		_, err := HashPassword(password)
		require.Error(t, err)
		if password != "" {
			assert.NotContains(t, err.Error(), password)
		}
	}
}
