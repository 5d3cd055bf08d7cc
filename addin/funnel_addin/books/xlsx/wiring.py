"""A worksheet put into a workbook, a part taken out: what the other parts say of it, changed."""

from __future__ import annotations

import itertools
import posixpath

from lxml import etree

from funnel_addin.books.xlsx.markup import (
    STRICT,
    TRANSITIONAL,
    Element,
    local,
    namespace,
    parse,
    serialise,
)
from funnel_addin.books.xlsx.recalculation import ask
from funnel_addin.books.xlsx.workbook import CONTENT_TYPES, Sheet, Workbook, relationships_part

__all__ = ["Wiring"]

WORKSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"


class Wiring:
    """The parts that say which parts there are: each parsed once, and written when all is done."""

    def __init__(self, workbook: Workbook) -> None:
        self._workbook = workbook
        self._roots: dict[str, Element] = {}
        self._parts: dict[str, bytes | None] = {}

    def parts(self) -> dict[str, bytes | None]:
        """Give every part that is new, changed, or gone (None)."""
        read = self._workbook.package.read
        return {
            **{part: serialise(root, read(part)) for part, root in self._roots.items()},
            **self._parts,
        }

    def ask_to_recalculate(self) -> None:
        """Ask whoever opens the file to compute everything anew, unless it does so already."""
        part, known = self._workbook.part, self._workbook.part in self._roots
        if not ask(self._root(part)) and not known:
            del self._roots[part]

    def new_sheet(self, title: str) -> Sheet:
        """Say what a further worksheet will be: the last one, in a part of its own."""
        package, folder = self._workbook.package, posixpath.dirname(self._workbook.part)
        named = (posixpath.join(folder, f"worksheets/sheet{n}.xml") for n in itertools.count(1))
        part = next(part for part in named if part not in package)
        return Sheet(len(self._workbook.sheets), title, part, "worksheet")

    def add_hidden(self, sheet: Sheet, data: bytes) -> None:
        """Add a worksheet behind all others, where no menu shows it; no index of another moves."""
        self._parts[sheet.part] = data
        types = self._root(CONTENT_TYPES)
        etree.SubElement(
            types,
            f"{namespace(types)}Override",
            {"PartName": f"/{sheet.part}", "ContentType": WORKSHEET},
        )
        self._list(sheet, self._link(sheet))
        self._entitle(sheet)

    def drop(self, kind: str) -> None:
        """Take a part of a kind out that spreadsheets make anew, such as the calculation chain."""
        part = self._workbook.linked_part(kind)
        if part is None:
            return
        self._parts[part] = None
        for element in list(self._root(CONTENT_TYPES)):
            if element.get("PartName", "").lstrip("/").lower() == part.lower():
                _remove(element)
        for element in list(self._root(relationships_part(self._workbook.part))):
            if element.get("Type", "").endswith(f"/{kind}"):
                _remove(element)

    def _root(self, part: str) -> Element:
        if part not in self._roots:
            data = self._workbook.package.read(part)
            self._roots[part] = parse(data, part, self._workbook.title)
        return self._roots[part]

    def _link(self, sheet: Sheet) -> str:
        """Make the workbook point to a worksheet; give the link's name."""
        links = self._root(relationships_part(self._workbook.part))
        taken = {element.get("Id") for element in links}
        name = next(f"rId{n}" for n in itertools.count(1) if f"rId{n}" not in taken)
        folder = posixpath.dirname(self._workbook.part)
        etree.SubElement(
            links,
            f"{namespace(links)}Relationship",
            {
                "Id": name,
                "Type": f"{self._office()}/worksheet",
                "Target": posixpath.relpath(sheet.part, folder or "."),
            },
        )
        return name

    def _office(self) -> str:
        """Give the namespace of links: another one where the file keeps strictly to ISO 29500."""
        strict = "purl.oclc.org" in self._workbook.ns
        return STRICT if strict else TRANSITIONAL

    def _list(self, sheet: Sheet, link: str) -> None:
        ns = self._workbook.ns
        listed = self._root(self._workbook.part).find(f"{ns}sheets")
        if listed is None:
            return
        taken = {element.get("sheetId") for element in listed}
        free = next(str(n) for n in itertools.count(len(listed) + 1) if str(n) not in taken)
        element = etree.SubElement(listed, f"{ns}sheet")
        element.set("name", sheet.name)
        element.set("sheetId", free)
        element.set("state", "veryHidden")
        element.set(f"{{{self._office()}}}id", link)

    def _entitle(self, sheet: Sheet) -> None:
        """Add the title to the document's own list of them, where that is as Excel writes it."""
        part = next(
            (each.target for each in self._workbook.relationships("")
             if each.kind == "extended-properties" and not each.external),
            None,
        )  # fmt: skip
        if part is None or part not in self._workbook.package:
            return
        root = self._root(part)
        counts = [element for element in root.iter() if local(element) == "i4"]
        lists = [element for element in root if local(element) == "TitlesOfParts"]
        titles = lists[0][0] if lists and len(lists[0]) else None
        worksheets = sum(each.kind == "worksheet" for each in self._workbook.sheets)
        texts = [each.text or "" for each in counts]
        numbers = [int(text) if text.isdecimal() else -1 for text in texts]
        if titles is None or not numbers or numbers[0] != worksheets or sum(numbers) != len(titles):
            return
        counts[0].text = str(worksheets + 1)
        title = etree.Element(titles[0].tag)
        title.text = sheet.name
        titles.insert(worksheets, title)
        titles.set("size", str(len(titles)))


def _remove(element: Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)
