"""What `--stages` and `--lost` say: names, and where each one's date stands, or a log's words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from funnel_core.errors import CrmError

__all__ = ["StageGiven", "quoted", "split", "stages_given", "told"]


@dataclass(frozen=True, slots=True)
class StageGiven:
    """A stage as an option names it.

    Args:
        name: the stage.
        means: what stands behind the equals sign: a heading, or the words of a log; "" for none.
        where: the heading within brackets; "" for none.
        values: what it must say.
    """

    name: str
    means: str = ""
    where: str = ""
    values: tuple[str, ...] = ()


def stages_given(text: str, option: str) -> tuple[StageGiven, ...]:
    """Read an option's stages.

    A name or a heading with a comma, an equals sign, a bar or a bracket in it is put into double
    quotes, and a double quote within these is doubled, as in CSV.

    Args:
        text: such as "Lead=Create Date,Won=Close Date[Deal Stage=Closed won|Signed]".
        option: its name, for the sentence.

    Raises:
        CrmError: a blank name, a quote or a bracket that does not end.

    >>> stages_given("Lead, Won=Close Date[Deal Stage=Closed won|Signed]", "--stages")[1]
    StageGiven(name='Won', means='Close Date', where='Deal Stage', values=('Closed won', 'Signed'))
    >>> stages_given('"Lead, new",Won', "--stages")[0].name
    'Lead, new'
    """
    return tuple(_stage(part, option) for part in split(text, ",", option))


def _stage(text: str, option: str) -> StageGiven:
    name, *rest = split(text, "=", option, most=1)
    if not bare(name):
        raise CrmError(f"`{option}` must name a stage before and behind each comma; got '{text}'")
    if not rest:
        return StageGiven(bare(name))
    column, *condition = split(rest[0], "[", option, most=1)
    if not bare(column):
        raise CrmError(f"`{option}` must say a heading behind the equals sign; got '{text}'")
    if not condition:
        words = tuple(bare(word) for word in split(column, "|", option))
        return StageGiven(bare(name), words[0], values=words[1:])
    inner = condition[0].strip()
    where, *values = split(inner.removesuffix("]"), "=", option, most=1)
    if not inner.endswith("]") or not values:
        raise CrmError(
            f"`{option}` must say within brackets which rows count, as in 'Won=Close Date[Deal "
            f"Stage=Closed won]'; got '{text}'"
        )
    words = tuple(bare(word) for word in split(values[0], "|", option))
    return StageGiven(bare(name), bare(column), bare(where), words)


def split(text: str, mark: str, option: str, most: int = 0) -> list[str]:
    """Split a text at a mark that does not stand within quotes or brackets.

    A quote opens at the beginning of a part only: one within a heading stands for itself.

    >>> split('a,"b,c",d "e', ",", "--stages")
    ['a', '"b,c"', 'd "e']
    """
    parts = [""]
    for letter, literal in _letters(text, option):
        if letter == mark and not literal and not (most and len(parts) > most):
            parts.append("")
        else:
            parts[-1] += letter
    return parts


def _letters(text: str, option: str) -> Iterator[tuple[str, bool]]:
    """Give each letter, and whether it stands within quotes, or within brackets behind one."""
    quoted, depth, begins = False, 0, True
    for letter in text:
        if letter == '"' and (quoted or begins):
            quoted = not quoted
        inside = quoted or depth > 0
        if letter == "[" and not quoted:
            depth += 1
        elif letter == "]" and not quoted:
            depth = max(depth - 1, 0)
        yield letter, inside
        begins = letter in ",=|[" or (begins and letter == " ") or (letter == '"' and not quoted)
    if quoted:
        raise CrmError(f"`{option}` must close each double quote; one of '{text}' is left open")


def bare(text: str) -> str:
    """Take a part's quotes and the blanks around it off.

    >>> bare(' "Lead, new" ')
    'Lead, new'
    """
    text = text.strip()
    if len(text) > 1 and text.startswith('"') and text.endswith('"'):
        return text[1:-1].replace('""', '"')
    return text


def told(name: str) -> str:
    """Write a name as `stages_given` reads it.

    >>> told("Lead, new")
    '"Lead, new"'
    """
    if set(name) & set(',=|[]"') or name != name.strip():
        return '"' + name.replace('"', '""') + '"'
    return name


def quoted(names: Iterable[str]) -> str:
    """Write names as a command line takes them for one option.

    >>> print(quoted(["Lead, new", "Didn't buy"]))
    '"Lead, new",Didn'"'"'t buy'
    """
    return "'" + ",".join(map(told, names)).replace("'", "'\"'\"'") + "'"
