package discovery

import (
	"fmt"
	"slices"
	"strings"
)

// writeUnused names the columns that nothing takes.
func (s *source) writeUnused(p *page) {
	used := s.used()
	var names []string
	for i, header := range s.table.header {
		taken := func(c *column) bool { return c.index == i }
		if s.where != nil && s.where.index == i {
			continue
		}
		if header != "" && !slices.ContainsFunc(used, taken) && (s.teller == nil || s.teller.index != i) {
			names = append(names, fmt.Sprintf("%q", shown(header)))
		}
	}
	if more := len(names) - 40; more > 0 {
		names = append(names[:40], fmt.Sprintf("and %d more", more))
	}
	if len(names) > 0 {
		p.note(4, "Columns that are not used: "+strings.Join(names, ", "))
	}
}

func (s *source) writeColumns(p *page) {
	p.line(4, "columns:", "")
	for _, c := range s.choices {
		p.line(6, pair(c.field, c.column.header), s.why(c))
	}
	if s.instead != "" {
		p.ask(6, fmt.Sprintf("does %q name the services? Nothing names them better (%s).", shown(s.instead), s.name))
	}
	if s.service != "" {
		p.ask(4, fmt.Sprintf("to which service do these samples belong? Its name is taken from the file's. (%s)", s.name))
		p.line(4, "set: {"+pair("service", s.service)+"}", "until the question is answered")
	}
}

// why says what speaks for a column.
func (s *source) why(c choice) string {
	col := c.column
	var parts []string
	if c.note != "" {
		parts = append(parts, c.note)
	}
	switch {
	case col.filled == 0:
		parts = append(parts, "empty so far")
	case c.field == "id" && col.unique() < 0.98:
		parts = append(parts, fmt.Sprintf("%d distinct in %s: several rows for one id are its versions", len(col.values), count(col.rows, "row")))
	case c.field == "id":
		parts = append(parts, "tells the rows apart, like "+shown(col.values[0].text))
	case col.isTime():
		parts = append(parts, fmt.Sprintf("%s filled, times like %s", percent(col.share()), shown(col.time.example)))
	case wordField(s.recordOf(c.field), c.field) != "" || len(col.values) <= 12:
		parts = append(parts, fmt.Sprintf("%s filled: %s", percent(col.share()), examples(col, 3)))
	default:
		parts = append(parts, fmt.Sprintf("%s filled, like %s", percent(col.share()), shown(col.values[0].text)))
	}
	return strings.Join(parts, "; ")
}

// examples are the most frequent cells.
func examples(c *column, most int) string {
	var all []string
	for _, v := range c.values[:min(most, len(c.values))] {
		all = append(all, shown(v.text))
	}
	text := strings.Join(all, ", ")
	if len(c.values) > most {
		text += " …"
	}
	return text
}

func (s *source) writeMetrics(p *page) {
	if len(s.measures) == 0 {
		return
	}
	p.line(4, "metrics:", "one column a metric")
	for _, m := range s.measures {
		p.line(6, pair(m.name, m.column.header), fmt.Sprintf("%s filled, like %s", percent(m.column.share()), shown(m.column.values[0].text)))
	}
}

// writeWords writes the words that are translated, and lists those that are not understood.
func (s *source) writeWords(p *page) {
	begun := false
	for _, f := range s.words {
		if len(f.known) > 0 {
			if !begun {
				p.line(4, "values:", "the file's words: ours")
				begun = true
			}
			s.writeKnown(p, f)
		}
	}
	for _, f := range s.words {
		if len(f.unknown) > 0 {
			s.askUnknown(p, f, begun)
		}
	}
}

func (s *source) writeKnown(p *page, f fieldWords) {
	p.line(6, f.field+":", "")
	for _, w := range f.known {
		why := count(w.count, "row")
		if !w.sure {
			why += ", by a part of the words"
		}
		p.line(8, pair(w.text, w.ours), why)
	}
}

func (s *source) askUnknown(p *page, f fieldWords, begun bool) {
	p.ask(4, fmt.Sprintf("what do these words of %s mean (%s)? Until it is said they are unknown, and named under data quality. Choose of: %s.",
		f.field, s.name, strings.Join(f.ours, ", ")))
	if !begun {
		p.later(4, "values:", "")
	}
	p.later(6, f.field+":", "")
	for _, v := range f.unknown[:min(len(f.unknown), 20)] {
		p.later(8, key(v.text)+": ?", count(v.count, "row"))
	}
	if more := len(f.unknown) - 20; more > 0 {
		p.note(8, fmt.Sprintf("and %d more", more))
	}
}
