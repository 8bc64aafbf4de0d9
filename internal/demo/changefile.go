package demo

var changeDialect = dialect{}

func changeColumns(w *world) []column[*change] {
	return []column[*change]{
		{"number", func(c *change) string { return c.id }},
		{"short_description", func(c *change) string { return c.title }},
		{"business_service", func(c *change) string { return c.service.name }},
		{"cmdb_ci", func(c *change) string { return c.host }},
		{"u_origin", func(c *change) string { return c.origin }},
		{"type", func(c *change) string { return c.class }},
		{"risk", func(c *change) string { return c.risk }},
		{"reason", func(c *change) string { return c.reason }},
		{"state", func(c *change) string { return c.state }},
		{"close_code", func(c *change) string { return c.outcome }},
		{"u_mends", func(c *change) string { return numberOf(c.mends) }},
		{"requested_on", func(c *change) string { return w.past(c.requested, isoTime) }},
		{"u_approved_at", func(c *change) string { return w.past(c.approved, isoTime) }},
		{"u_approvals", func(c *change) string { return some(c.approvals) }},
		{"u_approved_by", func(c *change) string { return c.approvedBy }},
		{"start_date", func(c *change) string { return stamp(c.from, w.london, isoTime) }},
		{"end_date", func(c *change) string { return stamp(c.to, w.london, isoTime) }},
		{"work_start", func(c *change) string { return w.past(c.begun, isoTime) }},
		{"work_end", func(c *change) string { return w.past(c.ended, isoTime) }},
		{"implementation_plan", func(c *change) string { return c.plan }},
		{"backout_plan", func(c *change) string { return c.backout }},
		{"test_plan", func(c *change) string { return c.validation }},
		{"u_validated_at", func(c *change) string { return w.past(c.validated, isoTime) }},
		{"assigned_to", func(c *change) string { return c.responsible }},
		{"u_releases_code", func(c *change) string { return yesNo(c.code) }},
		{"u_maintenance", func(c *change) string { return yesNo(c.maintenance) }},
		{"u_resizes", func(c *change) string { return yesNo(c.resizes) }},
		{"time_worked", func(c *change) string { return workTime(c.effort) }},
		{"sys_updated_on", func(c *change) string { return w.past(c.updated, isoTime) }},
	}
}

func yesNo(b bool) string {
	if b {
		return "true"
	}
	return "false"
}
