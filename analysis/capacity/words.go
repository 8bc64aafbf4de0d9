package capacity

var warningWords = map[WarningKind]string{
	TooFew: "too_few", FlatDriver: "flat_driver", WeakFit: "weak_fit", NoEffect: "no_effect", Bent: "bent", LevelShift: "level_shift",
	Extrapolation: "extrapolation", Autocorrelated: "autocorrelated", Outliers: "outliers", Gaps: "gaps",
	ShortVolume: "short_volume", NoTrend: "no_trend", FarDate: "far_date",
	MissingDriver: "missing_driver", Collinear: "collinear", Overflow: "overflow", FlatKPI: "flat_kpi", NoBase: "no_base",
	MissingKPI: "missing_kpi", NotPositive: "not_positive", Stale: "stale", Uneven: "uneven", PoorRecord: "poor_record",
}

// String is the word of the JSON.
func (k WarningKind) String() string { return warningWords[k] }

// String is the word of the JSON.
func (k ShapeKind) String() string {
	return [...]string{"line", "logarithmic", "saturating", "queueing"}[k]
}

// String is max where the KPI must not rise above its limit, else min.
func (s Side) String() string { return [...]string{"max", "min"}[s] }
