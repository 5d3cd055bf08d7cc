"""Writes workbooks as Excel saves them where an add-in's functions are in them.

Excel keeps such a call behind the number of the add-in's file among the links of the workbook,
[1]!FUNNEL_CAC(500,5), and beside it the value that it showed last.
"""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from xml.sax.saxutils import escape

from openpyxl.utils.cell import coordinate_from_string

__all__ = ["ADDIN", "Formula", "write"]

ADDIN = r"file:///C:\Users\Ann%20Lee\AppData\Roaming\Funnel\funnel.xlam"
"""Where the add-in lay when Excel saved the workbook."""

PERCENT, TEXT = 1, 2
"""The looks that `_STYLES` offers, by their numbers there."""

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_ARRAYS = "http://schemas.microsoft.com/office/spreadsheetml/2017/dynamicarray"

_STYLES = f"""{_HEAD}<styleSheet xmlns="{_MAIN}"><fonts count="2"><font><sz val="11"/>\
<name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts>\
<fills count="1"><fill><patternFill patternType="none"/></fill></fills>\
<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>\
<cellXfs count="3"><xf/><xf numFmtId="10" fontId="1" applyNumberFormat="1" applyFont="1"/>\
<xf numFmtId="49" applyNumberFormat="1"/></cellXfs></styleSheet>"""

_METADATA = f"""{_HEAD}<metadata xmlns="{_MAIN}" xmlns:xda="{_ARRAYS}">\
<metadataTypes count="1"><metadataType name="XLDAPR" minSupportedVersion="120000" copy="1" \
pasteAll="1" pasteValues="1" merge="1" splitFirst="1" rowColShift="1" clearFormats="1" \
clearComments="1" assign="1" coerce="1" cellMeta="1"/></metadataTypes>\
<futureMetadata name="XLDAPR" count="1"><bk><extLst>\
<ext uri="{{bdbb8cdc-fa1e-496e-a857-3c3f30c029c3}}">\
<xda:dynamicArrayProperties fDynamic="1" fCollapsed="0"/></ext></extLst></bk></futureMetadata>\
<cellMetadata count="1"><bk><rc t="1" v="0"/></bk></cellMetadata></metadata>"""


@dataclass(frozen=True)
class Formula:
    """A formula, the value that Excel showed last, and over which cells it is an array.

    `spilled`: whether it is an array that Excel spilled by itself. `look`: of the cell.
    """

    text: str
    shown: float | str = 0
    array: str = ""
    spilled: bool = False
    look: int = 0

    def cell(self, address: str) -> str:
        """Give the cell as it stands in the file."""
        error = str(self.shown).startswith("#")
        kind = ("e" if error else "str") if isinstance(self.shown, str) else "n"
        where = f' t="array" ref="{self.array}"' if self.array else ""
        spilled = ' cm="1"' if self.spilled else ""
        return (
            f'<c r="{address}" s="{self.look}" t="{kind}"{spilled}>'
            f"<f{where}>{escape(self.text)}</f><v>{escape(str(self.shown))}</v></c>"
        )


def write(
    path: Path,
    cells: Mapping[str, float | str | Formula],
    names: Mapping[str, str] | None = None,
    *,
    after: str = "",
    hidden: frozenset[int] = frozenset(),
) -> Path:
    """Write a workbook whose one sheet is Sheet1.

    Args:
        path: where to.
        cells: what they hold by their addresses, row by row.
        names: what defined names stand for.
        after: what follows the rows in the sheet's own XML, such as a protection.
        hidden: the rows that are hidden.
    """
    defined = "".join(
        f'<definedName name="{name}">{escape(place)}</definedName>'
        for name, place in (names or {}).items()
    )
    parts = {
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>'
        '<sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets><externalReferences>'
        '<externalReference r:id="rId2"/></externalReferences>'
        f'<definedNames>{defined}</definedNames><calcPr calcId="191029"/></workbook>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{_MAIN}"><sheetData>'
        f"{_rows(cells, hidden)}</sheetData>{after}</worksheet>",
        "xl/externalLinks/externalLink1.xml": f'<externalLink xmlns="{_MAIN}">'
        f'<externalBook xmlns:r="{_OFFICE}" r:id="rId1"><sheetNames><sheetName val="Names"/>'
        '</sheetNames><definedNames><definedName name="FUNNEL_CAC"/>'
        '<definedName name="FUNNEL_REQUIRED"/></definedNames></externalBook></externalLink>',
        "_rels/.rels": _links(("officeDocument", "xl/workbook.xml", "")),
        "xl/_rels/workbook.xml.rels": _links(
            ("worksheet", "worksheets/sheet1.xml", ""),
            ("externalLink", "externalLinks/externalLink1.xml", ""),
            ("styles", "styles.xml", ""),
            ("sheetMetadata", "metadata.xml", ""),
        ),
        "xl/externalLinks/_rels/externalLink1.xml.rels": _links(
            ("externalLinkPath", ADDIN, ' TargetMode="External"')
        ),
    }
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("[Content_Types].xml", _content_types())
        for name, content in parts.items():
            archive.writestr(name, _HEAD + content)
        archive.writestr("xl/styles.xml", _STYLES)
        archive.writestr("xl/metadata.xml", _METADATA)
    return path


def _rows(cells: Mapping[str, float | str | Formula], hidden: frozenset[int]) -> str:
    rows = groupby(cells.items(), key=lambda item: coordinate_from_string(item[0])[1])
    return "".join(
        f'<row r="{row}" hidden="{int(row in hidden)}">'
        + "".join(_cell(address, content) for address, content in filled)
        + "</row>"
        for row, filled in rows
    )


def _cell(address: str, content: float | str | Formula) -> str:
    if isinstance(content, Formula):
        return content.cell(address)
    if isinstance(content, str):
        return f'<c r="{address}" t="inlineStr"><is><t>{escape(content)}</t></is></c>'
    return f'<c r="{address}"><v>{content}</v></c>'


def _links(*targets: tuple[str, str, str]) -> str:
    links = "".join(
        f'<Relationship Id="rId{number}" Type="{_OFFICE}/{kind}" Target="{target}"{mode}/>'
        for number, (kind, target, mode) in enumerate(targets, start=1)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{links}</Relationships>'


def _content_types() -> str:
    parts = {
        "workbook": "sheet.main",
        "worksheets/sheet1": "worksheet",
        "externalLinks/externalLink1": "externalLink",
        "styles": "styles",
        "metadata": "sheetMetadata",
    }
    kinds = "".join(
        f'<Override PartName="/xl/{part}.xml" ContentType="{_KIND}.{kind}+xml"/>'
        for part, kind in parts.items()
    )
    return (
        f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{kinds}</Types>'
    )
