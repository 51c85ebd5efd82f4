"""The numbers of a request: the provisional one given here, the portal's own, and the unique one given centrally."""

from __future__ import annotations

import re
from dataclasses import dataclass

from stdnum.iso7064 import mod_37_36

ALPHABET = "0123456789AEJKMT"
"""Symbols that look and type the same in Cyrillic and Latin; 16 of them, for ISO 7064 MOD 17,16."""

_LOOK_ALIKES = str.maketrans("АЕЈКМТОO", "AEJKMT00")
_DASHED = re.compile(rf"([{ALPHABET}]{{2,4}})-?(\d{{6,9}})-?([{ALPHABET}])")
_PORTAL = re.compile(rf"EU-?(20\d\d)-?(\d{{6,9}})-?([{ALPHABET}])")
_PORTAL_BEGUN = re.compile(rf"EU-?\d{{1,4}}(?:-?\d{{0,9}}(?:-?[{ALPHABET}])?)?")
_UNIQUE = re.compile(r"(\d{1,9})[/\-. ]+(20\d\d)|(\d{9})(20\d\d)")


@dataclass(frozen=True, slots=True)
class ProvisionalNumber:
    """A provisional number (привремени број) in its parts: ``A7-000417-K``."""

    desk: str
    running: int
    check: str

    def __str__(self) -> str:
        """The number as it is printed and kept."""
        return f"{self.desk}-{self.running:06d}-{self.check}"


@dataclass(frozen=True, slots=True)
class PortalNumber:
    """The portal's number of what a citizen filed there: ``EU-2026-000123-K``; no desk's code has a U."""

    year: int
    serial: int
    check: str

    def __str__(self) -> str:
        """The number as it is shown and kept."""
        return f"EU-{self.year}-{self.serial:06d}-{self.check}"


@dataclass(frozen=True, slots=True)
class UniqueNumber:
    """A unique submission number (јединствени број поднеска): a serial within a year, for the whole country."""

    serial: int
    year: int

    def __str__(self) -> str:
        """The number as it is shown and printed: ``004 812 736 / 2026``."""
        digits = f"{self.serial:09d}"
        return f"{digits[:3]} {digits[3:6]} {digits[6:]} / {self.year}"

    def compact(self) -> str:
        """The number as it is kept and searched: ``004812736/2026``."""
        return f"{self.serial:09d}/{self.year}"


def is_desk_code(text: str) -> bool:
    """Whether ``text`` can be a desk's code: two to four symbols of the alphabet."""
    return 2 <= len(text) <= 4 and all(symbol in ALPHABET for symbol in text)


def provisional(desk: str, running: int) -> str:
    """The provisional number of a desk's ``running`` request, with its check character (ISO 7064 MOD 17,16)."""
    return str(ProvisionalNumber(desk, running, _check(desk, running)))


def parse(text: str) -> ProvisionalNumber | None:
    """Read a provisional number as people type it; ``None`` unless its check character is right.

    Cyrillic letters, lower case, the letter O for zero, spaces and missing dashes are all taken; without dashes the
    running number has six digits.
    """
    compact = "".join(text.split()).upper().translate(_LOOK_ALIKES).replace("–", "-")
    if "-" not in compact and 9 <= len(compact) <= 11:
        compact = f"{compact[:-7]}-{compact[-7:-1]}-{compact[-1]}"
    found = _DASHED.fullmatch(compact)
    if found is None or _check(found[1], int(found[2])) != found[3]:
        return None
    return ProvisionalNumber(found[1], int(found[2]), found[3])


def portal(year: int, serial: int) -> str:
    """The portal's ``serial``-th number of a year, with its check character (ISO 7064 MOD 17,16)."""
    return str(PortalNumber(year, serial, _portal_check(year, serial)))


def parse_portal(text: str) -> PortalNumber | None:
    """Read a number of the portal as people type it, in either script; ``None`` unless its check character is right."""
    found = _PORTAL.fullmatch(_portal_typed(text))
    if found is None or _portal_check(int(found[1]), int(found[2])) != found[3]:
        return None
    return PortalNumber(int(found[1]), int(found[2]), found[3])


def portal_begun(text: str) -> str:
    """A number of the portal that is being typed, without dashes; empty when it is none."""
    typed = _portal_typed(text)
    return typed.replace("-", "") if _PORTAL_BEGUN.fullmatch(typed) else ""


def parse_unique(text: str) -> UniqueNumber | None:
    """Read a unique number as people type it: ``004 812 736 / 2026``, ``4812736/2026``, ``0048127362026``."""
    joined = re.sub(r"(?<=\d)\s+(?=\d{3}(?!\d))", "", " ".join(text.split()))
    found = _UNIQUE.fullmatch(joined)
    if found is None or not joined.isascii():
        return None
    serial, year = int(found[1] or found[3]), int(found[2] or found[4])
    return UniqueNumber(serial, year) if serial else None


def _check(desk: str, running: int) -> str:
    """The check character over desk code and padded running number."""
    return mod_37_36.calc_check_digit(f"{desk}{running:06d}", alphabet=ALPHABET)


def _portal_typed(text: str) -> str:
    """What was typed, in Latin capitals without spaces."""
    return "".join(text.split()).upper().translate(_LOOK_ALIKES).replace("У", "U").replace("–", "-")


def _portal_check(year: int, serial: int) -> str:
    """The check character over year and padded serial."""
    return mod_37_36.calc_check_digit(f"{year}{serial:06d}", alphabet=ALPHABET)
