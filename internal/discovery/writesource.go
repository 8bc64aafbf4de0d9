package discovery

import (
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"nines/importers/mapping"
)

// writeSource writes one source; one that cannot be imported commented out, with the reason.
func writeSource(p *page, s *source) {
	if s.fault != "" {
		p.ask(2, fmt.Sprintf("can %s be used? %s. What is below is the nearest that was found: correct it and take the signs of the comment away.",
			shown(filepath.Base(s.path)), shownLong(s.fault)))
		p.off = true
		defer func() { p.off = false }()
	}
	p.note(2, s.introduction())
	p.line(2, "- "+pair("name", s.name), "")
	p.line(4, pair("kind", s.table.kind), "")
	p.line(4, pair("path", s.path), s.pathWhy())
	if s.table.sheet != "" {
		p.line(4, pair("sheet", s.table.sheet), "")
	}
	switch {
	case s.preset != "":
		p.line(4, pair("preset", s.preset), "adds further words and columns that it knows; what stands below overrides it")
	case s.tool != nil:
		p.later(4, pair("preset", s.tool.Preset.Name), "would add what it knows of further columns and words")
	}
	s.writeShape(p)
	s.writeRecord(p)
	s.writeRows(p)
	s.writeTimes(p)
	if s.decimal == ',' {
		p.line(4, `decimal: ","`, "numbers such as 12,5")
	}
	if len(s.missing) > 0 {
		p.line(4, "missing: "+list(s.missing), "they stand where other cells have a value")
	}
	s.writeColumns(p)
	s.writeMetrics(p)
	s.writeWords(p)
	for _, field := range slices.Sorted(maps.Keys(s.units)) {
		if u := s.units[field]; u.guessed {
			p.ask(4, fmt.Sprintf("in which unit are the numbers of %s (%s)? %s is a guess: %s. There are s, min, h and d.", field, s.name, u.unit, u.why))
		}
		p.line(4, fmt.Sprintf("units: {%s: %s}", field, s.units[field].unit), s.units[field].why)
	}
	if _, ok := s.has("id"); ok {
		p.later(4, `link: "https://tool.example.com/{id}"`, "makes ids links in the reports")
	}
	s.writeUnused(p)
}

// writeRows writes which rows count, and asks what they do not tell.
func (s *source) writeRows(p *page) {
	if s.where != nil {
		p.line(4, "where: {"+key(s.where.header)+": "+list(s.only)+"}", "the other rows are of times without an outage")
	}
	for _, text := range s.asks {
		p.ask(4, text)
	}
}

// introduction says what the source was taken for, and by what.
func (s *source) introduction() string {
	text := fmt.Sprintf("%s from the first %s", s.what(), count(len(s.table.rows), "row"))
	if s.table.whole {
		text = fmt.Sprintf("%s from %s", s.what(), count(len(s.table.rows), "row"))
	}
	if s.tool != nil {
		text += fmt.Sprintf("; recognised as %s of %s by %s", shown(s.tool.Table.Name), s.tool.Preset.Tool, headers(s.tool.Why))
	}
	return text + "."
}

// what names the records.
func (s *source) what() string {
	if s.teller != nil {
		return "Tickets of several kinds"
	}
	return strings.ToUpper(plural(s.record)[:1]) + plural(s.record)[1:]
}

func headers(names []string) string {
	var all []string
	for _, name := range names {
		if quoted := fmt.Sprintf("%q", shown(name)); len(all) < 4 && !slices.Contains(all, quoted) {
			all = append(all, quoted)
		}
	}
	return strings.Join(all, ", ")
}

func (s *source) pathWhy() string {
	if len(s.paths) > 1 {
		return fmt.Sprintf("%s of the same shape", count(len(s.paths), "file"))
	}
	return ""
}

// writeShape writes how the file's cells are found.
func (s *source) writeShape(p *page) {
	t := s.table
	switch {
	case t.options.Header == 0:
		p.line(4, "header: 0", "the first row is no header: the columns are called 1, 2, 3")
	case t.options.Header > 1:
		p.line(4, "header: "+strconv.Itoa(t.options.Header), fmt.Sprintf("the names stand in row %d; what is above is put before them", t.options.Header))
	}
	if t.delimited {
		p.line(4, "delimiter: "+strconv.Quote(string(t.options.Delimiter)), "the rows have the same number of cells by it")
	}
	if t.options.Encoding == "windows-1252" && !t.mixed {
		p.line(4, "encoding: windows-1252", "it is not valid UTF-8; if letters look wrong in the reports, name another")
	}
}

func (s *source) writeRecord(p *page) {
	if s.teller == nil {
		p.line(4, pair("record", s.record), "")
		return
	}
	p.line(4, "record:", "")
	p.line(6, pair("column", s.teller.header), "its words tell the record of each row")
	var pairs, others []string
	for _, v := range s.teller.values {
		if record, ok := s.kinds[v.text]; ok {
			pairs = append(pairs, pair(v.text, record))
		} else {
			others = append(others, fmt.Sprintf("%q (%s)", shown(v.text), count(v.count, "row")))
		}
	}
	p.line(6, "values: {"+strings.Join(pairs, ", ")+"}", "")
	if len(others) > 0 {
		p.ask(6, "are any of these incidents, requests, problems or changes? Their rows are passed over: "+strings.Join(others[:min(len(others), 12)], ", "))
	}
}

// writeTimes writes the forms of the times and their zone.
func (s *source) writeTimes(p *page) {
	if s.openCell != "" {
		p.ask(4, fmt.Sprintf("DAY OR MONTH FIRST? No time of this file tells. %q is read as %s, not as %s, because %s. If that is wrong, swap %%d and %%m.",
			shown(s.openCell), s.readAs(true), s.readAs(false), s.order))
	}
	switch serial := slices.Contains(s.formats, mapping.SerialDays); {
	case serial:
		p.note(4, "Times are days as spreadsheets count them, like "+s.example()+", which an import finds out.")
	case len(s.formats) == 0:
	case len(s.formats) == 1:
		p.line(4, "time_format: "+strconv.Quote(s.formats[0]), "times like "+s.example())
	default:
		quoted := make([]string, len(s.formats))
		for i, f := range s.formats {
			quoted[i] = strconv.Quote(f)
		}
		p.line(4, "time_format: ["+strings.Join(quoted, ", ")+"]", "times like "+s.example())
	}
	if !s.timed() {
		return
	}
	if s.zone != "" {
		p.line(4, pair("zone", s.zone), s.zoneWhy)
		return
	}
	p.ask(4, "in which time zone does the tool write its times? They state no offset.")
	p.line(4, "zone: UTC", "until the question is answered")
}

// readAs writes the cell that reads both ways as a date in words.
func (s *source) readAs(asChosen bool) string {
	p := numericDate.FindStringSubmatch(s.openCell)
	day, month := p[1], p[3]
	if (strings.Index(s.formats[0], "%d") < strings.Index(s.formats[0], "%m")) != asChosen {
		day, month = month, day
	}
	n, _ := strconv.Atoi(month)
	names := []string{"January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"}
	return day + " " + names[(n+11)%12]
}

// timed tells whether any column holds times.
func (s *source) timed() bool {
	for _, c := range s.choices {
		if c.column.time != nil && isTimeField(s.recordOf(c.field), c.field) {
			return true
		}
	}
	return false
}

func (s *source) example() string {
	for _, c := range s.choices {
		if c.column.time != nil && isTimeField(s.recordOf(c.field), c.field) {
			return shown(c.column.time.example)
		}
	}
	return ""
}
