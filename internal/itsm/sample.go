package itsm

// Series names one KPI that is measured again and again.
type Series struct {
	Service   string // empty: unknown
	Component string // empty: none
	Metric    string
}

// SampleSet names the series whose values stand in one row of a source: of a file with one column a metric several,
// else one.
type SampleSet struct {
	Service   string // as the source calls it; empty: unknown
	Component string // empty: none
	Metrics   []string
}

// SampleRow is what one row of a source of samples tells. Samples are no tickets: they have no id and no versions; a
// later value of the same series and instant replaces the earlier.
type SampleRow struct {
	Of     *SampleSet
	At     int64     // milliseconds since 1970, UTC
	Values []float64 // of Of.Metrics, in their order; NaN where there is none, at least one is known
}

// SampleQuery says which samples a report needs from a store. Empty lists and texts leave nothing out.
type SampleQuery struct {
	Span      // the zero span: all
	Services  []string
	Component string
	Metrics   []string
	// ServiceOf tells which service a source means by a name. Series of sources that call a service differently are the
	// same series then. nil: names mean themselves.
	ServiceOf func(name string) string
}
