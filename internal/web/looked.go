package web

import (
	"cmp"
	"net/http"
	"strconv"
	"time"
)

// ToLookInto tells whether somebody has to look into the delivery, and nobody has.
func (d Delivery) ToLookInto() bool {
	return (d.State == "refused" || d.State == "doubtful") && d.Looked.IsZero()
}

// Ms is when the run was due, as forms tell it.
func (d Delivery) Ms() int64 { return d.Due.UnixMilli() }

// shownDelivery is a delivery with the button by which a reader says that it was looked into.
type shownDelivery struct {
	Delivery
	Token string
	Runs  bool // the reader may
}

// lookedInto keeps that the reader has looked into a delivery.
func (s *Server) lookedInto(w http.ResponseWriter, r *http.Request, who reader) {
	if who.role != RunJobs {
		s.refuse(w, r, http.StatusForbidden, "web.may_not_run")
		return
	}
	ms, err := strconv.ParseInt(r.PostFormValue("due"), 10, 64)
	if err != nil {
		s.refuse(w, r, http.StatusNotFound, "web.no_run")
		return
	}
	d := Delivery{Job: r.PostFormValue("job"), Due: time.UnixMilli(ms).UTC(), Name: r.PostFormValue("kind"), Target: r.PostFormValue("target")}
	if err := s.service.LookedInto(r.Context(), d, cmp.Or(who.name, s.words.Text("web.somebody"))); err != nil {
		s.fail(w, r, err)
		return
	}
	s.config.Log.Info("a delivery was looked into", "job", d.Job, "due", d.Due, "target", d.Target, "by", who.name)
	http.Redirect(w, r, d.Run().Path(), http.StatusSeeOther)
}
