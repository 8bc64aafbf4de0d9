package making

import (
	"nines/internal/itsm"
	"nines/reports/document"
)

// VitalShare is the share of a sum that the vital few make: where a Pareto is cut.
const VitalShare = 0.8

// RankedBar is a value of a ranking as a bar, written as it says: ink for the vital few, grey for the others. uncertain
// is the part of the value that depends on something unknown.
func RankedBar(value, uncertain float64, label string, vital bool) document.Value {
	bar := &document.Bar{Value: value - uncertain, Upper: value, Label: label}
	if !vital {
		bar.Tone = document.Muted
	}
	return document.Value{Kind: document.KindBar, Number: value, Bar: bar}
}

// ReachedBar is the share of the sum that a ranking has reached with a row, beside the line at which it is cut.
func (m *Report) ReachedBar(cumulative itsm.Number) document.Value {
	if !cumulative.Known {
		return document.Value{Kind: document.KindBar, Unknown: true}
	}
	return document.Value{Kind: document.KindBar, Number: cumulative.Value, Bar: &document.Bar{
		Value: cumulative.Value, Upper: cumulative.Value, Max: 1, Limit: VitalShare, Tone: document.Muted,
		Label: m.Locale.Share(cumulative.Value, ShareDecimals),
	}}
}

// ReachedTicks are the marks above such bars.
func (m *Report) ReachedTicks() []document.Tick {
	return []document.Tick{{At: 0, Text: m.Locale.Share(0, 0)}, {At: VitalShare, Text: m.Locale.Share(VitalShare, 0)}}
}
