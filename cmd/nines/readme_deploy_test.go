package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// readmeBlock is the code block of the README that is in the language and holds a text.
func readmeBlock(t *testing.T, language, holds string) []string {
	t.Helper()
	readme, err := os.ReadFile(filepath.Join("..", "..", "README.md"))
	require.NoError(t, err)
	for _, block := range regexp.MustCompile("(?ms)^```"+language+"\n(.*?)^```$").FindAllStringSubmatch(string(readme), -1) {
		if strings.Contains(block[1], holds) {
			return strings.Split(strings.TrimSpace(block[1]), "\n")
		}
	}
	t.Fatalf("the README has no block %s with %s", language, holds)
	return nil
}

// stage is what a build file has made so far: files of the image, by path.
type stage struct {
	files map[string]bool
	goVer string
}

// The build file of the README copies what is there, builds with the Go that go.mod wants, and runs what it has built, as a
// user without rights, with arguments that nines has. NINES_TEST_FULL=1 runs here what it
// runs, but for the download.
func TestReadmeBuildFile(t *testing.T) {
	stages := map[string]*stage{}
	var now *stage
	var user, workdir, entry, command, volume string
	for _, line := range readmeBlock(t, "dockerfile", "FROM golang") {
		word, rest, _ := strings.Cut(line, " ")
		fields := strings.Fields(rest)
		switch word {
		case "":
		case "FROM":
			now = &stage{files: map[string]bool{}}
			if name, version, ok := strings.Cut(fields[0], ":"); ok && name == "golang" {
				now.goVer = version
				now.files["/etc/ssl/certs/ca-certificates.crt"] = true // of Debian, which the image is of
			}
			if len(fields) == 3 {
				stages[fields[2]] = now
			}
		case "COPY":
			copies(t, now, stages, fields)
		case "RUN":
			runsHere(t, now, rest)
		case "USER":
			user = rest
		case "WORKDIR":
			workdir = rest
		case "VOLUME":
			volume = rest
		case "ENTRYPOINT":
			entry = rest
		case "CMD":
			command = rest
		default:
			t.Errorf("an instruction that this test does not know: %s", line)
		}
	}
	assert.True(t, now.files["/nines"], "the last stage has the binary")
	assert.Equal(t, map[string]bool{"/nines": true, "/etc/ssl/certs/ca-certificates.crt": true}, now.files)
	assert.Regexp(t, `^[1-9][0-9]*:[1-9][0-9]*$`, user, "scratch has no names of users")
	assert.Equal(t, workdir, volume)
	assert.Equal(t, `["/nines"]`, entry)
	assert.Equal(t, `["serve"]`, command)
	mod, err := os.ReadFile(filepath.Join("..", "..", "go.mod"))
	require.NoError(t, err)
	assert.Contains(t, string(mod), "\ngo "+stages["build"].goVer, "the Go that go.mod wants")
}

// copies checks that what is copied is there: in the repository, or in an earlier stage.
func copies(t *testing.T, into *stage, stages map[string]*stage, fields []string) {
	t.Helper()
	to := fields[len(fields)-1]
	if from, ok := strings.CutPrefix(fields[0], "--from="); ok {
		require.Contains(t, stages, from)
		for _, path := range fields[1 : len(fields)-1] {
			assert.True(t, stages[from].files[path], "the stage %s has no %s", from, path)
			if strings.HasSuffix(to, "/") {
				into.files[to+filepath.Base(path)] = true
			} else {
				into.files[to] = true
			}
		}
		return
	}
	for _, path := range fields[:len(fields)-1] {
		_, err := os.Stat(filepath.Join("..", "..", path))
		assert.NoError(t, err)
	}
}

// runsHere runs a command of the build file in the repository, its results below a folder of the test.
func runsHere(t *testing.T, in *stage, command string) {
	t.Helper()
	if command == "go mod download" {
		return
	}
	_, output, builds := strings.Cut(command, " -o ")
	require.True(t, builds, command)
	path := strings.Fields(output)[0]
	in.files[path] = true
	if !full { // it compiles everything anew
		return
	}
	root := t.TempDir()
	//nolint:gosec // a line of our own README
	build := exec.Command("sh", "-c", strings.Replace(command, " -o "+path, " -o "+filepath.Join(root, path), 1))
	build.Dir = filepath.Join("..", "..")
	out, err := build.CombinedOutput()
	require.NoError(t, err, string(out))
	binary := filepath.Join(root, path)
	out, err = exec.Command(binary, "serve", "--help").CombinedOutput()
	require.NoError(t, err, string(out))
	assertStatic(t, binary)
	runsWithoutHome(t, binary)
}

// assertStatic asserts that a program needs no library of the system: there is none in an empty image.
func assertStatic(t *testing.T, binary string) {
	t.Helper()
	readelf, err := exec.LookPath("readelf")
	if err != nil {
		t.Log("readelf is not installed: whether the binary is static is not looked at")
		return
	}
	out, err := exec.Command(readelf, "-l", binary).CombinedOutput()
	require.NoError(t, err, string(out))
	assert.NotContains(t, string(out), "INTERP", "it asks for a loader")
}

// runsWithoutHome runs a report as the image does: with no environment but the path of temporary files, in a folder that holds the
// configuration.
func runsWithoutHome(t *testing.T, binary string) {
	t.Helper()
	dir := project(t, map[string]string{"config.yaml": small, "incidents.csv": smallHeader + "I1,FX,late,P1,2026-10-14T09:00:00Z,2026-10-14T10:00:00Z,,,closed,\n"})
	run := exec.Command(binary, "run", "weekly-pack", "--period", "2026-W42", "--format", "xlsx,pdf,html,json")
	run.Dir, run.Env = dir, []string{"TMPDIR=" + t.TempDir()}
	out, err := run.CombinedOutput()
	require.NoError(t, err, string(out))
	for _, ext := range []string{"xlsx", "pdf", "html", "json"} {
		assert.FileExists(t, filepath.Join(dir, "out", "weekly-2026-W42."+ext))
	}
}

// The unit of the README starts what nines has.
func TestReadmeUnit(t *testing.T) {
	settings := map[string]string{}
	for _, line := range readmeBlock(t, "ini", "[Service]") {
		key, value, _ := strings.Cut(line, "=")
		settings[key] = value
	}
	assert.Equal(t, "/usr/local/bin/nines serve", settings["ExecStart"])
	assert.Equal(t, "/bin/kill -HUP $MAINPID", settings["ExecReload"])
	assert.Equal(t, "notify", settings["Type"], "it tells when it is ready: see systemd.go")
	assert.Equal(t, settings["WorkingDirectory"], settings["ReadWritePaths"], "where store and output are")
	if analyze, err := exec.LookPath("systemd-analyze"); err == nil {
		unit := filepath.Join(t.TempDir(), "nines.service")
		require.NoError(t, os.WriteFile(unit, []byte(strings.Join(readmeBlock(t, "ini", "[Service]"), "\n")+"\n"), 0o600))
		out, _ := exec.Command(analyze, "verify", unit).CombinedOutput() // it fails where the program is not installed
		assert.NotContains(t, string(out), "Unknown", "a key or a section that systemd does not know")
	}
}
