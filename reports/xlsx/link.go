package xlsx

import (
	"encoding/xml"
	"fmt"
	"strconv"

	"github.com/xuri/excelize/v2"
)

// sheetLinks is how many cells of a sheet's tables are links; the others are plain. Excel takes 65,530.
const sheetLinks = 20000

// link is a cell that leads to an address, or to a block of the workbook.
type link struct {
	cell    string
	address string
	anchor  string // of a block, which may not be written yet, where there is no address
}

// The parts of a sheet and of its relations that hold links, as the file has them.
type (
	linkedCells struct {
		XMLName xml.Name     `xml:"http://schemas.openxmlformats.org/spreadsheetml/2006/main worksheet"`
		Cells   []linkedCell `xml:"hyperlinks>hyperlink"`
	}
	linkedCell struct {
		Cell     string `xml:"ref,attr"`
		Location string `xml:"location,attr,omitempty"`
		Relation string `xml:"http://schemas.openxmlformats.org/officeDocument/2006/relationships id,attr,omitempty"`
	}
	relations struct {
		XMLName xml.Name   `xml:"http://schemas.openxmlformats.org/package/2006/relationships Relationships"`
		List    []relation `xml:"Relationship"`
	}
	relation struct {
		ID     string `xml:"Id,attr"`
		Type   string `xml:",attr"`
		Target string `xml:",attr"`
		Mode   string `xml:"TargetMode,attr"`
	}
)

// writeLinks makes links of the cells that lead somewhere. All but the first of a sheet are added to its parts at once: for
// each that excelize adds it looks at all before it.
func (b *book) writeLinks() {
	parts := map[string]string{} // of the sheets, by name
	for id, name := range b.file.GetSheetMap() {
		parts[name] = "sheet" + strconv.Itoa(id) + ".xml"
	}
	for _, s := range b.sheets {
		cells, targets := b.targets(s)
		if len(targets.List) > 0 { // this one makes the part of the relations
			b.do(b.file.SetCellHyperLink(s.name, cells.Cells[0].Cell, targets.List[0].Target, "External"))
			cells.Cells, targets.List = cells.Cells[1:], targets.List[1:]
		}
		if b.err == nil && len(targets.List) > 0 {
			part, _ := b.file.Relationships.Load("xl/worksheets/_rels/" + parts[s.name] + ".rels")
			b.do(pour(targets, part))
		}
		if b.err == nil && len(cells.Cells) > 0 {
			part, _ := b.file.Sheet.Load("xl/worksheets/" + parts[s.name])
			b.do(pour(cells, part))
		}
	}
}

// targets are the linked cells of a sheet, those with addresses first, and the addresses. A block that was not written
// makes no link.
func (b *book) targets(s *sheet) (cells linkedCells, targets relations) {
	var inside []linkedCell
	for _, l := range s.links {
		if l.address != "" {
			id := "link" + strconv.Itoa(len(targets.List))
			cells.Cells = append(cells.Cells, linkedCell{Cell: l.cell, Relation: id})
			targets.List = append(targets.List, relation{ID: id, Type: excelize.SourceRelationshipHyperLink, Target: l.address, Mode: "External"})
		} else if to := b.anchors[l.anchor]; to.row > 0 {
			inside = append(inside, linkedCell{Cell: l.cell, Location: fmt.Sprintf("%s!A%d", quoted(to.sheet), to.row)})
		}
	}
	cells.Cells = append(cells.Cells, inside...)
	return cells, targets
}

// pour adds what is in a part to one of excelize's, whose type is its own: both are read and written as the same XML.
func pour(from, into any) error {
	text, err := xml.Marshal(from)
	if err != nil {
		return err
	}
	return xml.Unmarshal(text, into)
}
