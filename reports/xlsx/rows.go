package xlsx

import (
	"fmt"
	"io"

	"github.com/xuri/excelize/v2"

	"nines/templates"
)

// Sheet writes a workbook of one sheet for a program that imports it: a header and rows of text, every cell as text, and
// nothing else. Of the name stays what Excel permits, which must be something.
func Sheet(w io.Writer, name string, header []string, rows [][]string) (err error) {
	b := &book{file: excelize.NewFile(), names: map[string]bool{}, words: &templates.Words{}}
	name = b.sheetName(name)
	defer func() {
		if closed := b.file.Close(); err == nil {
			err = closed
		}
	}()
	b.do(b.file.SetSheetName(b.file.GetSheetName(0), name))
	for i, row := range append([][]string{header}, rows...) {
		for j, text := range row {
			b.setText(name, cellName(j+1, i+1), clean(text))
		}
	}
	if b.err == nil {
		b.do(b.file.Write(w))
	}
	if b.err != nil {
		return fmt.Errorf("write the sheet %s: %w", name, b.err)
	}
	return nil
}
