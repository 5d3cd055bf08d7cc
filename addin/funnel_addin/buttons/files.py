"""Files that a button makes: a workbook from a template, and the help page."""

from __future__ import annotations

import itertools
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import platformdirs

from funnel_addin.templates import TEMPLATES, copy_template, template_named
from funnel_core.errors import TemplateError

__all__ = ["new_workbook", "written_page"]

MOST_NUMBERS = 1000


def new_workbook(template: str, folder: str) -> Path:
    """Write a workbook from a template where a person finds it, and never over another file.

    Args:
        template: its name.
        folder: where to; Documents where it is blank, or no folder of this machine.

    Raises:
        TemplateError: no such template, or none named; a folder that takes no file.
    """
    if not template:
        names = ", ".join(each.name for each in TEMPLATES)
        raise TemplateError(f"expected the name of a template, one of {names}")
    name = template_named(template).name
    into = _folder(folder)
    for path in _numbered(into / f"{name}.xlsx"):
        if path.exists():
            continue
        try:
            copy_template(name, path)
        except TemplateError:
            # another program may have made that very file just now
            if path.exists():
                continue
            raise
        return path
    raise TemplateError(
        f"{into} holds {MOST_NUMBERS:,} workbooks called {name} already: delete or move some"
    )


def _folder(chosen: str) -> Path:
    # Excel's own may be an address of OneDrive's
    if chosen and "://" not in chosen and Path(chosen).is_dir():
        return Path(chosen)
    # where Windows says they are: they may have moved, as to OneDrive
    documents = Path(platformdirs.user_documents_dir())
    try:
        documents.mkdir(parents=True, exist_ok=True)
    except OSError as cause:
        raise TemplateError(
            f"the folder {documents} cannot be made ({cause.strerror}): name another one in "
            "File > Options > Save > Default local file location"
        ) from None
    return documents


def _numbered(path: Path) -> Iterator[Path]:
    yield path
    for number in itertools.islice(itertools.count(2), MOST_NUMBERS - 1):
        yield path.with_stem(f"{path.stem}-{number}")


def written_page(title: str, page: str) -> Path:
    """Write a page into our cache, whole or not at all.

    Raises:
        TemplateError: neither the cache nor the folder for temporary files takes it.
    """
    refused = ""
    cache = Path(platformdirs.user_cache_dir("funnel", appauthor=False))
    for folder in (cache, Path(tempfile.gettempdir()) / f"funnel-{_user()}"):
        try:
            return _put(folder, title, page)
        except OSError as cause:
            refused = f"the page cannot be written to {folder} ({cause.strerror})"
    raise TemplateError(f"{refused}: see whether that disk is full or closed to you")


def _user() -> str:
    return str(os.getuid()) if hasattr(os, "getuid") else "help"


def _put(folder: Path, title: str, page: str) -> Path:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = folder / title
    number, draft = tempfile.mkstemp(dir=folder, prefix=".page-", suffix=".html")
    try:
        with os.fdopen(number, "w", encoding="utf-8", newline="\n") as file:
            file.write(page)
        Path(draft).replace(path)
    except OSError:
        Path(draft).unlink(missing_ok=True)
        raise
    return path
