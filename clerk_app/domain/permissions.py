"""Who may do what: one table, asked by ``actions`` at the desk and again by the centre."""

from __future__ import annotations

from typing import Literal, get_args

Role = Literal["clerk", "handler", "supervisor", "administrator", "trainee"]
Activity = Literal[
    "receive", "correct", "annul_own", "annul_any", "search", "open", "open_special", "print", "export",
    "resolve_held", "query_registers", "take_payment_proof", "counts", "settings", "enrol", "doctor",
    "verify_journal", "copy_file", "practise", "handle", "hand_over", "register_eid",
    "read_ezup_log",
]  # fmt: skip

ROLES: tuple[Role, ...] = get_args(Role)
ACTIVITIES: tuple[Activity, ...] = get_args(Activity)

_COUNTER: frozenset[Activity] = frozenset(
    {
        "receive", "correct", "annul_own", "search", "open", "open_special", "print", "query_registers",
        "take_payment_proof", "doctor", "practise", "hand_over", "register_eid",
    }
)  # fmt: skip

TABLE: dict[Role, frozenset[Activity]] = {
    "clerk": _COUNTER,
    "handler": _COUNTER | {"export", "handle"},
    "supervisor": _COUNTER
    | {"export", "handle", "annul_any", "resolve_held", "counts", "verify_journal", "copy_file", "read_ezup_log"},
    "administrator": frozenset({"settings", "enrol", "doctor", "verify_journal", "copy_file", "counts", "practise"}),
    "trainee": frozenset({"practise", "doctor"}),
}
"""Administrators run the program and see nobody's request; trainees work in practice mode only."""
_ALLOWED: dict[str, frozenset[Activity]] = {str(role): allowed for role, allowed in TABLE.items()}


def may(role: str, activity: Activity) -> bool:
    """Whether ``role`` may do ``activity``; a role that this program does not know may do nothing."""
    return activity in _ALLOWED.get(role, ())
