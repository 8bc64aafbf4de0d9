package web

import (
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// drive goes through the page in frames in which scripts are forbidden: it logs in, looks at every page in two widths,
// and runs a job, as a reader would.
const drive = `<!DOCTYPE html><body><script>
const seen = [];
function go(frame, act) {
  return new Promise(done => { frame.onload = () => done(frame.contentDocument); act(frame.contentDocument); });
}
function frame(width) {
  const f = document.createElement("iframe");
  f.sandbox = "allow-same-origin allow-forms";
  f.width = width; f.height = 900;
  document.body.append(f);
  return f;
}
(async () => {
  const first = frame(1440);
  let d = await go(first, () => { first.src = "/archive"; });
  seen.push({path: "login", title: d.title, width: 1440, reaches: d.documentElement.scrollWidth});
  d.querySelector("input[name=name]").value = "anna";
  d.querySelector("input[name=password]").value = PASSWORD;
  d = await go(first, () => d.querySelector("main button").click());
  seen.push({path: "after", title: d.title, width: 1440, reaches: d.documentElement.scrollWidth});
  for (const width of [360, 1440]) {
    const f = frame(width);
    for (const path of ["/", "/newest", "/archive", "/deliveries", "/jobs/weekly-pack", "/jobs/weekly-pack/1793602800000", "/gone"]) {
      d = await go(f, () => { f.src = path; });
      const style = f.contentWindow.getComputedStyle(d.body).marginTop;
      const inner = d.querySelector("iframe");
      seen.push({path, title: d.title, width, reaches: d.documentElement.scrollWidth, style, inner: inner ? inner.clientHeight : 0});
    }
  }
  d = await go(first, () => { first.src = "/"; });
  d = await go(first, () => d.querySelector("td button").click());
  seen.push({path: "run", title: d.title, width: 1440, reaches: d.documentElement.scrollWidth});
  d = await go(first, () => d.querySelector("button.quiet").click());
  seen.push({path: "out", title: d.title, width: 1440, reaches: d.documentElement.scrollWidth});
})().catch(e => seen.push({path: "failed", title: String(e)})).finally(() => fetch("/test/seen", {method: "POST", body: JSON.stringify(seen)}));
</script>`

// look is what the browser saw of a page.
type look struct {
	Path, Title, Style    string
	Width, Reaches, Inner int
}

func TestInBrowser(t *testing.T) {
	chromium, err := exec.LookPath("chromium")
	if err != nil {
		t.Skip("there is no chromium to look with")
	}
	a := users(t)
	a.Proxies = []netip.Prefix{}
	s := open(t, a, nil)
	reported := make(chan []byte, 1)
	mux := http.NewServeMux()
	mux.HandleFunc("GET /test/drive", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		_, _ = io.WriteString(w, strings.ReplaceAll(drive, "PASSWORD", `"`+password+`"`))
	})
	mux.HandleFunc("POST /test/seen", func(_ http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		reported <- body
	})
	mux.Handle("/", framed(s.Handler()))
	server := httptest.NewServer(mux)
	defer server.Close()
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Minute)
	defer cancel()
	dir, err := os.MkdirTemp("", "browser")
	require.NoError(t, err)
	defer os.RemoveAll(dir) // as far as the browser lets go of it
	cmd := exec.CommandContext(ctx, chromium, "--headless", "--hide-scrollbars", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
		"--disable-background-networking", "--disable-component-update", "--disable-sync",
		"--user-data-dir="+filepath.Join(dir, "profile"), "--window-size=1600,1000", "--remote-debugging-port=0", server.URL+"/test/drive")
	cmd.WaitDelay = 5 * time.Second
	require.NoError(t, cmd.Start())
	defer func() { cancel(); _ = cmd.Wait() }()
	var looks []look
	select {
	case body := <-reported:
		require.NoError(t, json.Unmarshal(body, &looks))
	case <-ctx.Done():
		require.Fail(t, "the browser did not answer")
	}
	require.Len(t, looks, 18, "%+v", looks)
	for _, l := range looks {
		assert.Equal(t, l.Width, l.Reaches, "%s scrolls sideways", l.Path)
		if strings.HasPrefix(l.Path, "/") {
			assert.Equal(t, "0px", l.Style, "%s: the style is not applied", l.Path)
		}
		if l.Path == "/newest" {
			assert.Greater(t, l.Inner, 500, "the report is shown")
		}
	}
	titles := map[string]string{}
	for _, l := range looks {
		titles[l.Path] = l.Title
	}
	assert.Equal(t, "Log in · Example Bank", titles["login"])
	assert.Equal(t, "Archive · Example Bank", titles["after"], "the login leads where the reader wanted to go")
	assert.Equal(t, "weekly-pack, due Mon 2026-11-02 07:00 · Example Bank", titles["run"])
	assert.Equal(t, "Log in · Example Bank", titles["out"])
	s.fake.mu.Lock()
	defer s.fake.mu.Unlock()
	assert.Equal(t, []string{"weekly-pack anna"}, s.fake.asked)
}

// framed lets the test show pages in frames of its own, which they refuse otherwise. All else that they forbid stays.
func framed(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		next.ServeHTTP(&unframed{ResponseWriter: w}, r)
	})
}

type unframed struct {
	http.ResponseWriter
	told bool
}

func (u *unframed) WriteHeader(status int) {
	if !u.told {
		u.told = true
		h := u.Header()
		h.Set("X-Frame-Options", "SAMEORIGIN")
		h.Set("Content-Security-Policy", strings.ReplaceAll(h.Get("Content-Security-Policy"), "frame-ancestors 'none'", "frame-ancestors 'self'"))
	}
	u.ResponseWriter.WriteHeader(status)
}

func (u *unframed) Write(p []byte) (int, error) {
	if !u.told {
		u.WriteHeader(http.StatusOK)
	}
	return u.ResponseWriter.Write(p)
}
