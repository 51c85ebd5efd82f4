"""eZUP on the wire: the rules as reference data, and the log of accesses, which is sealed to the desk that asks.

Queries themselves are entries (``ezup.asked``), and their answers changes of the feed (``ezup``).
"""

from __future__ import annotations

from typing import Annotated

import msgspec
from msgspec import Meta

from clerk_app.contract import canonical
from clerk_app.contract.keys import SealingKey, seal

EZUP_RULES = "ezup"
"""The name of the rules in reference data."""
EZUP_LOG = "/v1/ezup/log"
EZUP_PERSON = "/v1/ezup/person"
MOST_ROWS = 200
MOST_CASES = 50
_INFO = b"salter ezup log 1"
Subject = Annotated[bytes, Meta(max_length=32)]
Moment = Annotated[int, Meta(ge=0, le=2**62)]


class LogAsked(msgspec.Struct, frozen=True):
    """Which accesses: from ``since`` on and before ``until`` (microseconds UTC), those that ``text`` stands in.

    ``text`` is looked for in the case's number, the user, the record and the masked key; rows before ``before`` only,
    where a page was full. What is searched never stands in an address, which is logged.
    """

    grant: str
    since: Moment
    until: Moment
    text: Annotated[str, Meta(max_length=100)] = ""
    before: Moment = 0


class PersonAsked(msgspec.Struct, frozen=True):
    """Accesses by one identity number, for the report that is given to that person; rows before ``before`` only.

    ``cases`` are subjects of requests that name the person: an open one of the office lets a clerk ask who may not read
    the log. The number never stands in an address, which is logged.
    """

    grant: str
    number: Annotated[str, Meta(min_length=1, max_length=40)]
    cases: Annotated[tuple[Subject, ...], Meta(max_length=MOST_CASES)] = ()
    before: Moment = 0

    def __repr__(self) -> str:
        """Without the number."""
        return "PersonAsked()"


class LogReading(msgspec.Struct, frozen=True):
    """Who read a record, and when: each person's first time on a day, on the screen and on paper."""

    made: int
    user: str
    user_name: str
    how: str


class LogRow(msgspec.Struct, frozen=True, omit_defaults=True):
    """One access: who, where, when, in which case, for what, with which right, and what came of it."""

    made: int
    desk: str
    seq: int
    user: str
    user_name: str
    grant: str
    number: str
    procedure: str
    dataset: str
    title: str
    key: str
    key_digest: str
    legal_basis: str
    purpose: str
    statement: str
    state: str
    rap: str = ""
    reason: str = ""
    answered: int = 0
    digest: str = ""
    shown: bool = False
    printed: bool = False
    attached: int = 0
    readings: tuple[LogReading, ...] = ()


class LogPage(msgspec.Struct, frozen=True):
    """Accesses, newest first; ``more`` says that there are earlier ones."""

    rows: tuple[LogRow, ...]
    more: bool = False


class LogSealed(msgspec.Struct, frozen=True):
    """A ``LogPage`` sealed (HPKE) to the desk that asked."""

    sealed: bytes


def seal_log(page: LogPage, desk_public: bytes) -> LogSealed:
    """Close a page for one desk."""
    return LogSealed(seal(desk_public, canonical.encode(page), _INFO))


def open_log(answer: LogSealed, desk: SealingKey) -> LogPage:
    """Undo ``seal_log`` at the desk; raises ``Damaged('seal_broken')``."""
    return canonical.decode(desk.open(answer.sealed, _INFO), LogPage)
