"""What a desk tells of its line with each question for answers: five numbers in the query, signed with it.

``link=WAITING.OLDEST.RATE.DELAY.OUTAGES``, each in base 36. ``OLDEST`` and ``RATE`` are powers of two, so that they
change seldom and cost a character: 0 for nothing, else one more than the exponent.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_WRITTEN = re.compile(r"[0-9a-z]{1,4}\.[0-9a-z]\.[0-9a-z]\.[0-9a-z]{1,4}\.[0-9a-z]{1,2}")
_MOST_WIDE, _MOST_NARROW = 36**4 - 1, 36**2 - 1
_MOST_EXPONENT = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkReport:
    """``waiting``: entries not yet confirmed, the oldest of them for ``oldest`` seconds. ``rate``: bytes a second up.

    ``delay``: milliseconds from a question to the first of its answer. Both are 0 while unknown. ``outages``: of today.
    """

    waiting: int = 0
    oldest: int = 0
    rate: int = 0
    delay: int = 0
    outages: int = 0


def write(report: LinkReport) -> str:
    """The report as it stands in the query, at most 18 characters."""
    parts = (
        _base36(report.waiting, _MOST_WIDE),
        _DIGITS[_power(report.oldest)],
        _DIGITS[_power(report.rate)],
        _base36(report.delay, _MOST_WIDE),
        _base36(report.outages, _MOST_NARROW),
    )
    return ".".join(parts)


def read(text: str) -> LinkReport | None:
    """What was told; nothing where nothing was, or nothing that this program can read."""
    if not _WRITTEN.fullmatch(text):
        return None
    waiting, oldest, rate, delay, outages = (int(part, 36) for part in text.split("."))
    return LinkReport(waiting=waiting, oldest=_of_power(oldest), rate=_of_power(rate), delay=delay, outages=outages)


def _power(value: int) -> int:
    return min(max(value, 0).bit_length(), _MOST_EXPONENT + 1)


def _of_power(written: int) -> int:
    return 1 << (min(written, _MOST_EXPONENT + 1) - 1) if written else 0


def _base36(value: int, most: int) -> str:
    value = min(max(value, 0), most)
    text = ""
    while value or not text:
        value, digit = divmod(value, 36)
        text = _DIGITS[digit] + text
    return text
