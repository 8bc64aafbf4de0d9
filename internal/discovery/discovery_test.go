package discovery

import (
	"compress/gzip"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"nines/internal/config"
)

// folder writes files into a folder of its own and returns it.
func folder(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, content := range files {
		require.NoError(t, os.WriteFile(filepath.Join(dir, name), []byte(content), 0o600))
	}
	return dir
}

// discover looks at files of the folder and reads the configuration back.
func discover(t *testing.T, dir string, names ...string) (*Result, *config.Config) {
	t.Helper()
	var files []string
	for _, name := range names {
		files = append(files, filepath.Join(dir, name))
	}
	r, err := Discover(files, dir)
	require.NoError(t, err)
	if !r.Usable() {
		return r, nil
	}
	c, err := config.Parse(filepath.Join(dir, "config.yaml"), r.Config, nil)
	require.NoError(t, err)
	return r, c
}

const tickets = "Ticket,Summary,Created,Closed,Priority\nA1,x,2024-03-04 10:00,2024-03-04 11:00,High\nA2,y,2024-03-05 10:00,,Low\n"

func TestFilesThatCannotBeUsedAreNamedAndOthersGoOn(t *testing.T) {
	dir := folder(t, map[string]string{
		"good.csv": tickets, "empty.csv": "", "header.csv": "Ticket,Created\n", "old.xls": "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest",
		"page.csv": "<html><body>", "data.json": `{"a": 1}`, "binary.dat": "ab\x00\x01\x02", "text.txt": "just some words\nand more\n",
		"cut.csv.gz": truncated(t),
	})
	require.NoError(t, os.Mkdir(filepath.Join(dir, "folder"), 0o755))
	r, c := discover(t, dir, "missing.csv", "folder", "empty.csv", "header.csv", "old.xls", "page.csv", "data.json", "binary.dat", "text.txt", "cut.csv.gz", "good.csv")
	reasons := map[string]string{}
	for _, f := range r.Files {
		reasons[filepath.Base(f.Path)] = f.Reason
	}
	for name, part := range map[string]string{
		"missing.csv": "no such file", "folder": "directory", "empty.csv": "empty", "header.csv": "no rows below", "old.xls": "old Excel workbook",
		"page.csv": "HTML or XML", "data.json": "JSON", "binary.dat": "NUL", "text.txt": "no column of times", "cut.csv.gz": "too early",
	} {
		assert.Contains(t, reasons[name], part, name)
	}
	require.Len(t, c.Sources, 1)
	assert.Equal(t, filepath.Join(dir, "good.csv"), c.Sources[0].Path)
	assert.Equal(t, "incidents", c.Sources[0].Name)
}

func truncated(t *testing.T) string {
	t.Helper()
	var b strings.Builder
	w := gzip.NewWriter(&b)
	for i := range 3000 {
		_, err := fmt.Fprintf(w, "T%d,%d\n", i, i*i)
		require.NoError(t, err)
	}
	require.NoError(t, w.Close())
	return b.String()[:b.Len()/2]
}

func TestNothingUsable(t *testing.T) {
	r, _ := discover(t, folder(t, map[string]string{"words.csv": "Name,Remark\nA,x\nA,x\nB,y\n"}), "words.csv")
	assert.False(t, r.Usable())
	assert.NotEmpty(t, r.Files[0].Reason)
}

func TestFilesOfOneShapeBecomeOneSource(t *testing.T) {
	reordered := "Summary,Ticket,Created,Priority,Closed,Extra\nz,B1,2025-03-04 10:00,High,,e\nz,B2,2025-04-04 10:00,Low,,e\n"
	dir := folder(t, map[string]string{"jan_2024.csv": tickets, "jan_2025.csv": reordered, "other.csv": "a,b\n1,2\n"})
	r, c := discover(t, dir, "jan_2025.csv", "jan_2024.csv")
	require.Len(t, c.Sources, 1)
	assert.Equal(t, filepath.Join(dir, "jan_*.csv"), c.Sources[0].Path)
	assert.Equal(t, map[string]string{"id": "Ticket", "title": "Summary", "opened": "Created", "closed": "Closed", "priority": "Priority"}, c.Sources[0].Columns)
	assert.Equal(t, "incidents", r.Files[1].Source)
}

// A glob that would take in a third file is not written: each file is a source of its own.
func TestNoGlobWhereItWouldMatchMore(t *testing.T) {
	dir := folder(t, map[string]string{"list-jan.csv": tickets, "list-jun.csv": tickets, "list-jul.csv": "something else\n"})
	_, c := discover(t, dir, "list-jan.csv", "list-jun.csv")
	require.Len(t, c.Sources, 2)
	assert.Equal(t, []string{"incidents", "incidents-2"}, []string{c.Sources[0].Name, c.Sources[1].Name})
}

// Whatever a header or a cell holds, the configuration loads and names it as it stands.
func TestHostileTextStaysText(t *testing.T) {
	for _, text := range []string{
		"a: b", "# c", "'", `"`, "${HOME}", "$${X}", "- x", "[a, b]", "{x}", "*a", "&a", "!t", "|", ">", "%d", "@x", "`x`", "yes", "null", "~", "1", "1e3",
		"0x1", "2024-01-01", "a\\nb", "ünï", "日本", "a,b", "tab\tb", "=1+1", "..", "<<", "?", "a #b", "x:", "\u202e", "e\u0301",
	} {
		rows := fmt.Sprintf("%s\tTicket\tCreated\tService\nv\tA1\t2024-03-04 10:00\t%s\nv\tA2\t2024-03-05 10:00\t%s \nw\tA3\t2024-03-05 10:00\tother\n", "Team "+strings.ReplaceAll(text, "\t", " "), strings.ReplaceAll(text, "\t", " "), strings.ReplaceAll(strings.ToUpper(text), "\t", " "))
		if strings.HasPrefix(text, `"`) {
			continue // a quote at the beginning of a cell is CSV's own
		}
		dir := folder(t, map[string]string{"x.csv": rows})
		_, c := discover(t, dir, "x.csv")
		require.NotNil(t, c, "%q", text)
		assert.Equal(t, "Ticket", c.Sources[0].Columns["id"], "%q", text)
	}
}

func TestConfigurationSaysWhereItsFilesAre(t *testing.T) {
	dir := folder(t, map[string]string{"x.csv": tickets})
	conf := filepath.Join(dir, "conf")
	require.NoError(t, os.Mkdir(conf, 0o755))
	r, err := Discover([]string{filepath.Join(dir, "x.csv"), filepath.Join(dir, ".", "x.csv")}, conf)
	require.NoError(t, err)
	assert.Contains(t, string(r.Config), `path: "../x.csv"`)
	assert.Len(t, r.Files, 1, "the same file twice")
}

// The services that the files spell in several ways are put together, others are proposed.
func TestServicesByAllTheirSpellings(t *testing.T) {
	rows := "Ticket,Created,Service\n"
	for i, s := range []string{"FX Pricing", "fx-pricing", "FX Pricing (prod)", "FXP", "Payroll", "Payroll", "Payroll (test)"} {
		rows += fmt.Sprintf("T%d,2024-03-%02d 10:00,%s\n", i, i+1, s)
	}
	r, c := discover(t, folder(t, map[string]string{"x.csv": rows}), "x.csv")
	require.Len(t, c.Services, 1)
	assert.Equal(t, "fx-pricing", c.Services[0].ID)
	assert.Equal(t, "FX Pricing", c.Services[0].Name)
	assert.Equal(t, []string{"FX Pricing (prod)"}, c.Services[0].Aliases, "id and name stand for the others")
	text := string(r.Config)
	assert.Contains(t, text, "# - {id: payroll, name: Payroll")
	assert.Contains(t, text, "payroll-test", "another environment is another service")
	assert.Contains(t, strings.Join(r.Questions, "\n"), `is "FXP" the same service as "FX Pricing"?`)
}
