"""A workbook's currency: chosen once, shown by the money cells' formats, and never by a number."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest

from funnel_addin.books.xlsx import XlsxBook
from funnel_addin.books.xlsx.currency import CODES, SIGNS, currency_code, sign_of, with_currency
from funnel_addin.cli import main
from funnel_addin.templates import TEMPLATES
from templates.builder.describing import Asked, Lines, Sheet, When, Workbook, Worked
from templates.builder.making import made
from templates.builder.styling import MONEY, MONEY_CENTS, NUMBERS

NAMES = [each.name for each in TEMPLATES]


def codes(path: Path) -> list[str]:
    """Give every number format of a workbook, those of conditional formats among them."""
    with zipfile.ZipFile(path) as file:
        styles = file.read("xl/styles.xml").decode()
    return re.findall(r'formatCode="([^"]*)"', styles.replace("&quot;", "'"))


def in_currency(code: str, sign: str) -> str:
    """Give a format as it is in a currency."""
    if code not in (MONEY, MONEY_CENTS):
        return code
    return ";".join(re.sub("[#0]", f"{sign}\\g<0>", part, count=1) for part in code.split(";"))


def parts(path: Path) -> dict[str, bytes]:
    """Give the parts of a workbook."""
    with zipfile.ZipFile(path) as file:
        return {name: file.read(name) for name in file.namelist()}


def own_python() -> dict[str, str]:
    """Give an environment in which LibreOffice finds no virtual environment's Python."""
    return {**os.environ, "PATH": os.defpath}


def test_each_code_has_a_sign_or_stands_for_itself() -> None:
    """Signs that tell a currency from all others; else the code and a space."""
    assert set(SIGNS) <= CODES
    assert len(set(SIGNS.values())) == len(SIGNS)
    assert [sign_of(code) for code in ("EUR", "USD", "BRL", "CHF")] == ["€", "$", "R$", "CHF "]
    assert currency_code("eur") == "EUR"


def test_money_and_nothing_else_has_the_formats_that_change() -> None:
    """What the builder calls money or cents; the two cannot be taken for another format."""
    money = [shown for shown, code in NUMBERS.items() if code in (MONEY, MONEY_CENTS)]
    assert money == ["money", "cents"]
    for shown, code in NUMBERS.items():
        styles = f'<styleSheet><numFmt formatCode="{code}"/></styleSheet>'.encode()
        changed = with_currency(styles, "styles", "book", "EUR") != styles
        assert changed == (shown in money), shown


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("example", [False, True])
def test_a_new_workbook_in_a_currency(name: str, example: bool, tmp_path: Path) -> None:
    """Its sign stands in the money formats and in no other; the name holds the code."""
    plain, dollars, euros = (tmp_path / f"{each}.xlsx" for each in ("plain", "dollars", "euros"))
    words = ["new", name, *["--example"] * example]
    assert main([*words, "-o", str(plain)]) == 0
    assert main([*words, "-o", str(dollars), "--currency", "usd"]) == 0
    assert main([*words, "-o", str(euros), "--currency", "EUR"]) == 0
    assert XlsxBook.open(euros).read("Plan_Currency").values == (("EUR",),)
    held = codes(dollars)
    assert any("[$$]" in code for code in held)
    assert [code.replace("[$$]", "[$€]") for code in held] == codes(euros)
    XlsxBook.open(dollars).show_currency("")
    bare = XlsxBook.open(dollars)
    bare.show_currency("")
    bare.save(dollars)
    assert [in_currency(code, "[$€]") for code in codes(dollars)] == codes(euros)
    changed = {part for part, held in parts(plain).items() if parts(euros)[part] != held}
    assert {part for part in changed if "styles" not in part and "sheets/" not in part} <= {
        "xl/workbook.xml"
    }


@pytest.fixture
def money_book(tmp_path: Path) -> Path:
    """A workbook with money, cents, a look that shows money, and numbers that are no money."""
    look = When(formula="{target}>1", style={"num_format": MONEY_CENTS})
    fields = (
        Asked(key="currency", label="Currency", shown="text", name="Plan_Currency"),
        Asked(key="target", label="Target", shown="money", name="Plan_Target", looks=(look,)),
        Asked(key="value", label="Value", shown="cents", name="Plan_Value"),
        Asked(key="rate", label="Rate", shown="rate", name="Plan_Rates"),
        Worked(key="wins", label="Wins", formula="{target}/{value}", shown="whole"),
    )
    sheet = Sheet(
        title="Goal", purpose="", blocks=(Lines(at="B5", fields=fields),), widths={"B": 20, "C": 16}
    )
    path = tmp_path / "money.xlsx"
    book = Workbook(name="money", title="Money", line="", sheets=(sheet,))
    path.write_bytes(made(book, {"target": 1_000_000, "value": 12.5, "rate": 0.5}))
    return path


def test_from_one_currency_to_another_and_back(money_book: Path) -> None:
    """Only the styles part changes, and comes back as it was, to the byte."""
    first = parts(money_book)
    for code, sign in (("EUR", "[$€]"), ("CHF", "[$CHF] "), ("", "")):
        before = parts(money_book)
        book = XlsxBook.open(money_book)
        book.show_currency(code)
        book.save(money_book)
        assert {part for part, held in parts(money_book).items() if before[part] != held} == {
            "xl/styles.xml"
        }
        shown = codes(money_book)
        assert shown.count(in_currency(MONEY, sign)) == 1
        assert shown.count(in_currency(MONEY_CENTS, sign)) == 2
        assert "0.00%" in shown
    assert parts(money_book) == first
    once = money_book.read_bytes()
    book = XlsxBook.open(money_book)
    book.show_currency("")
    book.save(money_book)
    assert money_book.read_bytes() == once


def styles_with(*held: str) -> bytes:
    """Give a styles part with number formats."""
    formats = "".join(f"<numFmt formatCode='{code}'/>" for code in held)
    return f"<styleSheet>{formats}</styleSheet>".encode()


def test_what_another_program_makes_of_the_formats_is_known() -> None:
    """Excel and LibreOffice write a backslash before - and a space; that alone changes nothing."""
    saved = (
        r"#,##0;\-#,##0;0",
        r"[$€]#,##0;\-[$€]#,##0;[$€]0",
        r"[$CHF]\ #,##0;\-[$CHF]\ #,##0;[$CHF]\ 0",
        r"[$CN¥]#,##0;-[$CN¥]#,##0;[$CN¥]0",
    )
    for held, code in zip(saved, ("", "EUR", "CHF", "CNY"), strict=True):
        styles = styles_with(held)
        assert with_currency(styles, "styles", "book", code) == styles
        changed = with_currency(styles, "styles", "book", "AUD").decode()
        assert re.findall(r"""formatCode=['"](.*?)['"]""", changed) == [in_currency(MONEY, "[$A$]")]


OWN = (
    "#,##0;-#,##0",
    r"#,##0;\-#,##0",
    "#,##0.00;-#,##0.00",
    "#,##0;-#,##0;0;@",
    '#,##0;-#,##0;"-"',
    "#,##0;-#,##0;0.00",
    r"\#,##0;-#,##0;0",
    r'"£"#,##0;\-"£"#,##0',
    r'"£"#,##0;\-"£"#,##0;"£"0',
    "[$£-809]#,##0.00;-[$£-809]#,##0.00",
    "[$£-809]#,##0.00;-[$£-809]#,##0.00;[$£-809]0.00",
    "[$$-409]#,##0;-[$$-409]#,##0",
    "[$£]#,##0;-[$£]#,##0",
    "[$£]#,##0;-[$$]#,##0;[$€]0",
    "[$kg] #,##0;-[$kg] #,##0;[$kg] 0",
    r'"kg "#,##0;\-"kg "#,##0',
    r'"kg "#,##0;\-"kg "#,##0;"kg "0',
    '"Total: "#,##0;-"Total: "#,##0',
)
"""Formats that people write, some of them with a sign, and nearly like ours."""


def test_a_person_s_own_formats_stay_as_they_are() -> None:
    """To the byte, whatever currency the workbook names: pounds, kilos, counts, a word before."""
    styles = styles_with(*OWN)
    for code in ("", "EUR", "GBP", "USD", "CHF"):
        assert with_currency(styles, "styles", "book", code) == styles
    among = with_currency(styles_with(*OWN, MONEY), "styles", "book", "EUR").decode()
    held = [each.replace("&quot;", '"') for each in re.findall('formatCode="(.*?)"/>', among)]
    assert held == [*OWN, in_currency(MONEY, "[$€]")]


def test_a_fill_leaves_a_person_s_own_formats(money_book: Path) -> None:
    """Pounds that a person chose for a column stay pounds in a workbook that plans in euros."""
    held = parts(money_book)
    own = r'<numFmt numFmtId="250" formatCode="[$£-809]#,##0;\-[$£-809]#,##0"/>'.encode()
    held["xl/styles.xml"] = held["xl/styles.xml"].replace(b"</numFmts>", own + b"</numFmts>")
    with zipfile.ZipFile(money_book, "w") as file:
        for name, content in held.items():
            file.writestr(name, content)
    before = codes(money_book)
    assert main(["fill", str(money_book), "--currency", "EUR"]) == 0
    assert codes(money_book) == [in_currency(code, "[$€]") for code in before]
    assert before.count(r"[$£-809]#,##0;\-[$£-809]#,##0") == 1


def test_libreoffice_keeps_a_currency_that_can_be_changed_again(
    money_book: Path, tmp_path: Path
) -> None:
    """Saved by LibreOffice, the formats are still found."""
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("LibreOffice (soffice) is not installed")
    book = XlsxBook.open(money_book)
    book.show_currency("CHF")
    book.save(money_book)
    command = [program, f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless"]
    command += ["--convert-to", "xlsx", "--outdir", str(tmp_path / "out"), str(money_book)]
    subprocess.run(command, check=True, capture_output=True, timeout=120, env=own_python())
    saved = tmp_path / "out" / "money.xlsx"
    assert any("CHF" in code for code in codes(saved))
    book = XlsxBook.open(saved)
    book.show_currency("GBP")
    book.save(saved)
    shown = codes(saved)
    assert not any("CHF" in code for code in shown)
    assert shown.count(in_currency(MONEY_CENTS, "[$£]")) == 2


def test_a_fill_makes_the_formats_follow_the_currency(
    money_book: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Typed in the workbook or given; each change is told, and a word that is no code."""
    assert main(["fill", str(money_book), "--currency", "brl"]) == 0
    assert "Note: Plan_Currency is BRL: money shows in BRL now; " in capsys.readouterr().out
    assert in_currency(MONEY, "[$R$]") in codes(money_book)
    for typed, sign in (("GBP", "[$£]"), ("Euro", ""), ("usd", "[$$]"), (None, "")):
        book = XlsxBook.open(money_book)
        book.write({"Plan_Currency": ((typed,),)})
        book.save(money_book)
        capsys.readouterr()
        assert main(["fill", str(money_book)]) == 0
        assert in_currency(MONEY, sign) in codes(money_book)
        told = capsys.readouterr().out
        assert ("Plan_Currency is 'Euro'" in told) == (typed == "Euro")
        assert ("money shows in" in told) == bool(sign)
        assert ("is blank: money shows without a sign now" in told) == (typed is None)
        assert main(["fill", str(money_book)]) == 0
        assert ("Plan_Currency is" in capsys.readouterr().out) == (typed == "Euro")


def test_a_workbook_without_a_place_for_its_currency_keeps_its_formats(
    money_book: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What a person's own workbook shows is not touched."""
    with zipfile.ZipFile(money_book) as file:
        held = {name: file.read(name) for name in file.namelist()}
    held["xl/workbook.xml"] = held["xl/workbook.xml"].replace(b"Plan_Currency", b"Own_Currency")
    with zipfile.ZipFile(money_book, "w") as file:
        for name, content in held.items():
            file.writestr(name, content)
    assert main(["fill", str(money_book), "--currency", "EUR"]) == 0
    assert "the workbook has no Plan_Currency" in capsys.readouterr().out
    assert not any("€" in code for code in codes(money_book))
