// Package json writes a report's figures for other programs.
package json

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"time"

	"nines/reports/document"
)

// instant is RFC 3339 whose offset is always a number, UTC too: a program that reads it needs one form only.
const instant = "2006-01-02T15:04:05.999999999-07:00"

type head struct {
	Report      string `json:"report"`
	Pack        *pack  `json:"pack,omitempty"`
	Period      period `json:"period"`
	AsOf        string `json:"as_of"`
	GeneratedBy string `json:"generated_by"`
	Revision    int    `json:"revision"`
	// Commentary is left out where there is none: most reports have none.
	Commentary []commentary `json:"commentary,omitempty"`
}

// commentary is what a person says of a section, as plain text, a paragraph or an item of a list a line.
type commentary struct {
	Section string  `json:"section"`
	By      *string `json:"by"`
	On      *string `json:"on"`
	Text    string  `json:"text"`
}

func commentaries(all []document.Section) (list []commentary) {
	for _, s := range all {
		for i := range s.Commentary {
			c := &s.Commentary[i]
			said := commentary{Section: s.Name, Text: c.Plain()}
			if c.By != "" {
				said.By = &c.By
			}
			if !c.On.IsZero() {
				day := c.On.Format(time.DateOnly)
				said.On = &day
			}
			list = append(list, said)
		}
	}
	return list
}

// pack says whose edition of the report it is.
type pack struct {
	By   string `json:"by"`
	Name string `json:"name"`
}

type period struct {
	Name        string `json:"name"`
	From        string `json:"from"`
	To          string `json:"to"`
	Provisional bool   `json:"provisional"`
}

// Render writes the figures of the document's sections as one JSON object, indented by two spaces and ended by a
// newline: the same document gives the same bytes. The sections keep their order; one without figures is {}. Times of
// the head are RFC 3339 in the document's zone (UTC where it has none). It fails, naming the section, on a figure that
// JSON cannot say (NaN, an infinity) and on two sections of one name; what was written by then is no JSON.
func Render(ctx context.Context, w io.Writer, doc *document.Document) error {
	zone := doc.Zone
	if zone == nil {
		zone = time.UTC
	}
	at := func(t time.Time) string { return t.In(zone).Format(instant) }
	text, err := encode(head{
		Report:      doc.Report,
		Pack:        packOf(doc.Pack),
		Period:      period{doc.Period.Name, at(doc.Period.From), at(doc.Period.To), doc.Period.Provisional},
		AsOf:        at(doc.AsOf),
		GeneratedBy: doc.GeneratedBy,
		Revision:    doc.Revision,
		Commentary:  commentaries(doc.Sections),
	}, "")
	if err != nil {
		return fmt.Errorf("write the report %s as JSON: %w", doc.Report, err)
	}
	text = append(bytes.TrimSuffix(text, []byte("\n}")), ",\n  \"sections\": {"...)
	if _, err := w.Write(text); err != nil {
		return fmt.Errorf("write the report %s as JSON: %w", doc.Report, err)
	}
	if err := sections(ctx, w, doc.Sections); err != nil {
		return fmt.Errorf("write the report %s as JSON: %w", doc.Report, err)
	}
	return nil
}

func packOf(p *document.Pack) *pack {
	if p == nil {
		return nil
	}
	return &pack{By: p.By, Name: p.Name}
}

// sections writes the members of the object "sections" one at a time, as a map would lose their order, and closes what
// is open.
func sections(ctx context.Context, w io.Writer, all []document.Section) error {
	seen := make(map[string]bool, len(all))
	for i, s := range all {
		if err := ctx.Err(); err != nil {
			return err
		}
		if seen[s.Name] {
			return fmt.Errorf("section %s: stands twice in the report; a name can stand once", s.Name)
		}
		seen[s.Name] = true
		figures, err := member(s)
		if err != nil {
			return fmt.Errorf("section %s: %w", s.Name, err)
		}
		separator := ",\n    "
		if i == 0 {
			separator = separator[1:]
		}
		if _, err := w.Write(append([]byte(separator), figures...)); err != nil {
			return fmt.Errorf("section %s: %w", s.Name, err)
		}
	}
	end := "\n  }\n}\n"
	if len(all) == 0 {
		end = "}\n}\n"
	}
	_, err := io.WriteString(w, end)
	return err
}

func member(s document.Section) ([]byte, error) {
	name, err := encode(s.Name, "")
	if err != nil {
		return nil, err
	}
	figures, err := encode(s.Figures, "    ")
	if err != nil {
		return nil, err
	}
	if string(figures) == "null" {
		figures = []byte("{}")
	}
	return append(append(name, ": "...), figures...), nil
}

func encode(v any, prefix string) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent(prefix, "  ")
	if err := e.Encode(v); err != nil {
		return nil, fmt.Errorf("encode its figures: %w", err)
	}
	return bytes.TrimSuffix(b.Bytes(), []byte("\n")), nil
}
