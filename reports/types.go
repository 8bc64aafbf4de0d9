package reports

import (
	"context"

	"nines/reports/document"
	"nines/reports/making"
	"nines/reports/sections/recurring"
	"nines/reports/snapshot"
)

// What a report is made from and made to, as its callers name it.
type (
	// Data is one consistent snapshot of a store as of an instant.
	Data = snapshot.Data
	// Settings is what the configuration says, in the domain's terms.
	Settings = making.Settings
	// SourceTerms is what the configuration says of a source.
	SourceTerms = making.SourceTerms
	// ProblemRules are the rules of the problem review.
	ProblemRules = making.ProblemRules
	// ResponseRules is what the organisation asks of its response.
	ResponseRules = making.ResponseRules
	// CapacityRules say which KPIs are fitted to which volumes.
	CapacityRules = making.CapacityRules
	// CapacityMetric is one KPI of these rules.
	CapacityMetric = making.CapacityMetric
	// CapacityEvent is an announced volume.
	CapacityEvent = making.CapacityEvent
	// Rates are what things cost.
	Rates = making.Rates
	// Want says which report is to be made.
	Want = making.Want
	// Published is what a report said of a period before.
	Published = making.Published
	// Figure is a figure that a report publishes, with the tickets behind it.
	Figure = making.Figure
	// Contribution is what one ticket adds to a figure.
	Contribution = making.Contribution
	// Proposals are problem tickets in the layout that ServiceNow imports.
	Proposals = recurring.Proposals
)

// ChangeRules are the rules that changes are held against.
type ChangeRules = making.ChangeRules

// Freeze is a span of days without changes.
type Freeze = making.Freeze

// Whole is a snapshot that several reports share, each about a part of the services.
type Whole = snapshot.Whole

// NewWhole makes a snapshot one that several reports share.
func NewWhole(data Data) *Whole { return snapshot.NewWhole(data) }

// Packs lists for whom a report is made, and names the services that are in no pack.
func Packs(ctx context.Context, data Data, set Settings, want Want, by string) ([]document.Pack, []string, error) {
	return making.Packs(ctx, data, set, want, by)
}
