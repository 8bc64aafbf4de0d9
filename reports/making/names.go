package making

import (
	"crypto/sha256"
	"encoding/hex"
	"net/url"
	"strings"
	"unicode"

	"nines/analysis/availability"
	"nines/internal/itsm"
	"nines/reports/document"
)

// ServiceName is the name of the service with the id; the id itself where the catalogue has none.
func (m *Report) ServiceName(id string) string {
	if s := m.Catalogue.Lookup(id); s != nil {
		return s.Name
	}
	return id
}

// ServiceID is the id of the service that a source names: the name itself where no incident made it known, empty for
// none.
func (m *Report) ServiceID(name string) string {
	if s := m.Catalogue.Lookup(name); s != nil {
		return s.ID
	}
	return strings.TrimSpace(name)
}

// A sentence has so many characters of a name; it is cut at the last blank among the further ones.
const (
	nameInSentence = 60
	nameAtLeast    = 40
)

// InSentence is a name as a sentence has it: of a long one the beginning, up to a word's end, with … behind it. Tables have
// it whole.
func InSentence(name string) string {
	runes := []rune(name)
	if len(runes) <= nameInSentence {
		return name
	}
	end := nameInSentence
	for at := end; at >= nameAtLeast; at-- {
		if unicode.IsSpace(runes[at]) {
			end = at
			break
		}
	}
	return strings.TrimSpace(string(runes[:end])) + "…"
}

// AskedFor is who decides about a service, by its id: its owner as the catalogue names him, which is a role rather than a
// person where its author minds; else whoever owns it.
func (m *Report) AskedFor(id string) string {
	if s := m.Catalogue.Lookup(id); s != nil && s.Owner != "" {
		return s.Owner
	}
	return m.Words.Text("overview.decisions.owner", "service", InSentence(m.ProblemService(id)))
}

// ProblemService is the name of a service that a record names, or a word for none.
func (m *Report) ProblemService(name string) string {
	if id := m.ServiceID(name); id != "" {
		return m.ServiceName(id)
	}
	return m.Words.Text("problems.service.none")
}

// Person is how a report names a person: as the source does where that is configured, else by a word that is the same
// in every report of the organisation and tells no name. Empty for nobody.
func (m *Report) Person(name string) string {
	name = strings.TrimSpace(name)
	if name == "" || m.Settings.PersonNames {
		return name
	}
	sum := sha256.Sum256([]byte("person\x00" + m.Settings.Organisation + "\x00" + strings.ToLower(name)))
	return m.Words.Text("report.person", "code", hex.EncodeToString(sum[:])[:5])
}

// Link is the address of a ticket in the tool that it came from; empty where none is configured or the result would
// be anything but a web address.
func (m *Report) Link(source, id string) string {
	template := m.Settings.Sources[source].Link
	if template == "" || id == "" {
		return ""
	}
	address := strings.ReplaceAll(template, "{id}", url.PathEscape(id))
	if parsed, err := url.Parse(address); err != nil || (parsed.Scheme != "http" && parsed.Scheme != "https") {
		return ""
	}
	return address
}

// TicketName is the id by which people know an outage: its incident's, else that of the outage record.
func TicketName(incident, id string) string {
	if incident != "" {
		return incident
	}
	return id
}

// TicketID shows the incident, which is what people know, and links to it; the outage record's id where it stands alone.
func (m *Report) TicketID(o availability.OutageMinutes) document.Value {
	if o.Incident.ID != "" && o.Incident.Source != "" {
		return document.ID(o.Incident.ID, m.Link(o.Incident.Source, o.Incident.ID))
	}
	return document.ID(o.ID, m.Link(o.Source, o.ID))
}

// IDsOf are the ids alone, in the order of the references; never nil.
func IDsOf(refs []itsm.Ref) []string {
	ids := make([]string, len(refs))
	for i, r := range refs {
		ids[i] = r.ID
	}
	return ids
}

// SomeIDs lists ids for a sentence or a cell: the first twelve, and how many more there are.
func (m *Report) SomeIDs(ids []string) string {
	if len(ids) <= ticketsShown {
		return strings.Join(ids, ", ")
	}
	return m.Words.Text("data_quality.findings.more", "ids", strings.Join(ids[:ticketsShown], ", "), "n", len(ids)-ticketsShown)
}

// WordOf prints one of our own words as a reader writes it.
func (m *Report) WordOf(word string) string {
	if key := "word." + word; m.Words.Has(key) {
		return m.Words.Text(key)
	}
	return word
}
