package web

import (
	"errors"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"nines/templates"
)

func TestPages(t *testing.T) {
	s := open(t, Access{}, nil)
	for path, wants := range map[string][]string{
		"/": {
			"3 things need attention", "The last run of monthly-pack failed", "weekly-pack: of 1 delivery nobody knows whether it arrived",
			"The last import of changes failed", "This process makes the reports.", "1 of 3", "Mon 2026-11-09 07:00", "never",
			"▸</span>running", "✓</span>done", `<td class="num" data-label="Read">1,200</td>`, `there is no column &#34;service&#34;`,
		},
		"/newest":                         {"weekly 2026-W44", "Revision 2, published Mon 2026-11-02 07:00", `sandbox="allow-top-navigation-by-user-activation" src="/archive/weekly/2026-W44/2/weekly-2026-W44.html"`, "1.2 MB", "61 kB"},
		"/archive":                        {`href="/archive?report=mine%20%26%20yours"`, "mine &amp; yours", "2026-W44"},
		"/archive?report=weekly":          {"<strong>weekly</strong>", "All reports"},
		"/deliveries":                     {"directors@example.com", "?</span>in doubt", "the connection was lost after DATA", "Mon 2026-11-02 08:00"},
		"/jobs/weekly-pack":               {"Runs of weekly-pack", "<code>0 7 * * Mon</code>", "–</span>skipped", "older than the grace period", "42 s"},
		"/jobs/new":                       {"This job did not run yet."},
		"/jobs/weekly-pack/1793602800000": {"weekly-pack, due Mon 2026-11-02 07:00", "&lt;script&gt;alert(1)", "!</span>warning", "2026-11-02 07:00:00", "1,155", "the schedule"},
	} {
		got := s.get(path)
		assert.Equal(t, http.StatusOK, got.Code, path)
		for _, want := range wants {
			assert.Contains(t, got.Body.String(), want, path)
		}
		assert.NotContains(t, got.Body.String(), "web.", "a word is missing: %s", path)
		assert.NotContains(t, got.Body.String(), "<script", path)
	}
	assert.NotContains(t, s.get("/archive?report=weekly").Body.String(), `<th scope="row">mine`)
	assert.Contains(t, s.get("/jobs/monthly-pack").Body.String(), "Run now")
	for _, path := range []string{"/gone", "/jobs/gone", "/jobs/weekly-pack/5", "/jobs/weekly-pack/x", "/jobs/gone/1793602800000"} {
		assert.Equal(t, http.StatusNotFound, s.get(path).Code, path)
	}
}

func TestFailuresAreNotExplainedToReaders(t *testing.T) {
	s := open(t, Access{}, nil)
	s.fake.fails = errPlanted
	for _, path := range []string{"/", "/newest", "/archive", "/deliveries", "/jobs/weekly-pack", "/jobs/weekly-pack/1793602800000", "/archive/a/b/1/c"} {
		got := s.get(path)
		assert.Equal(t, http.StatusInternalServerError, got.Code, path)
		assert.Contains(t, got.Body.String(), "The log of the service says why.")
		assert.NotContains(t, got.Body.String(), "planted", path)
	}
}

func TestReadiness(t *testing.T) {
	s := open(t, users(t), nil)
	in := s.enter(t, "ben", "ben's own")
	assert.Equal(t, "ready, leader\n", s.get("/readyz", in).Body.String())
	s.fake.ready = errors.New("the store cannot be reached")
	assert.Equal(t, http.StatusOK, s.get("/readyz").Code, "remembered for a second")
	*s.now = s.now.Add(time.Second)
	got := s.get("/readyz")
	assert.Equal(t, http.StatusServiceUnavailable, got.Code)
	assert.Equal(t, "not ready\n", got.Body.String())
	assert.Equal(t, "not ready: the store cannot be reached\n", s.get("/readyz", in).Body.String())
	assert.Equal(t, http.StatusOK, s.get("/healthz").Code, "the process itself is well")
}

func TestMetrics(t *testing.T) {
	s := open(t, users(t), nil)
	scrape := func() string {
		got := s.get("/metrics", func(r *http.Request) { r.SetBasicAuth("ben", "ben's own") })
		require.Equal(t, http.StatusOK, got.Code)
		return got.Body.String()
	}
	got := scrape()
	for _, want := range []string{
		`nines_build_info{version="1.0"} 1`, `nines_leader 1`, `nines_ledger_readable 1`,
		`nines_job_runs{job="weekly-pack",state="done"} 7`, `nines_job_runs{job="weekly-pack",state="skipped"} 1`,
		`nines_job_last_run_duration_seconds{job="weekly-pack"} 42`, `nines_job_last_run_duration_seconds{job="monthly-pack"} 5400`,
		`nines_job_last_run_timestamp_seconds{job="weekly-pack",state="done"} 1.7936028e+09`,
		`nines_job_last_success_timestamp_seconds{job="weekly-pack"} 1.793602843e+09`,
		`nines_job_next_run_timestamp_seconds{job="weekly-pack"} 1.7942076e+09`, `nines_job_running{job="monthly-pack"} 1`,
		`nines_deliveries{kind="email",state="doubtful"} 1`, `nines_deliveries_to_look_into{kind="email",state="doubtful"} 1`, `nines_source_import_age_seconds{source="incidents"} 300`,
		`nines_source_data_age_seconds{source="incidents"} 3900`, `nines_source_import_failed{source="changes"} 1`,
		`nines_source_import_rows{outcome="unchanged",source="incidents"} 1155`, "go_goroutines ", "process_open_fds ",
	} {
		assert.Contains(t, got, want+"")
	}
	assert.NotContains(t, got, `nines_source_import_age_seconds{source="changes"}`, "it was never imported")
	assert.NotContains(t, got, `nines_job_next_run_timestamp_seconds{job="new"}`)
	s.fake.fails = errPlanted
	got = scrape()
	assert.Contains(t, got, "nines_ledger_readable 0")
	assert.NotContains(t, got, "planted")
}

// Each state has a sign and a word.
func TestStatesAreTold(t *testing.T) {
	words, _, err := templates.LoadWords("en", nil)
	require.NoError(t, err)
	for state, sign := range signs {
		assert.NotEmpty(t, sign)
		if state != "ok" {
			assert.True(t, words.Has("web.state_"+state), state)
		}
	}
	for _, key := range words.Keys() {
		if state, ok := strings.CutPrefix(key, "web.state_"); ok {
			assert.NotEmpty(t, signs[state], state)
		}
	}
}
