"""Payments that belong to no order, or that have to be sent back: told to the operator, and to supervisors at desks."""

from __future__ import annotations

import re
from dataclasses import dataclass

from clerk_app.domain import checkdigits
from clerk_app.domain.people import mask

STRAY_PAYMENTS = "payments_stray"
"""The name of them in reference data."""
STRAYS = ("unmatched", "kept")
"""What became of a report that makes it one."""
MOST = 50
"""How many are told, the newest; of the others how many there are."""
_NUMBER = re.compile(r"(?=(\d{13}))")


@dataclass(frozen=True, slots=True, kw_only=True)
class StrayPayment:
    """One of them; ``at`` is when it was reported (microseconds UTC), ``amount`` para, ``why`` a code.

    ``id`` is the outside's, ``told`` the order or reference as it was reported, without anybody's number in it.
    """

    id: str
    at: int
    outcome: str
    why: str
    told: str
    amount: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StrayPayments:
    """The newest first; ``older`` is how many more there are."""

    lines: tuple[StrayPayment, ...] = ()
    older: int = 0

    def between(self, since: int, until: int) -> tuple[StrayPayment, ...]:
        """Those that were reported from ``since`` on and before ``until`` (microseconds UTC)."""
        return tuple(line for line in self.lines if since <= line.at < until)


def nameless(told: str) -> str:
    """A reference as it may stand on a list: whatever is a person's number in it is masked."""
    for number in _NUMBER.findall(told):
        if not checkdigits.check_jmbg(number):
            told = told.replace(number, mask(number))
    return told
