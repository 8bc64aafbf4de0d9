package jobs

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"syscall"

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

type renderer func(ctx context.Context, w io.Writer, doc *document.Document) error

var renderers = map[Format]renderer{
	XLSX: func(ctx context.Context, w io.Writer, doc *document.Document) error {
		return xlsx.Render(ctx, w, doc, xlsx.Options{TempDir: os.TempDir()})
	},
	PDF:  pdf.Render,
	HTML: html.Render,
	JSON: json.Render,
}

// ParseFormat reads the name of a format.
func ParseFormat(name string) (Format, error) {
	if _, ok := renderers[Format(name)]; !ok {
		return "", fmt.Errorf("%q is no format: expected xlsx, pdf, html or json", name)
	}
	return Format(name), nil
}

// write renders the document to dir/<report>-<period>.<format>. The file appears whole or not at all: it is written
// under a temporary name, flushed to the disk and renamed.
func write(ctx context.Context, dir string, format Format, doc *document.Document) (path string, err error) {
	path = filepath.Join(dir, fmt.Sprintf("%s-%s.%s", doc.Report, doc.Period.Name, format))
	err = writeWhole(path, func(w io.Writer) error { return renderers[format](ctx, w, doc) })
	if err != nil {
		return "", fmt.Errorf("write %s: %w", path, err)
	}
	return path, nil
}

// writeWhole writes a file under a temporary name beside its own and renames it when all of it is on the disk.
func writeWhole(path string, fill func(io.Writer) error) (err error) {
	if err := makeFolder(filepath.Dir(path)); err != nil {
		return err
	}
	file, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+"-*.part")
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			os.Remove(file.Name())
		}
	}()
	if err := fill(file); err != nil {
		file.Close()
		return err
	}
	if err := file.Chmod(0o644); err != nil { // CreateTemp makes files that only their owner reads
		file.Close()
		return err
	}
	if err := file.Sync(); err != nil {
		file.Close()
		return err
	}
	if err := file.Close(); err != nil {
		return err
	}
	return os.Rename(file.Name(), path)
}

// makeFolder makes a folder for output, and those above it.
func makeFolder(dir string) error {
	err := os.MkdirAll(dir, 0o755)
	if errors.Is(err, syscall.ENOTDIR) {
		return fmt.Errorf("make the folder %s: a file stands in its place or above it; remove that or name another folder with output (%w)", dir, err)
	}
	return err
}
