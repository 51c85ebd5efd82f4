"""The centre's own record of who was given what: grants, keys from escrow, enrolments, imports, acts of operators."""

from __future__ import annotations

from typing import Literal

from sqlalchemy import Connection, insert

from clerk_app.central.schema import AUDIT

LONGEST_USER = 60
LONGEST_TARGET = 200
Act = Literal[
    "desk_enrolled",
    "desk_fenced",
    "relay_enrolled",
    "relay_revoked",
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
    "operator_made",
    "operator_role",
    "operator_ended",
    "operator_password",
    "operator_in",
    "operator_out",
    "operator_tried",
    "operator_looked",
    "code_made",
    "code_withdrawn",
    "alarm_seen",
    "desk_stopped",
    "desk_resumed",
    "desk_wipe_asked",
    "desk_wiped",
    "quarantine_admitted",
]


def note(
    connection: Connection,
    municipality: str,
    what: Act,
    *,
    at: int,
    desk: str = "",
    user: str = "",
    actor: str = "",
    target: str = "",
) -> None:
    """One row, in the transaction of what it records; ``actor``: the operator who did it, ``target``: to what."""
    row = {"municipality": municipality, "at": at, "what": what, "desk": desk, "user": user}
    connection.execute(insert(AUDIT).values(**row, actor=actor[:LONGEST_USER], target=target[:LONGEST_TARGET]))
