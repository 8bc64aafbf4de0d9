package jobs

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"errors"
	"html"
	"io"
	"os"
	"path/filepath"
	"regexp"
)

// textsOf reads what a written file says; ok is false for formats that nobody can search.
func textsOf(path string) (texts []string, ok bool, err error) {
	switch filepath.Ext(path) {
	case ".html", ".csv":
		content, err := os.ReadFile(path)
		return []string{html.UnescapeString(string(content))}, true, err
	case ".json":
		content, err := os.ReadFile(path)
		if err != nil {
			return nil, false, err
		}
		texts, err = stringsOf(content)
		return texts, err == nil, nil // what is no JSON is not ours
	case ".xlsx":
		texts, err := workbookTexts(path)
		return texts, err == nil, nil
	}
	return nil, false, nil
}

// stringsOf lists the strings of a JSON text.
func stringsOf(content []byte) (texts []string, err error) {
	decoder := json.NewDecoder(bytes.NewReader(content))
	for {
		token, err := decoder.Token()
		if errors.Is(err, io.EOF) {
			return texts, nil
		}
		if err != nil {
			return nil, err
		}
		if text, ok := token.(string); ok {
			texts = append(texts, text)
		}
	}
}

// markup separates the texts of a workbook's parts.
var markup = regexp.MustCompile(`<[^>]*>`)

func workbookTexts(path string) (texts []string, err error) {
	book, err := zip.OpenReader(path)
	if err != nil {
		return nil, err
	}
	defer book.Close() //nolint:errcheck // it was read
	for _, part := range book.File {
		if filepath.Ext(part.Name) != ".xml" {
			continue
		}
		content, err := readPart(part)
		if err != nil {
			return nil, err
		}
		texts = append(texts, html.UnescapeString(markup.ReplaceAllString(string(content), "\n")))
	}
	return texts, nil
}

// mostOfPart bounds what is read of one part of a workbook: none that was written here is larger.
const mostOfPart = 1 << 30

func readPart(part *zip.File) ([]byte, error) {
	in, err := part.Open()
	if err != nil {
		return nil, err
	}
	defer in.Close()
	return io.ReadAll(io.LimitReader(in, mostOfPart))
}
