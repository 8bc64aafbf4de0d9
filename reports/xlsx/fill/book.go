package fill

import (
	"archive/zip"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"
)

// Names of parts that every workbook has.
const (
	contentTypes = "[Content_Types].xml"
	packageRels  = "_rels/.rels"
	workbookRels = "xl/_rels/workbook.xml.rels"
	calcChain    = "xl/calcChain.xml"
)

// mostOfPart bounds what is read of one part, against bombs.
const mostOfPart = 256 << 20

// book is a workbook that is read for filling.
type book struct {
	zip      *zip.ReadCloser
	workbook string // its main part
	sheets   []*sheet
	areas    []*area
}

// sheet is a sheet of the workbook with its tables.
type sheet struct {
	name, part string
	tables     []*table
	areas      []*area
}

// table is a table of the workbook.
type table struct {
	name, part string
	at         box // with header and totals
	header     bool
	totals     int // rows
	columns    []tableColumn
}

type tableColumn struct {
	name    string
	formula string // of a calculated column
}

func open(file string) (*book, error) {
	r, err := zip.OpenReader(file)
	if err != nil {
		return nil, fmt.Errorf("open the workbook %s: %w", file, err)
	}
	b := &book{zip: r}
	if err := b.load(); err != nil {
		_ = r.Close()
		return nil, fmt.Errorf("read the workbook %s: %w", file, err)
	}
	return b, nil
}

func (b *book) Close() error { return b.zip.Close() }

func (b *book) file(name string) *zip.File {
	for _, f := range b.zip.File {
		if strings.EqualFold(f.Name, name) {
			return f
		}
	}
	return nil
}

func read(f *zip.File) (string, error) {
	if f == nil {
		return "", errors.New("a part is missing")
	}
	in, err := f.Open()
	if err != nil {
		return "", err
	}
	defer func() { _ = in.Close() }()
	content, err := io.ReadAll(io.LimitReader(in, mostOfPart+1))
	if err == nil && len(content) > mostOfPart {
		err = fmt.Errorf("%s is larger than %d MiB", f.Name, mostOfPart>>20)
	}
	return string(content), err
}

// relation is how one part names another.
type relation struct {
	ID     string `xml:"Id,attr"`
	Type   string `xml:"Type,attr"`
	Target string `xml:"Target,attr"`
}

// relations are those of a part, with their targets as names in the file.
func (b *book) relations(part string) ([]relation, error) {
	name := path.Join(path.Dir(part), "_rels", path.Base(part)+".rels")
	if part == "" {
		name = packageRels
	}
	f := b.file(name)
	if f == nil {
		return nil, nil
	}
	content, err := read(f)
	if err != nil {
		return nil, err
	}
	var list struct {
		Relations []relation `xml:"Relationship"`
	}
	if err := xml.Unmarshal([]byte(content), &list); err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	for i := range list.Relations {
		if target := &list.Relations[i].Target; strings.HasPrefix(*target, "/") {
			*target = strings.TrimPrefix(*target, "/")
		} else {
			*target = path.Join(path.Dir(part), *target)
		}
	}
	return list.Relations, nil
}

// errMacros refuses a workbook with macros, whatever it is called.
var errMacros = errors.New("it has macros, and Excel opens none in a report, which ends in .xlsx: save it as an .xlsx workbook")

// load finds the sheets and their tables.
func (b *book) load() error {
	types, err := read(b.file(contentTypes))
	if err != nil {
		return fmt.Errorf("it is no workbook of Excel's format: %w", err)
	}
	if strings.Contains(types, "macroEnabled") {
		return errMacros
	}
	roots, err := b.relations("")
	if err != nil {
		return err
	}
	for _, r := range roots {
		if strings.HasSuffix(r.Type, "/officeDocument") {
			b.workbook = r.Target
		}
	}
	content, err := read(b.file(b.workbook))
	if err != nil {
		return fmt.Errorf("it is no workbook of Excel's format: %w", err)
	}
	var main struct {
		Sheets []struct {
			Name  string     `xml:"name,attr"`
			Attrs []xml.Attr `xml:",any,attr"`
		} `xml:"sheets>sheet"`
	}
	if err := xml.Unmarshal([]byte(content), &main); err != nil {
		return fmt.Errorf("%s: %w", b.workbook, err)
	}
	relations, err := b.relations(b.workbook)
	if err != nil {
		return err
	}
	parts := map[string]string{}
	for _, r := range relations {
		parts[r.ID] = r.Target
	}
	for _, s := range main.Sheets {
		for _, a := range s.Attrs {
			if a.Name.Local != "id" || b.file(parts[a.Value]) == nil {
				continue
			}
			sheet := &sheet{name: s.Name, part: parts[a.Value]}
			if sheet.tables, err = b.tables(sheet.part); err != nil {
				return err
			}
			b.sheets = append(b.sheets, sheet)
		}
	}
	return nil
}

// tables reads the tables of a sheet.
func (b *book) tables(part string) ([]*table, error) {
	relations, err := b.relations(part)
	if err != nil {
		return nil, err
	}
	var tables []*table
	for _, r := range relations {
		if !strings.HasSuffix(r.Type, "/table") {
			continue
		}
		content, err := read(b.file(r.Target))
		if err != nil {
			return nil, err
		}
		t, err := parseTable(content)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", r.Target, err)
		}
		t.part = r.Target
		tables = append(tables, t)
	}
	return tables, nil
}

func parseTable(content string) (*table, error) {
	var in struct {
		Name    string `xml:"displayName,attr"`
		Ref     string `xml:"ref,attr"`
		Headers *int   `xml:"headerRowCount,attr"`
		Totals  int    `xml:"totalsRowCount,attr"`
		Columns []struct {
			Name    string `xml:"name,attr"`
			Formula string `xml:"calculatedColumnFormula"`
		} `xml:"tableColumns>tableColumn"`
	}
	if err := xml.Unmarshal([]byte(content), &in); err != nil {
		return nil, err
	}
	at, ok := parseBox(in.Ref)
	if !ok {
		return nil, fmt.Errorf("the table %s has no range: %q", in.Name, in.Ref)
	}
	t := &table{name: in.Name, at: at, header: in.Headers == nil || *in.Headers > 0, totals: in.Totals}
	for _, c := range in.Columns {
		t.columns = append(t.columns, tableColumn{c.Name, c.Formula})
	}
	return t, nil
}

// Tables lists the tables of the workbook at the path with their headers, in the order of the sheets.
func Tables(file string) (tables []Table, err error) {
	b, err := open(file)
	if err != nil {
		return nil, err
	}
	defer func() { _ = b.Close() }() // it was only read
	for _, s := range b.sheets {
		for _, t := range s.tables {
			found := Table{Name: t.name}
			for _, c := range t.columns {
				found.Columns = append(found.Columns, Column{Title: c.name})
			}
			tables = append(tables, found)
		}
	}
	return tables, nil
}
