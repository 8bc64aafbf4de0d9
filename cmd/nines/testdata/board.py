"""Fills in the sheet of decisions in LibreOffice Calc, as somebody does by hand, and saves it.

usage: board.py WORKBOOK SHEET STEPS.json

Steps, in order: {"offer": column}: print what its drop-down offers; {"type": {column: text}, "row": change}: type into the
first row of a change; {"copy": change}: type the row in once more, at the end; {"new": {column: text}}: a row at the end;
{"blank": change}: a blank row before it; {"sort": column}: the rows, descending; {"hide": change}: as a filter does;
{"save": path}: by its ending as xlsx or ods.
"""
import json, sys
import office, uno
from com.sun.star.table import TableSortField
from office import prop

FILTERS = {"xlsx": "Calc MS Excel 2007 XML", "ods": "calc8"}


class Board:
    def __init__(self, book, sheet):
        self.book, self.sheet = book, book.Sheets.getByName(sheet)
        self.column = {}
        while self.sheet.getCellByPosition(len(self.column), 0).String:
            i = len(self.column)
            self.column[self.sheet.getCellByPosition(i, 0).String] = i

    def last(self):
        cursor = self.sheet.createCursor()
        cursor.gotoEndOfUsedArea(False)
        return cursor.RangeAddress.EndRow

    def row(self, change):
        for i in range(1, self.last() + 1):
            if self.sheet.getCellByPosition(self.column["Change"], i).String == change:
                return i
        sys.exit("no row of " + change)

    def type(self, row, values):
        for title, text in values.items():
            self.sheet.getCellByPosition(self.column[title], row).FormulaLocal = text

    def offer(self, title):
        v = self.sheet.getCellByPosition(self.column[title], 1).Validation
        print(json.dumps({"type": v.Type.value, "error": v.ErrorAlertStyle.value, "list": v.getFormula1()}))

    def copy(self, change):
        row, end = self.row(change), self.last() + 1
        for i in range(len(self.column)):
            self.sheet.getCellByPosition(i, end).FormulaLocal = self.sheet.getCellByPosition(i, row).FormulaLocal

    def sort(self, title):
        rows = self.sheet.getCellRangeByPosition(0, 1, len(self.column) - 1, self.last())
        field = TableSortField()
        field.Field, field.IsAscending = self.column[title], False
        rows.sort((prop("SortFields", uno.Any("[]com.sun.star.table.TableSortField", (field,))), prop("ContainsHeader", False)))

    def do(self, step):
        if "offer" in step:
            self.offer(step["offer"])
        elif "type" in step:
            self.type(self.row(step["row"]), step["type"])
        elif "copy" in step:
            self.copy(step["copy"])
        elif "new" in step:
            self.type(self.last() + 1, step["new"])
        elif "blank" in step:
            self.sheet.Rows.insertByIndex(self.row(step["blank"]), 1)
        elif "sort" in step:
            self.sort(step["sort"])
        elif "hide" in step:
            self.sheet.Rows.getByIndex(self.row(step["hide"])).IsVisible = False
        else:
            path = step["save"]
            self.book.storeToURL(uno.systemPathToFileUrl(path), (prop("FilterName", FILTERS[path.rsplit(".", 1)[1]]),))


def main(workbook, sheet, steps):
    with office.opened(workbook) as book, open(steps) as file:
        board = Board(book, sheet)
        for step in json.load(file):
            board.do(step)


main(*sys.argv[1:])
