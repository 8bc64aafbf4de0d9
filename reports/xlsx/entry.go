package xlsx

import (
	"fmt"

	"github.com/xuri/excelize/v2"
)

// offer gives the cells of a column that readers fill in a list to choose from. Another word is refused: the workbook
// comes back, and is read by a program.
func (b *book) offer(sheet string, f field, col, first, last int) {
	if !f.column.Entry || len(f.column.Choices) == 0 || f.part != whole {
		return
	}
	list := excelize.NewDataValidation(true)
	list.SetSqref(cellName(col, first) + ":" + cellName(col, last))
	if err := list.SetDropList(f.column.Choices); err != nil {
		b.do(fmt.Errorf("offer the choices of %s: %w", f.column.Key, err))
		return
	}
	list.SetError(excelize.DataValidationErrorStyleStop, cut(f.title, 31), b.words.Text("xlsx.choose"))
	b.do(b.file.AddDataValidation(sheet, list))
}
