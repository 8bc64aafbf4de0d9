package discovery

import (
	"fmt"
	"slices"
	"strings"
)

// configuration writes the configuration of the sources.
func configuration(sources []*source, files int) *page {
	p := &page{}
	p.note(0, fmt.Sprintf("Written by nines init from %s. It runs as it is:", count(files, "file")))
	p.note(0, "nines check, nines import, nines run monthly")
	p.note(0, "Behind each line stands why it is there. What no file can tell is asked behind QUESTION; until it is answered, "+
		"what stands here is used. The other keys and their defaults are in the product's own config.yaml.")
	p.gap()
	p.later(0, "organisation: Example Bank", "printed on every report")
	p.ask(0, "in which time zone do you work? Periods, calendars and schedules live in it, and so do all times that state neither an "+
		"offset nor the zone of their source. Name it as in Europe/London.")
	p.line(0, "timezone: UTC", "until the question is answered")
	p.line(0, "store: sqlite:var/nines.db", "the default; or postgres://user@host:5432/database")
	p.line(0, "output: out", "the default: where reports and rejected rows go")
	writeServices(p, sources)
	writeOutages(p, sources)
	p.head("Sources")
	p.gap()
	p.line(0, "sources:", "")
	for i, s := range sources {
		if i > 0 {
			p.gap()
		}
		writeSource(p, s)
	}
	if i := slices.IndexFunc(sources, func(s *source) bool { return s.record == "service" && s.fault == "" }); i >= 0 {
		p.gap()
		p.line(0, pair("catalogue", sources[i].name), "the services of that source are the catalogue")
	}
	writeCapacity(p, sources)
	writeJobs(p)
	return p
}

// mostServices is how many services are proposed.
const mostServices = 20

// writeServices writes the services that the files spell in several ways, as their figures would be split, and
// proposes the others.
func writeServices(p *page, sources []*source) {
	all := candidates(sources)
	if len(all) == 0 {
		if slices.ContainsFunc(sources, func(s *source) bool { return s.record == "incident" || s.record == "" }) {
			p.head("Services")
			p.ask(0, "which service does a ticket concern? No column says it, so no availability can be computed. "+
				"Name a column under `columns:` of the source, or a constant under `set:`.")
		}
		return
	}
	p.head("Services")
	p.note(0, fmt.Sprintf("%s met in the files. A service that is not listed is reported all the same, with the defaults: target 99.9 %%, "+
		"around the clock, weight 1.", count(len(all), "service")))
	p.ask(0, "what do the services weigh, what is their target, and when have they to be there? "+
		"List them with weight, target (per cent), calendar, criticality, owner.")
	catalogue := slices.ContainsFunc(sources, func(s *source) bool { return s.record == "service" && s.fault == "" })
	active := !catalogue && slices.ContainsFunc(all, candidate.several)
	if active {
		p.line(0, "services:", "")
		p.note(2, "Spellings of the same name are put together, as their figures would be split otherwise: are they the same?")
	} else {
		p.later(0, "services:", "")
	}
	for i, c := range all {
		switch several := c.several() && active; {
		case several:
			writeService(p, c, false)
		case i < mostServices:
			writeService(p, c, true)
		}
	}
	if more := len(all) - mostServices; more > 0 {
		p.note(2, fmt.Sprintf("and %d more", more))
	}
	writeShortForms(p, all[:min(len(all), mostServices)])
}

func writeService(p *page, c candidate, off bool) {
	entry := "- {" + pair("id", c.id) + ", " + pair("name", c.spellings[0].text)
	if aliases := c.aliases(); len(aliases) > 0 {
		entry += ", aliases: " + list(aliases)
	}
	if off {
		p.later(2, entry+", weight: 1, target: 99.9}", count(c.tickets, "row"))
		return
	}
	p.line(2, entry+"}", count(c.tickets, "row"))
}

// writeShortForms names services of which one may be the short form of the other.
func writeShortForms(p *page, all []candidate) {
	for i, a := range all {
		for k, b := range all {
			if i != k && shortFor(a.spellings[0].text, b.spellings[0].text) {
				p.ask(2, fmt.Sprintf("is %q the same service as %q? Then put it into its aliases.", shown(a.spellings[0].text), shown(b.spellings[0].text)))
			}
		}
	}
}

// writeOutages asks what an incident costs that does not say so.
func writeOutages(p *page, sources []*source) {
	var seen []string
	incidents := false
	for _, s := range sources {
		if s.record != "incident" && s.record != "" || s.fault != "" {
			continue
		}
		incidents = true
		if c, ok := s.has("priority"); ok {
			for _, v := range c.column.values[:min(len(c.column.values), 8)] {
				seen = append(seen, fmt.Sprintf("%q (%s)", shown(v.text), count(v.count, "row")))
			}
		}
	}
	if !incidents {
		return
	}
	p.head("What an incident costs")
	p.ask(0, "which part of a service is lost in an incident that does not say it, by priority? Until this is answered such incidents "+
		"cannot be assessed, and the availability of their services is unknown. A priority that is not named loses nothing.")
	if len(seen) > 0 {
		p.note(0, "Priorities met: "+strings.Join(seen, ", "))
	}
	p.later(0, "outages:", "")
	p.later(2, "by_priority: {P1: 100, P2: 50}", "per cent")
}

func writeJobs(p *page) {
	p.head("When, and to whom")
	p.later(0, "jobs:", "run by `nines serve`")
	p.later(2, "- name: weekly-pack", "")
	p.later(4, "report: weekly", "")
	p.later(4, `schedule: "0 7 * * Mon"`, "cron, in the time zone above")
	p.later(4, "formats: [pdf, xlsx]", "")
	p.later(4, "deliver: [{kind: folder, path: out/handed-out}]", "or {kind: email, to: [managers@example.com]}, with mail below")
	p.later(0, "mail: {host: smtp.example.com, port: 587, from: nines@example.com, username: nines, password_file: /run/secrets/smtp}", "")
}
