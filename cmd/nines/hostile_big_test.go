package main

import (
	"archive/zip"
	"bufio"
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/klauspost/compress/gzip"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// peakAllowed is how much memory the program may take at any time for files made to exhaust it, in MiB.
const peakAllowed = 150

// fill writes a text again and again, up to about so many bytes.
func fill(w io.Writer, text string, size int) {
	chunk := strings.Repeat(text, 1+(1<<20)/len(text))
	for n := 0; n < size; n += len(chunk) {
		_, _ = io.WriteString(w, chunk) // what fails here fails again in Flush
	}
}

// zeros packs 10 GB, of a text again and again, as a thousand members of one gzip file.
func zeros(w io.Writer, text string) {
	var member bytes.Buffer
	z := gzip.NewWriter(&member)
	fill(z, text, 10<<20)
	_ = z.Close()
	for range 1000 {
		_, _ = w.Write(member.Bytes())
	}
}

// sheetBomb is a workbook of a sheet that is a thousand times as large unpacked.
func sheetBomb(w io.Writer, row string) {
	z := zip.NewWriter(w)
	for name, text := range wholeBook() {
		part, err := z.Create(name)
		if err != nil {
			return
		}
		before, after, _ := strings.Cut(text, "</sheetData>")
		_, _ = io.WriteString(part, before)
		if name == sheetPart {
			fill(part, row, 300<<20)
			_, _ = io.WriteString(part, "</sheetData>"+after)
		}
	}
	_ = z.Close()
}

// bigCase is a file that is too much in one way, imported by a process of its own.
type bigCase struct {
	name   string
	file   string // default odd.csv
	write  func(w io.Writer)
	status int
	out    string   // what the counts begin with
	want   []string // parts of the messages
}

var bigCases = []bigCase{
	{name: "a line of 200 MB", status: exitIncomplete, write: func(w io.Writer) {
		io.WriteString(w, header+ticket)
		fill(w, "x", 200<<20)
	}, want: []string{"the row that begins in line 3 is longer than 8 MiB", "line ends", "is the delimiter right, which is ','"}},
	{name: "a line of 200 MB in quotes", status: exitIncomplete, write: func(w io.Writer) {
		io.WriteString(w, header+ticket+"I2,\"")
		fill(w, "x", 200<<20)
		io.WriteString(w, "\",2026-10-14T09:00:00Z\n")
	}, want: []string{"a quote is opened and not closed: it begins in line 3 and runs on for more than 8 MiB"}},
	{name: "a line of 200 MB of delimiters", status: exitIncomplete, write: func(w io.Writer) {
		io.WriteString(w, header+ticket)
		fill(w, ",", 200<<20)
	}, want: []string{"line 3 has more than 65536 cells"}},
	{name: "a header of 200 MB", status: exitIncomplete, write: func(w io.Writer) {
		io.WriteString(w, "id,title,opened,")
		fill(w, "x", 200<<20)
	}, want: []string{"the row that begins in line 1 is longer than 8 MiB"}},
	{name: "a quote open within a million rows", status: exitIncomplete, write: func(w io.Writer) {
		io.WriteString(w, header)
		for i := range 1_000_000 {
			if i == 250_000 {
				io.WriteString(w, "J,\"late,2026-10-14T09:00:00Z\n")
			}
			fmt.Fprintf(w, "I%d,late,2026-10-14T09:00:00Z\n", i)
		}
	}, want: []string{"a quote is opened and not closed: it begins in line 250002 and runs on for more than 8 MiB"}},
	{name: "a million rejected rows", status: exitIncomplete, write: func(w io.Writer) {
		io.WriteString(w, header)
		for range 1_000_000 {
			io.WriteString(w, ",no id,2026-10-14T09:00:00Z\n")
		}
	}, out: "read 1000000, stored 0, replaced 0, unchanged 0, rejected 1000000", want: []string{"1000000 rejected rows, with the reason of each, are in out/rejected/odd-"}},
	{name: "100,000 rows that are too long", status: exitDone, write: func(w io.Writer) {
		io.WriteString(w, header)
		for i := range 100_000 {
			fmt.Fprintf(w, "I%d,late,2026-10-14T09:00:00Z,more%d\n", i, i)
		}
	}, out: "read 100000, stored 100000", want: []string{"line 2: 4 cells", "100000 rows have more cells than the header has columns, the first in line 2"}},
	{
		name: "10 GB of NUL, packed", status: exitIncomplete, file: "odd.csv.gz", write: func(w io.Writer) { zeros(w, "\x00") },
		want: []string{"it unpacks to more than 300 times its size"},
	},
	{
		name: "10 GB of one ticket, packed", status: exitIncomplete, file: "odd.csv.gz", write: func(w io.Writer) { zeros(w, header+ticket) },
		want: []string{"it unpacks to more than 300 times its size"},
	},
	{
		name: "10 GB of line ends, packed", status: exitIncomplete, file: "odd.csv.gz", write: func(w io.Writer) { zeros(w, "\n") },
		want: []string{"it unpacks to more than 300 times its size"},
	},
	{
		name: "a workbook that unpacks without end", status: exitIncomplete, file: "odd.xlsx", write: func(w io.Writer) { sheetBomb(w, "<row/>") },
		want: []string{"unpacks to more than 300 times its size"},
	},
	{
		name: "a workbook of one text", status: exitIncomplete, file: "odd.xlsx", write: func(w io.Writer) { sheetBomb(w, "text") },
		want: []string{"sheet1.xml unpacks to more than 300 times its size"},
	},
}

// Files that are made to exhaust the machine, or that are only very wrong, are imported by the program itself.
func TestFilesTooBig(t *testing.T) {
	if testing.Short() {
		t.Skip("writes and imports some gigabytes")
	}
	for _, c := range bigCases {
		t.Run(c.name, func(t *testing.T) {
			if c.file == "" {
				c.file = "odd.csv"
			}
			dir := project(t, map[string]string{"good.csv": header + "G1,fine,2026-10-14T09:00:00Z\n", "config.yaml": fmt.Sprintf(
				`sources:
  - {name: odd, kind: %s, path: %s, record: incident, columns: {id: id, title: title, opened: opened}}
  - {name: good, kind: csv, path: good.csv, record: incident, columns: {id: id, title: title, opened: opened}}
`, map[bool]string{true: "xlsx", false: "csv"}[strings.HasSuffix(c.file, "xlsx")], c.file)})
			writeFile(t, filepath.Join(dir, c.file), c.write)
			began := time.Now()
			got, peak := peakOf(t, dir, "import")
			t.Logf("%.1f s, peak %d MiB", time.Since(began).Seconds(), peak)
			assert.Equal(t, c.status, got.status, got.err)
			assert.Less(t, peak, peakAllowed, "MiB")
			if c.out == "" {
				c.out = "failed, nothing of it was stored"
				assert.Equal(t, map[string]int{"good": 1}, storedBySource(t, dir))
			}
			assert.Contains(t, got.out, "odd: "+c.out)
			assert.Contains(t, got.out, "good: read 1, stored 1")
			for _, want := range c.want {
				assert.Contains(t, got.err, want)
			}
			assert.Less(t, len(got.err), 5000, "the messages are bounded")
			checkRejected(t, dir, got)
		})
	}
}

// checkRejected holds the files of rejected rows against what was said: all the rows, and no file of a failed import.
func checkRejected(t *testing.T, dir string, got outcome) {
	t.Helper()
	left, err := os.ReadDir(filepath.Join(dir, "out", "rejected"))
	told := regexp.MustCompile(`(\d+) rejected rows, with the reason of each, are in (\S+)`).FindStringSubmatch(got.err)
	if told == nil {
		assert.Empty(t, left)
		return
	}
	require.NoError(t, err)
	assert.Len(t, left, 1)
	file, err := os.Open(filepath.Join(dir, told[2]))
	require.NoError(t, err)
	defer file.Close()
	lines, last := -1, "" // without the header
	for s := bufio.NewScanner(file); s.Scan(); lines++ {
		last = s.Text()
	}
	assert.Equal(t, told[1], strconv.Itoa(lines))
	assert.Equal(t, fmt.Sprintf(`odd.csv,%d,"no id: the column ""id"" is empty",,no id,2026-10-14T09:00:00Z`, lines+1), last)
}

func writeFile(t *testing.T, path string, write func(w io.Writer)) {
	t.Helper()
	file, err := os.Create(path)
	require.NoError(t, err)
	w := bufio.NewWriterSize(file, 1<<20)
	write(w)
	require.NoError(t, w.Flush())
	require.NoError(t, file.Close())
}

// peakOf runs a command line as a process and returns the most memory, in MiB, that it held at any time. What the
// system says of ended children counts the memory of their parent as well, so it is asked for while they run.
func peakOf(t *testing.T, dir string, args ...string) (outcome, int) {
	t.Helper()
	var out, err bytes.Buffer
	cmd := program(dir, args...)
	cmd.Stdout, cmd.Stderr = &out, &err
	require.NoError(t, cmd.Start())
	done, peak := make(chan struct{}), 0
	go func() {
		_ = cmd.Wait() // the status says it
		close(done)
	}()
	status := fmt.Sprintf("/proc/%d/status", cmd.Process.Pid)
	for alive := true; alive; {
		select {
		case <-done:
			alive = false
		case <-time.After(5 * time.Millisecond):
			text, _ := os.ReadFile(status) // gone when it has ended
			if most := regexp.MustCompile(`VmHWM:\s+(\d+) kB`).FindSubmatch(text); most != nil {
				kib, _ := strconv.Atoi(string(most[1]))
				peak = max(peak, kib>>10)
			}
		}
	}
	if runtime.GOOS == "linux" {
		assert.Positive(t, peak)
	}
	return outcome{cmd.ProcessState.ExitCode(), out.String(), err.String()}, peak
}
