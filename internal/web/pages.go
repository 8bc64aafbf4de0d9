package web

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"time"
)

// How much a page shows at most.
const (
	runsShown       = 100
	deliveriesShown = 200
	publishedShown  = 100
)

// overviewPage is how all stands.
type overviewPage struct {
	frame
	Status    Status
	Attention []string // what somebody should look at
	Newest    *Published
}

func (s *Server) overview(w http.ResponseWriter, r *http.Request, who reader) {
	status, err := s.service.Status(r.Context())
	if err != nil {
		s.fail(w, r, err)
		return
	}
	published, err := s.service.Published(r.Context())
	if err != nil {
		s.fail(w, r, err)
		return
	}
	page := overviewPage{frame: s.frame(who, "web.jobs"), Status: status, Attention: s.attention(status)}
	if i := slices.IndexFunc(published, Published.readable); i >= 0 {
		page.Newest = &published[i]
	}
	s.show(w, http.StatusOK, "overview", page)
}

// attention lists what somebody should look at: jobs first, then sources.
func (s *Server) attention(status Status) []string {
	var list []string
	for _, j := range status.Jobs {
		if j.Last != nil && j.Last.State == "failed" {
			list = append(list, s.words.Text("web.job_failed", "job", j.Name))
		}
		for _, state := range []string{"refused", "doubtful"} {
			if n := j.count(state); n > 0 {
				list = append(list, s.words.Plural("web.job_"+state, n, strconv.Itoa(n), "job", j.Name))
			}
		}
	}
	for _, source := range status.Sources {
		if source.Failure != "" {
			list = append(list, s.words.Text("web.source_failed", "source", source.Name))
		}
	}
	return list
}

func (j Job) count(state string) (n int) {
	for _, d := range j.Deliveries {
		if d.State == state && d.ToLookInto() {
			n++
		}
	}
	return n
}

// Sent is how many of the last run's deliveries arrived; alarms are none of them.
func (j Job) Sent() (n int) {
	for _, d := range j.Deliveries {
		if d.State == "sent" && d.Kind != alarm {
			n++
		}
	}
	return n
}

// Planned is how many deliveries the last run has.
func (j Job) Planned() (n int) {
	for _, d := range j.Deliveries {
		if d.Kind != alarm {
			n++
		}
	}
	return n
}

// alarm is the kind of a delivery to an operator.
const alarm = "alarm"

// Late tells whether a delivery of the last run needs somebody's eyes.
func (j Job) Late() bool { return j.count("refused")+j.count("doubtful") > 0 }

// readable tells whether a browser can show it.
func (p Published) readable() bool { return p.HTML() != "" }

// HTML is the address of the page among the files; "": there is none.
func (p Published) HTML() string {
	for _, f := range p.Files {
		if f.Format == "html" {
			return p.Address(f)
		}
	}
	return ""
}

// Address is where a file of the archive is handed out.
func (p Published) Address(f File) string {
	return "/archive/" + url.PathEscape(p.Report) + "/" + url.PathEscape(p.Period) + "/" + strconv.Itoa(p.Revision) + "/" + url.PathEscape(f.Name)
}

// Counted tells whether rows were counted: an import that failed has none.
func (s Source) Counted() bool { return s.Failure == "" || s.Read > 0 || !s.Imported.IsZero() }

// Path is the address of the page of a job.
func (j Job) Path() string { return "/jobs/" + url.PathEscape(j.Name) }

// Path is the address of the page of a run.
func (r Run) Path() string {
	return "/jobs/" + url.PathEscape(r.Job) + "/" + strconv.FormatInt(r.Due.UnixMilli(), 10)
}

// newestPage shows the report that was published last.
type newestPage struct {
	frame
	Newest *Published
}

func (s *Server) newest(w http.ResponseWriter, r *http.Request, who reader) {
	published, err := s.service.Published(r.Context())
	if err != nil {
		s.fail(w, r, err)
		return
	}
	page := newestPage{frame: s.frame(who, "web.newest")}
	if i := slices.IndexFunc(published, Published.readable); i >= 0 {
		page.Newest = &published[i]
	}
	s.show(w, http.StatusOK, "newest", page)
}

// archivePage lists what was published.
type archivePage struct {
	frame
	Report  string // only this one; "": all
	Reports []string
	Shown   []Published
	More    int
}

func (s *Server) archive(w http.ResponseWriter, r *http.Request, who reader) {
	published, err := s.service.Published(r.Context())
	if err != nil {
		s.fail(w, r, err)
		return
	}
	page := archivePage{frame: s.frame(who, "web.archive"), Report: r.URL.Query().Get("report")}
	for _, p := range published {
		if !slices.Contains(page.Reports, p.Report) {
			page.Reports = append(page.Reports, p.Report)
		}
		if page.Report == "" || page.Report == p.Report {
			page.Shown = append(page.Shown, p)
		}
	}
	slices.Sort(page.Reports)
	if len(page.Shown) > publishedShown && r.URL.Query().Get("all") == "" {
		page.More = len(page.Shown) - publishedShown
		page.Shown = page.Shown[:publishedShown]
	}
	s.show(w, http.StatusOK, "archive", page)
}

// deliveriesPage lists what went where.
type deliveriesPage struct {
	frame
	Deliveries []Delivery
	Full       int // how many are shown at most, where there may be more; 0: these are all
}

func (s *Server) deliveries(w http.ResponseWriter, r *http.Request, who reader) {
	list, err := s.service.Deliveries(r.Context(), deliveriesShown)
	if err != nil {
		s.fail(w, r, err)
		return
	}
	page := deliveriesPage{frame: s.frame(who, "web.deliveries"), Deliveries: list}
	if len(list) == deliveriesShown {
		page.Full = deliveriesShown
	}
	s.show(w, http.StatusOK, "deliveries", page)
}

// Run is the run to which a delivery belongs.
func (d Delivery) Run() Run { return Run{Job: d.Job, Due: d.Due} }

// jobPage lists the runs of a job.
type jobPage struct {
	frame
	Job  Job
	List []Run
	Full int // how many are shown at most, where there may be more; 0: these are all
}

func (s *Server) job(w http.ResponseWriter, r *http.Request, who reader) {
	status, err := s.service.Status(r.Context())
	if err != nil {
		s.fail(w, r, err)
		return
	}
	name := r.PathValue("job")
	list, err := s.service.Runs(r.Context(), name, runsShown)
	if err != nil {
		s.fail(w, r, err)
		return
	}
	page := jobPage{frame: s.frame(who, "web.runs_of", "job", name), Job: Job{Name: name}, List: list}
	i := slices.IndexFunc(status.Jobs, func(j Job) bool { return j.Name == name })
	if i < 0 && len(list) == 0 {
		s.refuse(w, r, http.StatusNotFound, "web.no_job")
		return
	}
	if i >= 0 {
		page.Job = status.Jobs[i]
	} else { // a job of yesterday's configuration
		page.Runs = false
	}
	if len(list) == runsShown {
		page.Full = runsShown
	}
	s.show(w, http.StatusOK, "job", page)
}

// runPage is one run with its log.
type runPage struct {
	frame
	Run   RunDetail
	Files *Published // what it published; nil: nothing, or it is not in the archive
}

// lookAgain is after how many seconds the page of a run that is not over is loaded again.
const lookAgain = 10

func (s *Server) run(w http.ResponseWriter, r *http.Request, who reader) {
	ms, err := strconv.ParseInt(r.PathValue("due"), 10, 64)
	if err != nil {
		s.refuse(w, r, http.StatusNotFound, "web.no_run")
		return
	}
	detail, known, err := s.service.Run(r.Context(), r.PathValue("job"), time.UnixMilli(ms).UTC())
	if err != nil {
		s.fail(w, r, err)
		return
	}
	if !known {
		s.refuse(w, r, http.StatusNotFound, "web.no_run")
		return
	}
	published, err := s.service.Published(r.Context())
	if err != nil {
		s.fail(w, r, err)
		return
	}
	page := runPage{frame: s.frame(who, "web.run_of", "job", detail.Job, "due", s.when(detail.Due)), Run: detail}
	if detail.State == "planned" || detail.State == "running" {
		page.Refresh = lookAgain
	}
	i := slices.IndexFunc(published, func(p Published) bool {
		return detail.Revision > 0 && p.Report == detail.Report && p.Period == detail.Period && p.Revision == detail.Revision
	})
	if i >= 0 {
		page.Files = &published[i]
	}
	s.show(w, http.StatusOK, "run", page)
}

func (s *Server) runNow(w http.ResponseWriter, r *http.Request, who reader) {
	if who.role != RunJobs {
		s.refuse(w, r, http.StatusForbidden, "web.may_not_run")
		return
	}
	status, err := s.service.Status(r.Context())
	if err != nil {
		s.fail(w, r, err)
		return
	}
	job := r.PathValue("job")
	if !slices.ContainsFunc(status.Jobs, func(j Job) bool { return j.Name == job }) {
		s.refuse(w, r, http.StatusNotFound, "web.no_job")
		return
	}
	due, err := s.service.RunNow(r.Context(), job, who.name)
	if err != nil {
		s.fail(w, r, err)
		return
	}
	s.config.Log.Info("a run was asked for", "job", job, "by", who.name, "due", due)
	http.Redirect(w, r, Run{Job: job, Due: due}.Path(), http.StatusSeeOther)
}

func (s *Server) notFound(w http.ResponseWriter, r *http.Request, _ reader) {
	s.refuse(w, r, http.StatusNotFound, "web.no_page")
}
