package xlsx_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"nines/internal/officetest"
	"nines/reports/document"
)

// companyOf makes a workbook by openpyxl: a table with an example and the company's own column, a chart, a format, a
// choice and a name that go by its rows, a picture of nothing, and a sheet that computes from it.
const companyOf = `
import sys, openpyxl
from openpyxl.chart import BarChart, Reference
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import PatternFill
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.table import Table
book = openpyxl.Workbook()
s = book.active
s.title = "Our services"
s["A1"], s["H1"] = "Company pack", 2
for i, h in enumerate(["Service, weight", "lost", "Our cost", "Remark"]):
    s.cell(3, 1 + i, h)
for row, name in ((4, "x"), (5, "y")):
    s.cell(row, 1, name)
    s.cell(row, 2, 1).number_format = '0.0" min"'
    s.cell(row, 3, "=B%d*$H$1" % row)
s.add_table(Table(displayName="services", ref="A3:D5"))
s.conditional_formatting.add("B4:B5", CellIsRule(operator="greaterThan", formula=["20"], fill=PatternFill("solid", bgColor="FFCCCC")))
choice = DataValidation(type="list", formula1='"a,b"')
choice.add("D4:D5")
s.add_data_validation(choice)
chart = BarChart()
chart.add_data(Reference(s, min_col=2, min_row=3, max_row=5), titles_from_data=True)
chart.set_categories(Reference(s, min_col=1, min_row=4, max_row=5))
s.add_chart(chart, "J4")
book.defined_names.append(DefinedName("lost_minutes", attr_text="'Our services'!$B$4:$B$5"))
m = book.create_sheet("Mine")
m["A1"], m["A2"], m["A3"], m["A4"] = "=SUM('Our services'!B4:B5)", "=SUM(lost_minutes)", "=SUM('Our services'!C4:C5)", "untouched"
book.save(sys.argv[1])
`

// Nine services lose 118.368 minutes of the 21.6 that each may; at 2 a minute they cost 236.736.
func TestTemplatesOfOtherPrograms(t *testing.T) {
	dir := t.TempDir()
	byPython := filepath.Join(dir, "company.xlsx")
	printed, err := exec.Command(python(t), "-c", companyOf, byPython).CombinedOutput()
	require.NoError(t, err, "%s", printed)
	officetest.Convert(t, "xlsx", filepath.Join(dir, "office"), byPython)
	for name, path := range map[string]string{"openpyxl": byPython, "LibreOffice": filepath.Join(dir, "office", "company.xlsx")} {
		t.Run(name, func(t *testing.T) {
			data := fillIn(t, bank(t), &document.Workbook{Path: path})
			s := byOpenpyxl(t, data)
			sheet := s.Sheets["Our services"]
			assert.Equal(t, map[string]string{"services": "A3:D12"}, sheet.Tables)
			assert.Equal(t, []int{1, 1, 1}, []int{sheet.Charts, sheet.Formats, sheet.Lists})
			assert.Contains(t, s.Names, "lost_minutes")
			assert.Equal(t, "=B12*$H$1", sheet.Cells["C12"])
			filled := filepath.Join(dir, name, "filled.xlsx")
			require.NoError(t, os.MkdirAll(filepath.Dir(filled), 0o700))
			require.NoError(t, os.WriteFile(filled, data, 0o600))
			officetest.Convert(t, officetest.Values(2), filepath.Dir(filled), filled)
			computed, err := os.ReadFile(filepath.Join(filepath.Dir(filled), "filled-Mine.csv"))
			require.NoError(t, err)
			assert.Equal(t, "118.368\n118.368\n236.736\nuntouched\n", string(computed), "LibreOffice computes from the rows that are there now")
		})
	}
}
