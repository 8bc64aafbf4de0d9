package making

// NamesShown is how many words of the data a sentence names.
const NamesShown = 4

// ticketsShown is how many ids a sentence or a row of findings names; the JSON has them all.
const ticketsShown = 12

// DecisionsShown is how many decisions a page asks for: more are not taken.
const DecisionsShown = 5

// How many rows a page shows of each table behind the agenda: many in the review itself, few in a report about more than
// problems. The workbook and the JSON have all.
const (
	RowsOfDetail = 15
	RowsOfMore   = 5
)

// BarsOfPareto is how many outages the Pareto draws one by one; the rest is one bar.
const BarsOfPareto = 15
