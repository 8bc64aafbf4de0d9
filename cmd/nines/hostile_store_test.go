package main

import (
	"context"
	"database/sql"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const twoSources = `timezone: UTC
sources:
  - {name: odd, kind: csv, path: odd.csv, record: incident, columns: {id: id, title: title, opened: opened}}
  - {name: good, kind: csv, path: good.csv, record: incident, columns: {id: id, title: title, opened: opened}}
`

// ticketsOf writes so many tickets into the file of the source odd; without ids all are rejected.
func ticketsOf(t *testing.T, dir string, rows int, ids bool) {
	t.Helper()
	writeFile(t, filepath.Join(dir, "odd.csv"), func(w io.Writer) {
		io.WriteString(w, header)
		for i := range rows {
			id := ""
			if ids {
				id = fmt.Sprintf("I%d", i)
			}
			fmt.Fprintf(w, "%s,a title of some length that takes room,2026-10-14T09:00:00Z\n", id)
		}
	})
}

func twoSourcesIn(t *testing.T, rows int, ids bool) string {
	t.Helper()
	dir := project(t, map[string]string{"config.yaml": twoSources, "good.csv": header + "G1,fine,2026-10-14T09:00:00Z\n"})
	ticketsOf(t, dir, rows, ids)
	return dir
}

// What stands in the place of the store, and what is said of it.
func TestHostileStores(t *testing.T) {
	junk := func(content string) func(*testing.T, string) {
		return func(t *testing.T, path string) { require.NoError(t, os.WriteFile(path, []byte(content), 0o600)) }
	}
	foreign := func(t *testing.T, path string) {
		db, err := sql.Open("sqlite", path)
		require.NoError(t, err)
		_, err = db.Exec("CREATE TABLE incident (a)")
		require.NoError(t, err)
		require.NoError(t, db.Close())
	}
	half := func(t *testing.T, path string) {
		require.Equal(t, exitDone, nines(t, filepath.Dir(filepath.Dir(path)), "import").status)
		require.NoError(t, os.Truncate(path, 40_960))
	}
	for name, c := range map[string]struct {
		make func(t *testing.T, path string)
		want string
	}{
		"a folder":                    {func(t *testing.T, path string) { require.NoError(t, os.Mkdir(path, 0o755)) }, "is no file: write store: sqlite:FILE"},
		"a pipe":                      {func(t *testing.T, path string) { require.NoError(t, syscall.Mkfifo(path, 0o600)) }, "is no file: write store: sqlite:FILE"},
		"another kind of file":        {junk(strings.Repeat("what is this? ", 999)), "is it a database of nines?"},
		"a short file":                {junk("hello"), "is it a database of nines?"},
		"another program's database":  {foreign, "is it a database of nines?"},
		"a database not copied whole": {half, "is damaged or was not copied whole"},
	} {
		t.Run(name, func(t *testing.T) {
			dir := twoSourcesIn(t, 3000, true)
			path := filepath.Join(dir, "var", "nines.db")
			require.NoError(t, os.MkdirAll(filepath.Dir(path), 0o755))
			c.make(t, path)
			for _, command := range [][]string{{"import"}, {"check"}, {"run", "weekly", "--no-import"}} {
				got := nines(t, dir, command...)
				assert.Equal(t, exitFailed, got.status, command)
				assert.Contains(t, got.out+got.err, "var/nines.db", command)
				assert.Contains(t, got.out+got.err, c.want, command)
			}
		})
	}
}

// Files where folders should be.
func TestFilesInPlaceOfFolders(t *testing.T) {
	dir := twoSourcesIn(t, 3, false)
	require.NoError(t, os.WriteFile(filepath.Join(dir, "out"), nil, 0o600))
	got := nines(t, dir, "import")
	assert.Equal(t, exitIncomplete, got.status)
	assert.Contains(t, got.err, "source odd: make the folder for rejected rows: make the folder out/rejected: a file stands in its place or above it")
	assert.Equal(t, map[string]int{"good": 1}, storedBySource(t, dir))
	got = nines(t, dir, "run", "weekly", "--no-import", "--format", "json")
	assert.Equal(t, exitFailed, got.status)
	assert.Contains(t, got.err, "make the folder out: a file stands in its place or above it; remove that or name another folder with output")

	require.NoError(t, os.RemoveAll(filepath.Join(dir, "var")))
	require.NoError(t, os.WriteFile(filepath.Join(dir, "var"), nil, 0o600))
	for _, command := range []string{"check", "import"} {
		got = nines(t, dir, command)
		assert.Equal(t, exitFailed, got.status)
		assert.Contains(t, got.out+got.err, "a file stands where its folder should be")
	}
}

// fullDisk runs the program where there is little room: on a small disk of its own below the folder, where the test
// may mount one, or else and for the others by a limit to the size of files.
type fullDisk struct {
	name string
	room func(t *testing.T, dir, below string, kib int) func(args ...string) outcome
	want string
}

func fullDisks() []fullDisk {
	return []fullDisk{
		{"a small disk", func(t *testing.T, dir, below string, kib int) func(...string) outcome {
			mounted := filepath.Join(dir, below)
			require.NoError(t, os.MkdirAll(mounted, 0o755))
			if err := mountSmall(mounted, kib); err != nil {
				t.Logf("not tried, as this user may not mount: %v", err)
				return nil
			}
			t.Cleanup(func() { unmount(t, mounted) })
			return func(args ...string) outcome { return nines(t, dir, args...) }
		}, "no space left on"},
		{"a limit to the size of files", func(t *testing.T, dir, _ string, kib int) func(...string) outcome {
			return func(args ...string) outcome {
				self := program(dir, args...)
				cmd := exec.Command("sh", append([]string{"-c", fmt.Sprintf(`ulimit -f %d && exec "$0" "$@"`, 2*kib), self.Path}, args...)...)
				cmd.Dir, cmd.Env = self.Dir, self.Env
				var out, err strings.Builder
				cmd.Stdout, cmd.Stderr = &out, &err
				_ = cmd.Run() // the status says it
				return outcome{cmd.ProcessState.ExitCode(), out.String(), err.String()}
			}
		}, "limit to the size of files"},
	}
}

// The disk of the store fills up: nothing of the import is kept, what was there is, and the next import works.
func TestStoreOnAFullDisk(t *testing.T) {
	for _, disk := range fullDisks() {
		t.Run(disk.name, func(t *testing.T) {
			dir := twoSourcesIn(t, 2000, true)
			nines := disk.room(t, dir, "var", 2048)
			if nines == nil {
				return
			}
			require.Equal(t, exitDone, nines("import").status)
			ticketsOf(t, dir, 50_000, true)
			got := nines("import")
			assert.Equal(t, exitIncomplete, got.status, got.err)
			assert.Contains(t, got.out, "odd: failed, nothing of it was stored\ngood: read 1, stored 0, replaced 0, unchanged 1")
			assert.Contains(t, got.err, "var/nines.db: ")
			assert.Contains(t, got.err, disk.want)
			assert.Equal(t, map[string]int{"odd": 2000, "good": 1}, storedBySource(t, dir))
			ticketsOf(t, dir, 2002, true)
			got = nines("import")
			assert.Equal(t, exitDone, got.status, got.err)
			assert.Contains(t, got.out, "odd: read 2002, stored 2, replaced 0, unchanged 2000")
		})
		t.Run(disk.name+" for a new store", func(t *testing.T) {
			dir := twoSourcesIn(t, 3, true)
			nines := disk.room(t, dir, "var", 64)
			if nines == nil {
				return
			}
			got := nines("import")
			assert.Equal(t, exitFailed, got.status, got.err)
			assert.Contains(t, got.err, disk.want)
			assert.NotContains(t, got.err, "goroutine", "a trace")
		})
	}
}

// The disk of the output fills up: no half file stays, and of rejected rows that cannot be kept nothing is stored.
func TestOutputOnAFullDisk(t *testing.T) {
	for _, rows := range []int{60, 50_000} { // found out at the end, and on the way
		dir := twoSourcesIn(t, rows, false)
		run := fullDisks()[0].room(t, dir, "out", 4)
		if run == nil {
			return
		}
		for range 2 {
			got := run("import")
			assert.Equal(t, exitIncomplete, got.status, got.err)
			assert.Contains(t, got.err, "out/rejected/odd-20261102T070000.000Z.csv: ")
			assert.Contains(t, got.err, "no space left on device")
			assert.Equal(t, map[string]int{"good": 1}, storedBySource(t, dir))
			assert.Empty(t, filesBelow(t, filepath.Join(dir, "out")))
		}
	}
	dir := twoSourcesIn(t, 300, true)
	run := fullDisks()[0].room(t, dir, "out", 4)
	if run == nil {
		return
	}
	for _, format := range []string{"xlsx", "pdf", "html", "json"} {
		got := run("run", "weekly", "--period", "2026-W42", "--format", format)
		assert.Equal(t, exitFailed, got.status, got.err)
		assert.Contains(t, got.err, "out/weekly-2026-W42."+format)
		assert.Contains(t, got.err, "no space left on device")
		assert.Empty(t, filesBelow(t, filepath.Join(dir, "out")))
	}
}

// Rejected rows that cannot be kept, whoever runs the test: nothing of the import is stored.
func TestRejectedRowsBeyondALimit(t *testing.T) {
	dir := twoSourcesIn(t, 30_000, false)
	nines := fullDisks()[1].room(t, dir, "", 1024)
	got := nines("import")
	assert.Equal(t, exitIncomplete, got.status, got.err)
	assert.Contains(t, got.err, "file too large")
	assert.Contains(t, got.err, "out/rejected/odd-")
	assert.Equal(t, map[string]int{"good": 1}, storedBySource(t, dir))
	assert.Empty(t, filesBelow(t, filepath.Join(dir, "out")))
}

func filesBelow(t *testing.T, dir string) []string {
	t.Helper()
	var files []string
	require.NoError(t, filepath.WalkDir(dir, func(path string, entry os.DirEntry, err error) error {
		if err == nil && !entry.IsDir() {
			files = append(files, path)
		}
		return err
	}))
	return files
}

// A store on a disk that only reads.
func TestStoreThatIsReadOnly(t *testing.T) {
	dir := twoSourcesIn(t, 3, true)
	run := fullDisks()[0].room(t, dir, "var", 4096)
	if run == nil {
		return
	}
	require.Equal(t, exitDone, run("import").status)
	require.NoError(t, mountReadOnly(filepath.Join(dir, "var")))
	got := run("import")
	assert.Equal(t, exitFailed, got.status)
	assert.Contains(t, got.err, "var/nines.db: it has to be a file, which with its folder is writable by this user")
}

// While another program writes, an import waits.
func TestStoreThatIsLocked(t *testing.T) {
	dir := twoSourcesIn(t, 3, true)
	require.Equal(t, exitDone, nines(t, dir, "import").status)
	ctx := context.Background()
	db, err := sql.Open("sqlite", filepath.Join(dir, "var", "nines.db"))
	require.NoError(t, err)
	defer db.Close()
	conn, err := db.Conn(ctx)
	require.NoError(t, err)
	_, err = conn.ExecContext(ctx, "BEGIN EXCLUSIVE")
	require.NoError(t, err)
	go func() {
		time.Sleep(time.Second)
		_, _ = conn.ExecContext(ctx, "COMMIT")
	}()
	got := nines(t, dir, "import")
	assert.Equal(t, exitDone, got.status, got.err)
	assert.Contains(t, got.out, "odd: read 3, stored 0, replaced 0, unchanged 3")
}
