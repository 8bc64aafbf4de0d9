package xlsx

import (
	"fmt"
	"strings"
)

// Sheet is a worksheet of a workbook; sheets of charts and dialogues are none.
type Sheet struct {
	Name   string
	Hidden bool

	part string // where its cells are
}

// Sheets returns a workbook's worksheets, in the order of their tabs.
func Sheets(path string) ([]Sheet, error) {
	a, err := openArchive(path)
	if err != nil {
		return nil, err
	}
	defer func() { _ = a.close() }() // only read
	w, err := a.workbook()
	if err != nil {
		return nil, fmt.Errorf("reading %s: %w", path, err)
	}
	return w.sheets, nil
}

// workbook is what the sheets of a workbook have in common.
type workbook struct {
	sheets    []Sheet
	from1904  bool   // days are counted from 1904
	texts     string // the part with the shared texts; empty: none
	styles    string // the part with the formats; empty: none
	otherTabs int    // sheets that hold no cells
}

func (a *archive) workbook() (*workbook, error) {
	name, err := a.workbookPart()
	if err != nil {
		return nil, err
	}
	relations, err := a.relations(name)
	if err != nil {
		return nil, err
	}
	w := &workbook{texts: first(relations, "sharedStrings"), styles: first(relations, "styles")}
	err = a.each(name, maxSmallPart, func(e element) error {
		switch {
		case e.local == "workbookPr":
			w.from1904 = isTrue(e.attr("date1904"))
		case e.local == "sheet" && e.parent == "sheets":
			w.add(e, relations[e.attr("id")])
		}
		return nil
	})
	return w, err
}

func (w *workbook) add(e element, r relation) {
	if r.kind != "worksheet" {
		w.otherTabs++
		return
	}
	state := e.attr("state")
	w.sheets = append(w.sheets, Sheet{Name: unescape(e.attr("name")), Hidden: state == "hidden" || state == "veryHidden", part: r.target})
}

// choose returns the sheet of that name, else the one whose name differs in case or blanks only; without a name the
// first visible one.
func (w *workbook) choose(name string) (Sheet, error) {
	if len(w.sheets) == 0 {
		return Sheet{}, fmt.Errorf("the workbook has no worksheet, and %d sheets of other kinds; expected a sheet with rows", w.otherTabs)
	}
	if name == "" {
		for _, s := range w.sheets {
			if !s.Hidden {
				return s, nil
			}
		}
		return Sheet{}, fmt.Errorf("all sheets are hidden: %s; name the one to read with sheet", names(w.sheets))
	}
	for _, s := range w.sheets {
		if s.Name == name {
			return s, nil
		}
	}
	for _, s := range w.sheets {
		if strings.EqualFold(strings.TrimSpace(s.Name), strings.TrimSpace(name)) {
			return s, nil
		}
	}
	return Sheet{}, fmt.Errorf("there is no sheet %q; the workbook has %s", name, names(w.sheets))
}

// names lists sheets for a message.
func names(sheets []Sheet) string {
	const told = 20
	var list []string
	for _, s := range sheets[:min(len(sheets), told)] {
		name := fmt.Sprintf("%.60q", s.Name)
		if s.Hidden {
			name += " (hidden)"
		}
		list = append(list, name)
	}
	if more := len(sheets) - told; more > 0 {
		list = append(list, fmt.Sprintf("and %d more", more))
	}
	return strings.Join(list, ", ")
}

// passedOver lists the other visible sheets, which nobody asked for.
func (w *workbook) passedOver(chosen Sheet) []Sheet {
	var others []Sheet
	for _, s := range w.sheets {
		if !s.Hidden && s.part != chosen.part {
			others = append(others, s)
		}
	}
	return others
}

// isTrue reads a yes or no of XML.
func isTrue(text string) bool { return text == "1" || text == "true" || text == "on" }
