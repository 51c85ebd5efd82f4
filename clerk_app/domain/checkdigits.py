"""Check digits of the numbers that a counter meets (DOMAIN §2).

Every check returns the code of a finding, or an empty string when the number is right. None raises: what a clerk
typed is noted, never refused.
"""

from __future__ import annotations

from datetime import date
from string import ascii_uppercase
from typing import Literal

from stdnum import iban as stdnum_iban
from stdnum.iso7064 import mod_11_10, mod_97_10

_JMBG_WEIGHTS = (7, 6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2)
_COMPANY_WEIGHTS = (2, 7, 6, 5, 4, 3, 2)
_OLDEST_YEAR = 800


def check_jmbg(number: str) -> str:
    """Check a personal number: form, date of birth and check digit.

    The area is never judged: old and foreign areas are in use. Where the rule leaves no digit (remainder 1) the number
    should not exist, yet some were issued: ``jmbg_no_check_digit``.
    """
    if not _digits(number, 13):
        return "jmbg_form"
    digit = jmbg_digit(number[:12])
    if not digit:
        return "jmbg_no_check_digit"
    if number[12] != digit:
        return "jmbg_check_digit"
    return "" if birth_date_of(number) else "jmbg_date"


def jmbg_digit(first: str) -> str:
    """The check digit behind the first twelve; empty where the rule leaves none, and the serial is passed over."""
    remainder = _weighted(first, _JMBG_WEIGHTS) % 11
    return "" if remainder == 1 else str(-remainder % 11)


def birth_date_of(jmbg: str) -> date | None:
    """The date of birth in a personal number; three digits of the year from 800 on belong to the 1900s."""
    if not _digits(jmbg, 13):
        return None
    short = int(jmbg[4:7])
    year = short + (1000 if short >= _OLDEST_YEAR else 2000)
    try:
        return date(year, int(jmbg[2:4]), int(jmbg[:2]))
    except ValueError:
        return None


def sex_of(jmbg: str) -> Literal["m", "f", ""]:
    """The sex in a personal number: serials from 500 on are female; empty when the number has no right form."""
    if not _digits(jmbg, 13):
        return ""
    return "f" if int(jmbg[9:12]) >= 500 else "m"


def check_pib(number: str) -> str:
    """Check a tax number: nine digits from 100000011 on, ISO 7064 MOD 11,10."""
    if not _digits(number, 9) or number < "10":
        return "pib_form"
    return "" if mod_11_10.is_valid(number) else "pib_check_digit"


def pib_digit(first: str) -> str:
    """The check digit behind the first eight."""
    return str(mod_11_10.calc_check_digit(first))


def check_company_number(number: str) -> str:
    """Check a company's registration number: eight digits, weighted modulus 11 (remainders 0 and 1 give 0)."""
    if not _digits(number, 8):
        return "company_number_form"
    return "" if number[7] == company_number_digit(number[:7]) else "company_number_check_digit"


def company_number_digit(first: str) -> str:
    """The check digit behind the first seven."""
    remainder = _weighted(first, _COMPANY_WEIGHTS) % 11
    return "0" if remainder < 2 else str(11 - remainder)


def check_foreigner(number: str) -> str:
    """Check the record number of a foreigner (EBS): 9 to 13 digits; no check digit is known (DOMAIN §2.4)."""
    right = 9 <= len(number) <= 13 and _digits(number, len(number))
    return "" if right else "foreigner_form"


def full_account(text: str) -> str:
    """An account as 18 digits, from the long form or the short one with dashes (``840-742221843-57``); else empty."""
    parts = text.replace(" ", "").split("-")
    if len(parts) == 3 and _short_form(parts):
        bank, number, control = parts
        return f"{bank}{number:0>13}{control}"
    joined = "".join(parts)
    return joined if _digits(joined, 18) else ""


def check_account(text: str) -> str:
    """Check a bank account in either form: the 18 digits leave 1 when divided by 97."""
    account = full_account(text)
    if not account:
        return "account_form"
    return "" if int(account) % 97 == 1 else "account_check_digits"


def iban_of(account: str) -> str:
    """The IBAN of a valid account; its check digits are always 35, because the account itself leaves 1 modulo 97."""
    full = full_account(account)
    return f"RS{stdnum_iban.calc_check_digits('RS00' + full)}{full}"


def check_iban(text: str) -> str:
    """Check a Serbian IBAN, with or without spaces: 22 characters, its own check digits and the account's."""
    compact = text.replace(" ", "").upper()
    if not compact.startswith("RS") or not _digits(compact[2:], 20):
        return "iban_form"
    if not mod_97_10.is_valid(compact[4:] + compact[:4]):
        return "iban_check_digits"
    return check_account(compact[4:])


def control_97(content: str) -> str:
    """Two control digits of a reference under model 97, placed in front; letters count as A=10 … Z=35.

    Dashes and spaces in ``content`` are passed over. Empty when the content cannot have a control.
    """
    digits = _as_digits(content)
    if not digits or len(digits) > 20:
        return ""
    return f"{98 - int(digits) * 100 % 97:02d}"


def control_22(content: str) -> str:
    """The control digit of a reference under model 22, placed at the end: weights 1, 2, 3 … from the right."""
    digits = _compact(content)
    if not _digits(digits, len(digits)):
        return ""
    total = sum(weight * int(digit) for weight, digit in enumerate(reversed(digits), start=1))
    return str((11 - total % 11) % 10)


def check_reference(model: str, reference: str) -> str:
    """Check a payment reference under its model; models that we cannot verify are ``reference_unverified``.

    Under model 22 the three digits of the municipality stand first and are not part of the sum.
    """
    compact = _compact(reference)
    if model in {"", "00"}:
        return ""
    if model == "97":
        return _verdict(control_97(compact[2:]), compact[:2])
    if model == "22":
        return _verdict(control_22(compact[3:-1]), compact[-1:])
    return "reference_unverified"


def _verdict(expected: str, found: str) -> str:
    """The finding about a reference whose control should be ``expected`` (empty: it has no right form)."""
    if not expected:
        return "reference_form"
    return "" if expected == found else "reference_check_digits"


def _digits(text: str, length: int) -> bool:
    """Whether ``text`` is exactly ``length`` ASCII digits, and not empty."""
    return len(text) == length and text.isascii() and text.isdigit()


def _weighted(number: str, weights: tuple[int, ...]) -> int:
    """The sum of digits times weights, from the left."""
    return sum(weight * int(digit) for weight, digit in zip(weights, number, strict=False))


def _short_form(parts: list[str]) -> bool:
    """Whether dashed parts are bank (3), number (up to 13) and control (2)."""
    return (
        _digits(parts[0], 3) and 1 <= len(parts[1]) <= 13 and _digits(parts[1], len(parts[1])) and _digits(parts[2], 2)
    )


def _compact(reference: str) -> str:
    """A reference without dashes and spaces."""
    return reference.replace("-", "").replace(" ", "")


_NUMBERS = {ord(letter): str(number) for number, letter in enumerate(ascii_uppercase, start=10)}


def _as_digits(reference: str) -> str:
    """A reference with letters as numbers; empty when it holds anything else."""
    compact = _compact(reference).upper()
    if not compact.isascii() or not compact.isalnum():
        return ""
    return compact.translate(_NUMBERS)
