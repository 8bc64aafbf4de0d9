package config

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"time"
)

// MarshalText writes the date as 2006-01-02, and nothing for no date.
func (d Date) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// Fingerprint returns a hash, in hexadecimal, of everything in the configuration that can change a figure: not the
// places of files, the store, mail, jobs, language or links. Two configurations with equal fingerprints make
// equal figures of equal records.
func (c *Config) Fingerprint() string {
	figures := struct {
		Timezone   string
		FinalAfter time.Duration
		Calendars  map[string]hashedCalendar
		Defaults   Epoch
		Services   []Service
		Catalogue  string
		Outages    *Outages
		Rating     Rating
		Sources    []hashedSource
		Problems   ProblemReview
		Changes    ChangeRules
		Costs      Costs
		Response   Response
		Staffing   Staffing
		Capacity   Capacity
	}{
		Timezone: c.Timezone.String(), FinalAfter: c.FinalAfter, Calendars: make(map[string]hashedCalendar, len(c.Calendars)),
		Defaults: c.Defaults, Services: c.Services, Catalogue: c.Catalogue, Outages: c.Outages, Rating: c.Rating,
		Problems: c.Problems, Changes: c.Changes, Costs: c.Costs, Response: c.Response, Staffing: c.Staffing,
		Capacity: c.Capacity,
	}
	for name, calendar := range c.Calendars {
		figures.Calendars[name] = hashedCalendar{Calendar: calendar, Zone: calendar.Zone.String()}
	}
	for _, s := range c.Sources {
		figures.Sources = append(figures.Sources, hashSource(s))
	}
	data, err := json.Marshal(figures) // maps are written in the order of their keys
	if err != nil {                    // numbers are finite, and nothing else can fail
		return ""
	}
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}

// hashedCalendar and hashedSource name the zone, of which the encoder sees nothing.
type hashedCalendar struct {
	Calendar
	Zone string
}

type hashedSource struct {
	Source
	Zone string
}

func hashSource(s Source) hashedSource {
	zone := ""
	if s.Zone != nil {
		zone = s.Zone.String()
	}
	s.Path, s.Link = "", ""
	return hashedSource{Source: s, Zone: zone}
}
