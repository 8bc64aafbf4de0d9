package config

import (
	"cmp"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"go.yaml.in/yaml/v3"
)

const (
	dayMinutes  = 24 * 60
	weekMinutes = 7 * dayMinutes
)

// placedSpan is a span in minutes of the week from Sunday 00:00, with the place in the file that states it.
type placedSpan struct {
	from, to int
	text     string
	node     *yaml.Node
}

func (d *decoder) hours(into *[7][]HourSpan) read {
	return func(n *yaml.Node) {
		var week []placedSpan
		entries := d.entries(n, "hours")
		for _, e := range entries {
			days, ok := parseDays(e.name)
			if !ok {
				d.problem(e.key, "expected days such as Mon-Fri, Sat or Mon,Wed, found %q", e.name)
			}
			d.oneOrMore(e.value, "hours as \"09:00-17:00\", or a list of such", func(item *yaml.Node) {
				if from, to, ok := d.span(item); ok {
					for _, day := range days {
						into[day] = append(into[day], HourSpan{From: from, To: to})
						begin := int(day) * dayMinutes
						week = append(week, placedSpan{begin + from, begin + to, resolve(item).Value, item})
					}
				}
			})
		}
		if resolve(n).Kind == yaml.MappingNode && len(entries) == 0 {
			d.problem(n, "hours are empty: expected days and spans, such as Mon-Fri: \"09:00-17:00\"")
		}
		for day := range into {
			slices.SortFunc(into[day], func(a, b HourSpan) int { return cmp.Compare(a.From, b.From) })
		}
		d.overlaps(week)
	}
}

// overlaps reports spans that share minutes, also those that run into the next day, or from Saturday into Sunday.
func (d *decoder) overlaps(week []placedSpan) {
	slices.SortStableFunc(week, func(a, b placedSpan) int { return cmp.Compare(a.from, b.from) })
	for i, second := range week {
		for j, first := range week {
			shared := j < i && first.to > second.from || j > i && first.to-weekMinutes > second.from
			if shared {
				day := time.Weekday(second.from / dayMinutes)
				d.problem(second.node, "the hours %s overlap with %s on %s: state each minute once", second.text, first.text, day)
				return // the first says enough
			}
		}
	}
}

var hourSpan = regexp.MustCompile(`^(\d{1,2}):(\d{2})\s*-\s*(\d{1,2}):(\d{2})$`)

// span reads "09:00-17:00" into minutes from midnight; an end that is not after its start is on the next day.
func (d *decoder) span(n *yaml.Node) (from, to int, ok bool) {
	const want = "hours such as \"09:00-17:00\" (from 00:00, to 24:00 at the latest)"
	text, ok := d.scalar(n, want)
	if !ok {
		return 0, 0, false
	}
	part := hourSpan.FindStringSubmatch(strings.TrimSpace(text))
	if part != nil {
		from, to = clock(part[1], part[2]), clock(part[3], part[4])
	}
	if part == nil || from < 0 || to < 0 || from >= dayMinutes {
		d.problem(n, "expected %s, found %s", want, found(n))
		return 0, 0, false
	}
	if from == to {
		d.problem(n, "the hours %s begin and end at the same minute: write 00:00-24:00 for a whole day", text)
		return 0, 0, false
	}
	if to < from {
		to += dayMinutes
	}
	return from, to, true
}

// clock returns the minutes from midnight of hh:mm up to 24:00, -1 if there is no such time.
func clock(hour, minute string) int {
	h, _ := strconv.Atoi(hour) // digits, by the pattern
	m, _ := strconv.Atoi(minute)
	if m > 59 || h*60+m > dayMinutes {
		return -1
	}
	return h*60 + m
}

// parseDays reads Mon-Fri, Sat, "Mon,Wed", Sun-Tue: each day once, in the order named.
func parseDays(text string) ([]time.Weekday, bool) {
	var days []time.Weekday
	for part := range strings.SplitSeq(text, ",") {
		first, last, isRange := strings.Cut(part, "-")
		begin, ok := parseDay(first)
		if !ok {
			return nil, false
		}
		end := begin
		if isRange {
			if end, ok = parseDay(last); !ok {
				return nil, false
			}
		}
		for day := begin; ; day = (day + 1) % 7 {
			if !slices.Contains(days, day) {
				days = append(days, day)
			}
			if day == end {
				break
			}
		}
	}
	return days, true
}

// parseDay reads the English name of a day, or its first three letters or more.
func parseDay(text string) (time.Weekday, bool) {
	text = strings.ToLower(strings.TrimSpace(text))
	for day := time.Sunday; day <= time.Saturday; day++ {
		if len(text) >= 3 && strings.HasPrefix(strings.ToLower(day.String()), text) {
			return day, true
		}
	}
	return 0, false
}
