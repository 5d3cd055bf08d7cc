"""Words of exports, cleaned: a few distinct ones are looked at, so that a clean column is free."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import ibis
from ibis.expr.types import StringValue, Table, Value

__all__ = ["as_stages", "as_words", "blank_as_null", "record_text", "said"]

NOTHING = ("", "-", "--", "(no value)", "(none)", "(not set)", "--none--", "#n/a")
"""What tools write where there is no word; letters' case apart."""

FEW = 2_000
"""Distinct words: up to so many are replaced one by one, where they need it at all."""


def as_stages(
    rows: Table, stage: Value, stages: Sequence[str], marks: Mapping[str, str]
) -> StringValue:
    """Give the stages of a log by their names; letters' case and blanks around them do not matter.

    Args:
        rows: the table.
        stage: its column.
        stages: their names, the lost ones, too.
        marks: other words that mean one of them.
    """
    by_letters = {_key(name): name for name in reversed(stages)}
    meant = {_key(word): name for word, name in marks.items()}

    def name(word: str) -> str | None:
        bare = _stripped(word)
        if bare is None:
            return None
        if bare in marks:
            return marks[bare]
        if bare in stages:
            return bare
        return meant.get(_key(bare)) or by_letters.get(_key(bare)) or bare

    return _replaced(rows, stage, lambda _: name)


def as_words(rows: Table, words: Value) -> StringValue:
    """Give words without blanks around them; null where there is none.

    The most frequent spelling stands for all that differ by letters' case or blanks alone.
    """

    def names(found: Mapping[str, int]) -> Callable[[str], str | None]:
        known = sorted(found, key=lambda word: (-found[word], word), reverse=True)
        by_letters = {_key(word): _stripped(word) for word in known}
        return lambda word: by_letters[_key(word)]

    return _replaced(rows, words, names)


def record_text(record: Value) -> StringValue:
    """Give what tells records apart as texts: a whole number without decimals, blanks as null."""
    kind = record.type()
    if kind.is_floating() or kind.is_decimal():
        whole = record.cast("int64")
        return ibis.ifelse(record == whole, whole.cast("string"), record.cast("string"))
    return blank_as_null(record.cast("string"))


def blank_as_null(text: StringValue) -> StringValue:
    """Give texts without blanks around them; null where nothing is said."""
    bare = text.strip()
    return ibis.ifelse(bare.lower().isin(NOTHING), ibis.null("string"), bare)


def said(column: Value, values: Sequence[str]) -> Value:
    """Tell where a column says one of some words, letters' case and blanks around them apart."""
    return (
        column.cast("string")
        .strip()
        .lower()
        .isin([value.strip().lower() for value in values])
        .fill_null(False)
    )


def _replaced(
    rows: Table, words: Value, names: Callable[[Mapping[str, int]], Callable[[str], str | None]]
) -> StringValue:
    """Give words by other names.

    Args:
        rows: the table.
        words: its column.
        names: gives, for how often each word is there, the name of a word; null for none.
    """
    text = words if words.type().is_string() else words.cast("string")
    counts = rows.select(word=text).group_by("word").agg(times=lambda each: each.count())
    found = counts.limit(FEW + 1).execute()
    if len(found) > FEW:
        return blank_as_null(text)
    known = found[found["word"].notna()]
    times = dict(zip(known["word"], map(int, known["times"]), strict=True))
    name = names(times)
    change = {word: name(word) for word in sorted(times)}
    changed = [
        (text == word, ibis.null("string") if new is None else ibis.literal(new))
        for word, new in change.items()
        if new != word
    ]
    return ibis.cases(*changed, else_=text) if changed else text


def _stripped(word: str) -> str | None:
    bare = word.strip()
    return None if bare.lower() in NOTHING else bare


def _key(word: str) -> str:
    return " ".join(word.split()).casefold()
