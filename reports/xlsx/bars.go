package xlsx

import (
	"fmt"
	"math"
	"reflect"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"

	"nines/reports/document"
)

// drawBars draws a solid bar behind the figures of a column of bars, all on the scale of the page: nothing at 0, the
// whole cell at the scale's end.
func (b *book) drawBars(s *sheet, f field, rows []document.Row, col, first, last int) {
	if f.column.Kind != document.KindBar || f.part != whole {
		return
	}
	scale := 0.0
	for _, row := range rows {
		if f.index < len(row.Cells) && row.Cells[f.index].Bar != nil {
			scale = math.Max(scale, row.Cells[f.index].Bar.Max)
		}
	}
	if scale <= 0 {
		return
	}
	end := strconv.FormatFloat(scale, 'f', -1, 64)
	s.scales = append(s.scales, end)
	b.do(b.file.SetConditionalFormat(s.name, cellName(col, first)+":"+cellName(col, last), []excelize.ConditionalFormatOptions{{
		Type: "data_bar", Criteria: "=", MinType: "num", MinValue: "0", MaxType: "num", MaxValue: end,
		BarColor: b.theme.Colours.Prev, BarSolid: true,
	}}))
}

// What excelize writes as the scale of a solid bar, whatever was asked for, and what stands there instead.
const (
	foundScale = `<x14:cfvo type="autoMin"></x14:cfvo><x14:cfvo type="autoMax"></x14:cfvo>`
	fixedScale = `<x14:cfvo type="num"><xm:f>0</xm:f></x14:cfvo><x14:cfvo type="num"><xm:f>%s</xm:f></x14:cfvo>`
)

// fixScales gives the solid bars of a sheet the scales that they were drawn for, once nothing more of the kind is added
// to the sheet: excelize would lose them then.
func (b *book) fixScales(s *sheet) {
	if len(s.scales) == 0 || b.err != nil {
		return
	}
	ext, err := b.extensions(s)
	if err != nil {
		b.do(err)
		return
	}
	parts := strings.Split(ext.String(), foundScale)
	if len(parts) != len(s.scales)+1 {
		b.do(fmt.Errorf("the sheet %q has %d bars of %d", s.name, len(parts)-1, len(s.scales)))
		return
	}
	var fixed strings.Builder
	for i, part := range parts {
		if i > 0 {
			fmt.Fprintf(&fixed, fixedScale, s.scales[i-1])
		}
		fixed.WriteString(part)
	}
	ext.SetString(fixed.String())
}

// extensions is the text of a sheet's extensions, which excelize keeps as XML.
func (b *book) extensions(s *sheet) (reflect.Value, error) {
	for id, name := range b.file.GetSheetMap() {
		if name != s.name {
			continue
		}
		part, ok := b.file.Sheet.Load("xl/worksheets/sheet" + strconv.Itoa(id) + ".xml")
		if !ok {
			break
		}
		if list := reflect.ValueOf(part).Elem().FieldByName("ExtLst"); list.Kind() == reflect.Pointer && !list.IsNil() {
			return list.Elem().FieldByName("Ext"), nil
		}
	}
	return reflect.Value{}, fmt.Errorf("the sheet %q has no extensions", s.name)
}
