"""Drives a running LibreOffice: one request a line in, one answer a line out, both JSON.

It runs on the Python that has LibreOffice's `uno` (the system's), not on that of the tests, and
therefore imports nothing of this project. `calc.py` starts it and speaks with it.
"""

import itertools
import json
import sys
import time
import traceback
from pathlib import Path

import uno
from com.sun.star.beans import NamedValue, PropertyValue
from com.sun.star.sheet import FormulaResult
from com.sun.star.table import CellAddress
from com.sun.star.table.CellContentType import FORMULA
from com.sun.star.util import Date

CALC = "private:factory/scalc"


def settings(**values):
    """Give properties as LibreOffice takes them."""
    made = []
    for name, value in values.items():
        each = PropertyValue()
        each.Name, each.Value = name, value
        made.append(each)
    return tuple(made)


class Driver:
    """Does to spreadsheets what a person does with mouse and keyboard."""

    def __init__(self, pipe, wait):
        local = uno.getComponentContext()
        resolver = local.ServiceManager.createInstance("com.sun.star.bridge.UnoUrlResolver")
        address = f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext"
        end = time.monotonic() + wait
        while True:
            try:
                self.context = resolver.resolve(address)
                break
            except uno.getClass("com.sun.star.connection.NoConnectException"):
                if time.monotonic() > end:
                    raise
                time.sleep(0.1)
        self.desktop = self._service("com.sun.star.frame.Desktop")
        self.books = {}
        self.numbers = itertools.count()

    def _service(self, name):
        return self.context.ServiceManager.createInstanceWithContext(name, self.context)

    def version(self):
        """Give LibreOffice's version: [25, 2]."""
        provider = self._service("com.sun.star.configuration.ConfigurationProvider")
        where = NamedValue("nodepath", "/org.openoffice.Setup/Product")
        access = provider.createInstanceWithArguments(
            "com.sun.star.configuration.ConfigurationAccess", (where,)
        )
        return [int(each) for each in access.ooSetupVersion.split(".")]

    def _sheet(self, book, sheet):
        sheets = self.books[book].Sheets
        if not sheets.hasByName(sheet):
            sheets.insertNewByName(sheet, sheets.Count)
        return sheets.getByName(sheet)

    def _kept(self, document):
        number = next(self.numbers)
        self.books[number] = document
        return number

    def new(self, hidden=True):
        """Open an empty spreadsheet; give its number."""
        made = self.desktop.loadComponentFromURL(CALC, "_blank", 0, settings(Hidden=hidden))
        return self._kept(made)

    def open(self, path, hidden=True):
        """Open a file; give its number."""
        url = Path(path).as_uri()
        made = self.desktop.loadComponentFromURL(url, "_blank", 0, settings(Hidden=hidden))
        if made is None:
            raise OSError(f"LibreOffice did not open {path}")
        return self._kept(made)

    def in_window(self, wait):
        """Give the number of the file that LibreOffice was started with, once it is there."""
        end = time.monotonic() + wait
        while not hasattr(self.desktop.CurrentComponent, "Sheets"):
            if time.monotonic() > end:
                raise TimeoutError("no spreadsheet in a window")
            time.sleep(0.2)
        return self._kept(self.desktop.CurrentComponent)

    def save(self, book, path, filter):
        """Save a copy in the format of a filter."""
        self.books[book].storeToURL(Path(path).as_uri(), settings(FilterName=filter))

    def close(self, book):
        """Close a spreadsheet."""
        self.books.pop(book).close(True)

    def put(self, book, sheet, cells):
        """Fill cells: [address, how, content] each, `how` being value, text, formula or array."""
        on = self._sheet(book, sheet)
        for address, how, content in cells:
            place = on.getCellRangeByName(address)
            if how == "array":
                place.setArrayFormula(content)
                continue
            cell = place.getCellByPosition(0, 0)
            if how == "value":
                cell.setValue(content)
            elif how == "text":
                cell.setString(content)
            elif how == "formula":
                cell.setFormula(content)
            else:
                raise ValueError(how)

    def fill(self, book, sheet, address, rows):
        """Type into a range at once: numbers, "=…" as a formula, "'…" as a text."""
        place = self._sheet(book, sheet).getCellRangeByName(address)
        place.setFormulaArray(tuple(tuple(str(each) for each in row) for row in rows))

    def read(self, book, sheet, addresses):
        """Give the rows of each address; an error cell is {"error": number, "shown": text}."""
        on = self._sheet(book, sheet)
        return [self._rows(on.getCellRangeByName(address)) for address in addresses]

    def _rows(self, place):
        return [
            [
                each if isinstance(each, (float, int)) else self._told(place, column, row, each)
                for column, each in enumerate(values)
            ]
            for row, values in enumerate(place.getDataArray())
        ]

    def type_all(self, book, cells):
        """Type into cells without calculating: [sheet, row, column, how, content], from 0."""
        document = self.books[book]
        document.enableAutomaticCalculation(False)
        sheets = {}
        for title, row, column, how, content in cells:
            sheet = sheets.get(title) or sheets.setdefault(title, document.Sheets.getByName(title))
            cell = sheet.getCellByPosition(column, row)
            if how == "value":
                cell.setValue(content)
            elif how == "text":
                cell.setString(content)
            else:
                cell.setFormula(content)

    def all_values(self, book):
        """Give what every sheet shows from A1 on, by its title; an error is a text with a #."""
        found = {}
        for sheet in self.books[book].Sheets:
            cursor = sheet.createCursor()
            cursor.gotoStartOfUsedArea(False)
            cursor.gotoEndOfUsedArea(True)
            used = cursor.RangeAddress
            place = sheet.getCellRangeByPosition(0, 0, used.EndColumn, used.EndRow)
            rows = [list(row) for row in place.getDataArray()]
            wrong = sheet.queryFormulaCells(FormulaResult.ERROR)
            for area in wrong.RangeAddresses:
                for row in range(area.StartRow, area.EndRow + 1):
                    for column in range(area.StartColumn, area.EndColumn + 1):
                        shown = sheet.getCellByPosition(column, row).getString()
                        rows[row][column] = shown if shown[:1] == "#" else f"#{shown}"
            found[sheet.Name] = rows
        return found

    def _told(self, place, column, row, value):
        if value:
            return value
        cell = place.getCellByPosition(column, row)
        error = cell.getError()
        return {"error": error, "shown": cell.getString()} if error else value

    def shown(self, book, sheet, address):
        """Give the text that a cell shows."""
        return self._sheet(book, sheet).getCellRangeByName(address).getCellByPosition(0, 0).String

    def formula(self, book, sheet, address, local=False):
        """Give a cell's formula, in English or as the user's locale writes it."""
        cell = self._sheet(book, sheet).getCellRangeByName(address).getCellByPosition(0, 0)
        return cell.FormulaLocal if local else cell.Formula

    def state(self, book):
        """Tell whether there is something to save, and what can be undone."""
        document = self.books[book]
        return [document.isModified(), list(document.UndoManager.AllUndoActionTitles)]

    def undo(self, book):
        """Undo the last step."""
        self.books[book].UndoManager.undo()

    def redo(self, book):
        """Do again what was undone."""
        self.books[book].UndoManager.redo()

    def look(self, book, sheet, address, *properties):
        """Give properties of a cell's look, its number format as it is typed."""
        place = self._sheet(book, sheet).getCellRangeByName(address)
        found = [place.getPropertyValue(each) for each in properties]
        return [self.books[book].NumberFormats.getByKey(place.NumberFormat).FormatString, *found]

    def count_days_from(self, book, year, month, day):
        """Set the day that counts as day 0 in a spreadsheet."""
        self.books[book].NullDate = Date(day, month, year)

    def formulas(self, book):
        """Give every formula of a spreadsheet, by sheet and address."""
        found = {}
        for sheet in self.books[book].Sheets:
            cursor = sheet.createCursor()
            cursor.gotoEndOfUsedArea(False)
            used = cursor.RangeAddress
            rows = range(used.EndRow + 1)
            for column in range(used.EndColumn + 1):
                for cell in (sheet.getCellByPosition(column, row) for row in rows):
                    if cell.Type == FORMULA:
                        found[cell.AbsoluteName.replace("$", "")] = cell.Formula
        return found

    def type_local(self, book, sheet, address, text):
        """Type a text as the user's locale writes it: with its decimal comma."""
        cell = self._sheet(book, sheet).getCellRangeByName(address).getCellByPosition(0, 0)
        cell.FormulaLocal = text

    def enter(self, book, sheet, address, text):
        """Type a text into the cell that is selected in a window, and press Enter."""
        controller = self.books[book].CurrentController
        on = self._sheet(book, sheet)
        controller.setActiveSheet(on)
        controller.select(on.getCellRangeByName(address))
        self.dispatch(book, ".uno:EnterString", {"StringName": text})

    def dispatch(self, book, command, arguments=None):
        """Do what a menu's command does."""
        dispatcher = self._service("com.sun.star.frame.DispatchHelper")
        frame = self.books[book].CurrentController.Frame
        dispatcher.executeDispatch(frame, command, "", 0, settings(**(arguments or {})))

    def name(self, book, name, place):
        """Define a name for a place, such as $Sheet1.$A$1."""
        self.books[book].NamedRanges.addNewByName(name, place, CellAddress(), 0)

    def rename(self, book, name, place):
        """Have a name stand for another place."""
        self.books[book].NamedRanges.getByName(name).Content = place

    def null_date(self, book, year, month, day):
        """Set which day is 0 in a spreadsheet."""
        date = uno.createUnoStruct("com.sun.star.util.Date")
        date.Year, date.Month, date.Day = year, month, day
        self.books[book].NullDate = date

    def seek(self, book, sheet, formula, variable, goal):
        """Seek a goal: give the number found, and by how much it misses."""
        on = self._sheet(book, sheet)
        where = [
            on.getCellRangeByName(each).getCellByPosition(0, 0) for each in (formula, variable)
        ]
        addresses = [each.CellAddress for each in where]
        found = self.books[book].seekGoal(*addresses, str(goal))
        return [found.Result, found.Divergence]

    def insert_rows(self, book, sheet, row, count):
        """Insert rows above a row (the first is 0)."""
        self._sheet(book, sheet).Rows.insertByIndex(row, count)

    def names(self, book):
        """Give the defined names and their places."""
        return {each.Name: each.Content for each in self.books[book].NamedRanges}

    def recalculate(self, book, hard=False):
        """Recalculate what is dirty, or all; give the seconds that it took."""
        document = self.books[book]
        start = time.perf_counter()
        document.calculateAll() if hard else document.calculate()
        return time.perf_counter() - start

    def wizard(self):
        """Give what the function wizard knows: name, category, description and arguments."""
        known = self._service("com.sun.star.sheet.FunctionDescriptions")
        found = {}
        for number in range(known.Count):
            told = {each.Name: each.Value for each in known.getByIndex(number)}
            found[told["Name"]] = {
                "category": told["Category"],
                "description": told["Description"],
                "arguments": [
                    [each.Name, each.Description, each.IsOptional]
                    for each in told["Arguments"] or ()
                ],
            }
        return found

    def configure(self, node, **values):
        """Set options of the program, such as the locale."""
        provider = self._service("com.sun.star.configuration.ConfigurationProvider")
        where = NamedValue("nodepath", node)
        access = provider.createInstanceWithArguments(
            "com.sun.star.configuration.ConfigurationUpdateAccess", (where,)
        )
        for name, value in values.items():
            access.setPropertyValue(name, value)
        access.commitChanges()

    def errors(self, book, sheet):
        """Give the addresses of the cells with an error."""
        found = self._sheet(book, sheet).queryFormulaCells(FormulaResult.ERROR)
        return [each for each in found.RangeAddressesAsString.split(";") if each]

    def style(self, book, sheet, address, number_format=None, **properties):
        """Give cells a look: properties such as CharWeight, and a number format as it is typed."""
        place = self._sheet(book, sheet).getCellRangeByName(address)
        if number_format:
            formats, locale = self.books[book].NumberFormats, self.books[book].CharLocale
            key = formats.queryKey(number_format, locale, False)
            place.NumberFormat = formats.addNew(number_format, locale) if key < 0 else key
        for name, value in properties.items():
            place.setPropertyValue(name, value)

    def widths(self, book, sheet, widths):
        """Make the first columns so wide, in hundredths of a millimetre."""
        for number, width in enumerate(widths):
            self._sheet(book, sheet).Columns.getByIndex(number).Width = width

    def select(self, book, sheet, address):
        """Select cells in the window."""
        controller = self.books[book].CurrentController
        controller.select(self._sheet(book, sheet).getCellRangeByName(address))

    def end(self):
        """Close LibreOffice without asking."""
        for document in self.books.values():
            document.close(True)
        self.books = {}
        try:
            self.desktop.terminate()
        except uno.getClass("com.sun.star.lang.DisposedException"):
            pass  # it was quicker than its answer


def main():
    """Answer requests until there are no more."""
    driver = Driver(sys.argv[1], float(sys.argv[2]))
    print(json.dumps({"answer": "ready"}), flush=True)
    for line in sys.stdin:
        request = json.loads(line)
        try:
            do = getattr(driver, request.pop("do"))
            answer = {"answer": do(*request.pop("with"), **request)}
        except Exception:
            answer = {"failed": traceback.format_exc()}
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
