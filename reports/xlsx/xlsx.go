// Package xlsx renders a document as a workbook for analysts: contents, a sheet per section, a streamed sheet per
// long table, native charts whose data stand as cells. Figures are numbers and dates; what tickets say is text.
package xlsx

import (
	"archive/zip"
	"compress/flate"
	"context"
	"fmt"
	"io"
	"slices"
	"time"

	fastflate "github.com/klauspost/compress/flate"
	"github.com/xuri/excelize/v2"

	"nines/reports/document"
	"nines/templates"
)

// Options of a rendering.
type Options struct {
	// SheetRows is how many rows a streamed sheet takes, the header among them, before the next one begins; 0: the
	// 1,048,576 that a sheet can hold.
	SheetRows int
	TempDir   string // where parts above 16 MiB wait until the workbook is whole, removed afterwards; empty: the system's
}

// Render writes the document as a workbook; as the user's own, filled, where it names one. Its cells depend on the document alone; the order of the parts in the file
// may differ from run to run. Rows of details are streamed, so that memory does not grow with them; it fails where
// such rows do, where the context ends, or where w does.
func Render(ctx context.Context, w io.Writer, doc *document.Document, opt Options) (err error) {
	b, err := newBook(ctx, doc, opt)
	if err != nil {
		return fmt.Errorf("prepare the workbook of %s: %w", doc.Report, err)
	}
	defer func() {
		if closed := b.file.Close(); closed != nil && err == nil {
			err = fmt.Errorf("remove the temporary parts of the workbook of %s: %w", doc.Report, closed)
		}
	}()
	if doc.Workbook != nil {
		if err := b.fillTemplate(ctx, w, doc.Workbook); err != nil {
			return fmt.Errorf("fill the workbook of %s: %w", doc.Report, err)
		}
		return nil
	}
	b.write()
	if b.err != nil {
		return fmt.Errorf("fill the workbook of %s: %w", doc.Report, b.err)
	}
	if err := b.file.Write(w); err != nil {
		return fmt.Errorf("write the workbook of %s: %w", doc.Report, err)
	}
	return nil
}

// sheetRows keeps what was asked for within what a sheet can hold.
func sheetRows(asked int) int {
	if asked < 2 || asked > excelize.TotalRows {
		return excelize.TotalRows
	}
	return asked
}

// book is a workbook in the making. The first error stays in err, and nothing more is written then.
type book struct {
	ctx    context.Context
	err    error
	file   *excelize.File
	doc    *document.Document
	zone   *time.Location
	words  *templates.Words
	theme  *templates.Theme
	styles map[look]int
	most   int // rows of a streamed sheet, the header among them

	sheets   []*sheet
	charts   *sheet // the data of the charts
	added    int    // native charts
	plotted  map[*document.Chart]plotted
	longs    map[*document.Table]*sheet // tables that stand on a sheet of their own
	names    map[string]bool            // names of sheets that are taken, in lower case
	tables   map[string]bool            // names of tables that are taken, in lower case
	anchors  map[string]spot            // blocks by ID; a row of 0: not written yet
	columns  map[document.Ref]*column   // columns of tables, by table and key
	asked    map[document.Ref]bool      // columns whose single cells formulas name
	formulas []formula
}

func newBook(ctx context.Context, doc *document.Document, opt Options) (*book, error) {
	words, _, err := templates.LoadWords(doc.Locale.Tag, doc.Words)
	if err != nil {
		return nil, err
	}
	theme, err := templates.LoadTheme()
	if err != nil {
		return nil, err
	}
	b := &book{
		ctx: ctx, file: excelize.NewFile(excelize.Options{TmpDir: opt.TempDir}), doc: doc, zone: doc.Zone, most: sheetRows(opt.SheetRows),
		words: words, theme: theme, styles: map[look]int{}, plotted: map[*document.Chart]plotted{},
		longs: map[*document.Table]*sheet{}, names: map[string]bool{"history": true}, tables: map[string]bool{},
		anchors: map[string]spot{}, columns: map[document.Ref]*column{}, asked: map[document.Ref]bool{},
	}
	if b.zone == nil {
		b.zone = time.UTC
	}
	b.file.SetZipWriter(func(w io.Writer) excelize.ZipWriter {
		zw := zip.NewWriter(w)
		zw.RegisterCompressor(zip.Deflate, func(out io.Writer) (io.WriteCloser, error) {
			return fastflate.NewWriter(out, flate.BestSpeed)
		})
		return zw
	})
	return b, nil
}

// do keeps the first error.
func (b *book) do(err error) {
	if b.err == nil && err != nil {
		b.err = err
	}
}

func (b *book) write() {
	b.setFont()
	b.ask()
	b.plan()
	for _, s := range slices.Clone(b.sheets[1:]) {
		if b.do(b.ctx.Err()); b.err != nil {
			return
		}
		if s.detail != nil {
			b.writeDetail(s)
		} else {
			b.writeSection(s)
		}
	}
	b.finishCharts()
	b.writeContents(b.sheets[0])
	b.writeFormulas()
	b.writeLinks()
	b.setProperties()
}

// setProperties states what the workbook is. Its only time is the as-of instant, so that the same report is the same
// workbook.
func (b *book) setProperties() {
	at, zoned := b.doc.AsOf.UTC().Format(time.RFC3339), b.doc.AsOf.In(b.zone).Format(time.RFC3339)
	revision := b.words.Text("render.revision", "n", b.doc.Revision)
	b.do(b.file.SetDocProps(&excelize.DocProperties{
		Title: clean(b.doc.Title), Subject: clean(join(": ", b.doc.Subject, b.doc.Scope)),
		Creator: clean(b.doc.GeneratedBy), LastModifiedBy: clean(b.doc.GeneratedBy),
		Keywords:    clean(join(", ", b.doc.Report, b.doc.Period.Name, revision, b.words.Text("render.as_of", "at", zoned))),
		Description: clean(b.doc.Message), Identifier: clean(join("-", b.doc.Report, b.doc.Period.Name)),
		Language: b.doc.Locale.Tag, Created: at, Modified: at,
	}))
	b.do(b.file.SetAppProps(&excelize.AppProperties{Application: "nines", Company: clean(b.doc.Organisation)}))
}
