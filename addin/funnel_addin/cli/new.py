"""`funnel new`: the templates listed, and a workbook started from one."""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterator
from pathlib import Path

from funnel_addin.cli import table
from funnel_addin.templates import (
    TEMPLATES,
    Template,
    copy_template,
    picture_path,
    template_named,
    template_path,
)
from funnel_core.errors import InputError

__all__ = ["new"]


def new(typed: argparse.Namespace) -> int:
    """List the templates, or start a workbook from one."""
    if typed.template is None:
        return _listed(typed)
    template = template_named(typed.template)
    default = f"{template.name}{'_example' if typed.example else ''}.xlsx"
    target = Path(typed.output or default)
    copy_template(template.name, target, typed.force, typed.example, typed.currency)
    if typed.json:
        table.print_json(_data(template) | {"written": str(target), "example": typed.example})
        return 0
    for line in _next(template, target, typed.example):
        print(line)
    return 0


def _listed(typed: argparse.Namespace) -> int:
    for option in ("output", "example", "currency", "force"):
        if getattr(typed, option):
            raise InputError(
                f"--{option} needs the name of a template before it, such as 'funnel new "
                f"{TEMPLATES[0].name} --{option}'; 'funnel new' alone lists them"
            )
    if typed.json:
        table.print_json({"templates": [_data(each) for each in TEMPLATES]})
        return 0
    print("Workbooks to start from. They calculate by themselves: no add-in needed.")
    for each in TEMPLATES:
        print()
        for line in _told(each):
            print(line)
    print("\n--currency EUR shows their money in a currency, -o FILE names the workbook.")
    return 0


def _told(template: Template) -> Iterator[str]:
    yield f"{template.name}: {template.title}"
    yield f"  {template.line}"
    yield f"  sheets   {', '.join(template.sheets)}"
    yield f"  picture  {_near(picture_path(template.name))}"
    yield f"  start    funnel new {template.name}"
    yield f"  look     funnel new {template.name} --example"


def _next(template: Template, target: Path, example: bool) -> Iterator[str]:
    """Say what was written, and what to do next in it."""
    file = _typed(target)
    if example:
        yield f"Wrote {target}: {template.title}, filled with an example. The numbers are made up."
        yield f"Open it and look around; then start your own: funnel new {template.name}"
        return
    yield f"Wrote {target}. Open it, {template.first}."
    yield f"Then: funnel fill {file}   ({template.fill})"


def _data(template: Template) -> dict[str, object]:
    return {
        "name": template.name,
        "title": template.title,
        "line": template.line,
        "sheets": list(template.sheets),
        "picture": str(picture_path(template.name)),
        "workbook": str(template_path(template.name)),
        "workbook_example": str(template_path(template.name, example=True)),
        "next": [f"funnel new {template.name}", f"funnel new {template.name} --example"],
    }


def _near(path: Path) -> str:
    """Give a path as it is shortest to type from here."""
    try:
        near = os.path.relpath(path)
    except ValueError:
        return str(path)  # on another drive
    return near if len(near) < len(str(path)) else str(path)


def _typed(path: Path) -> str:
    """Give a path as it is typed behind a command."""
    return f'"{path}"' if " " in str(path) else str(path)
