"""The workbook part and what hangs on it: sheets, defined names, tables, styles, shared texts."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import unquote

from funnel_addin.books.xlsx.formulas import column_number
from funnel_addin.books.xlsx.markup import Element, local, namespace, parse, strict_twin
from funnel_addin.books.xlsx.package import Package
from funnel_addin.books.xlsx.references import Area
from funnel_core.errors import TemplateError

__all__ = [
    "CONTENT_TYPES",
    "DefinedName",
    "Relationship",
    "Sheet",
    "Table",
    "Workbook",
    "area_of",
    "relationships_part",
]

CONTENT_TYPES = "[Content_Types].xml"
KINDS = {
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml": ".xlsx",
    "application/vnd.ms-excel.sheet.macroEnabled.main+xml": ".xlsm",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.template.main+xml": ".xltx",
    "application/vnd.ms-excel.template.macroEnabled.main+xml": ".xltm",
    "application/vnd.ms-excel.addin.macroEnabled.main+xml": ".xlam",
}
BINARY = "application/vnd.ms-excel.sheet.binary.macroEnabled.main"
ADDRESS = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})(?::\$?([A-Za-z]{1,3})\$?([0-9]{1,7}))?")


def area_of(ref: str) -> Area | None:
    """Read an area as parts write it in attributes.

    >>> area_of("B2:C9")
    Area(top=2, left=2, bottom=9, right=3)
    """
    match = ADDRESS.fullmatch(ref)
    if match is None:
        return None
    left, top, right, bottom = match.groups()
    right, bottom = right or left, bottom or top
    return Area(int(top), column_number(left), int(bottom), column_number(right))


@dataclass(frozen=True, slots=True)
class Relationship:
    """What a part points to; the kind is the last word of its type."""

    id: str
    kind: str
    target: str
    external: bool


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: its place in the workbook, name, part and kind (worksheet, chartsheet)."""

    index: int
    name: str
    part: str
    kind: str


@dataclass(frozen=True, slots=True)
class DefinedName:
    """A defined name, what it stands for, and the sheet it is confined to (None: workbook-wide)."""

    name: str
    text: str
    sheet: int | None


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its name, its sheet, its cells with header and totals rows, and its columns."""

    name: str
    sheet: int
    area: Area
    header_rows: int
    totals_rows: int
    columns: tuple[str, ...]
    part: str

    @property
    def body(self) -> Area:
        """Give the table's data, without its header and totals rows."""
        area = self.area
        bottom = area.bottom - self.totals_rows
        return Area(area.top + self.header_rows, area.left, bottom, area.right)


class Workbook:
    """The parts of a workbook, read once they are needed."""

    def __init__(self, package: Package) -> None:
        self.package = package
        self.title = package.title
        self.part = self._main_part()
        self.extension = self._extension()
        self.root = parse(package.read(self.part), self.part, self.title)
        self.ns = namespace(self.root)
        if local(self.root) != "workbook":
            raise TemplateError(self._not_one(f"its main part holds <{local(self.root)}>"))
        self.sheets = tuple(self._sheets())
        self._by_name = {sheet.name.casefold(): sheet for sheet in self.sheets}

    def sheet(self, name: str) -> Sheet | None:
        """Find a sheet by its name, whatever its capitals."""
        return self._by_name.get(name.casefold())

    def relationships(self, part: str) -> list[Relationship]:
        """Give what a part points to; nothing where it has no relationships."""
        folder, rels = posixpath.dirname(part), relationships_part(part)
        if rels not in self.package:
            return []
        found = []
        for element in parse(self.package.read(rels), rels, self.title):
            external = element.get("TargetMode") == "External"
            target = element.get("Target", "")
            kind = element.get("Type", "").rpartition("/")[2]
            path = target if external else self._inside(folder, target)
            found.append(Relationship(element.get("Id", ""), kind, path, external))
        return found

    @cached_property
    def names(self) -> tuple[DefinedName, ...]:
        """Give all defined names in the order of the file."""
        found = []
        for element in self.root.iterfind(f"{self.ns}definedNames/{self.ns}definedName"):
            sheet = element.get("localSheetId")
            text = (element.text or "").strip().removeprefix("=")
            confined = int(sheet) if sheet is not None and sheet.isdecimal() else None
            found.append(DefinedName(element.get("name", ""), text, confined))
        return tuple(found)

    @cached_property
    def tables(self) -> tuple[Table, ...]:
        """Give all tables of all worksheets."""
        return tuple(
            self._table(sheet, link.target)
            for sheet in self.sheets
            if sheet.kind == "worksheet"
            for link in self.relationships(sheet.part)
            if link.kind == "table" and not link.external
        )

    @cached_property
    def date1904(self) -> bool:
        """Tell whether day 0 is 1 January 1904, as in old workbooks from a Mac."""
        properties = self.root.find(f"{self.ns}workbookPr")
        return properties is not None and properties.get("date1904") in ("1", "true", "on")

    @cached_property
    def is_locked(self) -> bool:
        """Tell whether its structure is protected: no sheet may be added, moved or taken out."""
        protection = self.root.find(f"{self.ns}workbookProtection")
        return protection is not None and protection.get("lockStructure") in ("1", "true", "on")

    def linked(self, kind: str) -> Element | None:
        """Parse the part of a kind (styles, sharedStrings, calcChain) that belongs to the book."""
        part = self.linked_part(kind)
        return None if part is None else parse(self.package.read(part), part, self.title)

    def linked_part(self, kind: str) -> str | None:
        """Name the part of a kind that the workbook points to, where there is one."""
        for link in self.relationships(self.part):
            if link.kind == kind and not link.external and link.target in self.package:
                return link.target
        return None

    def _inside(self, folder: str, target: str) -> str:
        """Give the part that a relative target means; a writer may have escaped its name."""
        path = _resolve(folder, target)
        return path if path in self.package else _resolve(folder, unquote(target))

    def _main_part(self) -> str:
        if CONTENT_TYPES not in self.package:
            if "mimetype" in self.package and b"opendocument" in self.package.read("mimetype"):
                raise TemplateError(
                    f"{self.title} is an OpenDocument file (.ods): expected .xlsx or .xlsm; open "
                    "it in LibreOffice and save it as .xlsx"
                )
            raise TemplateError(self._not_one("the zip holds no [Content_Types].xml"))
        for link in self.relationships(""):
            if link.kind == "officeDocument" and not link.external:
                return link.target
        raise TemplateError(self._not_one("nothing in it says which part is the workbook"))

    def _extension(self) -> str:
        kind = self._content_type(self.part)
        if kind == BINARY:
            raise TemplateError(
                f"{self.title} is a binary workbook (.xlsb): expected .xlsx or .xlsm; open it in "
                "Excel and save it as .xlsx"
            )
        if kind not in KINDS:
            raise TemplateError(self._not_one(f"its main part is of the kind {kind or 'unknown'}"))
        return KINDS[kind]

    def _content_type(self, part: str) -> str:
        fallback = ""
        for element in parse(self.package.read(CONTENT_TYPES), CONTENT_TYPES, self.title):
            if element.get("PartName", "").lstrip("/").lower() == part.lower():
                return element.get("ContentType", "")
            suffix = element.get("Extension")
            if suffix is not None and part.lower().endswith("." + suffix.lower()):
                fallback = element.get("ContentType", "")
        return fallback

    def _not_one(self, reason: str) -> str:
        return (
            f"{self.title} is not a workbook: expected an Excel workbook (.xlsx or .xlsm), but "
            f"{reason}; open it in a spreadsheet and save it as .xlsx"
        )

    def _sheets(self) -> Iterator[Sheet]:
        links = {link.id: link for link in self.relationships(self.part)}
        for index, element in enumerate(self.root.iterfind(f"{self.ns}sheets/{self.ns}sheet")):
            name = element.get("name", "")
            link = links.get(strict_twin(element, "id") or "")
            if link is not None and link.external:
                raise TemplateError(
                    f"{self.title} is refused: its sheet “{name}” lies outside the file "
                    f"({link.target}); copy that sheet into the workbook and save it"
                )
            if link is None or link.target not in self.package:
                raise TemplateError(
                    f"{self.title} is damaged: expected a part for its sheet “{name}”, got none; "
                    "open and repair it in a spreadsheet, or take an older copy"
                )
            yield Sheet(index, name, link.target, link.kind)

    def _table(self, sheet: Sheet, part: str) -> Table:
        root = parse(self.package.read(part), part, self.title)
        ns = namespace(root)
        area = area_of(root.get("ref", ""))
        if area is None:
            raise TemplateError(
                f"{self.title} is damaged: expected the cells of a table in its part {part}, got "
                f"{root.get('ref')!r}; open and repair it in a spreadsheet"
            )
        return Table(
            name=root.get("displayName", "") or root.get("name", ""),
            sheet=sheet.index,
            area=area,
            header_rows=_count(root, "headerRowCount", 1),
            totals_rows=_count(root, "totalsRowCount", 0),
            columns=tuple(c.get("name", "") for c in root.iter(f"{ns}tableColumn")),
            part=part,
        )


def relationships_part(part: str) -> str:
    """Name the part that says what a part points to.

    >>> relationships_part("xl/workbook.xml"), relationships_part("")
    ('xl/_rels/workbook.xml.rels', '_rels/.rels')
    """
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", name + ".rels")


def _count(root: Element, attribute: str, default: int) -> int:
    text = root.get(attribute, "")
    return int(text) if text.isdecimal() else default


def _resolve(folder: str, path: str) -> str:
    if path.startswith("/"):
        return posixpath.normpath(path).lstrip("/")
    return posixpath.normpath(posixpath.join(folder, path)).lstrip("/")
