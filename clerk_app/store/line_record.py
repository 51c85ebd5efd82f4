"""What went by which carrier and how the line was, on the desk file: bounded, never sent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, fields

from sqlalchemy import insert

from clerk_app.ports.line_record import Pace, Passed
from clerk_app.store.database import Database, compiled
from clerk_app.store.schema import desk_pace, desk_passed

KEPT_PASSED = 200
KEPT_PACES = 7 * 24 * 12
_NAMES = tuple(field.name for field in fields(Passed))
_PASSED = "SELECT * FROM desk_passed ORDER BY number"
_PACES = "SELECT begins, rate, delay FROM desk_pace ORDER BY begins"
_PUT_PASSED = compiled(insert(desk_passed).prefix_with("OR REPLACE"))
_PUT_PACE = compiled(insert(desk_pace).prefix_with("OR REPLACE"))
_FORGET = "DELETE FROM desk_passed WHERE number = ?"
_BOUND_PASSED = (
    "DELETE FROM desk_passed WHERE number <= (SELECT number FROM desk_passed ORDER BY number DESC LIMIT 1 OFFSET ?)"
)
_BOUND_PACES = (
    "DELETE FROM desk_pace WHERE begins <= (SELECT begins FROM desk_pace ORDER BY begins DESC LIMIT 1 OFFSET ?)"
)


class DeskLineBook:
    """The port ``LineBook`` on the desk file."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def passed(self) -> tuple[Passed, ...]:
        """All that is kept, oldest first."""
        with self._database.reading() as connection:
            rows = connection.execute(_PASSED).fetchall()
        return tuple(Passed(**dict(zip(_NAMES, row, strict=True))) for row in rows)

    def paces(self) -> tuple[Pace, ...]:
        """All that is kept, oldest first."""
        with self._database.reading() as connection:
            return tuple(Pace(*row) for row in connection.execute(_PACES).fetchall())

    def keep(self, passed: Sequence[Passed], paces: Sequence[Pace], gone: Sequence[int]) -> None:
        """Write what is new or otherwise, and forget parcels by their numbers: one commit."""
        with self._database.writing() as connection:
            connection.executemany(_FORGET, [(number,) for number in gone])
            connection.executemany(_PUT_PASSED, [asdict(one) for one in passed])
            connection.executemany(_PUT_PACE, [asdict(pace) for pace in paces])
            connection.execute(_BOUND_PASSED, (KEPT_PASSED,))
            connection.execute(_BOUND_PACES, (KEPT_PACES,))
