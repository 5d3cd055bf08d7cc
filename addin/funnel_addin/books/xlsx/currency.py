"""The currency that money shows in: the sign in the formats of our templates' money cells.

Those formats bear a mark, a third part for zero that people do not write: #,##0;-#,##0;0 or, with
a sign, [$€]#,##0;-[$€]#,##0;[$€]0. They stand in the styles part, in what conditional formats
change, too. The sign is put into these formats and taken out again; the numbers stay numbers, how
they are grouped stays the reader's own, and every other format stays as its owner wrote it.
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

_ESCAPED = re.compile(r"\\([- ])")
"""What Excel and LibreOffice make of - and a space when they save a format of ours."""
_ONE = "|".join(re.escape(sign) for sign in SIGNS.values())
_CODE = "|".join(sorted(CODES - SIGNS.keys()))
_MONEY = re.compile(
    rf"(?P<sign>\[\$(?:{_ONE})\]|\[\$(?:{_CODE})\] |)#,##0(?P<cents>\.00|)"
    r";-(?P=sign)#,##0(?P=cents);(?P=sign)0(?P=cents)"
)


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
        found = _MONEY.fullmatch(_ESCAPED.sub(r"\1", element.get("formatCode", "")))
        if found is not None and found["sign"] != shown:
            element.set("formatCode", _money(shown, found["cents"]))
            changed = True
    return serialise(root, styles) if changed else styles


def _money(sign: str, cents: str) -> str:
    return f"{sign}#,##0{cents};-{sign}#,##0{cents};{sign}0{cents}"
