// Package narrative writes the sentence with which a section opens: from facts, by a template of the locale's language.
// The facts are plain figures (see Facts), the sentences are in templates/narrative.
package narrative

import (
	"fmt"
	"strings"
	"text/template"

	"nines/internal/itsm"
	"nines/reports/document"
	"nines/templates"
)

// Writer writes sentences in one locale.
type Writer struct {
	sources   map[string]string // by section
	functions template.FuncMap
}

// New returns a writer with the templates of the locale's language; own ones, by section, take their place.
func New(l document.Locale, w *templates.Words, own map[string]string) (*Writer, error) {
	sources, err := templates.Narrative(l.Tag, own)
	if err != nil {
		return nil, err
	}
	return &Writer{sources: sources, functions: functions(l, w)}, nil
}

// Write writes what the template of the facts' section makes of them. Line breaks and runs of blanks in the result are
// one blank, so that a template can be written in lines. It fails where the template does not fit the facts.
func (n *Writer) Write(f Facts) (string, error) {
	name := f.section()
	t, err := template.New(name).Funcs(n.functions).Option("missingkey=error").Parse(n.sources[name])
	if err != nil {
		return "", fmt.Errorf("the narrative: %w", err)
	}
	var b strings.Builder
	if err := t.Execute(&b, f); err != nil {
		return "", fmt.Errorf("the narrative: %w", err)
	}
	return strings.Join(strings.FieldsFunc(b.String(), func(r rune) bool { return r == ' ' || r == '\n' || r == '\r' || r == '\t' }), " "), nil
}

// functions are what templates can call besides those of text/template.
func functions(l document.Locale, w *templates.Words) template.FuncMap {
	return template.FuncMap{
		"count": func(n int) string { return l.Number(float64(n), 0) },
		"number": func(v any, decimals int) (string, error) {
			return known(l, v, func(v float64) string { return l.Number(v, decimals) })
		},
		"share": func(v any, decimals int) (string, error) {
			return known(l, v, func(v float64) string { return l.Share(v, decimals) })
		},
		"target": func(v any) (string, error) {
			return known(l, v, func(v float64) string { return l.Share(v, TargetDecimals(v)) })
		},
		"duration": func(v any) (string, error) { return known(l, v, l.Duration) },
		"hours":    func(v any) (string, error) { return known(l, v, l.HoursOf) },
		"money": func(v any, currency string) (string, error) {
			amount, err := known(l, v, func(v float64) string { return l.Number(v, 0) })
			return strings.TrimSpace(w.Text("cost.money", "currency", currency, "amount", amount)), err
		},
		"plural": func(n int, one, other string) string {
			if n == 1 {
				return one
			}
			return strings.ReplaceAll(other, "{n}", l.Number(float64(n), 0))
		},
		"list": func(items []string) string {
			if len(items) < 2 {
				return strings.Join(items, "")
			}
			last := len(items) - 1
			return strings.Join(items[:last], w.Text("locale.list")) + w.Text("locale.and") + items[last]
		},
		"strings": func(items ...string) []string {
			var kept []string
			for _, item := range items {
				if item != "" {
					kept = append(kept, item)
				}
			}
			return kept
		},
		"add":  func(list []string, item string) []string { return append(list, item) },
		"sum":  func(a, b int) int { return a + b },
		"less": func(a, b int) int { return a - b },
	}
}

// known writes a number, or the sign of an unknown one.
func known(l document.Locale, v any, write func(float64) string) (string, error) {
	switch v := v.(type) {
	case itsm.Number:
		if !v.Known {
			return l.Unknown, nil
		}
		return write(v.Value), nil
	case float64:
		return write(v), nil
	case int:
		return write(float64(v)), nil
	}
	return "", fmt.Errorf("%T is no number", v)
}

// TargetDecimals is how many decimals a target in per cent needs so that it is not rounded away, two to five.
func TargetDecimals(target float64) int {
	for d := 2; d < 5; d++ {
		scaled := target * 100
		for range d {
			scaled *= 10
		}
		if diff := scaled - float64(int64(scaled+0.5)); diff > -1e-6 && diff < 1e-6 {
			return d
		}
	}
	return 5
}
