package xlsx

import (
	"fmt"

	"github.com/xuri/excelize/v2"

	"nines/reports/document"
)

// shadeRatings colours the cells of a column of ratings by their sign: colour goes with the word also where somebody
// writes another one.
func (b *book) shadeRatings(sheet string, f field, col, first, last int) {
	if f.column.Kind != document.KindRating || f.part != whole {
		return
	}
	from := cellName(col, first)
	var rules []excelize.ConditionalFormatOptions
	for _, sign := range []struct{ rating, sign string }{{"red", "×"}, {"amber", "!"}, {"undecided", "◐"}, {"unknown", "?"}, {"green", "✓"}} {
		l := b.rating(document.Value{Kind: document.KindRating, Text: sign.rating}).look
		style := &excelize.Style{Font: &excelize.Font{Color: l.colour, Bold: l.bold}}
		if l.colour == "" {
			style.Font.Color = b.theme.Colours.Ink
		}
		if l.fill != "" {
			style.Fill = excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{l.fill}}
		}
		id, err := b.file.NewConditionalStyle(style)
		b.do(err)
		rules = append(rules, excelize.ConditionalFormatOptions{
			Type: "formula", Criteria: fmt.Sprintf(`LEFT(%s,1)="%s"`, from, sign.sign), Format: &id,
		})
	}
	b.do(b.file.SetConditionalFormat(sheet, from+":"+cellName(col, last), rules))
}
