package pdf

import (
	"bytes"
	"context"
	"os"
	"testing"

	"github.com/stretchr/testify/require"

	"nines/reports/document"
)

func render(t testing.TB, doc *document.Document) []byte {
	t.Helper()
	var b bytes.Buffer
	require.NoError(t, Render(context.Background(), &b, doc))
	return b.Bytes()
}

func TestLook(t *testing.T) {
	os.WriteFile("/tmp/h/sample.pdf", render(t, sample(t)), 0o644)
}
