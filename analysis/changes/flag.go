package changes

import "nines/internal/itsm"

// Flag is something that speaks against a change, or that the board has to ask about.
type Flag uint8

// The flags, in the order in which they are told.
const (
	FlagMissingRisk Flag = iota
	FlagMissingTiming
	FlagMissingPlan
	FlagMissingBackout
	FlagMissingValidation
	FlagMissingResponsible
	FlagShortLeadTime
	FlagNotApproved
	FlagApprovedAfterStart
	FlagEmergencyWithoutIncident
	FlagNoRetrospectiveApproval
	FlagBAUReleasesCode
	FlagBAUWithRisk
	FlagOverlaps
	FlagInFreeze
	FlagOutsideWindow
	FlagBusyHours
)

var flagWords = [...]string{
	"missing_risk", "missing_timing", "missing_plan", "missing_backout", "missing_validation", "missing_responsible",
	"short_lead_time", "not_approved", "approved_after_start", "emergency_without_incident", "no_retrospective_approval",
	"bau_releases_code", "bau_with_risk", "overlaps", "in_freeze", "outside_window", "busy_hours",
}

// String is the word of the contract.
func (f Flag) String() string {
	if int(f) >= len(flagWords) {
		return ""
	}
	return flagWords[f]
}

// Words lists the flags in the words of the contract: of overlaps one for each id, as in overlaps:CHG7. It is empty,
// not nil, without flags.
func (c *Scheduled) Words() []string {
	words := make([]string, 0, len(c.Flags)+len(c.Overlaps))
	for _, f := range c.Flags {
		if f != FlagOverlaps {
			words = append(words, f.String())
			continue
		}
		for i, with := range c.Overlaps {
			if i == 0 || c.Overlaps[i-1].ID != with.ID { // several sources may use one id
				words = append(words, f.String()+":"+with.ID)
			}
		}
	}
	return words
}

// Flagged tells whether the change has the flag.
func (c *Scheduled) Flagged(f Flag) bool {
	for _, g := range c.Flags {
		if g == f {
			return true
		}
	}
	return false
}

// checks raise the flags, in their order.
var checks = []struct {
	flag   Flag
	raises func(*scheduler, *Scheduled) bool
}{
	{FlagMissingRisk, func(_ *scheduler, c *Scheduled) bool { return c.Risk == itsm.RiskUnknown }},
	{FlagMissingTiming, func(_ *scheduler, c *Scheduled) bool { return missingTiming(&c.Change) }},
	{FlagMissingPlan, func(_ *scheduler, c *Scheduled) bool { return blank(c.Plan) }},
	{FlagMissingBackout, func(_ *scheduler, c *Scheduled) bool { return blank(c.Backout) }},
	{FlagMissingValidation, func(_ *scheduler, c *Scheduled) bool { return blank(c.Validation) }},
	{FlagMissingResponsible, func(_ *scheduler, c *Scheduled) bool { return blank(c.Responsible) }},
	{FlagShortLeadTime, func(_ *scheduler, c *Scheduled) bool { return c.Notice.Known && c.Notice.Value < float64(c.Lead) }},
	{FlagNotApproved, func(_ *scheduler, c *Scheduled) bool { return c.Given < c.Needed }},
	{FlagApprovedAfterStart, func(_ *scheduler, c *Scheduled) bool { return approvedAfterStart(&c.Change) }},
	{FlagEmergencyWithoutIncident, func(_ *scheduler, c *Scheduled) bool { return emergencyWithoutIncident(&c.Change) }},
	{FlagNoRetrospectiveApproval, func(s *scheduler, c *Scheduled) bool { return noRetrospectiveApproval(&c.Change, s.AsOf) }},
	{FlagBAUReleasesCode, func(_ *scheduler, c *Scheduled) bool { return c.Class == itsm.ClassBAU && c.ReleasesCode == itsm.Yes }},
	{FlagBAUWithRisk, func(_ *scheduler, c *Scheduled) bool { return c.Class == itsm.ClassBAU && c.Risk >= itsm.RiskMedium }},
	{FlagOverlaps, func(_ *scheduler, c *Scheduled) bool { return len(c.Overlaps) > 0 }},
	{FlagInFreeze, (*scheduler).inFreeze},
	{FlagOutsideWindow, (*scheduler).outsideWindow},
	{FlagBusyHours, (*scheduler).inBusyHours},
}
