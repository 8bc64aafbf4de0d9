// Package html writes a document as one page that needs nothing from outside: no script, no font, no image, no style.
// The page reads on a phone, on a screen in light and dark, and on paper.
package html

import (
	"bufio"
	"context"
	"embed"
	"fmt"
	"html/template"
	"io"
	"sync"

	"nines/reports/document"
	"nines/templates"
)

//go:embed page.css *.tmpl
var files embed.FS

var parsePage = sync.OnceValues(func() (*template.Template, error) {
	return template.ParseFS(files, "*.tmpl")
})

// Render writes the document as one HTML page: the content of the paper, in its order but that the decisions of the first
// section come before its tables and charts, and behind each chart its figures. The blocks that only a workbook holds are
// left out, and a table shows PageRows rows at most. Text of the document is never markup: it is escaped by
// its place in the page; what is no text (invalid UTF-8, control characters) becomes U+FFFD. Only http and https
// addresses become links. The same document gives the same bytes. It fails where the theme, the words or the template
// cannot be read, where ctx ends, and where w fails.
func Render(ctx context.Context, w io.Writer, doc *document.Document) error {
	v, err := newView(doc)
	if err != nil {
		return fmt.Errorf("make the page of %s: %w", doc.Report, err)
	}
	page, err := parsePage()
	if err != nil {
		return fmt.Errorf("make the page of %s: %w", doc.Report, err)
	}
	buffered := bufio.NewWriterSize(interruptible{ctx, w}, 1<<16)
	clean := cleaner(buffered)
	if err := page.ExecuteTemplate(clean, "page.tmpl", v); err != nil {
		return fmt.Errorf("write the page of %s: %w", doc.Report, err)
	}
	if err := clean.Close(); err != nil {
		return fmt.Errorf("write the page of %s: %w", doc.Report, err)
	}
	if err := buffered.Flush(); err != nil {
		return fmt.Errorf("write the page of %s: %w", doc.Report, err)
	}
	return nil
}

// interruptible is a writer that fails once its context has ended: a template can be stopped in no other way.
type interruptible struct {
	ctx context.Context
	w   io.Writer
}

func (i interruptible) Write(p []byte) (int, error) {
	if err := i.ctx.Err(); err != nil {
		return 0, err
	}
	return i.w.Write(p)
}

// newView prepares what the template shows.
func newView(doc *document.Document) (*view, error) {
	theme, err := templates.LoadTheme()
	if err != nil {
		return nil, err
	}
	theme = theme.With(doc.Branding.Colours)
	words, ok, err := templates.LoadWords(doc.Locale.Tag, doc.Words)
	if err != nil {
		return nil, err
	}
	v := &view{doc: doc, theme: theme, words: words, lang: words.Language, palette: newPalette(theme)}
	if ok {
		v.lang = templates.Tag(doc.Locale.Tag)
	}
	style, err := files.ReadFile("page.css")
	if err != nil {
		return nil, err
	}
	v.style = template.CSS(v.palette.css()) + template.CSS(style) // both are ours: no text of a ticket is in them
	if doc.Landscape {
		v.style += "@page { size: A4 landscape; }\n"
	}
	v.name()
	return v, nil
}
