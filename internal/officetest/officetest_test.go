package officetest_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"nines/internal/officetest"
)

// LibreOffice computes: 2 times 21, then, after somebody typed 4, 4 times 21.
func TestOfficeComputes(t *testing.T) {
	dir := t.TempDir()
	file, script := filepath.Join(dir, "sums.csv"), filepath.Join(dir, "type.py")
	require.NoError(t, os.WriteFile(file, []byte("2,=A1*21\n"), 0o600))
	require.NoError(t, os.WriteFile(script, []byte(`import sys, office
with office.opened(sys.argv[1]) as book:
    sheet = book.Sheets.getByIndex(0)
    sheet.getCellByPosition(0, 0).FormulaLocal = sys.argv[2]
    print(sheet.getCellByPosition(1, 0).String)
    print("done")
`), 0o600))
	officetest.Convert(t, officetest.Shown, filepath.Join(dir, "out"), file)
	shown, err := os.ReadFile(filepath.Join(dir, "out", "sums.csv"))
	require.NoError(t, err)
	assert.Equal(t, "2,42\n", string(shown))
	assert.Equal(t, []string{"84", "done"}, officetest.Drive(t, script, file, "4"))
}
