"""The one table of permissions says what each role may do."""

from __future__ import annotations

import pytest

from clerk_app.domain.permissions import ACTIVITIES, ROLES, TABLE, Activity, may


@pytest.mark.parametrize(
    ("role", "activity", "allowed"),
    [
        ("clerk", "receive", True),
        ("clerk", "annul_own", True),
        ("clerk", "annul_any", False),
        ("clerk", "settings", False),
        ("supervisor", "annul_any", True),
        ("supervisor", "receive", True),
        ("administrator", "enrol", True),
        ("administrator", "open", False),
        ("administrator", "search", False),
        ("supervisor", "copy_file", True),
        ("administrator", "copy_file", True),
        ("handler", "copy_file", False),
        ("trainee", "practise", True),
        ("trainee", "receive", False),
        ("mayor", "receive", False),
        ("clerk", "register_eid", True),
        ("handler", "register_eid", True),
        ("supervisor", "register_eid", True),
        ("administrator", "register_eid", False),
        ("trainee", "register_eid", False),
        ("", "doctor", False),
    ],
)
def test_who_may_what(role: str, activity: Activity, allowed: bool) -> None:
    assert may(role, activity) == allowed


def test_the_table_names_every_role_and_every_activity_has_somebody() -> None:
    assert set(TABLE) == set(ROLES)
    assert frozenset().union(*TABLE.values()) == set(ACTIVITIES)
