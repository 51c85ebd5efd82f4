"""The registry's side of a case: status changes by an operator or handler, and their history."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, Row, and_, select

from clerk_app.central import audit, casework, feed, requests, told
from clerk_app.central.bell import Bell
from clerk_app.central.catalogue import Catalogue
from clerk_app.central.clock import Now
from clerk_app.central.database import Database
from clerk_app.central.schema import REQUEST, STATUS_STEP
from clerk_app.contract.answers import Status
from clerk_app.contract.cases import Amended
from clerk_app.domain.cases import STATES, UNPAID, State
from clerk_app.domain.errors import Invalid, Refused

SCRIPT: tuple[State, ...] = ("u_radu", "resen_usvojen", "otpremljen", "dostavljen", "konacan", "arhiviran")
"""How a case of the demonstration goes on from ``zaveden``."""


class Registry:
    """Moves cases along; a case is named by its provisional number."""

    def __init__(self, database: Database, municipality: str, bell: Bell, now: Now, catalogue: Catalogue) -> None:
        self._database = database
        self._catalogue = catalogue
        self._municipality = municipality
        self._bell = bell
        self._now = now

    def set_status(self, number: str, state: str, note: str = "", user: str = "") -> None:
        """Give a case another status; raises ``Invalid('state_unknown')``, ``Refused`` (``case_unknown``…)."""
        if state not in STATES:
            raise Invalid("state_unknown", field="state")
        with self._database.write() as connection:
            request = self._request(connection, number, held=True)
            news = casework.step(connection, request, Status(state=state, at=self._now(), note=note), user)
            audit.note(connection, self._municipality, "status_set", at=self._now(), desk=request.desk, user=user)
            feed.publish(connection, self._municipality, [news])
        self._bell.ring([request.desk])

    def move_along(self, most: int = 50) -> int:
        """The scripted handler: every registered case that need not be paid first takes its next step; how many did."""
        following = dict(zip(("zaveden", *SCRIPT), SCRIPT, strict=False))
        with self._database.write() as connection:
            paid = REQUEST.c.payment.not_in(UNPAID)
            asked = and_(REQUEST.c.municipality == self._municipality, REQUEST.c.state.in_(following), paid)
            rows = connection.execute(requests.held(asked).limit(most)).all()
            news = [
                casework.step(connection, row, Status(state=following[row.state], at=self._now()), "") for row in rows
            ]
            feed.publish(connection, self._municipality, news)
        self._bell.ring({row.desk for row in rows})
        return len(rows)

    def amend(self, number: str, fields: Mapping[str, str], user: str) -> None:
        """A handler changes fields of the form at the centre."""
        with self._database.write() as connection:
            request = self._request(connection, number, held=True)
            version = requests.amend(connection, request, fields, user)
            service = self._catalogue.service(connection, request.service, request.service_version)
            open_ones, hidden = told.open_fields(service, dict(fields)), told.hidden_fields(service, dict(fields))
            amended = Amended(at=self._now(), form=open_ones, hidden=hidden)
            news = [casework.news_of(request, "amended", version, amended)]
            feed.publish(connection, self._municipality, news)
        self._bell.ring([request.desk])

    def history(self, number: str) -> list[Status]:
        """The steps of a case, oldest first."""
        with self._database.read() as connection:
            request = self._request(connection, number)
            asked = and_(
                STATUS_STEP.c.municipality == self._municipality,
                STATUS_STEP.c.desk == request.desk,
                STATUS_STEP.c.seq == request.seq,
            )
            rows = connection.execute(select(STATUS_STEP).where(asked).order_by(STATUS_STEP.c.version))
            return [Status(state=row.state, at=row.at, note=row.note) for row in rows]

    def _request(self, connection: Connection, number: str, *, held: bool = False) -> Row[Any]:
        asked = and_(REQUEST.c.municipality == self._municipality, REQUEST.c.number == number)
        row = connection.execute(requests.held(asked) if held else select(REQUEST).where(asked)).first()
        if row is None:
            raise Refused("case_unknown")
        if row.state == requests.ANNULLED:
            raise Refused("case_annulled")
        return row
