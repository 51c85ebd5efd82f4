"""Operators: made, checked with patience, shut out; somebody is always left who can make others."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from clerk_app.central.operator.accounts import Accounts
from clerk_app.central.operator.sessions import Sessions
from clerk_app.central.operator.tables import OPERATOR
from clerk_app.central.schema import AUDIT
from clerk_app.domain.errors import Invalid, Refused, SignIn
from tests.central.conftest import Running

PASSWORD = "lozinka-2026"


@pytest.fixture
def accounts(centre: Running) -> Accounts:
    made = centre.central.parts.operators
    made.add("Ана", PASSWORD, "administrator")
    return made


def test_only_the_right_password_lets_in_and_is_nowhere_to_be_read(accounts: Accounts, centre: Running) -> None:
    assert accounts.check("Ана", PASSWORD).role == "administrator"
    for name, password in (("Ана", "lozinka-2027"), ("Нико", PASSWORD), ("\0", PASSWORD)):
        with pytest.raises(SignIn, match="operator_password_wrong"):
            accounts.check(name, password)
    with centre.central.parts.database.read() as connection:
        kept = connection.execute(select(OPERATOR.c.password)).scalar_one()
    assert kept.startswith("$argon2id$")


def test_guesses_wait_longer_and_longer_and_a_right_one_ends_it(accounts: Accounts, centre: Running) -> None:
    for _ in range(3):
        with pytest.raises(SignIn, match="operator_password_wrong"):
            accounts.check("Ана", "wrong")
    with pytest.raises(SignIn, match="password_wait") as first:
        accounts.check("Ана", PASSWORD)
    assert first.value.params["wait"] == 1
    centre.clock.at += 1_000_000
    with pytest.raises(SignIn, match="operator_password_wrong"):
        accounts.check("Ана", "wrong")
    with pytest.raises(SignIn, match="password_wait") as second:
        accounts.check("Ана", PASSWORD)
    assert second.value.params["wait"] == 2
    centre.clock.at += 2_000_000
    accounts.check("Ана", PASSWORD)
    with pytest.raises(SignIn, match="operator_password_wrong"):
        accounts.check("Ана", "wrong")
    accounts.check("Ана", PASSWORD)


def test_a_clerk_of_the_same_name_is_somebody_else(accounts: Accounts, centre: Running) -> None:
    accounts.add("mprimeric", PASSWORD, "viewer")
    for _ in range(3):
        with pytest.raises(SignIn):
            accounts.check("mprimeric", "wrong")
    assert centre.clerk("mprimeric").grant


@pytest.mark.parametrize(
    ("name", "password", "role", "code"),
    [
        ("", PASSWORD, "viewer", "operator_name"),
        (" Ана", PASSWORD, "viewer", "operator_name"),
        ("А" * 61, PASSWORD, "viewer", "operator_name"),
        ("Ева", "kratka", "viewer", "password_short"),
        ("Ева", PASSWORD, "owner", "operator_role"),
    ],
)
def test_what_cannot_be_an_operator_is_none(accounts: Accounts, name: str, password: str, role: str, code: str) -> None:
    with pytest.raises(Invalid, match=code):
        accounts.add(name, password, role)
    assert [one.name for one in accounts.all()] == ["Ана"]


def test_one_administrator_is_always_left(accounts: Accounts) -> None:
    for leave in (
        lambda: accounts.end("Ана", actor="Ана"),
        lambda: accounts.set_role("Ана", "viewer", actor="Ана"),
        lambda: accounts.add("Ана", PASSWORD, "viewer"),
    ):
        with pytest.raises(Refused, match="last_administrator"):
            leave()
    accounts.add("Ева", PASSWORD, "administrator")
    accounts.end("Ана", actor="Ева")
    with pytest.raises(SignIn):
        accounts.check("Ана", PASSWORD)
    assert accounts.of("Ана") is None
    assert [(one.name, one.ended) for one in accounts.all()] == [("Ева", False), ("Ана", True)]
    with pytest.raises(Refused, match="operator_unknown"):
        accounts.set_role("Нико", "viewer", actor="Ева")


def test_another_password_ends_every_session(accounts: Accounts, centre: Running) -> None:
    parts = centre.central.parts
    sessions = Sessions(parts.database, parts.keys.municipality, parts.now)
    tokens = [sessions.begin(accounts.check("Ана", PASSWORD)) for _ in range(2)]
    with pytest.raises(SignIn):
        accounts.change_password("Ана", "wrong", "nova-lozinka-2026")
    assert all(sessions.of(token) for token in tokens)
    accounts.change_password("Ана", PASSWORD, "nova-lozinka-2026")
    assert not any(sessions.of(token) for token in tokens)
    accounts.check("Ана", "nova-lozinka-2026")


def test_what_is_done_is_written_down_with_who_did_it(accounts: Accounts, centre: Running) -> None:
    accounts.add("Ева", PASSWORD, "viewer", actor="Ана")
    accounts.set_role("Ева", "operator", actor="Ана")
    with centre.central.parts.database.read() as connection:
        rows = connection.execute(select(AUDIT.c.what, AUDIT.c.actor, AUDIT.c.target).order_by(AUDIT.c.id)).all()
    assert [tuple(row) for row in rows] == [
        ("operator_made", "", "Ана (administrator)"),
        ("operator_made", "Ана", "Ева (viewer)"),
        ("operator_role", "Ана", "Ева (operator)"),
    ]
