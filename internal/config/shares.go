package config

import (
	"math"
	"slices"
	"strconv"

	"go.yaml.in/yaml/v3"
)

// shareTolerance is how far shares may miss 100, in per cent: rounding of decimals, and no more.
const shareTolerance = 1e-9

// shares reads a mapping of names to per cent that adds up to 100; regions can have calendars of their own.
func (d *decoder) shares(into *[]Share, what string, calendars bool) read {
	return func(n *yaml.Node) {
		mistakes := len(d.problems)
		sum := 0.0
		var all []Share
		for _, e := range d.entries(n, what) {
			s := Share{Name: e.name}
			d.share(e.value, &s, calendars)
			if slices.ContainsFunc(all, func(other Share) bool { return sameName(other.Name) == sameName(s.Name) }) || sameName(s.Name) == "" {
				d.problem(e.key, "the name %q in %s is empty or stands twice (case does not count)", s.Name, what)
			}
			sum += s.Part * 100
			all = append(all, s)
		}
		if len(d.problems) > mistakes {
			return
		}
		if math.Abs(sum-100) > shareTolerance {
			d.problem(n, "the shares of %s add up to %s, expected 100 (per cent)", what, strconv.FormatFloat(sum, 'g', 12, 64))
			return
		}
		*into = all
	}
}

func (d *decoder) share(n *yaml.Node, into *Share, calendars bool) {
	decode := d.ratio(&into.Part, perCent)
	if !calendars || resolve(n).Kind != yaml.MappingNode {
		decode(n)
		return
	}
	const what = "a region"
	present := d.mapping(n, what, keys{"share": decode, "calendar": d.calendarName(&into.Calendar)})
	d.require(n, present, what, "share")
}
