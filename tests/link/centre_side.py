"""The reference central in a process of its own, as it is deployed, with a handler who gives each case a status.

``python -m tests.link.centre_side LISTEN FOLDER`` prints one line of JSON once it answers; ``counts`` on its standard
input is answered by what was received twice. It ends with its input.
"""

from __future__ import annotations

import json
import logging
import sys
import threading
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Row, and_, bindparam, insert, update

from clerk_app.central import casework, feed, requests
from clerk_app.central.accepting import Accepting
from clerk_app.central.app import Parts
from clerk_app.central.ezup.rules import keep_awake
from clerk_app.central.feed import News
from clerk_app.central.schema import REQUEST, STATUS_STEP
from clerk_app.central.server import Central, CentralSettings
from clerk_app.contract.answers import Status
from clerk_app.contract.exchange import Taken
from clerk_app.domain.errors import CounterError
from clerk_app.i18n import Texts
from tests.support.central_process import PLACE, RESOURCES, SEED

STATE = "u_radu"
_NOTES = ("", "", "у раду код референта", "прибављају се подаци по службеној дужности", "заказан увиђај на лицу места")
_A_TURN = 200
_STEP = (
    update(REQUEST)
    .where(
        REQUEST.c.municipality == bindparam("in_municipality"),
        REQUEST.c.desk == bindparam("of_desk"),
        REQUEST.c.seq == bindparam("of_seq"),
    )
    .values(state=STATE, version=bindparam("to_version"))
)


class Counting(Accepting):
    """Counts parcels, and those that brought what was here already; changes nothing."""

    parcels = again = entries_again = 0

    @classmethod
    def instead_of(cls, accepting: Accepting) -> Counting:
        """The same, and counted."""
        made = cls.__new__(cls)
        made.__dict__.update(vars(accepting))
        return made

    def take_all(self, raws: Sequence[bytes], program: str = "") -> list[Taken | CounterError]:
        """Take them as always."""
        outcomes = super().take_all(raws, program)
        for one in outcomes:
            if isinstance(one, Taken):
                Counting.parcels += 1
                Counting.again += bool(one.known)
                Counting.entries_again += one.known
        return outcomes


class Handler:
    """Puts every case that has got its number into work, as soon as it hears of it."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._heard = parts.bell.ear()
        self._thread = threading.Thread(target=self._run, name="handler", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def _run(self) -> None:
        while not self._parts.bell.stopped:
            self._heard.clear()
            if not self._work():
                self._heard.wait(1.0)

    def _work(self) -> int:
        municipality, now = self._parts.keys.municipality, self._parts.now()
        numbered = and_(REQUEST.c.serial.is_not(None), REQUEST.c.state == requests.REGISTERED)
        with self._parts.database.write() as connection:
            rows = connection.execute(requests.held(numbered).limit(_A_TURN)).all()
            if rows:
                feed.publish(connection, municipality, _into_work(connection, rows, now))
        if rows:  # to ring wakes this worker too
            self._parts.bell.ring({row.desk for row in rows}, work=False)
        return len(rows)


def _into_work(connection: Connection, rows: Sequence[Row[Any]], now: int) -> list[News]:
    """What ``casework.step`` does to one case, to many at once: a desk of handlers would not hold up the centre."""
    statuses = [Status(state=STATE, at=now, note=_NOTES[row.seq % len(_NOTES)]) for row in rows]
    steps = [
        {"in_municipality": row.municipality, "of_desk": row.desk, "of_seq": row.seq, "to_version": row.version + 1}
        for row in rows
    ]
    connection.execute(_STEP, steps)
    kept = [
        {
            "municipality": row.municipality,
            "desk": row.desk,
            "seq": row.seq,
            "version": row.version + 1,
            "state": status.state,
            "at": status.at,
            "note": status.note,
        }
        for row, status in zip(rows, statuses, strict=True)
    ]
    connection.execute(insert(STATUS_STEP), kept)
    return [
        casework.news_of(row, "status", row.version + 1, status) for row, status in zip(rows, statuses, strict=True)
    ]


def main() -> int:
    """Be the centre."""
    listen, folder = sys.argv[1], Path(sys.argv[2])
    settings = CentralSettings(
        listen=listen,
        database_url=f"sqlite:///{folder / 'centre.db'}",
        texts=Texts(RESOURCES / "texts"),
        seed=SEED,
        services=RESOURCES / "catalogue",
        wire=RESOURCES / "wire",
    )
    central = Central(settings)
    central.parts = replace(central.parts, accepting=Counting.instead_of(central.parts.accepting))
    keep_awake(central.parts.database, central.parts.keys.municipality)
    url = central.start()
    Handler(central.parts).start()
    _say({"url": url, "code": central.parts.enrolment.make_code(*PLACE)})
    for _ in sys.stdin:
        _say({"parcels": Counting.parcels, "again": Counting.again, "entries_again": Counting.entries_again})
    logging.disable(logging.ERROR)  # requests over lines that were cut are still open
    central.stop()
    return 0


def _say(what: dict[str, object]) -> None:
    sys.stdout.write(json.dumps(what) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    raise SystemExit(main())
