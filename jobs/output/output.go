// Package output writes the files of a report: its document in each of the formats, and the tables that go with it. Each
// file appears whole or not at all, in a folder and under a name that the document tells. It knows nothing of jobs.
package output

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"nines/internal/wholefile"
	"nines/reports/document"
	"nines/reports/html"
	"nines/reports/json"
	"nines/reports/pdf"
	"nines/reports/xlsx"
)

// Format is a file format of reports, named by its extension.
type Format string

// The formats.
const (
	XLSX Format = "xlsx"
	PDF  Format = "pdf"
	HTML Format = "html"
	JSON Format = "json"
)

// Formats lists all formats, in the order in which they are written.
func Formats() []Format { return []Format{XLSX, PDF, HTML, JSON} }

// renderer writes a document; replaced is how many characters of it could not be shown.
type renderer func(ctx context.Context, w io.Writer, doc *document.Document) (replaced int, err error)

// shows makes a renderer of one that shows every character.
func shows(render func(context.Context, io.Writer, *document.Document) error) renderer {
	return func(ctx context.Context, w io.Writer, doc *document.Document) (int, error) {
		return 0, render(ctx, w, doc)
	}
}

var renderers = map[Format]renderer{
	XLSX: shows(func(ctx context.Context, w io.Writer, doc *document.Document) error {
		return xlsx.Render(ctx, w, doc, xlsx.Options{TempDir: os.TempDir()})
	}),
	PDF:  pdf.Render,
	HTML: shows(html.Render),
	JSON: shows(json.Render),
}

// ParseFormat reads the name of a format.
func ParseFormat(name string) (Format, error) {
	if _, ok := renderers[Format(name)]; !ok {
		return "", fmt.Errorf("%q is no format: expected xlsx, pdf, html or json", name)
	}
	return Format(name), nil
}

// Write renders the document to dir/<report>-<period>.<format>, of a pack <report>-<pack>-<period>, and returns its path;
// replaced is how many characters it could not show.
func Write(ctx context.Context, dir string, format Format, doc *document.Document) (path string, replaced int, err error) {
	path = filepath.Join(dir, doc.FileName()+"."+string(format))
	replaced, err = WriteFile(ctx, path, format, doc)
	return path, replaced, err
}

// WriteFile is Write to a path. The file appears whole or not at all: it is written under a temporary name, flushed to the
// disk and renamed.
func WriteFile(ctx context.Context, path string, format Format, doc *document.Document) (replaced int, err error) {
	err = wholefile.Write(path, func(w io.Writer) error {
		replaced, err = renderers[format](ctx, w, doc)
		return err
	})
	if err != nil {
		return 0, fmt.Errorf("write %s: %w", path, err)
	}
	return replaced, nil
}
