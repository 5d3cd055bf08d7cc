"""The request in the workbook part that whoever opens the file computes everything anew."""

from __future__ import annotations

from lxml import etree

from funnel_addin.books.xlsx.markup import Element, local, namespace

__all__ = ["ask"]

AFTER = frozenset(
    (
        "oleSize", "customWorkbookViews", "pivotCaches", "smartTagPr", "smartTagTypes",
        "webPublishing", "fileRecoveryPr", "webPublishObjects", "extLst",
    )
)  # fmt: skip
"""What the schema lets follow calcPr."""


def ask(root: Element) -> bool:
    """Put the request into a workbook part; tell whether it was not there yet."""
    ns = namespace(root)
    settings = root.find(f"{ns}calcPr")
    if settings is None:
        settings = etree.Element(f"{ns}calcPr")
        following = next((child for child in root if local(child) in AFTER), None)
        if following is None:
            root.append(settings)
        else:
            following.addprevious(settings)
    if settings.get("fullCalcOnLoad") in ("1", "true"):
        return False
    settings.set("fullCalcOnLoad", "1")
    return True
