"""Uploads: which enclosures the centre does not have yet, and which of them do not get there."""

from __future__ import annotations

from clerk_app.contract import canonical
from clerk_app.domain.bodies import EnclosureRef
from clerk_app.ports.files import StuckUpload
from clerk_app.store.database import Connection, Database

STUCK_AFTER = 5
"""Failed attempts in a row without a byte more, while the exchange works, after which a person should know."""

_NAMED = (
    "JOIN journal_enclosure e ON e.sha256 = t.sha256 JOIN desk_outbox o ON o.seq = e.seq"
    " WHERE t.done = 0 AND o.state = 'accepted'"
)
_WAITING = " ".join(
    (
        "SELECT t.ref FROM desk_transfer t LEFT JOIN desk_upload_failure f ON f.sha256 = t.sha256",
        _NAMED,
        "AND coalesce(f.held, 0) = 0 GROUP BY t.sha256 ORDER BY coalesce(f.tries, 0), min(e.seq)",
    )
)
# From the few that failed, never through all that were ever uploaded.
_FAILURES = "FROM desk_upload_failure f CROSS JOIN desk_transfer t ON t.sha256 = f.sha256"
_IS_STUCK = f"AND (f.held = 1 OR f.tries >= {STUCK_AFTER}) GROUP BY t.sha256 ORDER BY min(e.seq)"
_STUCK = " ".join(("SELECT o.subject, min(e.seq), t.ref, f.held, f.code", _FAILURES, _NAMED, _IS_STUCK))
SUBJECTS_OF_STUCK = " ".join(("SELECT o.subject", _FAILURES, _NAMED, _IS_STUCK))
"""One row for each enclosure that is stuck: whose it is."""

_DONE = "UPDATE desk_transfer SET done = 1, wrap = x'' WHERE sha256 = ?"
_FAILED = (
    "INSERT INTO desk_upload_failure(sha256, tries, reached, held, code)"
    " VALUES(:sha256, 1, :reached, :held, :code) ON CONFLICT(sha256) DO UPDATE SET"
    " tries = CASE WHEN :reached > reached THEN 1 ELSE tries + 1 END, reached = :reached, held = :held, code = :code"
)
_FORGET = "DELETE FROM desk_upload_failure WHERE sha256 = ? RETURNING held, tries"
_NEEDS = "SELECT held, tries FROM desk_upload_failure WHERE sha256 = ?"
_SUBJECTS = (
    "SELECT DISTINCT n.subject FROM journal_enclosure e JOIN journal_entry n ON n.seq = e.seq WHERE e.sha256 = ?"
)


class DeskUploads:
    """The ports ``Uploads`` and ``UploadsDesk`` on the desk file."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def waiting(self) -> tuple[EnclosureRef, ...]:
        """Enclosures of entries that the centre has accepted, save held ones; those that failed come last."""
        with self._database.reading() as connection:
            rows = connection.execute(_WAITING).fetchall()
        return tuple(canonical.decode(ref, EnclosureRef) for (ref,) in rows)

    def uploaded(self, sha256: str) -> frozenset[bytes]:
        """The centre has all of this one; gives whose attention it no longer needs."""
        with self._database.writing() as connection:
            connection.execute(_DONE, (sha256,))
            row = connection.execute(_FORGET, (sha256,)).fetchall()
            return _subjects(connection, sha256) if row and _needs_attention(*row[0]) else frozenset()

    def failed(self, sha256: str, code: str, reached: int, *, held: bool) -> frozenset[bytes]:
        """An attempt that began at byte ``reached`` failed; gives the subjects that need attention for it."""
        row = {"sha256": sha256, "reached": reached, "held": int(held), "code": code}
        with self._database.writing() as connection:
            connection.execute(_FAILED, row)
            needed = _needs_attention(*connection.execute(_NEEDS, (sha256,)).fetchone())
            return _subjects(connection, sha256) if needed else frozenset()

    def stuck(self) -> tuple[StuckUpload, ...]:
        """Held ones, and those that failed again and again without a byte more; oldest first."""
        with self._database.reading() as connection:
            rows = connection.execute(_STUCK).fetchall()
        return tuple(
            StuckUpload(
                subject=bytes(subject), seq=seq, ref=canonical.decode(ref, EnclosureRef), held=bool(held), code=code
            )
            for subject, seq, ref, held, code in rows
        )

    def again(self, sha256: str) -> None:
        """Try one anew, as if it had never failed."""
        with self._database.writing() as connection:
            connection.execute(_FORGET, (sha256,)).fetchall()


def _needs_attention(held: int, tries: int) -> bool:
    return held == 1 or tries >= STUCK_AFTER


def _subjects(connection: Connection, sha256: str) -> frozenset[bytes]:
    return frozenset(bytes(subject) for (subject,) in connection.execute(_SUBJECTS, (sha256,)).fetchall())
