package config

// Blocks names, by section, what the section can show: the tables and charts by their ids, and, where it has them, its
// large figures, the decisions that it asks for and its notes. Of several panels of one kind (a chart for each of the
// worst KPIs) the name without the number stands for all.
var Blocks = map[string][]string{
	"overview":     {"figures", "services", "costliest", "decisions", "notes"},
	"availability": {"availability_trend", "lost_trend", "service_availability", "region_availability", "cells", "notes"},
	"top_talkers":  {"pareto", "outages", "by_problem", "by_cause", "by_component", "by_change", "by_team", "notes"},
	"volumes":      {"tickets_by_record", "opened_trend", "incidents_by_priority", "changes_by_class", "tickets", "notes"},
	"hotspots": {
		"figures", "effort_by_service", "effort_type", "effort_service", "effort_component", "effort_team", "effort_level",
		"quadrant_services", "quadrant_components", "quadrant_table_services", "quadrant_table_components", "resolved_by_level",
		"tickets_passed", "tickets_again", "doubtful_effort", "notes",
	},
	"staffing": {"staffing_trend", "staffing_periods", "notes"},
	"problems": {
		"decisions", "agenda", "waiting", "problem_actions", "problem_ageing", "problem_backlog", "problem_weekly", "fixes",
		"known_errors", "false_closures", "unrecorded", "orphans", "late_reviews", "reviews_without_action", "notes",
	},
	"cost": {"figures", "problem_pareto", "problem_costs", "service_costs", "notes"},
	"response": {
		"figures", "how_soon", "mean_times", "noticed_by", "priorities", "priority_disagreements", "escalations", "major_incidents",
		"communication", "communication_rates", "recovery_plans", "notes",
	},
	"recurring": {"recurring_pareto", "recurring_issues", "recurring_requests", "notes"},
	"capacity": {
		"figures", "capacity_fits", "capacity_fit", "capacity_what_if", "capacity_course", "capacity_record", "capacity_said",
		"capacity_residuals", "notes",
	},
	"changes": {
		"figures", "conditions", "change_calendar", "changes_to_decide", "changes_agreed", "changes_standard", "decisions",
		"change_failure_rate", "change_conduct", "dora", "changes_carried_out", "changes_before_incidents", "changes_ahead", "notes",
	},
	"data_quality": {"sources", "findings", "exclusions", "restatements", "notes"},
}

// briefSections are the sections that have a brief form.
var briefSections = []string{"capacity", "problems"}
