"""XML of a workbook's parts: parsed with every door shut, and written back as it was."""

from __future__ import annotations

import re
from typing import TypeAlias

from lxml import etree

from funnel_core.errors import TemplateError

__all__ = [
    "STRICT",
    "TRANSITIONAL",
    "Element",
    "local",
    "namespace",
    "parse",
    "serialise",
    "strict_twin",
]

Element: TypeAlias = etree._Element

DOCTYPE = re.compile(rb"<!DOCTYPE", re.IGNORECASE)
WIDE_DOCTYPES = tuple("<!DOCTYPE".encode(code) for code in ("utf-16-le", "utf-16-be"))
DECLARATION = re.compile(rb"\s*<\?xml\s[^>]*?\?>\s*")
UTF8 = re.compile(rb"""encoding\s*=\s*["']utf-?8["']""", re.IGNORECASE)

TRANSITIONAL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT = "http://purl.oclc.org/ooxml/officeDocument/relationships"


def parse(data: bytes, part: str, title: str) -> Element:
    """Parse a part of the workbook `title`; entities, DTDs and the network are out of reach.

    Raises `TemplateError` where the part declares a document type or is not well-formed.
    """
    if DOCTYPE.search(data) or any(wide in data for wide in WIDE_DOCTYPES):
        raise TemplateError(_doctype(part, title))
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, collect_ids=False
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise TemplateError(
            f"{title} is damaged: expected well-formed XML in its part {part}, got “{error}”; open "
            "and repair it in a spreadsheet, or take an older copy"
        ) from None
    if root.getroottree().docinfo.internalDTD is not None:
        raise TemplateError(_doctype(part, title))
    return root


def _doctype(part: str, title: str) -> str:
    return (
        f"{title} is refused: its part {part} declares a document type (DOCTYPE), which no "
        "spreadsheet writes and which can be used to attack; save it anew from a spreadsheet"
    )


def serialise(root: Element, original: bytes) -> bytes:
    """Write a part back in UTF-8, with the XML declaration that the original had."""
    body = etree.tostring(root.getroottree(), encoding="UTF-8", xml_declaration=False)
    head = DECLARATION.match(original)
    if head and UTF8.search(head.group()):
        return head.group() + body
    return b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n' + body


def namespace(root: Element) -> str:
    """Give the namespace of a part's root, in the braces that lxml puts before a tag."""
    tag = root.tag
    return tag[: tag.index("}") + 1] if isinstance(tag, str) and tag.startswith("{") else ""


def local(element: Element) -> str:
    """Give an element's name without its namespace; a comment has none."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def strict_twin(element: Element, attribute: str) -> str | None:
    """Read an attribute of the relationships namespace, be the file transitional or strict."""
    return element.get(f"{{{TRANSITIONAL}}}{attribute}") or element.get(f"{{{STRICT}}}{attribute}")
