package xlsx_test

import (
	"os"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestDump(t *testing.T) {
	require.NoError(t, os.WriteFile("/tmp/hx/bank.xlsx", render(t, bank(t)), 0o600))
}
