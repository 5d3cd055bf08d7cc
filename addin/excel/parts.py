"""The parts of the add-in's file that are ours: the workbook, its one sheet, and the ribbon."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from addin.excel.described import described, intellisense
from funnel_addin.catalog import CATEGORY
from funnel_addin.templates import TEMPLATES

__all__ = ["BUTTONS", "SHEET", "Button", "parts"]

SHEET = "_IntelliSense_"
"""The sheet that Excel-DNA's IntelliSense add-in looks for in every add-in."""

_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_DOCUMENT = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_X14 = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"
_DESCRIPTION = (
    "The FUNNEL functions and the Funnel tab. Contains VBA of xlwings (BSD 3-clause licence) "
    "and VBA-Dictionary (MIT licence): see NOTICE.md beside the source of this file."
)


@dataclass(frozen=True, slots=True)
class Button:
    """A button of the Funnel tab: its callback in VBA, what it says, and a picture of Office.

    With choices it opens a menu: each choice is a tag that the callback is handed, a label and a
    line that explains it.
    """

    callback: str
    label: str
    image: str
    tip: str
    more: str
    choices: tuple[tuple[str, str, str], ...] = ()


BUTTONS = (
    Button(
        "FunnelFill",
        "Fill this workbook",
        "CalculateNow",
        "Fill this workbook",
        "Works out the plan from the named inputs of this workbook (Plan_Target, Plan_Rates, ...) "
        "and writes the named outputs that it defines. A cell that a person changed is kept.",
    ),
    Button(
        "FunnelSync",
        "Sync with Google",
        "RefreshAll",
        "Sync a Google Sheet",
        "Reads the named inputs of a shared Google Sheet and writes its named outputs, as "
        "'funnel sheets sync' does. Excel waits until it is done.",
    ),
    Button(
        "FunnelNew",
        "New from template",
        "FileNew",
        "New workbook from a template",
        "Saves a new workbook in your documents folder and opens it. No file is written over.",
        tuple((each.name, each.title, each.line) for each in TEMPLATES),
    ),
    Button(
        "FunnelCheck",
        "Check",
        "AcceptInvitation",
        "Check this workbook",
        "Says what is missing or wrong in this workbook's plan, and what a fill would write. "
        "Nothing is changed.",
    ),
    Button(
        "FunnelWhyHere",
        "Why this error",
        "ErrorChecking",
        "Why does this cell show an error?",
        "Tells the reason of the error in the selected cell, as =FUNNEL_WHY(cell) does.",
    ),
    Button(
        "FunnelHelp",
        "Help",
        "Help",
        "What the functions answer",
        "Opens the page that explains every function, its arguments and its errors.",
    ),
)


def parts() -> dict[str, str]:
    """Give each part's name in the file, and its text."""
    return {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relationships(
            (f"{_DOCUMENT}/officeDocument", "xl/workbook.xml"),
            (f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
            (f"{_DOCUMENT}/extended-properties", "docProps/app.xml"),
            (
                "http://schemas.microsoft.com/office/2007/relationships/ui/extensibility",
                "customUI/customUI14.xml",
            ),
        ),
        "docProps/core.xml": _core(),
        "docProps/app.xml": _app(),
        "xl/workbook.xml": _workbook(),
        "xl/_rels/workbook.xml.rels": _relationships(
            (f"{_DOCUMENT}/worksheet", "worksheets/sheet1.xml"),
            (f"{_DOCUMENT}/theme", "theme/theme1.xml"),
            (f"{_DOCUMENT}/styles", "styles.xml"),
            ("http://schemas.microsoft.com/office/2006/relationships/vbaProject", "vbaProject.bin"),
        ),
        "xl/worksheets/sheet1.xml": _sheet(intellisense()),
        "customUI/customUI14.xml": _ribbon(),
    }


def _content_types() -> str:
    excel, office = "application/vnd.ms-excel", "application/vnd.openxmlformats-officedocument"
    overrides = {
        "/xl/workbook.xml": f"{excel}.addin.macroEnabled.main+xml",
        "/xl/worksheets/sheet1.xml": f"{office}.spreadsheetml.worksheet+xml",
        "/xl/theme/theme1.xml": f"{office}.theme+xml",
        "/xl/styles.xml": f"{office}.spreadsheetml.styles+xml",
        "/xl/vbaProject.bin": "application/vnd.ms-office.vbaProject",
        "/docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
        "/docProps/app.xml": f"{office}.extended-properties+xml",
    }
    return (
        f'{_XML}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        + "".join(
            f'<Override PartName="{name}" ContentType="{type_}"/>'
            for name, type_ in overrides.items()
        )
        + "</Types>"
    )


def _relationships(*targets: tuple[str, str]) -> str:
    return (
        f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships">'
        + "".join(
            f'<Relationship Id="rId{number}" Type="{type_}" Target="{target}"/>'
            for number, (type_, target) in enumerate(targets, start=1)
        )
        + "</Relationships>"
    )


def _core() -> str:
    return (
        f'{_XML}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{CATEGORY}</dc:title><dc:description>{_DESCRIPTION}</dc:description>"
        "</cp:coreProperties>"
    )


def _app() -> str:
    return (
        f'{_XML}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/'
        'extended-properties"><Application>Microsoft Excel</Application>'
        "<AppVersion>16.0300</AppVersion></Properties>"
    )


def _workbook() -> str:
    """Give the workbook; the help of arguments stands where Excel itself saves it."""
    return (
        f'{_XML}<workbook xmlns="{_MAIN}" xmlns:r="{_DOCUMENT}">'
        '<fileVersion appName="xl" lastEdited="7" lowestEdited="5" rupBuild="23530"/>'
        '<workbookPr codeName="ThisWorkbook"/>'
        '<bookViews><workbookView xWindow="0" yWindow="0" windowWidth="16000" '
        'windowHeight="9000"/></bookViews>'
        f'<sheets><sheet name="{SHEET}" sheetId="1" r:id="rId1"/></sheets>'
        f'<functionGroups builtInGroupCount="19"><functionGroup name="{CATEGORY}"/>'
        '</functionGroups><calcPr calcId="191029"/>'
        f'<extLst><ext uri="{{8193D73E-4604-4355-AFF4-8A2333D13BE4}}" xmlns:x14="{_X14}">'
        f"<x14:definedNames>{''.join(_argument_helps())}</x14:definedNames></ext></extLst>"
        "</workbook>"
    )


def _argument_helps() -> Iterator[str]:
    for each in sorted(described(), key=lambda one: one.name):
        helps = "".join(
            f'<x14:argumentDescription index="{index}">{escape(text)}</x14:argumentDescription>'
            for index, (_, text) in enumerate(each.arguments)
        )
        yield (
            f'<x14:definedName name="{each.name}">'
            f'<x14:argumentDescriptions count="{len(each.arguments)}">{helps}'
            "</x14:argumentDescriptions></x14:definedName>"
        )


def _sheet(rows: list[list[str]]) -> str:
    return (
        f'{_XML}<worksheet xmlns="{_MAIN}"><sheetPr codeName="Sheet2"/>'
        '<sheetViews><sheetView workbookViewId="0"/></sheetViews><sheetData>'
        + "".join(
            f'<row r="{number}">{"".join(_cells(number, row))}</row>'
            for number, row in enumerate(rows, start=1)
        )
        + "</sheetData></worksheet>"
    )


def _cells(row: int, texts: list[str]) -> Iterator[str]:
    for column, text in enumerate(texts):
        if text:
            place = f"{chr(ord('A') + column)}{row}"
            yield f'<c r="{place}" t="inlineStr"><is><t>{escape(text)}</t></is></c>'


def _ribbon() -> str:
    buttons = "\n".join(map(_control, BUTTONS))
    return (
        f'{_XML}<customUI xmlns="http://schemas.microsoft.com/office/2009/07/customui">\n'
        f'  <ribbon>\n    <tabs>\n      <tab id="FunnelTab" label="{CATEGORY}">\n'
        f'        <group id="FunnelGroup" label="{CATEGORY} plan">\n{buttons}\n'
        "        </group>\n      </tab>\n    </tabs>\n  </ribbon>\n</customUI>\n"
    )


def _control(button: Button) -> str:
    tag = "menu" if button.choices else "button"
    does = f'onAction="{button.callback}"' if not button.choices else 'itemSize="large"'
    head = (
        f'          <{tag} id="{button.callback}Button" label={quoteattr(button.label)} '
        f'size="large" imageMso="{button.image}" {does}\n'
        f"                  screentip={quoteattr(button.tip)}\n"
        f"                  supertip={quoteattr(button.more)}"
    )
    if not button.choices:
        return f"{head}/>"
    choices = "\n".join(
        f'            <button id="{button.callback}_{name}" label={quoteattr(label)} '
        f'imageMso="{button.image}" onAction="{button.callback}" tag="{name}"\n'
        f"                    description={quoteattr(line)}/>"
        for name, label, line in button.choices
    )
    return f"{head}>\n{choices}\n          </{tag}>"
