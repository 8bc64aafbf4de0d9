package main

import (
	"archive/zip"
	"encoding/json"
	"errors"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net/mail"
	"os"
	"os/exec"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"github.com/xuri/excelize/v2"
	"golang.org/x/net/html"
)

func readFile(t *testing.T, path string) string {
	t.Helper()
	data, err := os.ReadFile(path)
	require.NoError(t, err)
	return string(data)
}

// htmlTexts lists the texts of a page, with those that only programs read aloud.
func htmlTexts(t *testing.T, text string) (texts []string) {
	t.Helper()
	page := html.NewTokenizer(strings.NewReader(text))
	skipped := ""
	for {
		switch page.Next() {
		case html.ErrorToken:
			require.ErrorIs(t, page.Err(), io.EOF)
			return texts
		case html.StartTagToken:
			token := page.Token()
			if token.Data == "style" {
				skipped = token.Data
			}
			for _, a := range token.Attr {
				if a.Key == "aria-label" || a.Key == "alt" || a.Key == "title" {
					texts = append(texts, a.Val)
				}
			}
		case html.EndTagToken:
			skipped = ""
		case html.TextToken:
			if text := strings.TrimSpace(page.Token().Data); text != "" && skipped == "" {
				texts = append(texts, text)
			}
		}
	}
}

// pdfTexts is what stands on each page of a PDF, in the order in which it was written, and what it is called.
func pdfTexts(t *testing.T, path string) []string {
	t.Helper()
	text, err := exec.Command("pdftotext", "-raw", path, "-").Output()
	require.NoError(t, err)
	return strings.Split(string(text), "\f")
}

// workbookTexts are the names of a workbook's sheets, their cells, what stands on charts, and its properties.
func workbookTexts(t *testing.T, path string) []string {
	t.Helper()
	book, err := excelize.OpenFile(path)
	require.NoError(t, err)
	texts := book.GetSheetList()
	for _, sheet := range book.GetSheetList() {
		rows, err := book.GetRows(sheet)
		require.NoError(t, err)
		for _, row := range rows {
			texts = append(texts, row...)
		}
	}
	require.NoError(t, book.Close())
	return append(texts, drawnTexts(t, path)...)
}

var drawnText = regexp.MustCompile(`<(?:a:t|c:v|dc:title|dc:subject|dc:description|cp:category|cp:keywords|oddFooter|oddHeader)[^>]*>([^<]*)</`)

// headerCode is what stands in the head and foot of a printed sheet for a place or a number.
var headerCode = regexp.MustCompile(`&[LCRPN]`)

func drawnTexts(t *testing.T, path string) (texts []string) {
	t.Helper()
	parts, err := zip.OpenReader(path)
	require.NoError(t, err)
	defer parts.Close()
	for _, part := range parts.File {
		if !strings.HasPrefix(part.Name, "xl/charts/") && part.Name != "docProps/core.xml" && !strings.HasPrefix(part.Name, "xl/worksheets/sheet") {
			continue
		}
		r, err := part.Open()
		require.NoError(t, err)
		content, err := io.ReadAll(r)
		require.NoError(t, err)
		for _, m := range drawnText.FindAllStringSubmatch(string(content), -1) {
			texts = append(texts, headerCode.ReplaceAllString(html.UnescapeString(m[1]), "|"))
		}
	}
	return texts
}

// jsonTexts are the texts of a file for programs that are for people: those with a blank in them.
func jsonTexts(t *testing.T, path string) (texts []string) {
	t.Helper()
	var content any
	require.NoError(t, json.Unmarshal([]byte(readFile(t, path)), &content))
	var walk func(any)
	walk = func(v any) {
		switch v := v.(type) {
		case map[string]any:
			for _, one := range v {
				walk(one)
			}
		case []any:
			for _, one := range v {
				walk(one)
			}
		case string:
			if strings.Contains(v, " ") {
				texts = append(texts, v)
			}
		}
	}
	walk(content)
	return texts
}

// mailTexts are the subject of a mail, its plain text and the texts of its page.
func mailTexts(t *testing.T, data string) (texts []string) {
	t.Helper()
	message, err := mail.ReadMessage(strings.NewReader(data))
	require.NoError(t, err)
	subject, err := new(mime.WordDecoder).DecodeHeader(message.Header.Get("Subject"))
	require.NoError(t, err)
	texts = append(texts, subject)
	for kind, content := range mailParts(t, message.Header.Get("Content-Type"), message.Body) {
		if kind == "text/html" {
			texts = append(texts, htmlTexts(t, content)...)
			continue
		}
		texts = append(texts, content)
	}
	return texts
}

// mailParts are the texts of a mail by their type, whatever lies within what. What is attached is left out.
func mailParts(t *testing.T, contentType string, body io.Reader) map[string]string {
	t.Helper()
	found := map[string]string{}
	kind, params, err := mime.ParseMediaType(contentType)
	require.NoError(t, err)
	require.True(t, strings.HasPrefix(kind, "multipart/"), kind)
	parts := multipart.NewReader(body, params["boundary"])
	for {
		part, err := parts.NextRawPart()
		if errors.Is(err, io.EOF) {
			return found
		}
		require.NoError(t, err)
		kind, _, err := mime.ParseMediaType(part.Header.Get("Content-Type"))
		require.NoError(t, err)
		switch {
		case strings.HasPrefix(kind, "multipart/"):
			for k, text := range mailParts(t, part.Header.Get("Content-Type"), part) {
				found[k] = text
			}
		case strings.HasPrefix(kind, "text/") && !strings.HasPrefix(part.Header.Get("Content-Disposition"), "attachment"):
			text, err := io.ReadAll(quotedprintable.NewReader(part))
			require.NoError(t, err)
			require.Equal(t, "quoted-printable", part.Header.Get("Content-Transfer-Encoding"))
			found[kind] = string(text)
		}
	}
}
