"""Single form values: how typed text is kept, what is wrong with it, and what expressions see of it.

Kept forms: dates ISO, numbers without thousands dots and with a decimal comma, ``yes``/``no``, numbers of persons and
accounts as digits, telephones as E.164. What cannot be read is kept as it was typed, with a finding.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from functools import lru_cache
from typing import Any

from clerk_app.domain import checkdigits, money, scripts
from clerk_app.domain.catalogue import Field, FieldType
from clerk_app.domain.findings import Finding

_DAY_FIRST = re.compile(r"(\d{1,2})[.\-/](\d{1,2})[.\-/](\d{4})\.?")
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_DECIMAL = re.compile(r"(-?)(\d{1,3}(?:\.\d{3})+|\d+)(?:,(\d+))?|(-?)(\d+)\.(\d{1,2})")
_EMAIL = re.compile(r"[^@\s]+@[^@\s.]+(?:\.[^@\s.]+)+")
_PHONE = re.compile(r"\+\d{8,15}")
_YES_NO = {"yes": "yes", "no": "no", "true": "yes", "false": "no", "да": "yes", "не": "no", "da": "yes", "ne": "no"}
_FIRST_YEAR = 1800
_LONGEST_NUMBER = 15
_KNOWN_DATES = 512  # a day's requests name few


def kept(kind: FieldType, text: str) -> str:
    """Typed text as the form keeps it; unreadable text comes back tidied and otherwise as it was."""
    tidied = scripts.tidy_lines(text) if kind == "multiline" else scripts.tidy(text)
    read = _READERS.get(kind)
    return (read(tidied) or tidied) if read and tidied else tidied


def typed(kind: FieldType, value: str) -> Any:  # noqa: ANN401 - one of int, float, bool and str
    """What expressions see of a kept value: empty and unreadable values count as nothing of their type."""
    if kind == "integer":
        return int(value) if value and _read_integer(value) == value else 0
    if kind in {"decimal", "money"}:
        return float(value.replace(",", ".")) if value and _READERS[kind](value) == value else 0.0
    if kind == "yes_no":
        return value == "yes"
    if kind == "date":
        return value if read_date(value) == value else ""
    return value


def findings_of(field: Field, where: str, value: str, today: str) -> list[Finding]:
    """What is wrong with a kept value that is not empty.

    ``minimum`` and ``maximum`` of a field are a number, or for dates an ISO date or ``today``.
    """
    found: list[Finding] = []
    if len(value) > field.max_length:
        found.append(Finding("too_long", where, {"limit": str(field.max_length)}))
    code = _CHECKS[field.type](value) if field.type in _CHECKS else ""
    if code:
        return [*found, Finding(code, where)]
    if field.type == "choice" and all(value != choice.code for choice in field.choices):
        return [*found, Finding("choice_unknown", where)]
    if field.type in {"integer", "decimal", "money", "date"}:
        found += _out_of_range(field, where, value, today)
    return found


@lru_cache(maxsize=_KNOWN_DATES)
def read_date(text: str) -> str:
    """``1.4.2027``, ``01.04.2027.``, ``1/4/2027`` or ISO as ISO; empty when it is no date that a form can mean."""
    compact = text.replace(" ", "")
    day_first, iso = _DAY_FIRST.fullmatch(compact), _ISO.fullmatch(compact)
    parts = (day_first[3], day_first[2], day_first[1]) if day_first else iso.groups() if iso else None
    if parts is None or not compact.isascii():
        return ""
    try:
        read = date(*map(int, parts))
    except ValueError:
        return ""
    return read.isoformat() if read.year >= _FIRST_YEAR else ""


def shown_date(iso: str) -> str:
    """An ISO date as it is written: ``01.04.2027.``; other text as it is."""
    found = _ISO.fullmatch(iso)
    return f"{found[3]}.{found[2]}.{found[1]}." if found else iso


def read_phone(text: str) -> str:
    """A telephone number as E.164; a leading 0 is the country's own (+381); empty when it is none."""
    digits = re.sub(r"[\s/\-().]", "", text)
    if digits.startswith("00"):
        digits = f"+{digits[2:]}"
    elif digits.startswith("0"):
        digits = f"+381{digits[1:]}"
    return digits if _PHONE.fullmatch(digits) and digits.isascii() else ""


def _read_integer(text: str) -> str:
    """A whole number without its thousands dots; empty when it is none."""
    read = read_decimal(text)
    return "" if "," in read else read


def read_decimal(text: str) -> str:
    """A number with a decimal comma and no thousands dots; a lone dot before one or two digits is a comma."""
    compact = "".join(text.split())
    found = _DECIMAL.fullmatch(compact)
    if found is None or not compact.isascii() or len(compact) > _LONGEST_NUMBER:
        return ""
    sign, whole = found[1] or found[4] or "", (found[2] or found[5]).replace(".", "").lstrip("0") or "0"
    part = found[3] or found[6] or ""
    return f"{sign}{whole},{part}" if part else f"{sign}{whole}"


def _read_money(text: str) -> str:
    """An amount as ``1330,00``; empty when it is none."""
    para = money.parse(text)
    return "" if para is None or len(text) > 2 * _LONGEST_NUMBER else money.plain(para)


def _read_digits(text: str) -> str:
    """A number of a person or company without separators; empty when it holds anything but ASCII."""
    return re.sub(r"[\s.\-/]", "", text) if text.isascii() else ""


def _read_yes_no(text: str) -> str:
    """Yes or no in the words that card files and imports use."""
    return _YES_NO.get(text.lower(), "")


_READERS: dict[FieldType, Callable[[str], str]] = {
    "integer": _read_integer,
    "decimal": read_decimal,
    "money": _read_money,
    "date": read_date,
    "yes_no": _read_yes_no,
    "jmbg": _read_digits,
    "pib": _read_digits,
    "company_number": _read_digits,
    "phone": read_phone,
    "email": lambda text: scripts.tidy(text.replace(" ", "")),
    "account": checkdigits.full_account,
}

_CHECKS: dict[FieldType, Callable[[str], str]] = {
    "integer": lambda value: "" if _read_integer(value) else "number_wrong",
    "decimal": lambda value: "" if read_decimal(value) else "number_wrong",
    "money": lambda value: "" if _read_money(value) else "amount_wrong",
    "date": lambda value: "" if read_date(value) else "date_impossible",
    "yes_no": lambda value: "" if value in {"yes", "no"} else "choice_unknown",
    "jmbg": checkdigits.check_jmbg,
    "pib": checkdigits.check_pib,
    "company_number": checkdigits.check_company_number,
    "phone": lambda value: "" if read_phone(value) else "phone_form",
    "email": lambda value: "" if _EMAIL.fullmatch(value) else "email_form",
    "account": checkdigits.check_account,
}


def _out_of_range(field: Field, where: str, value: str, today: str) -> list[Finding]:
    """Whether a readable number or date lies outside the bounds of its field."""
    found = []
    low, high = (
        ("date_too_early", "date_too_late") if field.type == "date" else ("number_too_small", "number_too_large")
    )
    for bound, code, sign in ((field.minimum, low, 1), (field.maximum, high, -1)):
        limit = today if bound == "today" else bound
        if limit and _order(field.type, value) * sign < _order(field.type, limit) * sign:
            found.append(Finding(code, where, {"limit": shown_date(limit) if field.type == "date" else limit}))
    return found


def _order(kind: FieldType, value: str) -> float:
    """A readable value as a number that only orders it."""
    return date.fromisoformat(value).toordinal() if kind == "date" else float(value.replace(",", "."))
