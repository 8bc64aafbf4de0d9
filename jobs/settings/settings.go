// Package settings says in the domain's terms what the configuration says: in goes the configuration, out come the settings
// of reports, the services with their calendars, the looks and the user's own words. It reads the files of looks and words
// that the configuration names, and nothing else.
package settings

import (
	"context"
	"time"

	"nines/importers/presets"
	"nines/internal/config"
	"nines/internal/itsm"
	"nines/reports"
)

// Of are the settings of reports that this version of the program makes, without own texts.
func Of(c *config.Config, version string) reports.Settings {
	b := newBuilder(c)
	s := reports.Settings{
		Organisation: c.Organisation, Version: version, Fingerprint: c.Fingerprint(),
		Zone: c.Timezone, Locale: c.Locale, FinalAfter: c.FinalAfter, PersonNames: c.Persons == config.Names, AmberAt: c.Rating.AmberAt,
		Sources:  map[string]reports.SourceTerms{},
		Response: responseRules(c.Response),
		Catalogue: func(ctx context.Context, data reports.Data) (*itsm.Catalogue, []string, error) {
			return b.catalogue(ctx, data)
		},
	}
	s.ProductiveWeek = c.Staffing.ProductiveWeek
	if c.Outages != nil {
		s.LossByPriority = map[itsm.Priority]float64{}
		for word, lost := range c.Outages.ByPriority {
			var p itsm.Priority
			p.Parse(word)
			s.LossByPriority[p] = lost
		}
	}
	s.Capacity = capacityRules(c)
	s.Changes, s.BusyBy = b.changeRules(), busyBy(c.Capacity.Metrics)
	s.Problems, s.Costs, s.Currency = problemRules(c), rates(c.Costs), c.Costs.Currency
	for _, source := range c.Sources {
		s.Sources[source.Name] = reports.SourceTerms{
			Record: Record(source), MaxAge: source.MaxAge, MinRows: source.MinRows,
			Service: source.Set["service"], Link: source.Link,
		}
	}
	return s
}

// Mixed stands for the record of a source whose rows tell it.
const Mixed = "mixed"

// Record names the kind of record that a source brings, as far as it can be told without its files.
func Record(s config.Source) string {
	if s.Record.Name != "" {
		return s.Record.Name
	}
	if p, ok := presets.Find(s.Preset); ok && s.Record.Column == "" {
		if records := p.Records(); len(records) == 1 {
			return records[0]
		}
	}
	return Mixed
}

// builder turns the configuration's services into those of the domain. Calendars are made once: what shares a
// calendar is computed once.
type builder struct {
	config    *config.Config
	calendars map[string]*itsm.Calendar
}

func newBuilder(c *config.Config) *builder {
	b := &builder{config: c, calendars: map[string]*itsm.Calendar{}}
	for name, calendar := range c.Calendars {
		b.calendars[name] = calendarOf(calendar)
	}
	return b
}

func calendarOf(c config.Calendar) *itsm.Calendar {
	calendar := &itsm.Calendar{Name: c.Name, Zone: c.Zone, Always: c.Always}
	for day, spans := range c.Hours {
		for _, s := range spans {
			calendar.Hours[day] = append(calendar.Hours[day], itsm.HourSpan(s))
		}
	}
	if len(c.Holidays) > 0 {
		calendar.Holidays = make(map[itsm.Date]bool, len(c.Holidays))
		for _, d := range c.Holidays {
			calendar.Holidays[itsm.Date(d)] = true
		}
	}
	return calendar
}

// Catalogue lists the services of the configuration and of the source that its catalogue is, as they were when data was
// taken. An entry of the source that cannot be understood is told, and used without the fault.
func Catalogue(ctx context.Context, c *config.Config, data reports.Data) (catalogue *itsm.Catalogue, faults []string, err error) {
	return newBuilder(c).catalogue(ctx, data)
}

// serviceRows is the part of a snapshot that holds a catalogue kept in a file.
type serviceRows interface {
	ServiceRows(ctx context.Context, source string, yield func(*itsm.ServiceRow) error) error
}

// catalogue lists the services of the configuration, then those of the catalogue's source; an id that stands in both
// is the configuration's.
func (b *builder) catalogue(ctx context.Context, data reports.Data) (*itsm.Catalogue, []string, error) {
	var services []*itsm.Service
	var faults []string
	taken := map[string]bool{}
	for _, s := range b.config.Services {
		services = append(services, b.service(s, true))
		taken[s.ID] = true
	}
	if rows, ok := data.(serviceRows); ok && b.config.Catalogue != "" {
		err := rows.ServiceRows(ctx, b.config.Catalogue, func(r *itsm.ServiceRow) error {
			if taken[r.ID] {
				return nil
			}
			s, problems := config.ServiceFromCells(cellsOf(r), b.config)
			for _, p := range problems {
				faults = append(faults, r.ID+": "+p.Message)
			}
			services = append(services, b.service(s, true))
			return nil
		})
		if err != nil {
			return nil, nil, err
		}
	}
	return itsm.NewCatalogue(services, func(id string) *itsm.Service {
		return b.service(b.config.DefaultService(id), false)
	}), faults, nil
}

func cellsOf(r *itsm.ServiceRow) map[string]string {
	cells := map[string]string{}
	for _, f := range itsm.Services.Fields {
		if text, ok := f.At(r).(*string); ok && *text != "" {
			cells[f.Name] = *text
		}
	}
	cells["id"] = r.ID
	return cells
}

var criticalities = map[config.Criticality]itsm.Criticality{
	config.MissionCritical: itsm.MissionCritical, config.Supporting: itsm.Supporting, config.Internal: itsm.Internal,
}

func (b *builder) service(s config.Service, catalogued bool) *itsm.Service {
	service := &itsm.Service{
		ID: s.ID, Name: s.Name, Criticality: criticalities[s.Criticality], Aliases: s.Aliases,
		Owner: s.Owner, Team: s.Team, DependsOn: s.DependsOn,
		MaintenanceExcluded: s.Maintenance == config.ExcludeMaintenance, Catalogued: catalogued,
		ChangeWindow: b.calendars[s.ChangeWindow], Critical: b.calendars[s.Critical],
		Continuity: itsm.Continuity{Plan: s.Continuity.Plan, Tested: itsm.Date(s.Continuity.Tested)},
	}
	for _, e := range s.Epochs {
		service.Epochs = append(service.Epochs, b.epoch(e))
	}
	return service
}

func (b *builder) epoch(e config.Epoch) itsm.Epoch {
	epoch := itsm.Epoch{Until: b.dayAfter(e.Until), Weight: e.Weight, Target: e.Target, Calendar: b.calendars[e.Calendar]}
	for _, r := range e.Regions {
		epoch.Regions = append(epoch.Regions, itsm.Region{Name: r.Name, Share: r.Part, Calendar: b.calendars[r.Calendar]})
	}
	for _, f := range e.Functions {
		epoch.Functions = append(epoch.Functions, itsm.Function{Name: f.Name, Share: f.Part})
	}
	return epoch
}

// dayAfter is the first instant after a last day, zero where there is none.
func (b *builder) dayAfter(d config.Date) time.Time {
	if d.IsZero() {
		return time.Time{}
	}
	return itsm.Date(d).AddDays(1).Start(b.config.Timezone)
}
