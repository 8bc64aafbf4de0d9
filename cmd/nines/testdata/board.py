"""Fills in the sheet of decisions in LibreOffice Calc, as somebody does by hand, and saves it.

usage: board.py SOFFICE PROFILE WORKBOOK SHEET STEPS.json

Steps, in order: {"offer": column}: print what its drop-down offers; {"type": {column: text}, "row": change}: type into the
first row of a change; {"copy": change}: type the row in once more, at the end; {"new": {column: text}}: a row at the end;
{"blank": change}: a blank row before it; {"sort": column}: the rows, descending; {"hide": change}: as a filter does;
{"save": path}: by its ending as xlsx or ods.
"""
import json, subprocess, sys, time
import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException
from com.sun.star.table import TableSortField

FILTERS = {"xlsx": "Calc MS Excel 2007 XML", "ods": "calc8"}


def prop(name, value):
    p = PropertyValue()
    p.Name, p.Value = name, value
    return p


def connect(pipe):
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    for _ in range(300):
        try:
            return resolver.resolve("uno:pipe,name=%s;urp;StarOffice.ComponentContext" % pipe)
        except NoConnectException:
            time.sleep(0.2)
    sys.exit("LibreOffice does not answer")


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


def main(soffice, profile, workbook, sheet, steps):
    pipe = "board" + str(abs(hash(profile)))
    office = subprocess.Popen([soffice, "-env:UserInstallation=" + uno.systemPathToFileUrl(profile), "--headless",
                               "--norestore", "--accept=pipe,name=%s;urp;" % pipe])
    try:
        context = connect(pipe)
        desktop = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
        book = desktop.loadComponentFromURL(uno.systemPathToFileUrl(workbook), "_blank", 0, (prop("Hidden", True),))
        board = Board(book, sheet)
        with open(steps) as file:
            for step in json.load(file):
                board.do(step)
        book.close(False)
        try:
            desktop.terminate()
        except Exception:  # it ends while it answers
            pass
    finally:
        try:
            office.wait(20)
        except subprocess.TimeoutExpired:
            office.kill()


main(*sys.argv[1:])
