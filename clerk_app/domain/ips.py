"""Payment slips and the text of the NBS IPS code that stands on them (DOMAIN §3.5).

Source: recommendations of the National Bank of Serbia for the IPS QR code on bills (kind ``PR``, version ``01``).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from clerk_app.domain import checkdigits, money, scripts

PUBLIC_REVENUE = "253"
"""Payment code of public revenue paid without cash; ``153`` is the same in cash."""

_NAME = 70
_PURPOSE = 35
_REFERENCE = 25
_AMOUNT = 18
_LINES = 3
_ORDER = ("K", "V", "C", "R", "N", "I", "O", "P", "SF", "S", "M", "JS", "RO", "RL", "RP")
_NEEDED = ("K", "V", "C", "R", "N", "I", "SF")
_TEXT = re.compile(r"[0-9A-Za-zšđžčćŠĐŽČĆ !\"#$%&'()*+,\-./:;<=>?@\[\]^_`{}~\n]*")
_FORMS = {
    "K": re.compile("PR"),
    "V": re.compile("01"),
    "C": re.compile("1"),
    "R": re.compile(r"[0-9]{18}"),
    "N": re.compile(rf"(?=\S)[^|]{{1,{_NAME}}}"),
    "I": re.compile(r"RSD(?:0|[1-9][0-9]*),[0-9]{0,2}"),
    "O": re.compile(r"[0-9]{18}"),
    "P": re.compile(rf"(?=\S)[^|]{{1,{_NAME}}}"),
    "SF": re.compile(r"[12][0-9]{2}"),
    "S": re.compile(rf"(?=\S)[^|\n]{{1,{_PURPOSE}}}"),
    "RO": re.compile(rf"(?:97|11|22|00)[0-9A-Za-z]{{1,{_REFERENCE - 2}}}"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class TaxAccounts:
    """Where a municipality's fees are paid: reference data of the centre.

    ``municipality_code`` is the treasury's three digits; accounts have 18 digits.
    """

    municipality_code: str
    republic_account: str
    republic_payee: str
    local_account: str
    local_payee: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentSlip:
    """A payment slip (налог за уплату): ``account`` of 18 digits, ``amount`` in para, texts in either script."""

    payer: str
    payee: str
    account: str
    amount: int
    code: str
    model: str
    reference: str
    purpose: str


def build(slip: PaymentSlip) -> str:
    """The exact text of the code: Latin letters only, long texts cut, empty parts left out."""
    reference = re.sub(r"[^0-9A-Za-z]", "", slip.reference)
    tags = {
        "K": "PR",
        "V": "01",
        "C": "1",
        "R": checkdigits.full_account(slip.account),
        "N": _clean(slip.payee, _NAME),
        "I": f"RSD{money.plain(slip.amount)}",
        "P": _clean(slip.payer, _NAME),
        "SF": slip.code,
        "S": _clean(slip.purpose.replace("\n", " "), _PURPOSE),
        "RO": f"{slip.model or '00'}{reference}" if reference else "",
    }
    return "|".join(f"{tag}:{value}" for tag, value in tags.items() if value)


def check(text: str) -> tuple[str, ...]:
    """What is wrong with the text of a code, as ``reason:tag`` (``ips_form:R``); empty when it is right."""
    parts = [part.partition(":") for part in text.split("|")]
    tags = {tag: value for tag, _, value in parts}
    order = [_ORDER.index(tag) for tag, _, _ in parts if tag in _ORDER]
    wrong = [f"ips_unknown:{tag}" for tag, colon, _ in parts if not colon or tag not in _ORDER]
    wrong += [f"ips_missing:{tag}" for tag in _NEEDED if tag not in tags]
    if order != sorted(set(order)):
        wrong.append("ips_order:")
    wrong += [f"ips_form:{tag}" for tag, value in tags.items() if not _right(tag, value)]
    return tuple(wrong)


def _right(tag: str, value: str) -> bool:
    """Whether one tag's value has its form, its letters and its check digits."""
    form = _FORMS.get(tag)
    if form is not None and (not form.fullmatch(value) or not _TEXT.fullmatch(value)):
        return False
    if tag in {"R", "O"}:
        return not checkdigits.check_account(value)
    if tag == "RO":
        return checkdigits.check_reference(value[:2], value[2:]) in {"", "reference_unverified"}
    return {"I": len(value) <= _AMOUNT, "N": value.count("\n") < _LINES, "P": value.count("\n") < _LINES}.get(tag, True)


def _clean(text: str, limit: int) -> str:
    """A text in the code's letters: Latin, marks of other languages dropped, at most three lines and ``limit`` long."""
    lines = ["".join(map(_letter, scripts.to_latin(scripts.tidy(line)))).strip() for line in text.split("\n")]
    return "\n".join([line for line in lines if line][:_LINES])[:limit].strip()


def _letter(character: str) -> str:
    """A character if the code may hold it, else its bare form, else nothing."""
    if character not in "|\\" and _TEXT.fullmatch(character):
        return character
    bare = scripts.fold(character)
    bare = bare.upper() if character.isupper() else bare
    return bare if bare not in {"|", "\\"} and _TEXT.fullmatch(bare) else ""
