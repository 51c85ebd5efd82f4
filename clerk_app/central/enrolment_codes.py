"""Enrolment codes that nobody has used yet: which there are, and taking one back."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, delete, select

from clerk_app.central import audit
from clerk_app.central.clock import Now
from clerk_app.central.database import Database
from clerk_app.central.schema import COUNTER, ENROLMENT_CODE, OFFICE
from clerk_app.domain.errors import Refused


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenCode:
    """A code by its digest, which is no secret; times are microseconds UTC, ``made_by`` nobody for the command line."""

    digest: bytes
    office: str
    counter: str
    made: int
    made_by: str
    expires: int


@dataclass(frozen=True, slots=True)
class Place:
    """A counter that a code can be made for."""

    office: str
    name: str
    counter: str


class EnrolmentCodes:
    """The open codes of one municipality."""

    def __init__(self, database: Database, municipality: str, now: Now) -> None:
        self._database = database
        self._municipality = municipality
        self._now = now

    def open(self) -> tuple[OpenCode, ...]:
        """Every code that a desk may still be made by, the one that ends first at first."""
        asked = select(ENROLMENT_CODE).where(self._open()).order_by(ENROLMENT_CODE.c.expires)
        with self._database.read() as connection:
            return tuple(
                OpenCode(
                    digest=row.digest,
                    office=row.office,
                    counter=row.counter,
                    made=row.made,
                    made_by=row.made_by,
                    expires=row.expires,
                )
                for row in connection.execute(asked)
            )

    def places(self) -> tuple[Place, ...]:
        """Every counter, by its office's name."""
        same = and_(OFFICE.c.municipality == COUNTER.c.municipality, OFFICE.c.code == COUNTER.c.office)
        asked = select(COUNTER.c.office, OFFICE.c.name, COUNTER.c.code).join(OFFICE, same)
        asked = asked.where(COUNTER.c.municipality == self._municipality).order_by(OFFICE.c.name, COUNTER.c.code)
        with self._database.read() as connection:
            return tuple(Place(row.office, row.name, row.code) for row in connection.execute(asked))

    def withdraw(self, digest: bytes, actor: str) -> None:
        """No desk is made by this code; raises ``Refused('code_unknown')`` where it is used, over or not there."""
        this = and_(self._open(), ENROLMENT_CODE.c.digest == digest)
        with self._database.write() as connection:
            row = connection.execute(select(ENROLMENT_CODE).where(this).with_for_update()).one_or_none()
            if row is None:
                raise Refused("code_unknown")
            connection.execute(delete(ENROLMENT_CODE).where(this))
            place = f"{row.office}/{row.counter}"
            audit.note(connection, self._municipality, "code_withdrawn", at=self._now(), actor=actor, target=place)

    def _open(self) -> ColumnElement[bool]:
        mine = ENROLMENT_CODE.c.municipality == self._municipality
        return and_(mine, ENROLMENT_CODE.c.used_by == "", ENROLMENT_CODE.c.expires > self._now())
