package web

import (
	"net/http"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestArchiveHandsOutFiles(t *testing.T) {
	s := open(t, Access{}, nil)
	page := s.get("/archive/weekly/2026-W44/2/weekly-2026-W44.html")
	assert.Equal(t, http.StatusOK, page.Code)
	assert.Contains(t, page.Body.String(), "Weekly report")
	assert.Equal(t, "text/html; charset=utf-8", page.Header().Get("Content-Type"))
	assert.Equal(t, reportPolicy, page.Header().Get("Content-Security-Policy"))
	assert.Empty(t, page.Header().Get("Content-Disposition"))

	pdf := s.get("/archive/weekly/2026-W44/1/weekly-2026-W44.pdf")
	assert.Equal(t, "%PDF-1.4", pdf.Body.String())
	assert.Equal(t, "application/pdf", pdf.Header().Get("Content-Type"))
	assert.Equal(t, `attachment; filename=weekly-2026-W44.pdf`, pdf.Header().Get("Content-Disposition"))
	part := s.get("/archive/weekly/2026-W44/1/weekly-2026-W44.pdf", header("Range", "bytes=0-3"))
	assert.Equal(t, http.StatusPartialContent, part.Code)
	assert.Equal(t, "%PDF", part.Body.String())
}

func TestNothingBesideTheArchive(t *testing.T) {
	s := open(t, Access{}, nil)
	for _, path := range []string{
		"/archive/weekly/2026-W44/3/weekly-2026-W44.html", "/archive/weekly/2026-W45/2/weekly-2026-W44.html",
		"/archive/weekly/2026-W44/2/secret.csv", "/archive/weekly/2026-W44/2/..%2f..%2fsecret.csv", "/archive/weekly/2026-W44/2/%2e%2e",
		"/archive/weekly/..%2f..%2fsecret.csv/2/x", "/archive/..%2fsecret.csv/x/2/x", "/archive/weekly/2026-W44/x/weekly-2026-W44.html",
		"/archive/weekly/2026-W44/2/weekly-2026-W44.html%00", "/archive/weekly/2026-W44/2/escape.csv", "/archive/weekly/2026-W44/2/linked.csv",
		"/archive/weekly/2026-W44/2/folder.csv", `/archive/weekly/2026-W44/2/..%5c..%5csecret.csv`,
	} {
		got := s.get(path)
		assert.Contains(t, []int{http.StatusNotFound, http.StatusInternalServerError}, got.Code, path)
		assert.NotContains(t, got.Body.String(), "planted-outside", path)
	}
	for _, path := range []string{"/archive/../secret.csv", "/archive/weekly/2026-W44/2/../../../../secret.csv", "//secret.csv"} {
		got := s.get(path)
		assert.NotEqual(t, http.StatusOK, got.Code, path)
		assert.NotContains(t, got.Body.String(), "planted-outside", path)
	}
}
