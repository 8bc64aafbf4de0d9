package itsm

import "time"

// Change is any modification of production, by us, a provider or a customer.
type Change struct {
	Head
	Title        string
	Service      string
	Component    string
	Origin       string
	Class        ChangeClass
	Risk         Risk
	Reason       string
	Status       Status
	StatusText   string
	Outcome      Outcome
	Incident     []string // the incidents that it mends
	Requested    time.Time
	Approved     Mark
	Approvals    Number
	ApprovedBy   string
	PlannedStart time.Time
	PlannedEnd   time.Time
	ActualStart  time.Time
	ActualEnd    time.Time
	Plan         string
	Backout      string
	Validation   string
	Validated    Mark
	Responsible  string
	ReleasesCode YesNo
	Maintenance  YesNo
	Resizes      YesNo
	Effort       Length
	Updated      time.Time
}

// Changes describes the record to the importers and the store.
var Changes = &Schema[Change]{
	Record: "change", NeedsID: true, Versioned: true,
	Head:   func(r *Change) *Head { return &r.Head },
	Opened: (*Change).opened,
	Began:  (*Change).began, Ended: (*Change).ended,
	ServiceOf: func(r *Change) string { return r.Service },
	TakeBack:  (*Change).takeBack,
	Fields: []Field[Change]{
		text("id", func(r *Change) *string { return &r.ID }),
		text("title", func(r *Change) *string { return &r.Title }),
		text("service", func(r *Change) *string { return &r.Service }),
		text("component", func(r *Change) *string { return &r.Component }),
		text("origin", func(r *Change) *string { return &r.Origin }),
		word("class", func(r *Change) Word { return &r.Class }),
		word("risk", func(r *Change) Word { return &r.Risk }),
		text("reason", func(r *Change) *string { return &r.Reason }),
		word("status", func(r *Change) Word { return &r.Status }),
		text("status_text", func(r *Change) *string { return &r.StatusText }),
		word("outcome", func(r *Change) Word { return &r.Outcome }),
		list("incident", func(r *Change) *[]string { return &r.Incident }),
		instant("requested", func(r *Change) *time.Time { return &r.Requested }),
		mark("approved", func(r *Change) *Mark { return &r.Approved }),
		number("approvals", func(r *Change) *Number { return &r.Approvals }),
		text("approved_by", func(r *Change) *string { return &r.ApprovedBy }),
		plan("planned_start", func(r *Change) *time.Time { return &r.PlannedStart }),
		plan("planned_end", func(r *Change) *time.Time { return &r.PlannedEnd }),
		instant("actual_start", func(r *Change) *time.Time { return &r.ActualStart }),
		instant("actual_end", func(r *Change) *time.Time { return &r.ActualEnd }),
		text("plan", func(r *Change) *string { return &r.Plan }),
		text("backout", func(r *Change) *string { return &r.Backout }),
		text("validation", func(r *Change) *string { return &r.Validation }),
		mark("validated", func(r *Change) *Mark { return &r.Validated }),
		text("responsible", func(r *Change) *string { return &r.Responsible }),
		flag("releases_code", func(r *Change) *YesNo { return &r.ReleasesCode }),
		flag("maintenance", func(r *Change) *YesNo { return &r.Maintenance }),
		flag("resizes", func(r *Change) *YesNo { return &r.Resizes }),
		length("effort", func(r *Change) *Length { return &r.Effort }),
		instant("updated", func(r *Change) *time.Time { return &r.Updated }),
	},
}

// Cancelled tells whether the change was called off.
func (r *Change) Cancelled() bool {
	return r.Status == StatusCancelled || r.Outcome == OutcomeCancelled
}

// Over tells whether nothing of the change is left to do.
func (r *Change) Over() bool {
	return r.Status.Over() || r.Outcome != OutcomeUnknown || !r.ActualEnd.IsZero()
}

// LogSource is the source of the changes that are logged by hand. No source of a configuration can be called so, as their
// names have no blanks: no import replaces or removes these changes.
const LogSource = "nines log"

// Logged tells whether somebody logged the change by hand, in one line, instead of having it asked for and approved.
func (r *Change) Logged() bool { return r.Source == LogSource }

// Start is when the change began, else is planned to; zero where neither is known.
func (r *Change) Start() time.Time { return FirstKnown(r.ActualStart, r.PlannedStart) }

// ApprovedBefore tells whether the change was approved before the instant. Approved at an unknown time counts as
// before: nothing says that it was late.
func (r *Change) ApprovedBefore(t time.Time) bool {
	return r.Approved.Done() && (r.Approved.At.IsZero() || r.Approved.At.Before(t))
}

// takeBack sets what came with a later time to what was known at the instant. A change was over by then if the version
// says that it is and its times do not say that it came later: the actual end, else the planned one, else the start. How
// it ended, and how many approved it, was not known before it had ended and was approved. No time tells that a change
// was called off: that stays.
func (r *Change) takeBack(asOf time.Time) {
	if r.Approved.At.After(asOf) {
		r.Approvals, r.ApprovedBy = Number{}, ""
	}
	if r.Cancelled() {
		return
	}
	end := FirstKnown(r.ActualEnd, r.PlannedEnd, r.ActualStart, r.PlannedStart)
	if r.Over() && !end.IsZero() && !end.After(asOf) {
		if !r.Status.Over() {
			r.Status = StatusClosed
		}
		return
	}
	r.Status, r.Outcome = StatusOpen, OutcomeUnknown
}

// opened is when the change was asked for. What states neither a request nor an approval nor a plan, such as a change that
// was logged when it was made, is not known to have been there before it began.
func (r *Change) opened() time.Time {
	if r.Requested.IsZero() && r.Approved.At.IsZero() && r.PlannedStart.IsZero() && r.PlannedEnd.IsZero() {
		return r.ActualStart
	}
	return r.Requested
}

func (r *Change) began() time.Time {
	return earliest(r.Requested, r.Approved.At, r.PlannedStart, r.ActualStart)
}

func (r *Change) ended() time.Time {
	if r.PlannedEnd.IsZero() && r.ActualEnd.IsZero() && r.ActualStart.IsZero() && r.PlannedStart.IsZero() {
		return time.Time{}
	}
	if r.PlannedEnd.IsZero() && !r.ActualStart.IsZero() && !r.Over() {
		return time.Time{} // it is under way, and nobody said until when
	}
	return Latest(r.PlannedStart, r.PlannedEnd, r.ActualStart, r.ActualEnd, r.Validated.At)
}
