"""The request in the workbook part that whoever opens the file computes everything anew."""

from __future__ import annotations

from lxml import etree

from funnel_addin.books.xlsx.markup import local, parse, serialise
from funnel_addin.books.xlsx.workbook import Workbook

__all__ = ["request"]

AFTER = frozenset(
    (
        "oleSize", "customWorkbookViews", "pivotCaches", "smartTagPr", "smartTagTypes",
        "webPublishing", "fileRecoveryPr", "webPublishObjects", "extLst",
    )
)  # fmt: skip
"""What the schema lets follow calcPr."""


def request(workbook: Workbook) -> bytes | None:
    """Give the workbook part with the request in it; None where it is there already."""
    data = workbook.package.read(workbook.part)
    root = parse(data, workbook.part, workbook.title)
    settings = root.find(f"{workbook.ns}calcPr")
    if settings is None:
        settings = etree.Element(f"{workbook.ns}calcPr")
        following = next((child for child in root if local(child) in AFTER), None)
        if following is None:
            root.append(settings)
        else:
            following.addprevious(settings)
    if settings.get("fullCalcOnLoad") in ("1", "true"):
        return None
    settings.set("fullCalcOnLoad", "1")
    return serialise(root, data)
