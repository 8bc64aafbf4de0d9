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
	Period itsm.Period
	AsOf   time.Time  // what came later is not known
	Before *Published // what was published for the period before; nil: nothing
}

// Published is what a report said of a period before.
type Published struct {
	Revision    int
	Fingerprint string
	Figures     []Figure
}

// Figure is a figure that a report publishes, with the tickets behind it.
type Figure = quality.Figure

// Contribution is what one ticket adds to a figure.
type Contribution = quality.Contribution
