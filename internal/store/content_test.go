package store

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/require"

	"nines/internal/itsm"
)

// TestContentReader holds reading against encoding/json, with quotes, backslashes, brackets and commas where they hurt.
func TestContentReader(t *testing.T) {
	texts := []string{"plain", `"`, `\`, `\"`, `a\`, `[a, "b"]`, "],", "é\u0001\n", "null"}
	for _, text := range texts {
		list := []string{text, "between", text}
		content, err := json.Marshal([]any{text, list, 12, text})
		require.NoError(t, err)
		var first, last string
		var read []string
		var number itsm.Number
		require.NoError(t, newContentReader([]any{&first, &read, &number, &last}).read(string(content)), text)
		require.Equal(t, text, first)
		require.Equal(t, list, read)
		require.Equal(t, itsm.Known(12), number)
		require.Equal(t, text, last)
	}
}

func TestContentReaderRefuses(t *testing.T) {
	for _, content := range []string{"", "{}", `["a`, `["a\"]`, `[["a"`, `[["a]]`, `[[1]]`, `[12`, `["text"]`} {
		var list []string
		require.Error(t, newContentReader([]any{&list}).read(content), content)
	}
}
