package xlsx

import (
	"fmt"
	"regexp"
	"strings"
	"unicode"

	"github.com/xuri/excelize/v2"
)

// sheetName makes a title into a name that Excel accepts: without : \ / ? * [ ], without a quote at an end, at most 31
// UTF-16 units, and unlike all before, whatever the case.
func (b *book) sheetName(title string) string {
	name := strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || strings.ContainsRune(`:\/?*[]`, r) {
			return ' '
		}
		return r
	}, clean(title))
	name = strings.Trim(strings.Join(strings.Fields(name), " "), "' ")
	if name == "" {
		name = b.words.Text("xlsx.sheet")
	}
	unique := trimName(name, excelize.MaxSheetNameLength)
	for n := 2; b.names[strings.ToLower(unique)]; n++ {
		suffix := fmt.Sprintf(" (%d)", n)
		unique = trimName(name, excelize.MaxSheetNameLength-len(suffix)) + suffix
	}
	b.names[strings.ToLower(unique)] = true
	return unique
}

func trimName(name string, units int) string { return strings.Trim(cut(name, units), "' ") }

// likeCell finds names that Excel would take for a cell: AB12, R1C1.
var likeCell = regexp.MustCompile(`(?i)^([a-z]{1,3}\d+|[rc]|r\d*c\d*)$`)

// tableName makes an ID into a name of a table: letters, digits and underscores, unlike a cell's and all before.
func (b *book) tableName(id string) string {
	name := strings.Map(func(r rune) rune {
		if r < unicode.MaxASCII && (unicode.IsLetter(r) || unicode.IsDigit(r)) {
			return r
		}
		return '_'
	}, id)
	if len(name) > 200 {
		name = name[:200]
	}
	if name == "" || unicode.IsDigit(rune(name[0])) || likeCell.MatchString(name) {
		name = "t_" + name
	}
	unique := name
	for n := 2; b.tables[strings.ToLower(unique)]; n++ {
		unique = fmt.Sprintf("%s_%d", name, n)
	}
	b.tables[strings.ToLower(unique)] = true
	return unique
}

// quoted writes a sheet's name as formulas have it.
func quoted(sheet string) string { return "'" + strings.ReplaceAll(sheet, "'", "''") + "'" }

// cellName is the name of a cell, as B7. Columns and rows count from 1; there is always such a cell, as both are
// counted from what was written.
func cellName(col, row int) string {
	name, _ := excelize.CoordinatesToCellName(col, row)
	return name
}

// absolute is the name of a range on a sheet, as 'Top talkers'!$B$7:$B$19.
func absolute(sheet string, col, first, last int) string {
	letters, _ := excelize.ColumnNumberToName(col)
	if first == last {
		return fmt.Sprintf("%s!$%s$%d", quoted(sheet), letters, first)
	}
	return fmt.Sprintf("%s!$%s$%d:$%s$%d", quoted(sheet), letters, first, letters, last)
}
