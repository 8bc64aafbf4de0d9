// Package archive keeps the files of what was published.
package archive

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"nines/internal/store"
	"nines/internal/wholefile"
	"nines/reports/document"
)

// Archive is the folder of what was published, below the output: <report>/<period>/r<revision>/<file>. The store lists
// what it holds; what is in neither of both does not count.
type Archive struct{ folder string }

// Below returns the archive of an output folder.
func Below(output string) Archive { return Archive{filepath.Join(output, "archive")} }

// Folder is where the archive is, with what the list says to lie in it.
func (a Archive) Folder() string { return a.folder }

// Path is where a published file lies. It is an error for a file whose names would lead out of the archive.
func (a Archive) Path(f store.PublishedFile) (string, error) {
	parts := []string{f.Report, f.Period, "r" + strconv.Itoa(f.Revision), f.Name}
	for _, part := range parts {
		if part == "" || strings.HasPrefix(part, ".") || strings.ContainsAny(part, `/\`) || !filepath.IsLocal(part) {
			return "", fmt.Errorf("the archive has no place for %q", part)
		}
	}
	return filepath.Join(a.folder, filepath.Join(parts...)), nil
}

// Keep copies the files of a document into the archive, each whole or not at all, and describes them for the list. A
// file of the same revision is replaced: its published figures are the same.
func (a Archive) Keep(doc *document.Document, paths []string) ([]store.PublishedFile, error) {
	files := make([]store.PublishedFile, len(paths))
	for i, path := range paths {
		files[i] = store.PublishedFile{
			Report: doc.Key(), Period: doc.Period.Name, Revision: doc.Revision,
			Name: filepath.Base(path), Format: strings.TrimPrefix(filepath.Ext(path), "."),
		}
		if err := a.copy(&files[i], path); err != nil {
			return nil, fmt.Errorf("keep %s in the archive: %w", path, err)
		}
	}
	return files, nil
}

// copy copies one file, and notes its size and digest.
func (a Archive) copy(f *store.PublishedFile, from string) error {
	to, err := a.Path(*f)
	if err != nil {
		return err
	}
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	digest := sha256.New()
	err = wholefile.Write(to, func(w io.Writer) (err error) {
		f.Size, err = io.Copy(io.MultiWriter(w, digest), in)
		return err
	})
	f.SHA256 = hex.EncodeToString(digest.Sum(nil))
	return err
}

// Remove deletes a published file, and the folders that it leaves empty. One that is gone already is no error.
func (a Archive) Remove(f store.PublishedFile) error {
	path, err := a.Path(f)
	if err != nil {
		return err
	}
	if err := os.Remove(path); err != nil && !os.IsNotExist(err) {
		return fmt.Errorf("remove %s from the archive: %w", path, err)
	}
	for dir := filepath.Dir(path); dir != a.folder && os.Remove(dir) == nil; { // until one is not empty
		dir = filepath.Dir(dir)
	}
	return nil
}
