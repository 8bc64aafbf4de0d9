package config_test
import ("testing";"nines/internal/itsm";"nines/internal/config";"slices")
func cmp[R any](t *testing.T, s *itsm.Schema[R]) {
	var names []string
	var r R
	for _, f := range s.Fields { names = append(names, f.Name); if !slices.Contains(config.RecordFields[s.Record], f.Name) { t.Log(s.Record, "lacks", f.Name) }
	w, ok := config.FieldWords[s.Record][f.Name]
	if word, is := f.At(&r).(itsm.Word); is != ok && f.Type != itsm.TypeFlag { t.Log("words", s.Record, f.Name, is, ok) } else if is { for _, x := range slices.Concat(w.Ours, w.Understood) { if !word.Parse(x) { t.Log("not parsed", x) } } }
	}
	for _, f := range config.RecordFields[s.Record] { if !slices.Contains(names, f) { t.Log(s.Record, "has too much", f) } }
}
func TestZ(t *testing.T) { cmp(t, itsm.Incidents); cmp(t, itsm.Outages); cmp(t, itsm.Requests); cmp(t, itsm.Problems); cmp(t, itsm.Changes); cmp(t, itsm.Services); cmp(t, itsm.Exclusions); cmp(t, itsm.Actions); cmp(t,itsm.Worklogs); cmp(t,itsm.Updates) }
