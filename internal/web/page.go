package web

import (
	"bytes"
	"context"
	"crypto/sha256"
	"embed"
	"encoding/base64"
	"errors"
	"html/template"
	"math"
	"net/http"
	"strconv"
	"strings"
	"time"

	"nines/templates"
)

//go:embed page.css page.tmpl
var files embed.FS

// frame is what every page has.
type frame struct {
	Lang, Title, Organisation string
	Style                     template.CSS
	Name                      string // of the reader; "": nobody logs in
	Token                     string // of forms; "": the page has none
	Menu, Runs, Logout        bool   // the reader may go to other pages, run jobs, log out
	Zone, Version             string
	Refresh                   int // seconds; 0: the page stays
}

func (s *Server) frame(who reader, title string, pairs ...any) frame {
	f := frame{
		Lang: s.lang, Title: s.words.Text(title, pairs...), Organisation: s.config.Organisation, Style: s.style,
		Zone: s.config.Zone.String(), Version: s.config.Version,
	}
	if who.anchor != "" {
		f.Name, f.Token, f.Menu, f.Runs, f.Logout = who.name, s.token(who), true, who.role == RunJobs, who.logout
	}
	return f
}

func (s *Server) loadPages() error {
	theme, err := templates.LoadTheme()
	if err != nil {
		return err
	}
	css, err := files.ReadFile("page.css")
	if err != nil {
		return err
	}
	style := theme.With(s.config.Colours).Variables() + string(css)
	sum := sha256.Sum256([]byte(style))
	s.style = template.CSS(style) //nolint:gosec // ours: no text of a ticket is in it
	s.policy = "default-src 'none'; style-src 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) +
		"'; img-src data:; form-action 'self'; frame-src 'self'; frame-ancestors 'none'; base-uri 'none'"
	s.pages, err = template.New("").Funcs(template.FuncMap{
		"t": s.words.Text, "plural": s.plural, "when": s.when, "stamp": stamp, "length": s.length, "size": s.size,
		"moment": s.moment, "count": s.count, "fileLabel": s.fileLabel, "sign": sign, "job": func(token string, j Job) jobForm { return jobForm{token, j} },
		"delivery": func(token string, runs bool, d Delivery) shownDelivery { return shownDelivery{d, token, runs} },
	}).ParseFS(files, "page.tmpl")
	return err
}

// jobForm is a button that runs a job.
type jobForm struct {
	Token string
	Job   Job
}

// show answers with a page, whole or not at all.
func (s *Server) show(w http.ResponseWriter, status int, name string, page any) {
	var b bytes.Buffer
	if err := s.pages.ExecuteTemplate(&b, name, page); err != nil {
		s.config.Log.Error("a page cannot be made", "page", name, "error", err)
		http.Error(w, s.words.Text("web.broken"), http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(status)
	_, _ = w.Write(b.Bytes()) // who asked has gone
}

// refuse says why a request is not answered as it was meant to be.
func (s *Server) refuse(w http.ResponseWriter, r *http.Request, status int, key string) {
	who, _, _ := s.who(r) // a page that says what is wrong is shown to anybody
	s.show(w, status, "refusal", s.frame(who, key))
}

// fail says that something of ours is broken. What it was stands in the log: it may tell more than a reader should know.
func (s *Server) fail(w http.ResponseWriter, r *http.Request, err error) {
	if !errors.Is(r.Context().Err(), context.Canceled) { // else the reader has gone
		s.config.Log.Error("a page cannot be made", "path", r.URL.Path, "error", err)
	}
	s.refuse(w, r, http.StatusInternalServerError, "web.broken")
}

// when shows an instant on the clocks of the business; a dash: there is none.
func (s *Server) when(t time.Time) string {
	if t.IsZero() {
		return s.words.Text("locale.unknown")
	}
	local := t.In(s.config.Zone)
	days := strings.Fields(s.words.Text("locale.days"))
	return days[int(local.Weekday())%len(days)] + " " + local.Format("2006-01-02 15:04")
}

// moment shows an instant to the second.
func (s *Server) moment(t time.Time) string { return t.In(s.config.Zone).Format("2006-01-02 15:04:05") }

// count shows a whole number; a dash: it is not known.
func (s *Server) count(n int, known bool) string {
	if !known {
		return s.words.Text("locale.unknown")
	}
	digits := strconv.Itoa(n)
	for i := len(digits) - 3; i > 0; i -= 3 {
		digits = digits[:i] + s.words.Text("locale.group") + digits[i:]
	}
	return digits
}

// fileLabel is what a reader clicks on.
func (s *Server) fileLabel(f File) string {
	switch f.Format {
	case "html":
		return s.words.Text("web.open")
	case "pdf", "xlsx", "json":
		return f.Format
	}
	return f.Name // a file beside the report
}

// stamp writes an instant for programs.
func stamp(t time.Time) string { return t.UTC().Format(time.RFC3339) }

// length shows how long something took in its greatest unit; a dash: it is not over.
func (s *Server) length(r Run) string {
	took, ok := r.took()
	switch {
	case !ok:
		return s.words.Text("locale.unknown")
	case took < time.Minute:
		return s.words.Text("web.second", "n", strconv.FormatFloat(math.Round(took.Seconds()*10)/10, 'f', -1, 64))
	case took < time.Hour:
		return s.words.Text("web.minute", "n", strconv.Itoa(int(math.Round(took.Minutes()))))
	}
	return s.words.Text("web.hour", "n", strconv.FormatFloat(math.Round(took.Hours()*10)/10, 'f', -1, 64))
}

// size shows how large a file is.
func (s *Server) size(bytes int64) string {
	switch {
	case bytes < 1000:
		return s.words.Text("web.bytes", "n", bytes)
	case bytes < 1_000_000:
		return s.words.Text("web.kilobytes", "n", (bytes+500)/1000)
	}
	return s.words.Text("web.megabytes", "n", strconv.FormatFloat(float64(bytes)/1e6, 'f', 1, 64))
}

func (s *Server) plural(key string, n int) string { return s.words.Plural(key, n, strconv.Itoa(n)) }

// signs say what a state is to who does not see its colour; a word stands beside each.
var signs = map[string]string{
	"done": "✓", "sent": "✓", "ok": "✓", "failed": "✕", "refused": "✕", "error": "✕", "doubtful": "?", "warning": "!",
	"running": "▸", "sending": "▸", "planned": "…", "pending": "…", "skipped": "–", "info": "·",
}

func sign(state string) string { return signs[state] }
