// Package officetest has LibreOffice open, compute and write workbooks: what it makes of ours is what users see. In go
// files and, to work in one by hand, a script; out come files and what the script printed. Only tests import it. A test
// is skipped where LibreOffice is not installed, and in short runs, as it takes some seconds.
package officetest

import (
	_ "embed"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

//go:embed office.py
var bridge []byte

// Shown is the format in which Convert writes the first sheet as CSV in UTF-8, each cell as it is shown, in FILE.csv.
const Shown = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true"

// Values is Shown of one sheet, from 1, with the numbers themselves instead of what is shown of them, in FILE-SHEET.csv.
func Values(sheet int) string {
	return fmt.Sprintf("%s,false,false,false,%d", Shown, sheet)
}

// Convert has LibreOffice open the files, compute their formulas and write them into a folder in another format: xlsx, pdf,
// Shown or Values.
func Convert(t testing.TB, format, folder string, files ...string) {
	t.Helper()
	args := []string{profile(t), "--headless", "--convert-to", format, "--outdir", folder}
	printed, err := exec.Command(program(t), append(args, files...)...).CombinedOutput()
	require.NoError(t, err, "%s", printed)
}

// Drive runs a Python script that works in LibreOffice by its bridge, and returns what it printed, by line. The script
// imports office (office.py), whose opened(workbook) starts a LibreOffice of its own; args are the script's.
func Drive(t testing.TB, script string, args ...string) []string {
	t.Helper()
	office, python, dir := program(t), pythonWithBridge(t), t.TempDir()
	require.NoError(t, os.WriteFile(filepath.Join(dir, "office.py"), bridge, 0o600))
	cmd := exec.Command(python, append([]string{script}, args...)...)
	cmd.Env = append(os.Environ(), "PYTHONPATH="+dir, "PYTHONDONTWRITEBYTECODE=1", "OFFICE="+office, "OFFICE_PROFILE="+filepath.Join(dir, "profile"))
	var said, failed strings.Builder
	cmd.Stdout, cmd.Stderr = &said, &failed
	require.NoError(t, cmd.Run(), "%s", &failed)
	return strings.Split(strings.TrimSpace(said.String()), "\n")
}

// program finds LibreOffice.
func program(t testing.TB) string {
	t.Helper()
	if testing.Short() {
		t.Skip("LibreOffice takes some seconds")
	}
	path, err := exec.LookPath("soffice")
	if err != nil {
		t.Skip("LibreOffice is not installed")
	}
	return path
}

// profile has LibreOffice keep its settings in a folder of the test, so that several may run at once.
func profile(t testing.TB) string {
	return "-env:UserInstallation=file://" + filepath.ToSlash(t.TempDir())
}

// pythonWithBridge finds a Python that can talk to LibreOffice: the system's may, another one seldom.
func pythonWithBridge(t testing.TB) string {
	t.Helper()
	for _, name := range []string{"/usr/bin/python3", "python3"} {
		if exec.Command(name, "-c", "import uno").Run() == nil {
			return name
		}
	}
	t.Skip("Python's bridge to LibreOffice (python3-uno) is not installed")
	return ""
}
