"""When the line was away: the desk's own record, bounded, never sent."""

from __future__ import annotations

from clerk_app.ports.index import Outage
from clerk_app.store.database import Database

KEPT = 5000
_BEGIN = (
    "INSERT INTO desk_outage(began, ended, kind, running) SELECT :at, :at, :kind, 1"
    " WHERE NOT EXISTS (SELECT 1 FROM desk_outage WHERE running = 1) ON CONFLICT(began) DO UPDATE SET running = 1"
)
_SEEN = "UPDATE desk_outage SET ended = max(ended, :at) WHERE running = 1"
_END = "UPDATE desk_outage SET ended = max(ended, :at), running = 0 WHERE running = 1"
_RECOVER = "UPDATE desk_outage SET running = 0 WHERE running = 1"
_BOUND = "DELETE FROM desk_outage WHERE began <= (SELECT began FROM desk_outage ORDER BY began DESC LIMIT 1 OFFSET ?)"
_BETWEEN = (
    "SELECT began, ended, kind, running FROM desk_outage WHERE began < :until"
    " AND (running OR ended > max(:since, began)) ORDER BY began"
)
_ENDS = "(CASE WHEN o.running THEN :until ELSE min(o.ended, :until) END)"
_RECEIVED = "".join(
    (
        "SELECT coalesce(sum((SELECT count(*) FROM view_request v WHERE v.origin = 'here' AND v.came >= max(o.began,",
        " :since) AND v.came < ", _ENDS, ")), 0) FROM desk_outage o WHERE o.began < :until AND ", _ENDS, " > :since",
    )
)  # fmt: skip

_KEPT_SINCE = (
    "SELECT min(at) FROM (SELECT at FROM (SELECT at FROM journal_entry ORDER BY seq LIMIT 1)"
    " UNION ALL SELECT min(began) FROM desk_outage)"
)


class DeskOutages:
    """The ports ``OutageBook`` and ``Outages`` on the desk file."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def begin(self, at: int, kind: str) -> None:
        """The line went away; one that is noted already goes on. The oldest are forgotten."""
        with self._database.writing() as connection:
            connection.execute(_BEGIN, {"at": at, "kind": kind})
            connection.execute(_BOUND, (KEPT,))

    def seen(self, at: int) -> None:
        """It is still away."""
        with self._database.writing() as connection:
            connection.execute(_SEEN, {"at": at})

    def end(self, at: int) -> None:
        """It is back, or the program ends."""
        with self._database.writing() as connection:
            connection.execute(_END, {"at": at})

    def recover(self) -> None:
        """End what a program that was killed left open, where it was last seen."""
        with self._database.writing() as connection:
            connection.execute(_RECOVER)

    def between(self, since: int, until: int) -> tuple[Outage, ...]:
        """Outages that touch the time from ``since`` until ``until`` (microseconds UTC), oldest first.

        One that is running touches whatever comes after it began.
        """
        with self._database.reading() as connection:
            rows = connection.execute(_BETWEEN, {"since": since, "until": until}).fetchall()
        return tuple(
            Outage(began=began, ended=ended, kind=kind, running=bool(open_)) for began, ended, kind, open_ in rows
        )

    def received(self, since: int, until: int) -> int:
        """How many requests this desk received in that time while the line was away."""
        with self._database.reading() as connection:
            return int(connection.execute(_RECEIVED, {"since": since, "until": until}).fetchone()[0])

    def kept_since(self) -> int | None:
        """From when on this desk has records of anything (microseconds UTC); nothing where there are none yet."""
        with self._database.reading() as connection:
            since = connection.execute(_KEPT_SINCE).fetchone()[0]
        return int(since) if since is not None else None
