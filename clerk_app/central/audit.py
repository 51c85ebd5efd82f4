"""The centre's own record of who was given what: grants, keys from escrow, enrolments, imports."""

from __future__ import annotations

from typing import Literal

from sqlalchemy import Connection, insert

from clerk_app.central.schema import AUDIT

LONGEST_USER = 60
Act = Literal[
    "desk_enrolled",
    "desk_fenced",
    "grant_given",
    "escrow_deposited",
    "escrow_opened",
    "spool_imported",
    "bundle_taken",
    "status_set",
    "client_made",
    "ezup_revoked",
    "ezup_away",
    "ezup_wrong_person",
    "ezup_log_read",
    "ezup_person_read",
]


def note(connection: Connection, municipality: str, what: Act, *, at: int, desk: str = "", user: str = "") -> None:
    """One row, in the transaction of what it records."""
    row = {"municipality": municipality, "at": at, "what": what, "desk": desk, "user": user}
    connection.execute(insert(AUDIT).values(row))
