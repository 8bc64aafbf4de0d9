package xlsx

import (
	"fmt"
	"strings"

	"github.com/xuri/excelize/v2"

	"nines/reports/document"
)

// longTable is the number of rows above which a table gets a streamed sheet of its own: a sheet that is not streamed
// takes some eight kilobytes a row.
const longTable = 2000

// plan names the sheets in their order, so that all can be linked from the first: the contents, each section followed
// by its long tables, and the data of the charts.
func (b *book) plan() {
	first := &sheet{title: b.words.Text("render.contents")}
	b.sheets = []*sheet{first}
	for i := range b.doc.Sections {
		section := &b.doc.Sections[i]
		b.sheets = append(b.sheets, &sheet{title: section.Title, lead: section.Lead, section: section})
		for _, block := range section.Blocks {
			b.planBlock(block)
		}
	}
	for _, s := range b.sheets {
		s.name, s.row = b.sheetName(s.title), 1
	}
	b.do(b.file.SetSheetName("Sheet1", first.name))
	for _, s := range b.sheets[1:] {
		b.addSheet(s)
	}
}

// overview is the name of the section that says what the report is.
const overview = "overview"

func (b *book) planBlock(block document.Block) {
	switch block := block.(type) {
	case *document.Table:
		b.anchors[block.ID] = spot{}
		if len(block.Rows) > longTable {
			d := &document.Detail{ID: block.ID, Title: block.Title, Columns: block.Columns, Rows: rowsOf(block)}
			b.longs[block] = &sheet{title: block.Title, lead: block.Subtitle, detail: d, long: block}
			b.sheets = append(b.sheets, b.longs[block])
		}
	case *document.Detail:
		b.anchors[block.ID] = spot{}
		b.sheets = append(b.sheets, &sheet{title: block.Title, detail: block})
	case *document.Chart:
		b.anchors[block.ID] = spot{}
	}
	delete(b.anchors, "")
}

func rowsOf(t *document.Table) func(func([]document.Value) error) error {
	return func(yield func([]document.Value) error) error {
		for _, row := range t.Rows {
			if err := yield(row.Cells); err != nil {
				return err
			}
		}
		return nil
	}
}

// addSheet appends a sheet that prints in landscape and fits the width of the page.
func (b *book) addSheet(s *sheet) {
	if _, err := b.file.NewSheet(s.name); err != nil {
		b.do(fmt.Errorf("add the sheet %q: %w", s.name, err))
	}
}

// setPage prepares a sheet for the printer and the eye: landscape on A4, as wide as the page, no gridlines, the
// organisation and the page's number at the foot.
func (b *book) setPage(s *sheet, gridlines bool) {
	paper, landscape, wide, high, fit := 9, "landscape", 1, 0, true
	height := float64(rowHeight)
	b.do(b.file.SetSheetProps(s.name, &excelize.SheetPropsOptions{FitToPage: &fit, DefaultRowHeight: &height, CustomHeight: &fit}))
	b.do(b.file.SetPageLayout(s.name, &excelize.PageLayoutOptions{
		Size: &paper, Orientation: &landscape, FitToWidth: &wide, FitToHeight: &high,
	}))
	margin, edge := 0.5, 0.3
	b.do(b.file.SetPageMargins(s.name, &excelize.PageLayoutMarginsOptions{
		Left: &margin, Right: &margin, Top: &margin, Bottom: &margin, Header: &edge, Footer: &edge,
	}))
	b.do(b.file.SetSheetView(s.name, 0, &excelize.ViewOptions{ShowGridLines: &gridlines}))
	b.setFoot(s, "")
}

// setFoot writes the foot of a sheet's pages, with what it says of the sheet itself.
func (b *book) setFoot(s *sheet, more string) {
	b.do(b.file.SetHeaderFooter(s.name, &excelize.HeaderFooterOptions{
		OddFooter: "&L" + ampersand.Replace(cut(join(" · ", b.footer(), more), footUnits)) + "&R" + b.words.Text("render.page", "n", "&P", "m", "&N"),
	}))
}

// footUnits is what the left part of a foot may take of the 255 characters of the format, some of them written twice.
const footUnits = 190

// printPart says in the foot which columns are printed of the main ones, where those are not all.
func (b *book) printPart(s *sheet, main, all int) {
	if n := s.printed(main); n < all {
		letters, _ := excelize.ColumnNumberToName(n)
		b.setFoot(s, b.words.Text("xlsx.printed", "column", letters, "n", all))
	}
}

// ampersand keeps an & in a page's foot from being a code.
var ampersand = strings.NewReplacer("&", "&&")

// footer is the left part of each page's foot. The format allows 255 characters in all, and & begins a code in it.
func (b *book) footer() string {
	state := b.words.Text("render.final")
	if b.doc.Period.Provisional {
		state = b.words.Text("render.provisional_footer", "day", b.doc.Locale.Day(b.doc.Period.FinalAt.In(b.zone)))
	}
	at := b.doc.Locale.Instant(b.doc.AsOf.In(b.zone)) + " " + b.zone.String()
	text := join(" · ", cut(clean(b.doc.Organisation), 60), b.words.Text("render.as_of", "at", at), state)
	return text
}

// setPrint says what of a sheet is printed, and which row the pages after it repeat; 0: none.
func (b *book) setPrint(s *sheet, lastCol, lastRow, repeated int) {
	name := quoted(s.name)
	letters, _ := excelize.ColumnNumberToName(lastCol)
	if lastRow > 0 {
		b.do(b.file.SetDefinedName(&excelize.DefinedName{
			Name: "_xlnm.Print_Area", Scope: s.name, RefersTo: fmt.Sprintf("%s!$A$1:$%s$%d", name, letters, lastRow),
		}))
	}
	if repeated > 0 {
		b.do(b.file.SetDefinedName(&excelize.DefinedName{
			Name: "_xlnm.Print_Titles", Scope: s.name, RefersTo: fmt.Sprintf("%s!$%d:$%d", name, repeated, repeated),
		}))
	}
}
