package changes

import (
	"cmp"
	"strings"
	"time"

	"nines/analysis/changes"
	"nines/internal/itsm"
	"nines/reports/document"
	"nines/reports/making"
)

func compareText(a, b string) int { return cmp.Compare(a, b) }

func classWord(m *making.Report, c itsm.ChangeClass) string {
	if c == itsm.ClassUnknown {
		return m.Words.Text("changes.class.unknown")
	}
	return m.WordOf(c.String())
}

func riskWord(m *making.Report, r itsm.Risk) string {
	if r == itsm.RiskUnknown {
		return m.Words.Text("changes.risk.unknown")
	}
	return m.Words.Text("changes.risk." + r.String())
}

// flagWords says in words what speaks against a change; missing items make one of them.
func flagWords(m *making.Report, s *changes.Scheduled) string {
	var missing, list []string
	for _, f := range s.Flags {
		switch {
		case f <= changes.FlagMissingResponsible:
			missing = append(missing, m.Words.Text("changes.flag."+f.String()))
		case f == changes.FlagShortLeadTime:
			list = append(list, m.Words.Text("changes.flag.short_lead_time", "days", m.Count(int(s.Notice.Value)), "lead", m.Count(s.Lead)))
		case f == changes.FlagNotApproved && s.Needed > 1:
			list = append(list, m.Words.Text("changes.flag.not_approved_of", "given", m.Count(s.Given), "needed", m.Count(s.Needed)))
		case f == changes.FlagOverlaps:
			list = append(list, m.Words.Text("changes.flag.overlaps", "ids", m.SomeIDs(making.IDsOf(s.Overlaps))))
		default:
			list = append(list, m.Words.Text("changes.flag."+f.String()))
		}
	}
	if len(s.InWayOf) > 0 {
		list = append(list, m.Words.Text("changes.flag.in_way", "ids", m.SomeIDs(making.IDsOf(s.InWayOf))))
	}
	if len(missing) > 0 {
		list = append([]string{m.Words.Text("changes.flag.missing", "items", m.List(missing))}, list...)
	}
	return strings.Join(list, m.Words.Text("changes.flag.between"))
}

// when writes the planned time: Tue 3 Nov 09:00–13:00, or Tue 3 Nov 22:00–Wed 02:00.
func when(m *making.Report, s *changes.Scheduled) string {
	from, to := s.PlannedStart, s.PlannedEnd
	if from.IsZero() && to.IsZero() {
		from, to = s.ActualStart, s.ActualEnd
	}
	switch {
	case from.IsZero() && to.IsZero():
		return m.Words.Text("changes.when.unknown")
	case to.IsZero():
		return m.Words.Text("changes.when.from", "from", moment(m, from))
	case from.IsZero():
		return m.Words.Text("changes.when.until", "to", moment(m, to))
	}
	end, there := moment(m, to), to.In(m.Settings.Zone)
	switch first, last := itsm.DateOf(from.In(m.Settings.Zone)), itsm.DateOf(there); {
	case first == last:
		end = m.Locale.Clock(there)
	case first.Before(last) && last.Before(first.AddDays(7)): // the day of the week says which day
		end = m.Words.Text("changes.when.day", "day", m.Locale.Days[there.Weekday()], "time", m.Locale.Clock(there))
	}
	return m.Words.Text("changes.when", "from", moment(m, from), "to", end)
}

// moment writes Tue 3 Nov 09:00, with the year where it is not that of the as-of instant.
func moment(m *making.Report, t time.Time) string {
	return m.Locale.MomentOfWeek(t.In(m.Settings.Zone), m.Want.AsOf.In(m.Settings.Zone))
}

// outOf writes 4 of 19.
func outOf(m *making.Report, part, all int) string {
	return m.Words.Text("changes.of", "n", m.Count(part), "of", m.Count(all))
}

// within writes an interval of a share: 9 to 43 %.
func within(m *making.Report, lower, upper float64) string {
	return m.Words.Text("changes.interval", "lower", m.Locale.Share(lower, 0), "upper", m.Locale.Share(upper, 0))
}

func verdictWord(m *making.Report, v itsm.Verdict) string {
	if v == itsm.VerdictUnknown {
		return ""
	}
	return m.Words.Text("changes.verdict." + v.String())
}

// entry makes a column that the board fills in.
func entry(c document.Column, choices ...string) document.Column {
	c.Entry, c.Choices = true, choices
	return c
}
