"""Cases as the registry's REST sees them, by unique number: those that came through a desk and those of other software.

A case belongs to a body; what came through a desk belongs to the municipality. Its steps are rows of ``STATUS_STEP``;
an update that came late, older than how the case stands, is a row of ``REGISTRY_EVENT`` alone.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, and_, insert, select, update

from clerk_app.central import audit, casework, feed, requests
from clerk_app.central.bell import Bell
from clerk_app.central.clock import Now, past, utc
from clerk_app.central.database import Database
from clerk_app.central.registry.clients import Client
from clerk_app.central.registry.numbers import path_number
from clerk_app.central.registry.tables import ORIGIN, REGISTRY_EVENT, REGISTRY_SUBMISSION
from clerk_app.central.schema import ENTRY, NUMBER_LEDGER, REQUEST, STATUS_STEP
from clerk_app.central.verdicts import moment
from clerk_app.contract import canonical
from clerk_app.contract.answers import Status
from clerk_app.contract.registry import MOST_STEPS, CaseStatus, StatusHistory, StatusUpdate, Step
from clerk_app.domain import cases
from clerk_app.domain.errors import Refused
from clerk_app.domain.numbers import UniqueNumber


@dataclass(frozen=True, slots=True)
class Case:
    """One case; ``row`` is its request or submission, ``registered`` when its number was given (microseconds UTC)."""

    number: UniqueNumber
    desk: str
    seq: int
    registered: int
    row: Row[Any]

    @property
    def from_desk(self) -> bool:
        """Whether a desk received it."""
        return self.desk != ORIGIN

    def steps(self) -> ColumnElement[bool]:
        """Its rows of ``STATUS_STEP``."""
        return and_(
            STATUS_STEP.c.municipality == self.row.municipality,
            STATUS_STEP.c.desk == self.desk,
            STATUS_STEP.c.seq == self.seq,
        )

    def events(self) -> ColumnElement[bool]:
        """Its rows of ``REGISTRY_EVENT``."""
        return and_(
            REGISTRY_EVENT.c.municipality == self.row.municipality,
            REGISTRY_EVENT.c.year == self.number.year,
            REGISTRY_EVENT.c.serial == self.number.serial,
        )


def find(
    connection: Connection, client: Client, municipality: str, number: UniqueNumber, *, held: bool = False
) -> Case:
    """The case with this number; ``held`` locks it. Raises ``Refused`` (``case_unknown``, ``not_permitted``)."""
    given = and_(
        NUMBER_LEDGER.c.year == number.year,
        NUMBER_LEDGER.c.serial == number.serial,
        NUMBER_LEDGER.c.municipality == municipality,
    )
    ledger = connection.execute(select(NUMBER_LEDGER).where(given)).one_or_none()
    if ledger is None:
        raise Refused("case_unknown")
    table = REGISTRY_SUBMISSION if ledger.desk == ORIGIN else REQUEST
    this = and_(table.c.municipality == municipality, table.c.seq == ledger.seq)
    if ledger.desk != ORIGIN:
        this = and_(this, REQUEST.c.desk == ledger.desk)
    asked = select(table).where(this)
    row = connection.execute(asked.with_for_update() if held else asked).one()
    if client.body != (row.body if ledger.desk == ORIGIN else municipality):
        raise Refused("not_permitted")
    return Case(number, ledger.desk, ledger.seq, ledger.at, row)


class Cases:
    """Moves cases and tells of them, each to clients of its own body."""

    def __init__(self, database: Database, municipality: str, bell: Bell, now: Now) -> None:
        self._database = database
        self._municipality = municipality
        self._bell = bell
        self._now = now

    def set_status(self, client: Client, number: UniqueNumber, told: StatusUpdate) -> CaseStatus:
        """Keep one update of a case; the same again changes nothing, an older one does not move the case.

        Raises ``Refused`` (``case_unknown``, ``not_permitted``, ``case_annulled``, ``transition_impossible``, and
        ``idempotency_conflict`` for another update under the same event).
        """
        with self._database.write() as connection:
            case = find(connection, client, self._municipality, number, held=True)
            answer, news = self.update(connection, client, case, told)
            feed.publish(connection, self._municipality, news)
        if news:
            self._bell.ring([case.desk])
        return answer

    def update(
        self, connection: Connection, client: Client, case: Case, told: StatusUpdate
    ) -> tuple[CaseStatus, list[feed.News]]:
        """Keep one update of a case that this transaction holds; returns how it stands, and what its desk hears."""
        digest = hashlib.sha256(canonical.encode(told)).digest()
        mine = and_(case.events(), REGISTRY_EVENT.c.client == client.name, REGISTRY_EVENT.c.event == told.event)
        known = connection.execute(select(REGISTRY_EVENT).where(mine)).one_or_none()
        if known is not None and known.digest != digest:
            raise Refused("idempotency_conflict")
        last = _last(connection, case)
        if known is not None:
            return _answer(case, last or _begun(case), late=not known.version), []
        status = Status(state=told.state, at=past(told.at, self._now()), note=told.note)
        late = last is not None and status.at < last.at
        version, news = (0, []) if late else self._move(connection, client, case, status)
        row = {
            "municipality": self._municipality,
            "year": case.number.year,
            "serial": case.number.serial,
            "client": client.name,
            "event": told.event,
        }
        kept = {"digest": digest, "state": status.state, "at": status.at, "note": status.note, "version": version}
        connection.execute(insert(REGISTRY_EVENT).values(row | kept))
        return _answer(case, last if late and last is not None else status, late=late), news

    def history(self, client: Client, number: UniqueNumber, begin: int = 0) -> StatusHistory:
        """Every step of a case where it belongs in time, at most ``MOST_STEPS`` from ``begin`` on."""
        with self._database.read() as connection:
            case = find(connection, client, self._municipality, number)
            steps = _all_steps(connection, case)
        page = steps[begin : begin + MOST_STEPS]
        after = begin + MOST_STEPS
        return StatusHistory(
            path_number(number),
            case.row.state,
            [Step(state=one.state, at=utc(one.at), note=one.note) for one in page],
            after if after < len(steps) else None,
        )

    def _move(self, connection: Connection, client: Client, case: Case, status: Status) -> tuple[int, list[feed.News]]:
        """Take the case on; returns its new version, and what its desk must hear."""
        if case.row.state == requests.ANNULLED:
            raise Refused("case_annulled")
        payment = case.row.payment if case.from_desk else ""
        code = cases.refused(case.row.state, status.state, payment) if status.state != case.row.state else ""
        if code:
            raise Refused(code, state=case.row.state)
        if case.from_desk:
            told = casework.step(connection, case.row, status, client.name)
            audit.note(
                connection, self._municipality, "status_set", at=self._now(), desk=case.desk,
                user=client.name[: audit.LONGEST_USER],
            )  # fmt: skip
            return told.version, [told]
        version: int = case.row.version + 1
        this = and_(REGISTRY_SUBMISSION.c.municipality == self._municipality, REGISTRY_SUBMISSION.c.seq == case.seq)
        connection.execute(update(REGISTRY_SUBMISSION).where(this).values(version=version, state=status.state))
        casework.keep_step(connection, case.row, ORIGIN, version, status)
        return version, []


def _last(connection: Connection, case: Case) -> Status | None:
    """The step that made the case what it is; nothing where nobody has moved it since it was registered."""
    asked = select(STATUS_STEP).where(case.steps()).order_by(STATUS_STEP.c.version.desc()).limit(1)
    row = connection.execute(asked).one_or_none()
    return Status(state=row.state, at=row.at, note=row.note) if row is not None else None


def _begun(case: Case) -> Status:
    return Status(state=requests.REGISTERED, at=case.registered)


def _all_steps(connection: Connection, case: Case) -> list[Status]:
    """In the order of their times; of one moment, in the order in which they came."""
    late = and_(case.events(), REGISTRY_EVENT.c.version == 0)
    taken = connection.execute(select(STATUS_STEP).where(case.steps()).order_by(STATUS_STEP.c.version))
    steps = [
        Status(state=requests.RECEIVED, at=min(received_at(connection, case), case.registered)),
        _begun(case),
        *(Status(state=row.state, at=row.at, note=row.note) for row in taken),
        *(
            Status(state=row.state, at=row.at, note=row.note)
            for row in connection.execute(select(REGISTRY_EVENT).where(late).order_by(REGISTRY_EVENT.c.event))
        ),
    ]
    return sorted(steps, key=lambda step: step.at)


def received_at(connection: Connection, case: Case) -> int:
    """When it was received: at the desk or by the body, as well as their clocks are known."""
    if not case.from_desk:
        return int(case.row.received)
    this = and_(ENTRY.c.municipality == case.row.municipality, ENTRY.c.desk == case.desk, ENTRY.c.seq == case.seq)
    entry = connection.execute(select(ENTRY).where(this)).one_or_none()
    if entry is None:  # what was filed on the portal has no entry
        return int(case.row.arrived)
    return moment(entry, entry.arrived)


def _answer(case: Case, stands: Status, *, late: bool) -> CaseStatus:
    return CaseStatus(number=path_number(case.number), state=stands.state, at=utc(stands.at), late=late)
