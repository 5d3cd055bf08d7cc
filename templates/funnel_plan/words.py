"""Pieces of formulas that answer in words, with this workbook's constants."""

from __future__ import annotations

from templates.builder.words import counted, day, state, whole

__all__ = ["amount", "checked", "counted", "day", "joined", "money", "percent", "state", "whole"]


def amount(cell: str) -> str:
    """Write an amount, with two decimals only where it has any."""
    return f"FIXED({cell},IF({cell}=INT({cell}),0,{{decimals}}))"


def money(cell: str) -> str:
    """Write an amount of money with its currency, if one is given."""
    return f"{amount(cell)}&{{money_word}}"


def percent(cell: str) -> str:
    """Write a share as a percentage: 80%."""
    return f'ROUND({{percent}}*{cell},{{decimals}})&"%"'


def checked(key: str) -> str:
    """Count 1 where a sentence says what is to be put right."""
    return f'IF(ISNUMBER(SEARCH("Check:",{{{key}}})),1,0)'


def joined(checks: list[tuple[str, str]], otherwise: str) -> str:
    """Nest (condition, answer) pairs into IFs; the first condition that is true answers."""
    formula = otherwise
    for condition, answer in reversed(checks):
        formula = f"IF({condition},{answer},{formula})"
    return formula
