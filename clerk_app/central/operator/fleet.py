"""The fleet as the centre knows it: one page of desks at a time, however many there are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal, get_args

from sqlalchemy import ColumnElement, Connection, Row, Select, Table, and_, case, exists, func, or_, select, true

from clerk_app.central import requests
from clerk_app.central.clock import DAY
from clerk_app.central.operator.tables import DESK_LINK
from clerk_app.central.schema import ALARM, DESK, ENTRY, OFFICE, REQUEST, SENT_AHEAD
from clerk_app.domain.scripts import fold

type State = Literal["fine", "alarm", "stopped", "fenced", "chain_broken", "gap", "silent"]
type Order = Literal["code", "seen", "link", "waiting"]
STATES: tuple[State, ...] = get_args(State.__value__)
ORDERS: tuple[Order, ...] = get_args(Order.__value__)
ON_A_PAGE = 50
QUIET = DAY
UNSETTLED = ("held", "later", "refused")


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskLine:
    """One desk; times are microseconds UTC. ``told`` is when it last told of its line, 0 if it never did.

    ``waiting``: entries that it has and the centre has not, as the desk says. ``oldest``: seconds that the first of
    them waits. ``rate``: bytes a second. ``delay``: milliseconds. ``states``: what is to be said of it, nothing if it
    is fine.
    """

    code: str
    place: str
    last_seen: int
    program: str
    states: tuple[State, ...] = ()
    told: int = 0
    waiting: int = 0
    oldest: int = 0
    rate: int = 0
    delay: int = 0
    outages: int = 0
    received: int = 0
    unnumbered: int = 0
    held: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which desks are to be shown; ``page`` counts from 1."""

    state: State | None = None
    order: Order = "code"
    text: str = ""
    page: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Fleet:
    """One page of desks, how many there are like them, and how many are in each state."""

    wanted: Wanted
    desks: tuple[DeskLine, ...]
    many: int
    states: dict[State, int]

    @property
    def pages(self) -> int:
        """How many pages there are, one at least."""
        return max(1, -(-self.many // ON_A_PAGE))


def fleet(connection: Connection, municipality: str, wanted: Wanted, now: int) -> Fleet:
    """The desks that are wanted; a page behind the last is the last."""
    which = and_(DESK.c.municipality == municipality, _like(connection, municipality, wanted, now))
    many = connection.execute(select(func.count()).select_from(DESK).where(which)).scalar_one()
    last = max(1, -(-many // ON_A_PAGE))
    page = min(max(wanted.page, 1), last)
    rows = connection.execute(
        _desks(municipality, now)
        .where(which)
        .order_by(*_order(wanted.order))
        .limit(ON_A_PAGE)
        .offset((page - 1) * ON_A_PAGE)
    ).all()
    shown = Wanted(state=wanted.state, order=wanted.order, text=wanted.text, page=page)
    return Fleet(
        wanted=shown,
        desks=_lines(connection, municipality, rows),
        many=many,
        states=states(connection, municipality, now),
    )


def desk_line(connection: Connection, municipality: str, code: str, now: int) -> DeskLine | None:
    """One desk."""
    this = and_(DESK.c.municipality == municipality, DESK.c.code == code)
    rows = connection.execute(_desks(municipality, now).where(this)).all()
    return _lines(connection, municipality, rows)[0] if rows else None


def waiting_together(connection: Connection, municipality: str) -> int:
    """What all desks together say that waits at them."""
    asked = select(func.coalesce(func.sum(DESK_LINK.c.waiting), 0)).where(DESK_LINK.c.municipality == municipality)
    return int(connection.execute(asked).scalar_one())


def _desks(municipality: str, now: int) -> Select[Any]:
    office = and_(OFFICE.c.municipality == municipality, OFFICE.c.code == DESK.c.office)
    link = and_(DESK_LINK.c.municipality == municipality, DESK_LINK.c.desk == DESK.c.code)
    told = (
        DESK_LINK.c.at.label("told"),
        *(DESK_LINK.c[name] for name in ("waiting", "oldest", "rate", "delay", "outages")),
    )
    states = (_is(state, municipality, now).label(f"is_{state}") for state in STATES[1:])
    asked = select(DESK.c.code, DESK.c.counter, DESK.c.last_seen, DESK.c.program, OFFICE.c.name, *told, *states)
    return asked.select_from(DESK.outerjoin(OFFICE, office).outerjoin(DESK_LINK, link))


def _is(state: State, municipality: str, now: int) -> ColumnElement[bool]:
    """What is true of a desk in this state; several may be."""
    alarm = exists().where(ALARM.c.municipality == municipality, ALARM.c.desk == DESK.c.code, ALARM.c.seen.is_(None))
    ahead = exists().where(SENT_AHEAD.c.municipality == municipality, SENT_AHEAD.c.desk == DESK.c.code)
    ended = or_(DESK.c.fenced.is_not(None), DESK.c.stopped.is_not(None))
    found: dict[State, ColumnElement[bool]] = {
        "alarm": alarm,
        "stopped": DESK.c.stopped.is_not(None),
        "fenced": DESK.c.fenced.is_not(None),
        "chain_broken": DESK.c.chain_broken.is_(True),
        "gap": or_(DESK.c.gap_since.is_not(None), ahead),
        "silent": and_(~ended, DESK.c.last_seen < now - QUIET),
    }
    return found[state] if state != "fine" else ~or_(*found.values())


def _like(connection: Connection, municipality: str, wanted: Wanted, now: int) -> ColumnElement[bool]:
    like = true() if wanted.state is None else _is(wanted.state, municipality, now)
    text = wanted.text.strip()
    if not text:
        return like
    offices = select(OFFICE.c.code, OFFICE.c.name).where(OFFICE.c.municipality == municipality)
    found = [row.code for row in connection.execute(offices) if fold(text) in fold(row.name) or text == row.code]
    return and_(like, or_(DESK.c.code == text.upper(), DESK.c.office.in_(found)))


def _order(order: Order) -> tuple[ColumnElement[Any], ...]:
    """The worst first; who never told of a line comes last."""
    silent = case((DESK_LINK.c.at.is_(None), 1), else_=0)
    unknown = case((func.coalesce(DESK_LINK.c.rate, 0) == 0, 1), else_=0)
    orders: dict[Order, tuple[ColumnElement[Any], ...]] = {
        "code": (),
        "seen": (DESK.c.last_seen.asc(),),
        "link": (silent, unknown, DESK_LINK.c.rate.asc(), DESK_LINK.c.delay.desc()),
        "waiting": (silent, DESK_LINK.c.waiting.desc(), DESK_LINK.c.oldest.desc()),
    }
    return (*orders[order], DESK.c.ordinal.asc())


def states(connection: Connection, municipality: str, now: int) -> dict[State, int]:
    """How many desks are in each state; one may be in several."""
    sums = [func.sum(case((_is(state, municipality, now), 1), else_=0)).label(state) for state in STATES]
    row = connection.execute(select(*sums).where(DESK.c.municipality == municipality)).one()
    return {state: int(getattr(row, state) or 0) for state in STATES}


def _lines(connection: Connection, municipality: str, rows: Sequence[Row[Any]]) -> tuple[DeskLine, ...]:
    """Rows with what the centre counts of these desks alone: over all of them that would be every request there is."""
    codes = [row.code for row in rows]

    def by_desk(table: Table, which: ColumnElement[bool]) -> dict[str, int]:
        mine = and_(table.c.municipality == municipality, table.c.desk.in_(codes), which)
        asked = select(table.c.desk, func.count()).where(mine).group_by(table.c.desk)
        return {row[0]: row[1] for row in connection.execute(asked)}

    received = by_desk(REQUEST, true())
    unnumbered = by_desk(REQUEST, and_(REQUEST.c.serial.is_(None), REQUEST.c.state != requests.ANNULLED))
    held = by_desk(ENTRY, ENTRY.c.outcome.in_(UNSETTLED))
    return tuple(
        DeskLine(
            code=row.code,
            place=f"{row.name or ''}, {row.counter}",
            last_seen=row.last_seen,
            program=row.program,
            states=tuple(state for state in STATES[1:] if getattr(row, f"is_{state}")),
            told=row.told or 0,
            waiting=row.waiting or 0,
            oldest=row.oldest or 0,
            rate=row.rate or 0,
            delay=row.delay or 0,
            outages=row.outages or 0,
            received=received.get(row.code, 0),
            unnumbered=unnumbered.get(row.code, 0),
            held=held.get(row.code, 0),
        )
        for row in rows
    )
