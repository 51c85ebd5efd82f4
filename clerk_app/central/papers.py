"""What goes on when a paper that an entry named has come: an act is told to the office, a delivery is sent."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, Row, and_, delete

from clerk_app.central import awaited, casework, feed, requests
from clerk_app.central.bell import Bell
from clerk_app.central.clock import Now
from clerk_app.central.database import Database
from clerk_app.central.delivery import documents
from clerk_app.central.delivery.flow import Flow
from clerk_app.central.delivery.outside import policy_of
from clerk_app.central.delivery.tables import AWAITED_PAPER
from clerk_app.central.enclosures import Enclosures
from clerk_app.central.feed import News
from clerk_app.central.keys import CentreKeys
from clerk_app.central.schema import REQUEST
from clerk_app.contract import canonical
from clerk_app.contract.delivery import LARGEST
from clerk_app.domain.delivery_told import DocumentCame
from clerk_app.domain.errors import Damaged, Refused


class Papers:
    """The papers of one municipality that were awaited."""

    def __init__(self, database: Database, keys: CentreKeys, enclosures: Enclosures, bell: Bell, now: Now) -> None:
        self._database = database
        self._keys = keys
        self._enclosures = enclosures
        self._bell = bell
        self._now = now

    def came(self, sha256: str = "") -> None:
        """Go on with every case that waited for this paper, or for any that is here."""
        with self._database.read() as connection:
            rows = connection.execute(awaited.arrived(self._keys.municipality, sha256)).all()
        for row in rows:
            try:
                plain = self._bytes(row) if row.came else b""
            except (Damaged, Refused, OSError):
                continue  # the file cannot be read now; the paper is awaited still
            self._bell.ring(self._go_on(row, plain))

    def _bytes(self, row: Row[Any]) -> bytes:
        """The paper, if it is small enough to travel to a desk."""
        plain = bytearray()
        for piece in self._enclosures.read(row.holder, row.sha256):
            plain += piece
            if len(plain) > LARGEST:
                return b""
        return bytes(plain)

    def _go_on(self, row: Row[Any], plain: bytes) -> set[str]:
        """Tell one case what has come; returns the desks that hear of it."""
        case = and_(REQUEST.c.municipality == row.municipality, REQUEST.c.desk == row.desk, REQUEST.c.seq == row.seq)
        this = and_(
            *(AWAITED_PAPER.c[name] == getattr(row, name) for name in ("municipality", "sha256", "desk", "seq"))
        )
        with self._database.write() as connection:
            request = connection.execute(requests.held(case)).one_or_none()
            first = connection.execute(delete(AWAITED_PAPER).where(this)).rowcount
            if not first or request is None or request.state == requests.ANNULLED:
                return set()
            news = self._told(connection, request, row, plain) if plain else []
            policy = policy_of(connection, row.municipality)
            if policy is not None:
                request = requests.reread(connection, request)
                news += Flow(connection, policy, self._now()).paper_came(request, row.sha256)
            feed.publish(connection, row.municipality, news)
        return {one.desk for one in news}

    def _told(self, connection: Connection, request: Row[Any], row: Row[Any], plain: bytes) -> list[News]:
        """The act as a document of its case, which the desks of the office fetch as any other."""
        if documents.known(connection, request, row.sha256) is not None:
            return []
        came = replace(canonical.decode(row.came, DocumentCame), at=self._now(), size=len(plain))
        documents.store(connection, self._keys, request, came, plain)
        version = requests.change(connection, request)
        return [casework.news_of(request, "document", version, came)]
