package config

import (
	"maps"
	"slices"
	"time"

	"go.yaml.in/yaml/v3"
)

// Always is the name of the built-in calendar: around the clock, every day.
const Always = "always"

// Calendar is a set of hours: agreed service time, change windows, working days.
type Calendar struct {
	Name     string
	Zone     *time.Location
	Always   bool          // around the clock; Hours and Holidays are then empty
	Hours    [7][]HourSpan // by time.Weekday, in order, without overlaps
	Holidays []Date        // whole days of Zone without hours, ascending, each once
}

// HourSpan is part of a day in minutes of the local clock from midnight. To is greater than From; above 1440 it runs
// past midnight and belongs to the day on which it begins.
type HourSpan struct{ From, To int }

func always(name string, zone *time.Location) Calendar {
	return Calendar{Name: name, Zone: zone, Always: true}
}

func (d *decoder) calendars(n *yaml.Node) {
	for _, e := range d.entries(n, "the calendars") {
		if e.name == "" {
			d.problem(e.key, "expected a name for the calendar, found an empty one")
			continue
		}
		calendar := d.calendar(e)
		if e.name == Always && !calendar.Always {
			d.problem(e.value, "the calendar %q is built in and means 24x7: give yours another name", Always)
			continue
		}
		d.config.Calendars[e.name] = calendar
	}
}

func (d *decoder) calendar(e entry) Calendar {
	zone := d.config.Timezone
	if value := resolve(e.value); value.Kind == yaml.ScalarNode {
		text, ok := d.scalar(e.value, "a calendar: the word 24x7, or a mapping with hours")
		if ok && text != "24x7" {
			d.problem(e.value, "expected a calendar: the word 24x7, or a mapping with hours; found %s", found(value))
		}
		return always(e.name, zone)
	}
	c := Calendar{Name: e.name, Zone: zone}
	what := "a calendar"
	present := d.mapping(e.value, what, keys{
		"hours":    d.hours(&c.Hours),
		"holidays": d.holidays(&c.Holidays),
		"zone":     d.zone(&c.Zone),
	})
	d.require(e.value, present, what, "hours")
	return c
}

// calendarName reads a reference to a calendar that is defined.
func (d *decoder) calendarName(into *string) read {
	return func(n *yaml.Node) {
		text, ok := d.scalar(n, "the name of a calendar")
		if !ok {
			return
		}
		if _, defined := d.config.Calendars[text]; !defined {
			d.problem(n, "the calendar %q is not defined in calendars; %s", text, suggest(text, sortedKeys(d.config.Calendars)))
			return
		}
		*into = text
	}
}

func (d *decoder) holidays(into *[]Date) read {
	return func(n *yaml.Node) {
		days := make(map[Date]bool)
		d.list(n, "holidays as a list", func(item *yaml.Node) { d.holiday(item, days) })
		*into = slices.SortedFunc(maps.Keys(days), Date.Compare)
	}
}
