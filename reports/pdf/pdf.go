// Package pdf writes a document as pages of A4: the only package that knows gofpdf.
package pdf

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"time"

	"nines/reports/document"
	"nines/templates"
)

// Render writes the document as a PDF of A4 pages with its fonts embedded. The blocks that only a workbook
// holds are left out, and a table shows PageRows rows at most. What the fonts cannot show is replaced by □ and counted
// at the document's end, and by replaced. The same document gives the same bytes: both dates of the file are the as-of instant. It fails
// where the theme, the words or the fonts cannot be read, where ctx ends, and where w fails.
func Render(ctx context.Context, w io.Writer, doc *document.Document) (replaced int, err error) {
	l, err := newLayout(doc)
	if err != nil {
		return 0, fmt.Errorf("prepare the pages of %s: %w", doc.Report, err)
	}
	if err := l.draw(ctx); err != nil {
		return 0, fmt.Errorf("lay out the pages of %s: %w", doc.Report, err)
	}
	var file bytes.Buffer
	if err := l.canvas.pdf.Output(&file); err != nil {
		return 0, fmt.Errorf("make the file of %s: %w", doc.Report, err)
	}
	if err := pack(w, file.Bytes()); err != nil {
		return 0, fmt.Errorf("write the pages of %s: %w", doc.Report, err)
	}
	return l.canvas.replaced, nil
}

// draw fills all pages.
func (l *layout) draw(ctx context.Context) error {
	l.metadata()
	l.firstPage()
	for i := range l.doc.Sections {
		if err := l.section(ctx, i); err != nil {
			return err
		}
	}
	l.replacedNote()
	l.writeReferences()
	l.footers()
	return nil
}

func newLayout(doc *document.Document) (*layout, error) {
	theme, err := templates.LoadTheme()
	if err != nil {
		return nil, err
	}
	words, _, err := templates.LoadWords(doc.Locale.Tag, doc.Words)
	if err != nil {
		return nil, err
	}
	fonts, err := loadFonts(&doc.Branding)
	if err != nil {
		return nil, err
	}
	zone := doc.Zone
	if zone == nil {
		zone = time.UTC
	}
	c := newCanvas(fonts, doc.Landscape)
	if err := c.loadLogo(doc.Branding.Logo); err != nil {
		return nil, err
	}
	return makeLayout(doc, theme.With(doc.Branding.Colours), words, zone, c), nil
}

// metadata sets the file's own title, author, creator and dates.
func (l *layout) metadata() {
	pdf, doc := l.canvas.pdf, l.doc
	title, _ := l.canvas.text.clean(doc.Title)
	author, _ := l.canvas.text.clean(doc.Organisation)
	creator, _ := l.canvas.text.clean(doc.GeneratedBy)
	subject, _ := l.canvas.text.clean(joined(" \u00b7 ", doc.Subject, doc.Scope))
	pdf.SetTitle(title, true)
	pdf.SetSubject(subject, true)
	pdf.SetKeywords(joined(" ", doc.Report, doc.Period.Name), true)
	pdf.SetAuthor(author, true)
	pdf.SetCreator(creator, true)
	pdf.SetCreationDate(doc.AsOf.UTC())
	pdf.SetModificationDate(doc.AsOf.UTC())
	pdf.SetCatalogSort(true)
}
