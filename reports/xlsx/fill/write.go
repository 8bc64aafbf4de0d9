package fill

import (
	"archive/zip"
	"bufio"
	"context"
	"encoding/xml"
	"errors"
	"fmt"
	"iter"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// writer writes the rows of a sheet, those of the file and those of its tables side by side.
type writer struct {
	out    *bufio.Writer
	book   *book
	sheet  *sheet
	parsed *sheetXML
	flows  []*flow
}

// flow is the rows that come into an area.
type flow struct {
	*area
	next  func() ([]Cell, error, bool)
	model []cell // the cells of the first row in the file, by column of the table
	like  *row   // the first row in the file
}

// writeSheet writes a sheet whose tables are filled.
func (b *book) writeSheet(ctx context.Context, out *zip.Writer, s *sheet) error {
	f := b.file(s.part)
	content, err := read(f)
	if err != nil {
		return err
	}
	parsed, err := parseSheet(content)
	if err != nil {
		return fmt.Errorf("%s: %w", s.part, err)
	}
	part, err := out.CreateHeader(&zip.FileHeader{Name: f.Name, Method: zip.Deflate, Modified: f.Modified})
	if err != nil {
		return err
	}
	w := &writer{out: bufio.NewWriterSize(part, 1<<16), book: b, sheet: s, parsed: parsed}
	for _, a := range s.areas {
		flow, stop := newFlow(a, parsed)
		defer stop()
		w.flows = append(w.flows, flow)
	}
	if err := w.write(ctx); err != nil {
		return err
	}
	return w.out.Flush()
}

func newFlow(a *area, parsed *sheetXML) (*flow, func()) {
	rows := a.data.Rows
	enough := errors.New("no more rows are asked for")
	next, stop := iter.Pull2(func(yield func([]Cell, error) bool) {
		if rows == nil {
			return
		}
		err := rows(func(r []Cell) error {
			if !yield(r, nil) {
				return enough
			}
			return nil
		})
		if err != nil && !errors.Is(err, enough) {
			yield(nil, err)
		}
	})
	f := &flow{area: a, next: next, model: make([]cell, len(a.columns))}
	for _, r := range parsed.rows {
		if r.number != a.first {
			continue
		}
		f.like = r
		for _, c := range r.cells {
			if a.holds(c.col) {
				f.model[c.col-a.at.left] = c
			}
		}
	}
	return f, stop
}

// dimension says which cells a sheet has; some readers see no others.
var dimension = regexp.MustCompile(`<(?:[a-z0-9]+:)?dimension\b[^>]*?(?:/>|></(?:[a-z0-9]+:)?dimension>)`)

func (w *writer) write(ctx context.Context) error {
	prefix := w.parsed.prefix
	w.print(dimension.ReplaceAllString(w.parsed.head, ""), "<", prefix, "sheetData>")
	for _, f := range w.flows {
		if err := f.room(w.parsed); err != nil {
			return err
		}
	}
	rest := w.parsed.rows
	for number := 1; number <= lastRow; number++ {
		if number%1024 == 0 {
			if err := ctx.Err(); err != nil {
				return err
			}
		}
		var old *row
		if len(rest) > 0 && rest[0].number == number {
			old, rest = rest[0], rest[1:]
		}
		if err := w.writeRow(number, old); err != nil {
			return err
		}
		if len(rest) == 0 && !slices.ContainsFunc(w.flows, func(f *flow) bool { return number < f.end+f.totals }) {
			break
		}
	}
	for _, f := range w.flows {
		switch _, err, more := f.next(); {
		case err != nil:
			return fmt.Errorf("the rows of the table %s: %w", f.name, err)
		case more:
			return fmt.Errorf("the table %s has more than the %d rows that it was said to have", f.name, f.data.N)
		}
	}
	w.print("</", prefix, "sheetData>", w.tail())
	return nil
}

func (w *writer) print(parts ...string) {
	for _, p := range parts {
		_, _ = w.out.WriteString(p) // an error stays until Flush
	}
}

// tail is what stands behind the rows, with the ranges of formats and choices as long as the tables are now.
func (w *writer) tail() string {
	grow := func(text string) string {
		ranges := strings.Fields(text)
		for i, r := range ranges {
			at, ok := parseBox(r)
			for _, a := range w.sheet.areas {
				if grown, spans := a.grown(at); ok && spans {
					ranges[i] = grown.String()
				}
			}
		}
		return strings.Join(ranges, " ")
	}
	return sqref.ReplaceAllStringFunc(w.parsed.tail, func(text string) string {
		m := sqref.FindStringSubmatch(text)
		return m[1] + grow(m[2]) + m[3]
	})
}

var sqref = regexp.MustCompile(`(\bsqref="|<(?:[a-z0-9]+:)?sqref>)([^"<]*)("|<)`)

// writeRow writes a row: the file's cells beside the tables, and what the tables have there.
func (w *writer) writeRow(number int, old *row) error {
	cells := map[int]string{}
	attrs := ""
	if old != nil {
		attrs = old.attrs
		for _, c := range old.cells {
			cells[c.col] = w.kept(c)
		}
	}
	for _, f := range w.flows {
		if number < f.first {
			continue
		}
		like, err := w.flow(f, number, cells)
		if err != nil {
			return err
		}
		if old == nil && like != nil {
			attrs = like.attrs
		}
	}
	if old == nil && len(cells) == 0 {
		return nil
	}
	prefix := w.parsed.prefix
	w.print("<", prefix, `row r="`, strconv.Itoa(number), `"`, attrs, ">")
	columns := make([]int, 0, len(cells))
	for col := range cells {
		columns = append(columns, col)
	}
	slices.Sort(columns)
	for _, col := range columns {
		w.print(cells[col])
	}
	w.print("</", prefix, "row>")
	return nil
}

// kept is a cell of the file whose formula follows the tables.
func (w *writer) kept(c cell) string {
	return w.book.changedFormulas(w.sheet.name)(c.raw)
}

// text writes a text's XML.
func text(s string) string {
	var out strings.Builder
	_ = xml.EscapeText(&out, []byte(s)) // a builder takes all
	return out.String()
}
