package making

import (
	"time"

	"nines/analysis/quality"
	"nines/internal/itsm"
	"nines/templates"
)

// Want says which report is to be made.
type Want struct {
	Report templates.Report
	Pack   *Pack    // whose services it is about only; nil: nobody's in particular
	Rest   []string // ids of the services that are in no pack
	Period itsm.Period
	AsOf   time.Time  // what came later is not known
	Before *Published // what was published for the period before; nil: nothing
}

// Published is what a report said of a period before.
type Published struct {
	Revision    int
	Last        int       // the highest revision that was published, also as of a later instant; 0: this one
	AsOf        time.Time // of which it was
	At          time.Time // when it was published
	Fingerprint string    // of the configuration
	Figures     []Figure
	Earlier     *Published // what the revision before it said; nil: nothing, or nothing is known
}

// next is the revision of a report that says otherwise.
func (p *Published) next() int { return max(p.Revision, p.Last) + 1 }

// Figure is a figure that a report publishes, with the tickets behind it.
type Figure = quality.Figure

// Contribution is what one ticket adds to a figure.
type Contribution = quality.Contribution
