package making

import (
	"nines/analysis/stats"
	"nines/reports/narrative"
)

// Tell writes the sentence with which a section opens. It fails where an own template does not fit the facts.
func (m *Report) Tell(f narrative.Facts) (string, error) { return m.narrator.Write(f) }

// UsualFact is how a figure stands to its usual range; a period that is not over stands to none.
func (m *Report) UsualFact(u stats.Usual) string {
	if m.Running() {
		return narrative.Running
	}
	return UsualName(u)
}

// UsualName is the same of a figure of a period that is over.
func UsualName(u stats.Usual) string {
	switch u {
	case stats.Within:
		return narrative.Usual
	case stats.Above:
		return narrative.Above
	case stats.Below:
		return narrative.Below
	case stats.Unclear:
		return narrative.Unclear
	}
	return narrative.Few
}
