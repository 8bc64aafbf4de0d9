package reports

import (
	"nines/reports/making"
	"nines/reports/sections/recurring"
)

// What a report is made from and made to, as its callers name it.
type (
	// Data is one consistent snapshot of a store as of an instant.
	Data = making.Data
	// Settings is what the configuration says, in the domain's terms.
	Settings = making.Settings
	// SourceTerms is what the configuration says of a source.
	SourceTerms = making.SourceTerms
	// ProblemRules are the rules of the problem review.
	ProblemRules = making.ProblemRules
	// ResponseRules is what the organisation asks of its response.
	ResponseRules = making.ResponseRules
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
