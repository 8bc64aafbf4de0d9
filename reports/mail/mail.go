// Package mail writes the short form of a document as the body of a mail: what stands on top of page one, as text and as
// HTML of the kind that mail programs show, with tables and inline styles and nothing from outside.
package mail

import (
	"bytes"
	"fmt"
	htmltemplate "html/template"
	"strings"
	texttemplate "text/template"
	"time"

	"nines/reports/document"
	"nines/templates"
)

// Envelope is what a mail says beside its document.
type Envelope struct {
	Job      string
	Due      time.Time // when the job was due
	Late     string    // why it is late, in a sentence; empty: it is not
	Attached []string  // names of files
	LeftOut  []LeftOut // files that did not fit
	Limit    int64     // of the mail, in bytes
	Page     string    // a web address at which the report can be read; empty: none
	Status   string    // the web address of the status page; empty: none
}

// LeftOut is a file that is not attached.
type LeftOut struct {
	Name  string
	Size  int64  // bytes
	Where string // an address or a path; empty: nowhere that readers reach
}

// Body is a mail without its headers.
type Body struct {
	Subject    string // one line, of at most 150 characters
	Text, HTML string
	Inline     []Inline // pictures that the HTML shows
}

// Inline is a picture within a mail.
type Inline struct {
	CID         string // by which the HTML names it
	Name        string // of a file
	ContentType string
	Data        []byte
}

// Render writes the mail of a document. Text of the document is never markup nor a header. It fails only where the
// templates, the words or the theme cannot be read.
func Render(doc *document.Document, e Envelope) (Body, error) {
	v, err := newView(doc, e)
	if err != nil {
		return Body{}, fmt.Errorf("make the mail of %s: %w", doc.Report, err)
	}
	text, err := renderText("report.txt", v)
	if err != nil {
		return Body{}, fmt.Errorf("make the mail of %s: %w", doc.Report, err)
	}
	source, err := templates.Mail("report.html")
	if err != nil {
		return Body{}, err
	}
	page, err := htmltemplate.New("report.html").Funcs(htmltemplate.FuncMap{"pictured": pictured, "styled": style, "unbroken": unbroken}).Parse(source)
	if err != nil {
		return Body{}, fmt.Errorf("make the mail of %s: %w", doc.Report, err)
	}
	var html bytes.Buffer
	if err := page.Execute(&html, v); err != nil {
		return Body{}, fmt.Errorf("make the mail of %s: %w", doc.Report, err)
	}
	body := Body{Subject: v.Subject, Text: text, HTML: html.String()}
	if v.Logo != nil {
		body.Inline = []Inline{v.Logo.inline}
	}
	return body, nil
}

// styled is a cell with the colours that its template needs.
type styled struct {
	Colours templates.Colours
	Cell    cell
}

func style(colours templates.Colours, c cell) styled { return styled{colours, c} }

// pictured is the address of a part of the mail, by a name of ours.
func pictured(cid string) htmltemplate.URL { return htmltemplate.URL("cid:" + cid) }

// renderText executes a template of plain text.
func renderText(name string, data any) (string, error) {
	source, err := templates.Mail(name)
	if err != nil {
		return "", err
	}
	page, err := texttemplate.New(name).Funcs(texttemplate.FuncMap{
		"wrap": wrap, "upper": strings.ToUpper, "columns": columns, "figures": figureLines,
	}).Parse(source)
	if err != nil {
		return "", err
	}
	var out strings.Builder
	if err := page.Execute(&out, data); err != nil {
		return "", err
	}
	return strings.TrimSpace(out.String()) + "\n", nil
}
