package discovery

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"nines/internal/config"
)

func hasField(record, field string) bool { return slices.Contains(config.RecordFields[record], field) }

// oursOf lists the words that a field takes.
func oursOf(record, field string) []string {
	if field == "criticality" {
		return []string{"mission-critical", "supporting", "internal"}
	}
	return config.FieldWords[record][field].Ours
}

// settleTimes chooses the formats of all columns of times, which an import reads by one list, and the zone.
func (s *source) settleTimes() {
	var all []*column
	for _, c := range s.choices {
		if c.column.time != nil && isTimeField(s.recordOf(c.field), c.field) && !slices.Contains(all, c.column) {
			all = append(all, c.column)
		}
	}
	if len(all) == 0 {
		return
	}
	dayFirst, why := s.dayFirst(all)
	for _, c := range all {
		formats := c.time.formats
		if c.time.hasOrder && c.time.dayFirst != dayFirst {
			formats = reversed(formats)
		}
		for _, f := range formats {
			if !slices.Contains(s.formats, f) {
				s.formats = append(s.formats, f)
			}
		}
	}
	if slices.ContainsFunc(s.formats, yearLeads) { // a column of few dates does not show it
		s.formats = slices.DeleteFunc(s.formats, func(f string) bool { return strings.Contains(f, "%y") && !yearLeads(f) })
	}
	if why != "" {
		s.order = why
	}
	s.settleZone(all)
}

func yearLeads(format string) bool { return strings.HasPrefix(format, "%y") }

// dayFirst decides the order of day and month: by the cells, else by what else the file shows. The reason is empty
// where the cells leave no doubt.
func (s *source) dayFirst(all []*column) (dayFirst bool, why string) {
	cell := ""
	for _, c := range all {
		switch {
		case !c.time.hasOrder:
		case !c.time.open:
			return c.time.dayFirst, ""
		case cell == "":
			cell = c.time.openCell
		}
	}
	if cell == "" {
		return true, "" // the same either way, as in 3/3/2024
	}
	s.openCell = cell
	for _, c := range all {
		month, day := c.time.gaps[0], c.time.gaps[1]
		apart := fmt.Sprintf("neighbouring rows then lie closer together in %q", shown(c.header))
		switch {
		case 2*day < month:
			return true, apart
		case 2*month < day:
			return false, apart
		}
	}
	return s.habit(all)
}

// habit decides by how people write who write so.
func (s *source) habit(all []*column) (dayFirst bool, why string) {
	for _, c := range all {
		switch {
		case c.time.dots:
			return true, "dates with points have the day first"
		case c.time.halves:
			return false, "times with AM and PM mostly come with the month first"
		}
	}
	switch {
	case s.table.options.Delimiter == ';':
		return true, "semicolons part the cells, as where the day comes first"
	case s.foreign() != "":
		return true, "the headers are not in English"
	}
	return true, "most of the world writes the day first"
}

// foreign is the language, other than English, in which most headers were recognised; "" for none.
func (s *source) foreign() string {
	times := map[string]int{}
	for _, c := range s.choices {
		times[c.language]++
	}
	most := "en"
	for _, language := range slices.Sorted(maps.Keys(times)) {
		if language != "" && times[language] > times[most] {
			most = language
		}
	}
	if most == "en" {
		return ""
	}
	return most
}

// reversed are the formats with the other order of day and month.
func reversed(formats []string) []string {
	var all []string
	for _, f := range formats {
		all = append(all, strings.NewReplacer("%d", "%m", "%m", "%d").Replace(f))
	}
	return all
}

// settleZone finds who says in which zone the times are.
func (s *source) settleZone(all []*column) {
	stated := true
	for _, c := range all {
		stated = stated && c.time.offset
	}
	if stated {
		s.zone, s.zoneWhy = "UTC", "every time states its offset, so this changes nothing"
		return
	}
	if t := s.guess.table(); t != nil && len(s.formats) == 0 { // in another form they went through somebody's hands
		if zone := t.ZoneOf(s.table.header); zone != "" {
			s.zone, s.zoneWhy = zone, "so "+s.tool.Preset.Tool+" exports its times"
			return
		}
	}
	for _, c := range all {
		if contains(c.names[0].plain, "utc") || contains(c.names[0].plain, "gmt") {
			s.zone, s.zoneWhy = "UTC", fmt.Sprintf("the header %q says so", shown(c.header))
			return
		}
	}
}
