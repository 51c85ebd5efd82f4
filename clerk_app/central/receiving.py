"""Making the requests of entries that receive them: their rows, what is doubtful about them, what is to be paid."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Row, bindparam, select

from clerk_app.central import alarms, requests
from clerk_app.central.among import for_each_database
from clerk_app.central.apart import apart
from clerk_app.central.bulk import Rows
from clerk_app.central.catalogue import Catalogue, due_on, examine
from clerk_app.central.feed import News
from clerk_app.central.payments import opening as payments_opening
from clerk_app.central.schema import REQUEST
from clerk_app.central.verdicts import Verdict, refused
from clerk_app.contract import canonical
from clerk_app.contract.answers import Findings
from clerk_app.contract.entries import EntryRow
from clerk_app.domain.bodies import RequestReceived
from clerk_app.domain.catalogue import Service
from clerk_app.log import event

_LOG = logging.getLogger(__name__)
_CHUNK = 500
_REQUESTS = Rows(
    REQUEST,
    (
        "municipality",
        "desk",
        "seq",
        "subject",
        "number",
        "service",
        "service_version",
        "clerk",
        "form",
        "arrived",
        "state",
        "version",
        "office",
        "origin",
        "deadline",
    ),
)
_TAKEN = for_each_database(
    lambda among: select(REQUEST.c.subject).where(
        REQUEST.c.municipality == bindparam("in_municipality"), among(REQUEST.c.subject, "subjects")
    )
)
_LARGEST_VERSION = 2**31 - 1


class Receiving:
    """Receives for one desk within one transaction; ``news`` gathers what is to be published at its end."""

    def __init__(self, connection: Connection, desk: Row[Any], catalogue: Catalogue, now: int) -> None:
        self._connection = connection
        self._desk = desk
        self._municipality: str = desk.municipality
        self._catalogue = catalogue
        self._now = now
        self.news: list[News] = []

    def make(
        self, received: Sequence[tuple[EntryRow, RequestReceived]], grants: Mapping[str, Row[Any] | None]
    ) -> dict[int, Verdict]:
        """The verdicts on those that are refused: a subject that is taken already was not made by this program."""
        taken = self._taken([row.subject for row, _ in received])
        verdicts: dict[int, Verdict] = {}
        made = []
        for row, body in received:
            if row.subject in taken:
                verdicts[row.seq] = refused("malformed", where="subject")
                continue
            taken.add(row.subject)
            made.append(self._request(row, body, grants[row.grant]))
        if made:
            _REQUESTS.add(self._connection, made)
            ours = [(self._desk.code, row.seq, body) for row, body in received if verdicts.get(row.seq) is None]
            self._open_orders(ours)
        return verdicts

    def _open_orders(self, received: Sequence[tuple[str, int, RequestReceived]]) -> None:
        """Make what is to be paid for these requests; one whose orders cannot be made is received all the same."""
        if not any(body.fee.total > 0 for _, _, body in received):
            return

        def open_all() -> list[News]:
            return payments_opening.open_for(
                self._connection, self._municipality, received, self._now, pending=self.news
            )

        def one_by_one(error: Exception) -> list[News]:
            event(_LOG, "central.orders_fault", desk=self._desk.code, error=type(error).__name__)
            if len(received) > 1:
                for one in received:
                    self._open_orders([one])
            else:
                self._alarm("orders_fault", seq=str(received[0][1]))
            return []

        told = apart(self._connection, open_all, one_by_one)
        self.news += told
        for seq in sorted({one.seq for one in told}):
            self._alarm(payments_opening.REPEATED, seq=str(seq))

    def _alarm(self, code: str, **params: str) -> None:
        self.news += alarms.raised(
            self._connection, self._municipality, self._desk.code, code, at=self._now, params=params
        )

    def _request(self, row: EntryRow, body: RequestReceived, grant: Row[Any] | None) -> dict[str, object]:
        service = self._catalogue.service(self._connection, body.service, body.service_version)
        version = 1 + self._note_findings(row, body, service)
        return {
            "municipality": self._municipality,
            "desk": self._desk.code,
            "seq": row.seq,
            "subject": row.subject,
            "number": _kept(body.number, 20),
            "service": _kept(body.service, 80),
            "service_version": min(max(body.service_version, 0), _LARGEST_VERSION),
            "clerk": grant.user if grant is not None else "",
            "form": canonical.encode(body.form).decode(),
            "arrived": self._now,
            "state": requests.RECEIVED,
            "version": version,
            "office": self._desk.office,
            "origin": "desk",
            "deadline": due_on(body, service),
        }

    def _note_findings(self, row: EntryRow, body: RequestReceived, service: Service | None) -> bool:
        """Publish what is doubtful about a request; tells whether there was anything."""
        newest = self._catalogue.newest(self._connection, self._now).get(body.service, 0)
        newer = (
            self._catalogue.service(self._connection, body.service, newest) if newest > body.service_version else None
        )
        found = examine(body, self._desk.code, service, newest, newer)
        if found:
            findings = [{"code": one.code, "where": one.where, **one.params} for one in found]
            told = canonical.encode(Findings(at=self._now, findings=findings))
            news = News(
                desk=self._desk.code, kind="findings", seq=row.seq, version=2, body=told, office=self._desk.office
            )
            self.news.append(news)
        return bool(found)

    def _taken(self, subjects: Sequence[bytes]) -> set[bytes]:
        taken: set[bytes] = set()
        for place in range(0, len(subjects), _CHUNK):
            asked = {"in_municipality": self._municipality, "subjects": subjects[place : place + _CHUNK]}
            taken |= set(self._connection.execute(_TAKEN[self._connection.dialect.name], asked).scalars())
        return taken


def _kept(text: str, most: int) -> str:
    """As much of a desk's text as its column can hold; the whole of it stands in the body."""
    return text.replace("\0", "")[:most]
