"""However a workbook's parts are garbled, the answer is a sentence and never a traceback."""

from __future__ import annotations

import random
import re
from pathlib import Path

import pytest

from funnel_addin.books.port import Place
from funnel_addin.books.xlsx import XlsxBook, lint
from funnel_core.errors import TemplateError
from tests.books.parts import read_parts, write_parts
from tests.books.rich import build

ATTRIBUTE = re.compile(rb'(?<==")[^"<>]*(?=")')
TEXT = re.compile(rb"(?<=>)[^<>]+(?=<)")
JUNK = (b"", b"-1", b"A0", b"ZZZZ9", b"x", b"1e999", b"&amp;", b"99999999999999999999", b"\xc2\xb2",
        b"A1:", b"'", b"[[", b"=", b"#REF!", b"\xf0\x9f\x98\x80", b"!A1", b"A1:B2:C3")  # fmt: skip


def garbled(content: bytes, choose: random.Random) -> bytes:
    """Replace one attribute or text, or cut a piece out."""
    kind = choose.random()
    places = list((ATTRIBUTE if kind < 0.6 else TEXT).finditer(content))
    if kind > 0.95 or not places:
        start = choose.randrange(len(content))
        return content[:start] + content[start + choose.randrange(1, 40) :]
    place = choose.choice(places)
    return content[: place.start()] + choose.choice(JUNK) + content[place.end() :]


@pytest.mark.parametrize("seed", range(8))
def test_garbled_parts_end_in_a_sentence(tmp_path: Path, seed: int) -> None:
    """Attributes, texts and tags of all parts that we read are garbled, sixty times a seed."""
    choose = random.Random(seed)
    whole = read_parts(build(tmp_path / "rich.xlsm"))
    folders = ("xl/work", "xl/tab", "xl/sha", "xl/sty", "xl/_rels", "[Con", "_rels", "xl/calc")
    read = [name for name in whole if name.startswith(folders)]
    fine = 0
    sentences: list[str] = []
    for _ in range(60):
        name = choose.choice(read)
        path = write_parts(tmp_path / "g.xlsm", {**whole, name: garbled(whole[name], choose)})
        try:
            lint(path)
            book = XlsxBook.open(path)
            places = {n: p for n, p in book.places().items() if isinstance(p, Place)}
            grids = {n: book.read(n).values for n in places}
            book.write({n: tuple((7.0,) * len(row) for row in g) for n, g in grids.items()})
            book.save(tmp_path / "out.xlsm", overwrite=True)
            fine += 1
        except TemplateError as error:
            sentences.append(str(error))
    assert fine
    assert sentences
    assert all(" " in sentence and "\n" not in sentence for sentence in sentences)
