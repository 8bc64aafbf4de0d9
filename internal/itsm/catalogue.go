package itsm

import "time"

// ServiceRow is one row of a service catalogue kept in a file: the keys of the configuration's `services`, as text.
// It becomes a Service by the same rules as an entry of the configuration.
type ServiceRow struct {
	Head
	Name         string
	Criticality  string
	Weight       string
	Target       string
	Calendar     string
	Regions      string
	Functions    string
	History      string
	Aliases      string
	Owner        string
	Team         string
	DependsOn    string
	Maintenance  string
	ChangeWindow string
	Critical     string
	Continuity   string
}

// Services describes the record to the importers and the store.
var Services = &Schema[ServiceRow]{
	Record: "service", NeedsID: true, Versioned: true,
	Head:   func(r *ServiceRow) *Head { return &r.Head },
	Opened: func(*ServiceRow) time.Time { return time.Time{} },
	Began:  (*ServiceRow).began, Ended: (*ServiceRow).ended,
	Fields: []Field[ServiceRow]{
		text("id", func(r *ServiceRow) *string { return &r.ID }),
		text("name", func(r *ServiceRow) *string { return &r.Name }),
		text("criticality", func(r *ServiceRow) *string { return &r.Criticality }),
		text("weight", func(r *ServiceRow) *string { return &r.Weight }),
		text("target", func(r *ServiceRow) *string { return &r.Target }),
		text("calendar", func(r *ServiceRow) *string { return &r.Calendar }),
		text("regions", func(r *ServiceRow) *string { return &r.Regions }),
		text("functions", func(r *ServiceRow) *string { return &r.Functions }),
		text("history", func(r *ServiceRow) *string { return &r.History }),
		text("aliases", func(r *ServiceRow) *string { return &r.Aliases }),
		text("owner", func(r *ServiceRow) *string { return &r.Owner }),
		text("team", func(r *ServiceRow) *string { return &r.Team }),
		text("depends_on", func(r *ServiceRow) *string { return &r.DependsOn }),
		text("maintenance", func(r *ServiceRow) *string { return &r.Maintenance }),
		text("change_window", func(r *ServiceRow) *string { return &r.ChangeWindow }),
		text("critical", func(r *ServiceRow) *string { return &r.Critical }),
		text("continuity", func(r *ServiceRow) *string { return &r.Continuity }),
	},
}

func (r *ServiceRow) began() time.Time { return time.Time{} }

func (r *ServiceRow) ended() time.Time { return time.Time{} }
