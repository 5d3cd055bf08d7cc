"""The currency that money shows in: the sign in the formats of our templates' money cells.

Those cells, and no others, have one of two formats, which stand in the styles part and in what
conditional formats change. The sign is put into these formats and taken out again; the numbers stay
numbers, and how they are grouped stays the reader's own.
"""

from __future__ import annotations

import re

from funnel_addin.books.xlsx.markup import local, parse, serialise
from funnel_core.errors import InputError

__all__ = ["CODES", "currency_code", "sign_of", "with_currency"]

CODES = frozenset(
    """AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BHD BIF BMD BND BOB BOV BRL BSD BTN BWP BYN
    BZD CAD CDF CHE CHF CHW CLF CLP CNY COP COU CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD
    FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS
    KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK
    MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR
    SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH
    UGX USD USN UYI UYU UYW UZS VED VES VND VUV WST XAF XCD XCG XOF XPF YER ZAR ZMW ZWG""".split()
)
"""ISO 4217: currencies in use, and what contracts reckon in."""

SIGNS = {
    "AUD": "A$",
    "BRL": "R$",
    "CAD": "CA$",
    "CNY": "CN¥",
    "EUR": "€",
    "GBP": "£",
    "HKD": "HK$",
    "ILS": "₪",
    "INR": "₹",
    "JPY": "¥",
    "KRW": "₩",
    "MXN": "MX$",
    "NZD": "NZ$",
    "PHP": "₱",
    "TWD": "NT$",
    "USD": "$",
    "VND": "₫",
}
"""The signs that tell a currency from all others in English, as the Unicode CLDR has them."""

# Spreadsheets write the same format in their own ways: \- for -, a language after the sign, "€"
_SIGN = r'(?:\[\$[^\]]*\]|"[^"]*")?(?:\\? )?'
_MONEY = re.compile(rf"{_SIGN}#,##0(\.00)?;\\?-{_SIGN}#,##0(?:\.00)?")


def currency_code(text: str, what: str = "--currency") -> str:
    """Give the code of a currency as ISO 4217 has it.

    Raises:
        InputError: it is none.

    >>> currency_code(" eur ")
    'EUR'
    """
    code = text.strip().upper()
    if code in CODES:
        return code
    meant = next((known for known, sign in SIGNS.items() if code == sign), code[:3])
    cure = f"write {meant}" if meant in CODES else "write EUR, USD or another"
    raise InputError(
        f"'{what}' must be a currency's code of three letters (ISO 4217); it is {text!r}: {cure}"
    )


def sign_of(code: str) -> str:
    """Give what stands before an amount: the sign, or the code and a space.

    >>> sign_of("EUR"), sign_of("CHF")
    ('€', 'CHF ')
    """
    return SIGNS.get(code, f"{code} ")


def with_currency(styles: bytes, part: str, title: str, code: str) -> bytes:
    """Give the styles part with its money formats in a currency; the same bytes if they are so.

    Args:
        styles: the part's bytes.
        part: its name, for the sentence that says it is damaged.
        title: the workbook's, for the same.
        code: as ISO 4217 has it, or "" for money of no currency.
    """
    sign = sign_of(code) if code else ""
    shown = f"[${sign.rstrip()}]{' ' * sign.endswith(' ')}" if sign else ""
    root = parse(styles, part, title)
    changed = False
    for element in root.iter():
        if local(element) != "numFmt":
            continue
        held = element.get("formatCode", "")
        found = _MONEY.fullmatch(held)
        if found is None or _plain(held) == _plain(wanted := _money(shown, found[1] or "")):
            continue
        element.set("formatCode", wanted)
        changed = True
    return serialise(root, styles) if changed else styles


def _money(sign: str, cents: str) -> str:
    return f"{sign}#,##0{cents};-{sign}#,##0{cents}"


def _plain(code: str) -> str:
    """Write a format in one way, whichever spreadsheet saved it."""
    code = re.sub(r"\[\$([^\]-]*)(?:-[^\]]*)?\]", r"[$\1]", code)
    return re.sub(r'"([^"]*)"', r"[$\1]", code).replace("\\", "")
