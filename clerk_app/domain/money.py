"""Amounts of money: whole para (1/100 RSD), read and written the Serbian way (``1.330,00``)."""

from __future__ import annotations

import re

_GROUPED = re.compile(r"(\d{1,3}(?:\.\d{3})+|\d+)(?:,(\d{1,2}))?")
_LARGEST = 10**16 - 1
MOST = 10**15
"""Para; more than any order of ours, and than all that was ever paid on one."""


def parse(text: str) -> int | None:
    """Read ``1.330,00``, ``1330,00``, ``1330,5`` or ``1330`` as para; ``None`` for anything else.

    Spaces and a trailing ``RSD`` or ``РСД`` or ``дин`` are passed over; amounts are never negative.
    """
    compact = re.sub(r"(?i)(rsd|рсд|din\.?|дин\.?)$", "", "".join(text.split()))
    found = _GROUPED.fullmatch(compact)
    if found is None or not compact.isascii():
        return None
    para = int(found[1].replace(".", "")) * 100 + int((found[2] or "0").ljust(2, "0"))
    return para if para <= _LARGEST else None


def shown(para: int) -> str:
    """Write para as ``1.330,00``."""
    return f"{para // 100:,}".replace(",", ".") + f",{para % 100:02d}"


def plain(para: int) -> str:
    """Write para as form values and payment codes keep it: ``1330,00``."""
    return f"{para // 100},{para % 100:02d}"
