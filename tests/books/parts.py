"""The parts of a workbook file, taken out, changed and put back, to make what no writer makes."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

CONTENT_TYPES = "[Content_Types].xml"


def read_parts(path: Path) -> dict[str, bytes]:
    """Give every part of a file by its name."""
    with zipfile.ZipFile(path) as archive:
        return {info.filename: archive.read(info) for info in archive.infolist()}


def write_parts(path: Path, parts: Mapping[str, bytes]) -> Path:
    """Write parts as a file; the date in it is fixed."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            info = zipfile.ZipInfo(name, (2027, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, content)
    return path


def change_part(path: Path, part: str, change: Callable[[str], str]) -> Path:
    """Change one part of a file as text."""
    parts = read_parts(path)
    before = parts[part].decode()
    after = change(before)
    assert after != before, f"the change to {part} changed nothing"
    parts[part] = after.encode()
    return write_parts(path, parts)


def replaced(text: str, old: str, new: str) -> str:
    """Replace what is in a text exactly once."""
    assert text.count(old) == 1, f"{old!r} is there {text.count(old)} times"
    return text.replace(old, new)


class Injection:
    """Adds parts to a workbook, with their content types and relationships."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.parts = read_parts(path)

    def edit(self, part: str, old: str, new: str) -> None:
        """Replace a text that a part holds exactly once."""
        self.parts[part] = replaced(self.parts[part].decode(), old, new).encode()

    def add(self, part: str, content: str, content_type: str) -> None:
        """Add a part of a content type."""
        self.parts[part] = content.encode()
        override = f'<Override PartName="/{part}" ContentType="{content_type}"/></Types>'
        self.edit(CONTENT_TYPES, "</Types>", override)

    def link(self, part: str, id: str, type: str, target: str) -> None:
        """Make one part point to another."""
        folder, _, name = part.rpartition("/")
        rels = f"{folder}/_rels/{name}.rels" if folder else f"_rels/{name}.rels"
        if rels not in self.parts:
            self.parts[rels] = (
                b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Relationships xmlns='
                b'"http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>'
            )
        link = f'<Relationship Id="{id}" Type="{type}" Target="{target}"/></Relationships>'
        self.edit(rels, "</Relationships>", link)

    def save(self) -> Path:
        """Write the file anew."""
        return write_parts(self.path, self.parts)
