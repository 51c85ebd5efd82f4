"""The ports ``Measures`` and ``Reports`` on the desk file: one narrow row a request, summed by the database."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from clerk_app.contract import canonical
from clerk_app.domain.index import COUNTS, Period, Tally
from clerk_app.domain.index_bodies import INDEX_REPORTED, IndexReported
from clerk_app.domain.requests import RequestView
from clerk_app.ports.index import Counted, Evidence
from clerk_app.store.database import Connection, Database

_RECEIVED = {
    "requests": "sum(origin = 0)",
    "filed": "sum(origin = 2)",
    "by_body": "sum(by_body)",
    "by_party": "sum(by_party)",
    "obtained": "sum(obtained)",
    "fees": "sum(fee)",
    "paid": "sum(fee AND paid)",
    "inbox": "sum(inbox)",
    "visits": "sum(later) + sum(origin = 0 AND visit = 0) + count(DISTINCT nullif(visit, 0))",
    "called": "sum(called)",
    **{f"grade_{grade}": f"sum(grade = {grade})" for grade in range(1, 6)},
}
_SETTLED = {
    "settled": "count(*)",
    "on_time": "sum(decided > 0 AND decided <= due)",
    "ended": "sum(decided > 0)",
    "spent": "sum(CASE WHEN decided > 0 THEN decided - received ELSE 0 END)",
    "allowed": "sum(CASE WHEN decided > 0 THEN due - received ELSE 0 END)",
}
_SETTLED_ON = (
    "CASE WHEN decided > 0 AND decided <= due THEN decided"
    " WHEN due < :today AND (running OR decided > 0) THEN due + 1 ELSE 0 END"
)
_WITHIN = "received BETWEEN :first AND :last"
_IS_SETTLED = "".join(("due > 0 AND ", _SETTLED_ON, " BETWEEN :first AND :last"))
_RECEIVED_SUMS, _SETTLED_SUMS = (", ".join(counted.values()) for counted in (_RECEIVED, _SETTLED))
_BY_DAY = " ".join(("SELECT received,", _RECEIVED_SUMS, "FROM view_measure WHERE", _WITHIN, "GROUP BY received"))
_OF_SERVICE = _RECEIVED_SUMS.replace("nullif(visit, 0)", "CASE WHEN visit > 0 THEN received || ' ' || visit END")
_BY_SERVICE = " ".join(
    ("SELECT service,", _OF_SERVICE, "FROM view_measure WHERE origin = 0 AND", _WITHIN, "GROUP BY service")
)
_SETTLED_BY = " ".join(
    ("SELECT service,", _SETTLED_ON, "AS day,", _SETTLED_SUMS, "FROM view_measure WHERE", _IS_SETTLED, "GROUP BY 1, 2")
)
_REPORTED = (
    "SELECT b.body FROM journal_entry e JOIN journal_body b ON b.seq = e.seq WHERE e.subject = ? AND e.kind = ?"
    " ORDER BY e.seq DESC LIMIT 1"
)
_BEHIND = {
    "not_asked": ("by_body", "by_body + by_party"),
    "by_ezup": ("obtained", "by_body"),
    "by_epayment": ("fee AND paid", "fee"),
    "by_inbox": ("inbox", "origin = 0"),
    "by_portal": ("origin = 2", "1"),
    "on_time": ("decided > 0 AND decided <= due", "1"),
    "visits": ("later + 1", "origin = 0"),
    "supplements": ("called", "origin = 0"),
    "rating": ("grade", "grade > 0"),
}
"""What one request adds to the counts of an indicator; one visit for several requests is told with each of them."""


class DeskIndex:
    """Reads only; nothing that it tells names anybody."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def counted(self, period: Period, today: int) -> Counted:
        """Everything over a period, but the line."""
        asked = _asked(period, today)
        with self._database.reading() as connection:
            days = {row[0]: _tally(_RECEIVED, row[1:]) for row in connection.execute(_BY_DAY, asked)}
            settled = connection.execute(_SETTLED_BY, asked).fetchall()
        for day, counts in _summed(settled, 1).items():
            days[day] = days.get(day, Tally()) + _tally(_SETTLED, counts)
        return Counted(days=days, services={name: _tally(_SETTLED, of) for name, of in _summed(settled, 0).items()})

    def by_service(self, period: Period, today: int) -> Mapping[str, Tally]:
        """The same for each service, of what this desk received itself."""
        asked = _asked(period, today)
        with self._database.reading() as connection:
            services = {row[0]: _tally(_RECEIVED, row[1:]) for row in connection.execute(_BY_SERVICE, asked)}
            settled = connection.execute(_SETTLED_BY, asked).fetchall()
        for service, counts in _summed(settled, 0).items():
            services[service] = services.get(service, Tally()) + _tally(_SETTLED, counts)
        return services

    def evidence(self, code: str, period: Period, today: int, limit: int) -> tuple[Evidence, ...]:
        """The requests behind an indicator, newest first; none for one that no request stands behind."""
        if code not in _BEHIND:
            return ()
        numerator, denominator = _BEHIND[code]
        within = _IS_SETTLED if code == "on_time" else _WITHIN
        day = _SETTLED_ON if code == "on_time" else "received"
        asked = " ".join(
            ("SELECT v.view, m.day, m.part, m.whole FROM (SELECT seq,", day, "AS day,", numerator, "AS part,",
             denominator, "AS whole FROM view_measure WHERE", within, "AND (", denominator, ") > 0",
             "ORDER BY day DESC, abs(seq) DESC LIMIT :limit) m JOIN view_request v ON v.seq = m.seq",
             "ORDER BY m.day DESC, abs(m.seq) DESC")
        )  # fmt: skip
        with self._database.reading() as connection:
            return tuple(_evidence(row) for row in _rows(connection, asked, _asked(period, today) | {"limit": limit}))

    def reported(self, subject: bytes) -> IndexReported | None:
        """The last report to the centre under a subject."""
        with self._database.reading() as connection:
            row = connection.execute(_REPORTED, (subject, INDEX_REPORTED)).fetchone()
        return canonical.decode(row[0], IndexReported) if row else None


def _summed(rows: Iterable[tuple[Any, ...]], place: int) -> dict[Any, list[int]]:
    """The counts of many rows by what stands at ``place``; a ``Tally`` for each row would take longer than the file."""
    summed: dict[Any, list[int]] = {}
    for row in rows:
        counts = row[2:]
        before = summed.get(row[place])
        summed[row[place]] = [*counts] if before is None else [a + b for a, b in zip(before, counts, strict=True)]
    return summed


def _rows(connection: Connection, sql: str, asked: Mapping[str, object]) -> Iterable[tuple[Any, ...]]:
    return connection.execute(sql, asked).fetchall()


def _evidence(row: tuple[Any, ...]) -> Evidence:
    view = canonical.decode(row[0], RequestView)
    return Evidence(
        subject=view.subject,
        number=view.number,
        unique_number=view.unique_number,
        service=view.service,
        service_version=view.service_version,
        day=row[1],
        numerator=row[2],
        denominator=row[3],
    )


def _asked(period: Period, today: int) -> dict[str, object]:
    return {"first": period.first, "last": period.last, "today": today}


def _tally(columns: Mapping[str, str], counts: Iterable[int]) -> Tally:
    named = dict(zip(columns, counts, strict=True))
    return Tally(**{name: named[name] or 0 for name in COUNTS if name in named})
