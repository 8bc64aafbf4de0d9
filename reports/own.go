package reports

import (
	"cmp"
	"regexp"
	"slices"

	"nines/reports/document"
	"nines/reports/making"
	"nines/templates"
)

// title says what the report is, and of a pack whose.
func title(m *making.Report) string {
	text := cmp.Or(m.Want.Report.Title, m.Want.Report.Name)
	if key := "report." + m.Want.Report.Name; m.Want.Report.Title == "" && m.Words.Has(key) {
		text = m.Words.Text(key)
	}
	if p := m.Want.Pack; p != nil {
		name := p.Name
		if p.By == "service" {
			name = m.ServiceName(name)
		}
		text = m.Words.Text("report.pack", "title", text, "name", name)
	}
	return text
}

// subject says what is shown, and of how many services.
func subject(m *making.Report, services int) string {
	key := "report." + m.Want.Report.Name + ".subject"
	if !m.Words.Has(key) {
		key = "report.own.subject"
		if slices.Contains(m.Want.Report.Sections, "overview") {
			key = "report.monthly.subject"
		}
	}
	return m.Words.Text(key, "services", m.Words.Plural("report.services", services, m.Count(services)))
}

// show shows a section as the options of the user's report say. Its figures stay, and so do its warnings.
func show(s *document.Section, o templates.SectionOptions) {
	s.Title = cmp.Or(o.Title, s.Title)
	if len(o.Blocks)+len(o.Without) > 0 {
		s.Blocks = slices.DeleteFunc(s.Blocks, func(b document.Block) bool {
			name := BlockName(b)
			if t, ok := b.(*document.Text); ok && t.Tone >= document.Warning {
				return false
			}
			return len(o.Blocks) > 0 && !slices.Contains(o.Blocks, name) || slices.Contains(o.Without, name)
		})
	}
	for _, b := range s.Blocks {
		if t, ok := b.(*document.Table); ok && o.Rows > 0 {
			t.PageRows, t.Strict = o.Rows, true
		}
	}
}

// panelNumber is the number in the ids of panels of one kind.
var panelNumber = regexp.MustCompile(`_\d+_`)

// BlockName is the name of a block in a report of the user's: its id, without the number of one of several panels, or
// what it is.
func BlockName(b document.Block) string {
	id := ""
	switch b := b.(type) {
	case *document.Table:
		id = b.ID
	case *document.Chart:
		id = b.ID
	case *document.Detail:
		id = b.ID
	case *document.KeyFigures:
		return "figures"
	case *document.Decisions:
		return "decisions"
	case *document.Text:
		return "notes"
	}
	return panelNumber.ReplaceAllString(id, "_")
}
