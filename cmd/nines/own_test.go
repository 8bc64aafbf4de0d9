package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"nines/internal/config"
	"nines/internal/smtptest"
	"nines/jobs"
	"nines/jobs/output"
	"nines/reports"
)

// ofReadme is what the README shows of reports of a user's own: the report, the key of the configuration, the job.
func ofReadme(t *testing.T) (report, key, job string) {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(repository, "README.md"))
	require.NoError(t, err)
	_, section, ok := strings.Cut(string(data), "\n## Your own report\n")
	require.True(t, ok)
	section, _, _ = strings.Cut(section, "\n## ")
	blocks := regexp.MustCompile("(?s)```yaml\n(.*?)```").FindAllStringSubmatch(section, -1)
	require.Len(t, blocks, 3)
	return blocks[0][1], blocks[1][1], blocks[2][1]
}

// ownProject is the sample with the README's report and job.
func ownProject(t *testing.T) string {
	t.Helper()
	dir := sampleFolder(t)
	report, key, job := ofReadme(t)
	require.NoError(t, os.Mkdir(filepath.Join(dir, "reports"), 0o700))
	require.NoError(t, os.WriteFile(filepath.Join(dir, "reports", "payments.yaml"), []byte(report), 0o600))
	path := filepath.Join(dir, "config.yaml")
	conf, err := os.ReadFile(path)
	require.NoError(t, err)
	text := replaceOnce(string(conf), "\njobs:  ", "\n"+key+"\njobs:  ")
	text = replaceOnce(text, "  - name: monthly-pack\n", strings.TrimPrefix(job, "jobs:\n")+"  - name: monthly-pack\n")
	require.NoError(t, os.WriteFile(path, []byte(text), 0o600))
	return dir
}

// The README's own report, on the sample: its services come out as in the report about all, and only they.
func TestOwnReportOfTheReadme(t *testing.T) {
	dir := ownProject(t)
	got := nines(t, dir, "check")
	require.Equal(t, exitDone, got.status, got.err)
	assert.Contains(t, got.out, "report payments: ok, "+filepath.Join("reports", "payments.yaml"))
	assert.Contains(t, got.out, "job owners-pack: report monthly, for each owner, next at")
	got = nines(t, dir, "run", "payments", "--period", "2026-10", "--as-of", "2026-11-02T07:00")
	require.Equal(t, exitDone, got.status, got.err)
	got = nines(t, dir, "run", "monthly", "--period", "2026-10", "--as-of", "2026-11-02T07:00", "--no-import", "--format", "json")
	require.Equal(t, exitDone, got.status, got.err)
	own, all := readFigures(t, filepath.Join(dir, "out", "payments-2026-10.json")), readFigures(t, filepath.Join(dir, "out", "monthly-2026-10.json"))
	services := own.at(t, "sections/availability/services").([]any)
	require.Len(t, services, 2)
	agreed, down := 0.0, 0.0
	for _, s := range services {
		s := s.(map[string]any)
		assert.Equal(t, all.at(t, fmt.Sprintf("sections/availability/services/service=%s", s["service"])), s)
		agreed, down = agreed+3*s["agreed_minutes"].(float64), down+3*s["downtime_minutes"].(float64) // both weigh 3
	}
	assert.InDelta(t, 1-down/agreed, own.at(t, "sections/availability/overall/availability"), 1e-12)
	assert.InDelta(t, 1, own.at(t, "sections/data_quality/findings/finding=not_in_part/count"), 0)
	for _, name := range []string{"pdf", "html", "xlsx"} {
		assert.FileExists(t, filepath.Join(dir, "out", "payments-2026-10."+name))
	}
	page, err := os.ReadFile(filepath.Join(dir, "out", "payments-2026-10.html"))
	require.NoError(t, err)
	assert.Contains(t, string(page), "How the services did")
	assert.NotContains(t, string(page), "FX pricing", "a service of others")
	assert.NotContains(t, string(page), "INC0101863", "a ticket of others")
}

// What is wrong in a report of the user's is the user's mistake, all of it told at once.
func TestOwnReportWithMistakes(t *testing.T) {
	dir := ownProject(t)
	require.NoError(t, os.WriteFile(filepath.Join(dir, "reports", "payments.yaml"), []byte("name: daily\nperiod: month\nsections: [overveiw]\n"), 0o600))
	got := nines(t, dir, "check")
	assert.Equal(t, exitUsage, got.status)
	assert.Contains(t, got.err, filepath.Join("reports", "payments.yaml")+`:1:7: "daily" is a built-in report`)
	assert.Contains(t, got.err, `payments.yaml:3:12: expected one of availability, `)
	assert.Contains(t, got.err, `did you mean "overview"?`)
}

// One run tells the mistakes of all that somebody wrote: the configuration, a report, words, sentences; in the order of the
// files and their lines.
func TestCheckTellsAllAtOnce(t *testing.T) {
	dir := ownProject(t)
	put := func(name, text string) {
		path := filepath.Join(dir, name)
		require.NoError(t, os.MkdirAll(filepath.Dir(path), 0o700))
		require.NoError(t, os.WriteFile(path, []byte(text), 0o600))
	}
	conf, err := os.ReadFile(filepath.Join(dir, "config.yaml"))
	require.NoError(t, err)
	put("config.yaml", replaceOnce(string(conf), "organisation: ", "organisations: ")+"\nwords: words\nnarrative: narrative\ncommentary: said.md\n")
	put("reports/payments.yaml", "name: payments\nperiod: month\nsections: [overveiw]\n")
	put("words/en/house.yaml", "report.monthly: \"Our {moth}\"\nreport.weekly: [a]\n")
	put("narrative/en/volumes.tmpl", "{{count .Opned}}")
	got := nines(t, dir, "check")
	assert.Equal(t, exitUsage, got.status)
	var places []string
	for _, line := range strings.Split(strings.TrimSpace(got.err), "\n") {
		places = append(places, regexp.MustCompile(`^[^ ]*: |^.*$`).FindString(line))
	}
	require.Len(t, places, 6, got.err)
	assert.Regexp(t, `^config.yaml:\d+:1: $`, places[0])
	assert.Regexp(t, `^config.yaml:\d+:13: $`, places[1], "the commentary is not there")
	assert.Equal(t, []string{"narrative/en/volumes.tmpl:1:9: ", "reports/payments.yaml:3:12: ", "words/en/house.yaml:1:1: ", "words/en/house.yaml:2:16: "}, places[2:])
	assert.Contains(t, got.out, "configuration config.yaml: FAILED: mistakes, named at the end: 2.")
	assert.Contains(t, got.out, "job monthly-pack: report monthly, next at", "what is sound is looked at")
}

// Commentary that no section prints is told by the run, and in the report that it is about.
func TestStrayCommentary(t *testing.T) {
	dir := sampleFolder(t)
	conf, err := os.ReadFile(filepath.Join(dir, "config.yaml"))
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(filepath.Join(dir, "config.yaml"), append(conf, "\ncommentary: said.md\n"...), 0o600))
	said := "## monthly 2026-10 capasity\nby: Ann\non: 2026-11-03\n\nlost\n\n## monthly 2026-09 capasity\nnot of this month\n\n## monthly 2026-W43 cost\nlost\n\n## weekly 2026-10 cost\nof another report\n"
	require.NoError(t, os.WriteFile(filepath.Join(dir, "said.md"), []byte(said), 0o600))
	got := nines(t, dir, "run", "monthly", "--period", "2026-10", "--as-of", "2026-11-02T07:00", "--format", "json")
	require.Equal(t, exitDone, got.status, got.err)
	assert.Contains(t, got.err, `commentary: said.md:1: the report monthly has no section "capasity"; is capacity meant?`)
	assert.Contains(t, got.err, "commentary: said.md:10: 2026-W43 is no month")
	finding := readFigures(t, filepath.Join(dir, "out", "monthly-2026-10.json")).at(t, "sections/data_quality/findings/finding=stray_commentary").(map[string]any)
	assert.InDelta(t, 2, finding["count"], 0)
}

// The README's job makes a pack for each owner. Two have an address; what the others do not get is told.
func TestPackForEachOwner(t *testing.T) {
	server := smtptest.Start(t, smtptest.Options{})
	dir := ownProject(t)
	path := filepath.Join(dir, "config.yaml")
	conf, err := os.ReadFile(path)
	require.NoError(t, err)
	mail := regexp.MustCompile(`(?s)\nmail: .*?\n\n`).ReplaceAllString(string(conf), fmt.Sprintf("\nmail: {host: %s, port: %d, security: none, from: nines@example.com}\n\n", server.Host, server.Port))
	require.NoError(t, os.WriteFile(path, []byte(mail), 0o600))

	got := nines(t, dir, "run", "owners-pack", "--period", "2026-10", "--as-of", "2026-11-02T07:00", "--deliver")
	assert.Equal(t, exitIncomplete, got.status, got.err)
	assert.Contains(t, got.err, "owners-pack: services without an owner or team are in no pack: Payroll")
	assert.Contains(t, got.err, "email {owner} [head-of-cards]: refused: no mail address is known for Head of cards: add it to recipients")
	for _, address := range []string{"payments@example.com", "fx@example.com", "deputy@example.com"} {
		assert.Len(t, server.To(address), 1, address)
	}
	assert.Contains(t, server.To("fx@example.com")[0].Data, "monthly-owner-head-of-fx-2026-10.pdf")
	assert.FileExists(t, filepath.Join(dir, "out", "owners", "head-of-payments", "monthly-owner-head-of-payments-2026-10.pdf"))
	assert.FileExists(t, filepath.Join(dir, "out", "archive", "monthly.owner.head-of-fx", "2026-10", "r1", "monthly-owner-head-of-fx-2026-10.pdf"))

	got = nines(t, dir, "run", "owners-pack", "--period", "2026-10", "--as-of", "2026-11-02T07:00", "--no-import", "--format", "json", "--only", "head of fx")
	require.Equal(t, exitDone, got.status, got.err)
	f := readFigures(t, filepath.Join(dir, "out", "monthly-owner-head-of-fx-2026-10.json"))
	assert.Equal(t, "Head of FX", f.at(t, "pack/name"))
	assert.InDelta(t, 1, f.at(t, "revision"), 0, "it says what its own pack said")
	assert.Empty(t, f.at(t, "sections/data_quality/restatements"))
	got = nines(t, dir, "run", "owners-pack", "--only", "nobody", "--no-import")
	assert.Equal(t, exitUsage, got.status)
	assert.Contains(t, got.err, `no pack is for the owner "nobody"; there are packs for Head of branches, `)
	assert.Equal(t, exitUsage, nines(t, dir, "run", "monthly", "--only", "nobody", "--no-import").status)
}

// A report for each that nobody has services of makes nothing, and says so: it did not succeed.
func TestNoPackIsAFailure(t *testing.T) {
	dir := ownProject(t)
	path := filepath.Join(dir, "config.yaml")
	conf, err := os.ReadFile(path)
	require.NoError(t, err)
	own := "name: fx\nperiod: month\nfilter: {services: FX pricing}\nfor_each: owner\nsections: [overview]\n"
	require.NoError(t, os.WriteFile(filepath.Join(dir, "reports", "fx.yaml"), []byte(own), 0o600))
	text := regexp.MustCompile(`\n    owner: Head of FX [^\n]*`).ReplaceAllString(string(conf), "")
	text = regexp.MustCompile(`, Head of FX: \[[^]]*\]`).ReplaceAllString(text, "")
	require.NoError(t, os.WriteFile(path, []byte(text), 0o600))
	got := nines(t, dir, "run", "fx", "--period", "2026-10", "--as-of", "2026-11-02T07:00", "--no-import")
	assert.Equal(t, exitFailed, got.status, got.err)
	assert.Contains(t, got.err, "no pack was made: the report fx is about no service with an entry under owner")
}

// What reports of a user's own can leave out is what sections show: the configuration has a list of its own, as it may
// import nothing.
func TestConfigurationKnowsTheBlocks(t *testing.T) {
	dir := sampleFolder(t)
	require.Equal(t, exitDone, nines(t, dir, "import").status)
	t.Chdir(dir)
	conf, err := config.Load("config.yaml", nil)
	require.NoError(t, err)
	r, err := jobs.Open(t.Context(), conf, clock, newProgress(console{out: io.Discard, err: io.Discard}))
	require.NoError(t, err)
	defer r.Close()
	for _, name := range config.Reports {
		o, err := r.Order(jobs.ReportRequest{Name: name, Formats: []output.Format{output.JSON}})
		require.NoError(t, err)
		made, err := r.Make(t.Context(), o, o.Periods[0])
		require.NoError(t, err)
		for _, s := range made.Document.Sections {
			known, ok := config.Blocks[s.Name]
			require.True(t, ok, "section %s", s.Name)
			for _, b := range s.Blocks {
				assert.True(t, slices.Contains(known, reports.BlockName(b)), "report %s, section %s: block %s", name, s.Name, reports.BlockName(b))
			}
		}
	}
}
