"""Lets Python 3.9, which LibreOffice 24.8 brings on Windows and on a Mac, run what needs 3.10.

The rooms that travel in the add-in are written in today's Python. Where LibreOffice's own is 3.9,
`install` puts four things into older words as they are imported; newer Pythons need none of it:

- `zip(…, strict=True)`: the check is left out; newer Pythons make it, in every test
- `@dataclass(slots=True)`: the class does without slots
- `float | None` in an annotation: `Union[float, None]`
- what `itertools` and `typing` did not have yet: taken from here

LibreOffice 24.2 and before bring Python 3.8, which lacks more than that: `refusal` says so. A Linux
distribution's LibreOffice runs on the system's own Python, which is newer.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterable, Iterator, Sequence
from importlib.machinery import ModuleSpec, PathFinder, SourceFileLoader
from types import CodeType, ModuleType
from typing import Any, TypeVar

__all__ = ["LEAST", "WRITTEN_FOR", "TypeAlias", "TypeGuard", "install", "pairwise", "refusal"]

LEAST = (3, 9)
"""The oldest Python that the add-in runs on."""

BRINGS_IT = "24.8"
"""The first LibreOffice that brings it on Windows and on a Mac."""

WRITTEN_FOR = (3, 10)
"""The oldest Python that reads the rooms as they are written: LibreOffice 25.2 brings it."""

ROOMS = ("funnel_calc", "funnel_core", "funnel_addin")
LATER_ARGUMENTS = {"zip": "strict", "dataclass": "slots"}
LATER_NAMES = {"itertools": {"pairwise"}, "typing": {"TypeAlias", "TypeGuard"}}

Entry = TypeVar("Entry")
TypeAlias = TypeGuard = Any  # they stand in annotations that nothing evaluates


def pairwise(entries: Iterable[Entry]) -> Iterator[tuple[Entry, Entry]]:
    """Give each entry with the one after it.

    >>> list(pairwise("abc"))
    [('a', 'b'), ('b', 'c')]
    """
    walk = iter(entries)
    for before in walk:
        for after in walk:
            yield before, after
            before = after


def refusal() -> str:
    """Say why the functions cannot run here; blank where they can."""
    if sys.version_info >= LEAST:
        return ""
    return (
        f"the Funnel functions need Python {LEAST[0]}.{LEAST[1]} or newer, and this LibreOffice "
        f"brings {sys.version.split()[0]}: install LibreOffice {BRINGS_IT} or newer"
    )


def install() -> None:
    """Read the add-in's rooms in older words from now on, if this Python is older than they are."""
    if sys.version_info < WRITTEN_FOR and Finder not in sys.meta_path:
        sys.meta_path.insert(0, Finder)


class Finder(PathFinder):
    """Finds the add-in's rooms, and no one else's modules."""

    @classmethod
    def find_spec(
        cls, fullname: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Find a module of the add-in, to be loaded in older words."""
        if fullname.partition(".")[0] not in ROOMS:
            return None
        spec = super().find_spec(fullname, path, target)
        if spec is not None and isinstance(spec.loader, SourceFileLoader):
            spec.loader = Loader(spec.loader.name, spec.loader.path)
        return spec


class Loader(SourceFileLoader):
    """Loads a module as any other, but for the words; Python keeps the outcome beside it."""

    @staticmethod
    def source_to_code(data: bytes, path: str = "<string>") -> CodeType:
        """Compile a source after its words were replaced."""
        tree = OlderWords().visit(ast.parse(data, path))
        return compile(ast.fix_missing_locations(tree), path, "exec", dont_inherit=True)


class OlderWords(ast.NodeTransformer):
    """Replaces, in a module's syntax tree, what Python 3.9 does not know."""

    def visit_Call(self, node: ast.Call) -> ast.AST:
        """Leave out an argument that came later."""
        self.generic_visit(node)
        if isinstance(node.func, ast.Name) and node.func.id in LATER_ARGUMENTS:
            later = LATER_ARGUMENTS[node.func.id]
            node.keywords = [each for each in node.keywords if each.arg != later]
        return node

    def visit_ImportFrom(self, node: ast.ImportFrom) -> list[ast.stmt]:
        """Take from here what the standard library did not have yet."""
        later = LATER_NAMES.get(node.module or "", set())
        kept = [each for each in node.names if each.name not in later]
        ours = [each for each in node.names if each.name in later]
        split = ((node.module, kept), (__name__, ours))
        return [
            ast.copy_location(ast.ImportFrom(module, names, node.level), node)
            for module, names in split
            if names
        ]

    def visit_arg(self, node: ast.arg) -> ast.AST:
        """Put an argument's annotation into older words."""
        node.annotation = node.annotation and Unions().visit(node.annotation)
        return node

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        """Put what a function returns into older words, and all within."""
        node.returns = node.returns and Unions().visit(node.returns)
        return self.generic_visit(node)

    def visit_AnnAssign(self, node: ast.AnnAssign) -> ast.AST:
        """Put a field's annotation into older words; a type alias is one itself."""
        if isinstance(node.annotation, ast.Name) and node.annotation.id == "TypeAlias":
            node.value = node.value and Unions().visit(node.value)
        node.annotation = Unions().visit(node.annotation)
        return self.generic_visit(node)


class Unions(ast.NodeTransformer):
    """Replaces `A | B` by `Union[A, B]`, in an annotation."""

    def visit_BinOp(self, node: ast.BinOp) -> ast.AST:
        """Write a union in the words of before Python 3.10."""
        self.generic_visit(node)
        union = ast.parse("__import__('typing').Union", mode="eval").body
        both = ast.Tuple([node.left, node.right], ast.Load())
        return ast.copy_location(ast.Subscript(union, both, ast.Load()), node)
