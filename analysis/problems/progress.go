package problems

import (
	"time"

	"nines/internal/itsm"
)

// progress is when the problem last moved: its status, root cause, workaround or known error changed, or an action of
// it did. Edits of anything else (owner, team, title, priority) do not count, as they are made in bulk. Zero: nothing
// tells.
func (r *reviewer) progress(p *itsm.Problem) time.Time {
	last := r.firstSeen(p)
	versions := r.versions[p.Ref()]
	for i := 1; i < len(versions); i++ {
		if moved(&versions[i-1], &versions[i]) {
			last = later(last, versions[i].Version)
		}
	}
	for _, a := range r.actions[p.Ref()] {
		last = later(last, r.actionMoved(a))
	}
	return last
}

// firstSeen is the instant of the oldest version known. What happened before it nobody knows, so it is taken for
// progress: a problem is never said to have stood still for longer than the data show. A source that does not tell
// when a problem was updated shows nothing since its opening.
func (r *reviewer) firstSeen(p *itsm.Problem) time.Time {
	first := p
	if versions := r.versions[p.Ref()]; len(versions) > 0 {
		first = &versions[0]
	}
	switch {
	case !first.Updated.IsZero():
		return first.Updated
	case first.Oldest && first.Version.After(r.AsOf):
		return time.Time{} // updated later: when before, nothing tells
	}
	return p.Opened
}

func moved(before, now *itsm.Problem) bool {
	return before.Status != now.Status || before.RootCause != now.RootCause ||
		before.Workaround != now.Workaround || before.KnownError != now.KnownError
}

// actionMoved is when an action was set up, changed or done. That its date was put off is no progress, nor is another
// owner.
func (r *reviewer) actionMoved(a *itsm.Action) time.Time {
	versions := r.telling[a.Ref()]
	last := a.Updated
	if len(versions) > 0 {
		last = versions[0].Updated
	}
	for i := 1; i < len(versions); i++ {
		if actionChanged(&versions[i-1], &versions[i]) {
			last = later(last, versions[i].Version)
		}
	}
	return later(last, a.Done.At)
}

func actionChanged(before, now *itsm.Action) bool {
	brought := !now.Due.Equal(before.Due) && !putOff(before, now)
	return brought || before.Status != now.Status || before.Done != now.Done || before.Title != now.Title ||
		before.Result != now.Result || before.Problem != now.Problem
}

// putOff tells whether the due date moved to a later one, or was taken away.
func putOff(before, now *itsm.Action) bool {
	return !before.Due.IsZero() && (now.Due.IsZero() || now.Due.After(before.Due))
}

// endedAt is when a problem that is over ended: when it was closed, else when it was first seen over, if it was seen
// open before. Zero: nothing tells.
func (r *reviewer) endedAt(p *itsm.Problem) time.Time {
	if !p.Closed.IsZero() {
		return p.Closed
	}
	return since(r.versions[p.Ref()], func(v *itsm.Problem) bool { return !v.Open() })
}

// knownErrorSince is when a problem was first seen as the known error that it still is; where it always was one, its
// opening.
func (r *reviewer) knownErrorSince(p *itsm.Problem) time.Time {
	if t := since(r.versions[p.Ref()], knownError); !t.IsZero() {
		return t
	}
	return p.Opened
}

func knownError(p *itsm.Problem) bool {
	return p.KnownError == itsm.Yes || p.Status == itsm.StatusKnownError
}

// since is the instant from which on all versions are so; zero where the first one was, or the last one is not.
func since(versions []itsm.Problem, is func(*itsm.Problem) bool) time.Time {
	n := len(versions)
	for n > 0 && is(&versions[n-1]) {
		n--
	}
	if n == 0 || n == len(versions) {
		return time.Time{}
	}
	return versions[n].Version
}

func later(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}
