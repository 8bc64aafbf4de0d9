package config

import (
	"cmp"
	"net/mail"
	"regexp"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

// PackFiles says what stands for an owner, a team or a service in the names of files and keys of its pack.
type PackFiles string

// What stands there.
const (
	PackNames PackFiles = "names" // the name, in letters and digits of ASCII
	PackKeys  PackFiles = "keys"  // a number made from it, so that no name of a person is in the name of a file
)

// placeholder stands, in an address or a folder of a job for each owner, team or service, for whose pack it is.
var placeholder = regexp.MustCompile(`\{(owner|team|service)\}`)

// packPlaceholder is the first placeholder of a text; "" where it has none.
func packPlaceholder(text string) ForEach {
	if found := placeholder.FindStringSubmatch(text); found != nil {
		return ForEach(found[1])
	}
	return ""
}

// recipients reads the addresses of owners, teams or services: one, or a list of them, by name.
func (d *decoder) recipients(into *map[string][]string) read {
	return func(n *yaml.Node) {
		*into = map[string][]string{}
		for _, e := range d.entries(n, "recipients") {
			var to []string
			d.oneOrMore(e.value, "a mail address, or a list of them", func(item *yaml.Node) {
				var address string
				if d.address(&address)(item); address != "" && packPlaceholder(address) != "" {
					d.problem(item, "expected a mail address, found a placeholder: it belongs to the key to")
				} else if address != "" {
					to = append(to, address)
				}
			})
			d.notEmpty(e.value)
			for name := range *into {
				if sameName(name) == sameName(e.name) {
					d.problem(e.key, "%q stands above already (case does not count)", e.name)
				}
			}
			(*into)[strings.TrimSpace(e.name)] = to
		}
	}
}

// packs finds out for whom a job's report is made, as the report may say it, and holds what its deliveries name against
// that.
func (d *decoder) packs(present map[string]*yaml.Node, j *Job) {
	if own := d.config.OwnReport(j.Report); own != nil {
		j.ForEach = cmp.Or(j.ForEach, own.ForEach)
		j.PackFiles = cmp.Or(j.PackFiles, own.PackFiles)
	}
	d.packFiles(present, j.ForEach)
	for i := range j.Deliver {
		v := &j.Deliver[i]
		switch own := "{" + string(j.ForEach) + "}"; {
		case len(v.Recipients) == 0 || slices.Contains(v.To, own):
		case len(v.To) == 0:
			v.To = []string{own}
		default:
			d.problem(present["deliver"], "recipients are used where to has %s: add it, or leave to out", own)
		}
	}
	deliver := present["deliver"]
	if deliver == nil || resolve(deliver).Kind != yaml.SequenceNode {
		return
	}
	for _, item := range resolve(deliver).Content {
		if v := resolve(item); v.Kind == yaml.MappingNode {
			d.packDelivery(v, j.ForEach)
		}
	}
}

// packFiles reports that it is said what packs are called of a report that has none.
func (d *decoder) packFiles(present map[string]*yaml.Node, each ForEach) {
	if n := present["pack_files"]; n != nil && each == "" {
		d.problem(n, "pack_files needs a pack for each: add for_each: owner, team or service")
	}
}

// packDelivery looks at one delivery of a job.
func (d *decoder) packDelivery(n *yaml.Node, each ForEach) {
	m := merger{decoder: &decoder{}, seen: map[string]bool{}, visited: map[*yaml.Node]bool{}} // its problems are told already
	m.add(n)
	for _, e := range m.entries {
		switch e.name {
		case "to", "path":
			values := []*yaml.Node{e.value}
			if v := resolve(e.value); v.Kind == yaml.SequenceNode {
				values = v.Content
			}
			for _, value := range values {
				d.placeholders(value, e.name == "to", each)
			}
		case "recipients":
			d.recipientNames(e.value, each)
		}
	}
}

func (d *decoder) placeholders(n *yaml.Node, mails bool, each ForEach) {
	text := resolve(n).Value
	of := packPlaceholder(text)
	switch {
	case of == "":
		return
	case each == "":
		d.problem(n, "{%s} needs a pack for each: add for_each: %s to the job", of, of)
	case of != each:
		d.problem(n, "the job makes a pack for each %s: expected {%s}, found {%s}", each, each, of)
	case mails && text != "{"+string(of)+"}":
		if _, err := mail.ParseAddress(placeholder.ReplaceAllString(text, "x")); err != nil {
			d.problem(n, "expected a mail address, such as {%s}@example.com, found %s", of, found(n))
		}
	}
}

// recipientNames reports names that no service of the configuration has.
func (d *decoder) recipientNames(n *yaml.Node, each ForEach) {
	if each == "" {
		d.problem(n, "recipients needs a pack for each: add for_each: owner, team or service to the job")
		return
	}
	names := map[ForEach]func(*Service) []string{
		EachOwner:   func(s *Service) []string { return []string{s.Owner} },
		EachTeam:    func(s *Service) []string { return []string{s.Team} },
		EachService: func(s *Service) []string { return []string{s.ID} },
	}[each]
	v := resolve(n)
	for i := 0; v.Kind == yaml.MappingNode && i+1 < len(v.Content); i += 2 {
		if key := resolve(v.Content[i]); key.Kind == yaml.ScalarNode && key.ShortTag() != "!!merge" {
			d.namesService(key, key.Value, string(each), names)
		}
	}
}
