"""A small workbook written part by part, so that a test can say exactly what stands in it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from xml.sax.saxutils import escape

from tests.books.parts import write_parts

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
STYLES = (
    f'<styleSheet xmlns="{MAIN}"><numFmts count="1"><numFmt numFmtId="170" '
    'formatCode="dd/mm/yyyy hh:mm"/></numFmts><fonts count="1"><font/></fonts><fills count="1">'
    '<fill><patternFill/></fill></fills><borders count="1"><border/></borders>'
    '<cellStyleXfs count="1"><xf/>'
    '</cellStyleXfs><cellXfs count="4"><xf/><xf numFmtId="14"/><xf numFmtId="170"/>'
    '<xf numFmtId="20"/></cellXfs></styleSheet>'
)


def workbook_parts(
    sheets: Mapping[str, str],
    names: Mapping[str, str] | str = "",
    more: str = "",
    date1904: bool = False,
    texts: tuple[str, ...] = (),
) -> dict[str, bytes]:
    """Make the parts of a workbook: each sheet's rows as XML, and the defined names."""
    if not isinstance(names, str):
        names = "".join(
            f'<definedName name="{name}">{escape(text)}</definedName>'
            for name, text in names.items()
        )
    numbered = list(enumerate(sheets.items(), 1))
    listed = "".join(
        f'<sheet name="{escape(name, {chr(34): "&quot;"})}" sheetId="{n}" r:id="rId{n}"/>'
        for n, (name, _) in numbered
    )
    links = "".join(
        f'<Relationship Id="rId{n}" Type="{OFFICE}/worksheet" Target="worksheets/sheet{n}.xml"/>'
        for n, _ in numbered
    )
    types = "".join(
        f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{TYPE}.worksheet+xml"/>'
        for n, _ in numbered
    )
    properties = '<workbookPr date1904="1"/>' if date1904 else ""
    defined = f"<definedNames>{names}</definedNames>" if names else ""
    items = "".join(f"<si><t>{escape(text)}</t></si>" for text in texts)
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default '
        'Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" '
        f'ContentType="{TYPE}.sheet.main+xml"/><Override PartName="/xl/styles.xml" '
        f'ContentType="{TYPE}.styles+xml"/><Override PartName="/xl/sharedStrings.xml" '
        f'ContentType="{TYPE}.sharedStrings+xml"/>{types}</Types>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}">{properties}<sheets>'
        f"{listed}</sheets>{defined}{more}</workbook>",
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships">{links}'
        f'<Relationship Id="s" Type="{OFFICE}/styles" Target="styles.xml"/><Relationship Id="t" '
        f'Type="{OFFICE}/sharedStrings" Target="/xl/sharedStrings.xml"/></Relationships>',
        "xl/styles.xml": STYLES,
        "xl/sharedStrings.xml": f'<sst xmlns="{MAIN}">{items}</sst>',
    }
    for n, (_, rows) in numbered:
        whole = rows.lstrip().startswith("<worksheet")
        sheet = f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'
        parts[f"xl/worksheets/sheet{n}.xml"] = rows if whole else sheet
    return {name: (HEAD + content).encode() for name, content in parts.items()}


def small(path: Path, sheets: Mapping[str, str], names: Mapping[str, str] | str = "",
          **more: object) -> Path:  # fmt: skip
    """Write a small workbook; see `workbook_parts`."""
    return write_parts(path, workbook_parts(sheets, names, **more))  # type: ignore[arg-type]
