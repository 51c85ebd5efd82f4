"""What becomes of one entry, and whether the clerk's grant covers it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Row

from clerk_app.central.clock import HOUR
from clerk_app.contract.answers import Outcome
from clerk_app.contract.entries import EntryRow
from clerk_app.domain.delivery_bodies import DELIVERY_KINDS
from clerk_app.domain.eid_bodies import EID_KINDS
from clerk_app.domain.ezup_bodies import EZUP_KINDS
from clerk_app.domain.payment_bodies import PAYMENT_KINDS
from clerk_app.domain.permissions import Activity, may

LARGEST = 2**63 - 1
_LONGEST_BYTES, _LONGEST_WORD = 64, 60
_BACKWARD_TOLERANCE = HOUR

ACTIVITIES_OF: dict[str, tuple[Activity, ...]] = {
    "request.received": ("receive",),
    "request.corrected": ("correct",),
    "request.annulled": ("annul_own", "annul_any"),
    "request.supplemented": ("receive",),
    "request.withdrawn": ("receive",),
    "case.moved": ("handle",),
    "case.handed": ("hand_over",),
    "receipt.printed": ("print",),
    **dict.fromkeys(EID_KINDS, ("register_eid",)),
    "act.made": ("handle",),
    **dict.fromkeys(EZUP_KINDS, ("query_registers",)),
    **dict.fromkeys(PAYMENT_KINDS, ("take_payment_proof",)),
    "rating.given": ("receive",),
    **dict.fromkeys(DELIVERY_KINDS, ("receive",)),
}
"""Of what a clerk must be allowed one; kinds that are not named are the desk's own and need no grant."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """The outcome of one entry, with the problem code and its values where it is not accepted."""

    outcome: Outcome = "accepted"
    code: str = ""
    params: dict[str, str] = field(default_factory=dict)


ACCEPTED = Verdict()


def refused(code: str, **params: str) -> Verdict:
    """It will not be taken as it is."""
    return Verdict("refused", code, params)


def is_writable(row: EntryRow) -> bool:
    """Whether the header of a row is within what a journal can hold; nothing else could be kept or hashed."""
    return (
        1 <= row.seq <= LARGEST
        and 0 <= row.version < 2**31
        and -LARGEST <= row.at <= LARGEST
        and -LARGEST <= row.mono <= LARGEST
        and -LARGEST <= (row.offset or 0) <= LARGEST
        and -LARGEST <= (row.offset_age or 0) <= LARGEST
        and len(row.kind) <= _LONGEST_WORD
        and row.kind.isprintable()
        and len(row.grant) <= _LONGEST_WORD
        and row.grant.isprintable()
        and len(row.subject) <= _LONGEST_BYTES
        and len(row.boot) <= _LONGEST_BYTES
        and len(row.salt) <= _LONGEST_BYTES
    )


def moment(row: EntryRow | Row[Any], arrived: int) -> int:
    """When an entry was made, as well as can be known: clocks lie, but not before 1970, and not after it arrived."""
    return max(0, min(int(row.at) + (row.offset or 0) * 1000, arrived))


def by_grant(row: EntryRow, grant: Row[Any] | None, desk: str, arrived: int) -> Verdict:
    """Whether the grant that ``row`` names covers it, by desk, role and time.

    An entry from before its grant began comes from a clock that lags, for the grant was there first: that refuses
    nothing.
    """
    activities = ACTIVITIES_OF.get(row.kind)
    if activities is None:
        return ACCEPTED
    if grant is None:
        return refused("grant_unknown")
    if grant.desk != desk:
        return refused("grant_not_ours")
    if moment(row, arrived) > grant.ends:
        return refused("grant_expired")
    if not any(may(grant.role, activity) for activity in activities):
        return refused("not_permitted")
    return ACCEPTED


def clock_lags(row: EntryRow, grant: Row[Any] | None) -> bool:
    """Whether the desk's clock says a time from before the grant that the desk had in hand."""
    return grant is not None and row.at + (row.offset or 0) * 1000 < grant.starts - _BACKWARD_TOLERANCE
