"""The two numbers of a request: the provisional one given here and the unique one given centrally."""

from __future__ import annotations

import re
from dataclasses import dataclass

from stdnum.iso7064 import mod_37_36

ALPHABET = "0123456789AEJKMT"
"""Symbols that look and type the same in Cyrillic and Latin; 16 of them, for ISO 7064 MOD 17,16."""

_LOOK_ALIKES = str.maketrans("АЕЈКМТОO", "AEJKMT00")
_DASHED = re.compile(rf"([{ALPHABET}]{{2,4}})-?(\d{{6,9}})-?([{ALPHABET}])")
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
