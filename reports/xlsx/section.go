package xlsx

import (
	"math"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"

	"nines/reports/document"
)

// writeSection fills the sheet of a section; the overview says first what the report is.
func (b *book) writeSection(s *sheet) {
	var blocks []document.Block
	if s.section != nil {
		blocks = s.section.Blocks
	}
	b.setPage(s, false)
	widths, first := b.widthsOf(blocks), s.section != nil && s.section.Name == overview
	if first && len(widths) > 0 {
		widths[0] = math.Max(widths[0], figureWidth)
	}
	b.arrange(s, widths)
	b.put(s, 1, s.row, content{text: b.back(), look: look{colour: b.theme.Colours.Blue}})
	b.linkSheet(s, 1, s.row, b.sheets[0].name)
	s.row++
	if first {
		b.writeTitles(s)
	} else {
		b.paragraph(s, s.title, look{size: sizeTitle, bold: true})
	}
	frozen := s.row - 1
	if s.section != nil {
		b.paragraph(s, s.section.Lead, look{bold: true})
		b.writeCommentary(s, s.section.Commentary)
	}
	for len(blocks) > 0 {
		if b.do(b.ctx.Err()); b.err != nil {
			return
		}
		n := besides(blocks)
		if n > 1 {
			b.writeCharts(s, true, blocks[0].(*document.Chart), blocks[1].(*document.Chart))
		} else {
			b.writeBlock(s, blocks[0])
		}
		blocks = blocks[n:]
	}
	if first {
		b.promoteCharts(s)
	} else {
		b.freeze(s, frozen)
	}
	b.fixScales(s)
	b.paginate(s)
	b.printPart(s, s.main, len(s.widths))
	b.setPrint(s, s.printed(s.main), s.row, s.repeat)
}

func (b *book) freeze(s *sheet, rows int) {
	b.do(b.file.SetPanes(s.name, &excelize.Panes{
		Freeze: true, YSplit: rows, TopLeftCell: cellName(1, rows+1), ActivePane: "bottomLeft",
	}))
}

// widthsOf finds how wide the columns of the sheet's tables must be; tables that stand one below the other share them,
// so a text at the end of one may run over the columns of the others.
func (b *book) widthsOf(blocks []document.Block) []float64 {
	var widths []float64
	widen := func(i int, w float64) {
		for len(widths) <= i {
			widths = append(widths, minWidth)
		}
		widths[i] = math.Max(widths[i], w)
	}
	for _, block := range blocks {
		switch block := block.(type) {
		case *document.Table:
			fields := b.tableFields(block)
			for i, f := range fields {
				if i == len(fields)-1 && f.left() && !f.wrap {
					f.width = math.Min(f.width, figureWidth) // nothing stands to its right: it may run over
				}
				widen(i, f.width)
			}
		case *document.Chart:
			if block.Kind == document.ChartHeat {
				for _, row := range block.Rows {
					widen(0, math.Min(float64(breadth(row))+2, maxWidth))
				}
				for i, c := range block.Categories {
					widen(i+1, math.Min(math.Max(float64(breadth(c))+2, heatWidth), maxWidth))
				}
			}
		}
	}
	return widths
}

func (b *book) writeBlock(s *sheet, block document.Block) {
	switch block := block.(type) {
	case *document.KeyFigures:
		b.writeKeyFigures(s, block)
	case *document.Table:
		b.writeTable(s, block)
	case *document.Detail:
		b.writePointer(s, block.Title, b.sheetOf(block))
	case *document.Chart:
		b.writeCharts(s, true, block)
	case *document.Decisions:
		b.writeDecisions(s, block)
	case *document.Text:
		b.writeText(s, block)
	}
}

func (b *book) sheetOf(d *document.Detail) *sheet {
	for _, s := range b.sheets {
		if s.detail == d {
			return s
		}
	}
	return nil
}

// writePointer leads to the sheet that holds a long table's rows.
func (b *book) writePointer(s *sheet, title string, target *sheet) {
	first := s.row
	if title != "" {
		first = b.heading(s, title, "")
	}
	s.keep(first, s.row)
	b.line(s, 1, s.span, s.row, b.words.Text("xlsx.rows_on", "sheet", target.name), look{colour: b.theme.Colours.Blue})
	b.linkSheet(s, 1, s.row, target.name)
	s.row++
}

// writeKeyFigures writes one figure below the other: the figure, what it is, and its notes.
func (b *book) writeKeyFigures(s *sheet, k *document.KeyFigures) {
	s.row++
	split, first := s.reach(figureWidth), s.row
	for i := range k.Items {
		s.keep(s.row, s.row+1)
		item := &k.Items[i]
		value, figure := b.keyFigure(item)
		b.value(s, 1, s.row, value, figure)
		b.do(b.file.MergeCell(s.name, cellName(1, s.row), cellName(split, s.row+1)))
		b.line(s, split+1, s.span, s.row, item.Label, look{bold: true})
		b.line(s, split+1, s.span, s.row+1, join(" · ", item.Notes...), b.small())
		s.row += 2
	}
	s.keep(first, s.row-1)
}

// keyFigure is a large figure as a cell, with its unit in the format.
func (b *book) keyFigure(item *document.KeyFigure) (document.Value, content) {
	value, unit, c := item.Value, "", item.Column()
	if item.Book != nil {
		value, unit, c.Decimals = *item.Book, item.Unit, 1
	}
	c.Kind = value.Kind
	switch c.Kind {
	case document.KindMinutes:
		unit = b.doc.Locale.Minutes
	case document.KindPoints:
		unit = b.doc.Locale.Points
	}
	figure := b.content(value, c)
	if figure.numeric && unit != "" {
		figure.look.format = strings.ReplaceAll(figure.look.format, ";", ` "`+unit+`";`) + ` "` + unit + `"`
	}
	if value.Unknown && figure.text == "" {
		figure.text = "\u2013" // unknown, as on a page
	}
	figure.look.size, figure.look.bold, figure.look.align = sizeMessage, true, "left"
	return value, figure
}

func (b *book) writeDecisions(s *sheet, d *document.Decisions) {
	first := b.heading(s, d.Title, "")
	wash := b.theme.Colours.Wash
	if len(d.Items) == 0 {
		b.paragraph(s, d.Empty, look{colour: b.theme.Colours.Grey, fill: wash})
	}
	for i, item := range d.Items {
		top := s.row
		b.paragraph(s, strconv.Itoa(i+1)+". "+item.Text, look{bold: true, fill: wash})
		b.paragraph(s, item.Detail, look{fill: wash})
		b.paragraph(s, join(", ", item.Owner, item.Due), look{size: sizeSmall, colour: b.theme.Colours.Grey, fill: wash})
		s.keep(top, s.row-1)
	}
	s.keep(first, s.row-1)
}

func (b *book) writeText(s *sheet, t *document.Text) {
	l := look{}
	switch t.Tone {
	case document.Muted:
		l = b.small()
	case document.Warning:
		l.fill = b.theme.Colours.Amberwash
	case document.Missed:
		l.fill = b.theme.Colours.Redwash
	}
	first := s.row + 1
	if t.Title != "" {
		first = b.heading(s, t.Title, "")
	} else {
		s.row++
	}
	b.paragraph(s, t.Text, l)
	s.keep(first, min(s.row, first+1))
	for _, point := range t.Points {
		b.paragraph(s, "\u2022 "+point, l)
	}
}
