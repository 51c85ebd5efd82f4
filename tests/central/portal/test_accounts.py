"""Sessions of citizens: for whoever has the password, for a while, and not for whoever guesses."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from clerk_app.central.portal.accounts import LASTS, Accounts
from clerk_app.central.portal.tables import PORTAL_SESSION
from clerk_app.contract.portal import SessionRequest
from clerk_app.domain.errors import Refused, SignIn
from tests.central.conftest import Running
from tests.support.citizen import JASNA, JASNAS

GOOD = SessionRequest(JASNA, JASNAS)


@pytest.fixture
def accounts(centre: Running) -> Accounts:
    parts = centre.central.parts
    return Accounts(parts.database, parts.keys, centre.clock)


def test_a_session_knows_its_citizen_until_it_lapses(centre: Running, accounts: Accounts) -> None:
    session = accounts.begin(GOOD)
    assert session.name == "Јасна Примерић"
    citizen = accounts.citizen(f"Bearer {session.token}")
    assert (citizen.account, citizen.person.surname) == (JASNA, "Примерић")
    centre.clock.at += LASTS + 1
    with pytest.raises(Refused, match="unauthenticated"):
        accounts.citizen(f"Bearer {session.token}")


def test_the_token_itself_is_not_kept_and_lapsed_ones_go(centre: Running, accounts: Accounts) -> None:
    session = accounts.begin(GOOD)
    centre.clock.at += LASTS + 1
    accounts.begin(GOOD)
    with centre.central.parts.database.read() as connection:
        (row,) = connection.execute(select(PORTAL_SESSION)).all()
    assert session.token.encode() not in row.token


@pytest.mark.parametrize("account", [JASNA, "nobody", "no\0body", "х" * 80])
def test_guesses_wait_whether_or_not_there_is_such_an_account(accounts: Accounts, account: str) -> None:
    for _ in range(3):
        with pytest.raises(SignIn, match="password_wrong"):
            accounts.begin(SessionRequest(account, "wrong"))
    with pytest.raises(SignIn, match="password_wait"):
        accounts.begin(SessionRequest(account, JASNAS))


def test_a_guess_at_the_portal_does_not_shut_a_clerk_of_that_name_out(centre: Running, accounts: Accounts) -> None:
    for _ in range(3):
        with pytest.raises(SignIn):
            accounts.begin(SessionRequest("mprimeric", "wrong"))
    assert centre.clerk().grant


@pytest.mark.parametrize("header", ["", "Bearer ", "Bearer nothing", "Digest x", "Bearer \udcff"])
def test_nobody_else_is_a_citizen(accounts: Accounts, header: str) -> None:
    with pytest.raises(Refused, match="unauthenticated"):
        accounts.citizen(header)
