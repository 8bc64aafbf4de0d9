package response

import (
	"nines/analysis/response"
	"nines/reports/document"
	"nines/reports/making"
)

// keyFigures shows the four figures that a manager asks for.
func keyFigures(m *making.Report, r *response.Result, before []response.HowSoon) *document.KeyFigures {
	w := m.Words.Text
	soon := func(s response.Step, label string) document.KeyFigure {
		h := r.HowSoon[s]
		k := document.KeyFigure{
			Value: document.Known(document.KindDuration, making.Number(h.Median).Pointer()), Label: label,
			Notes: []string{w("response.key.n", "n", m.Count(h.N))},
		}
		if h.Missing > 0 {
			k.Notes[0] += w("response.key.missing", "missing", m.Count(h.Missing))
		}
		if before != nil {
			k.Notes = append(k.Notes, w("response.key.before", "period", m.PreviousLabel(), "value", duration(m, before[s].Median)))
		}
		return k
	}
	some := func(n, of int) document.Value {
		return document.Value{Text: w("response.of", "n", m.Count(n), "of", m.Count(of)), Unknown: of == 0}
	}
	cadence := r.Communication.Outages.Cadence
	kept := document.KeyFigure{Value: some(cadence.Hits, cadence.N), Label: w("response.key.cadence", "minutes", m.Locale.Duration(m.Settings.Response.Update.Minutes()))}
	if cadence.N == 0 {
		kept.Value.Text, kept.Notes = "", []string{w("response.key.unrecorded")}
	}
	bad, due := failedEscalations(&r.Tiers)
	escalated := document.KeyFigure{Value: some(bad, due), Label: w("response.key.escalated")}
	if due == 0 {
		escalated.Value.Text, escalated.Notes = "", []string{w("response.key.none_due")}
		if unrecorded := r.Tiers.Unrecorded(); unrecorded > 0 {
			escalated.Notes = []string{w("response.key.undeclared", "n", m.Count(unrecorded))}
		}
	}
	return &document.KeyFigures{Items: []document.KeyFigure{
		soon(response.Told, w("response.key.told")), soon(response.Resolved, w("response.key.resolved")), kept, escalated,
	}}
}
