"""The operations of eZUP over HTTP: the log of accesses. Queries and answers travel by the exchange."""

from __future__ import annotations

from clerk_app.central.operations import Operation
from clerk_app.contract.ezup import EZUP_LOG, EZUP_PERSON, LogAsked, LogSealed, PersonAsked

OPERATIONS = (
    Operation(
        method="post",
        path=EZUP_LOG,
        summary="Who asked which register for what",
        takes=LogAsked,
        gives=LogSealed,
        says="LogPage sealed to the desk that asks, for a supervisor; newest first.",
    ),
    Operation(
        method="post",
        path=EZUP_PERSON,
        summary="Who asked registers about one person, for that person's own report",
        takes=PersonAsked,
        gives=LogSealed,
        says="LogPage sealed to the desk that asks; for a supervisor, or a clerk with an open case of the person.",
    ),
)
