package response

import (
	"time"

	"nines/internal/itsm"
)

// at is an instant of 5 October 2026, a Monday.
func at(hour, minute int) time.Time { return time.Date(2026, 10, 5, hour, minute, 0, 0, time.UTC) }

var october = itsm.Span{From: time.Date(2026, 10, 1, 0, 0, 0, 0, time.UTC), To: time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC)}

var rules = Rules{
	Update: 15 * time.Minute, ReviewDays: 2,
	MajorAfter:      map[itsm.Criticality]time.Duration{itsm.MissionCritical: 30 * time.Minute, itsm.Supporting: 2 * time.Hour},
	ContinuityAfter: map[itsm.Criticality]time.Duration{itsm.MissionCritical: 4 * time.Hour},
	Matrix:          [3][3]itsm.Priority{{itsm.P1, itsm.P2, itsm.P3}, {itsm.P2, itsm.P3, itsm.P4}, {itsm.P3, itsm.P4, itsm.P5}},
}

func service(id string, c itsm.Criticality, calendar *itsm.Calendar) *itsm.Service {
	return &itsm.Service{ID: id, Criticality: c, Catalogued: true, Epochs: []itsm.Epoch{{
		Calendar: calendar, Regions: []itsm.Region{{Name: "all", Share: 1}},
	}}}
}

var (
	critical   = service("fx", itsm.MissionCritical, itsm.AlwaysOpen())
	supporting = service("mail", itsm.Supporting, itsm.AlwaysOpen())
	internal   = service("wiki", itsm.Internal, itsm.AlwaysOpen())
)

func incident(id string, change func(*itsm.Incident)) *itsm.Incident {
	i := &itsm.Incident{Head: itsm.Head{Source: "snow", ID: id}, Status: itsm.StatusClosed}
	if change != nil {
		change(i)
	}
	return i
}

func ref(id string) Ref { return Ref{Source: "snow", ID: id} }

// ended is an outage of an incident that ended in the period.
func ended(id string, s *itsm.Service, from, to time.Time) Outage {
	return Outage{Incident: ref(id), Service: s, Start: from, End: to, Counts: true, Ended: true}
}

func input(outages []Outage, incidents ...*itsm.Incident) Input {
	return Input{
		Period: october, AsOf: time.Date(2026, 11, 2, 7, 0, 0, 0, time.UTC), Zone: time.UTC, Rules: rules,
		Catalogue: itsm.NewCatalogue(nil, nil), Outages: outages, Incidents: incidents, Communicating: map[string]bool{"snow": true}, Escalating: map[string]bool{"snow": true},
	}
}

func message(incident string, kind itsm.UpdateKind, when time.Time) *itsm.Update {
	return &itsm.Update{Head: itsm.Head{Source: "mails"}, Incident: incident, Kind: kind, At: when}
}
