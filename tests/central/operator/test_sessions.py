"""Sessions end by themselves, and a form is known by the session that its page was made for."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from clerk_app.central.operator.sessions import IDLE, LONGEST, Sessions, check_word, form_word
from clerk_app.central.operator.tables import OPERATOR_SESSION
from clerk_app.domain.errors import Refused
from tests.central.conftest import Running

PASSWORD = "lozinka-2026"


@pytest.fixture
def sessions(centre: Running) -> Sessions:
    parts = centre.central.parts
    parts.operators.add("Ана", PASSWORD, "administrator")
    return Sessions(parts.database, parts.keys.municipality, parts.now)


def begin(sessions: Sessions, centre: Running) -> str:
    return sessions.begin(centre.central.parts.operators.check("Ана", PASSWORD))


def test_a_session_is_kept_as_its_digest_and_says_who_it_is(sessions: Sessions, centre: Running) -> None:
    token = begin(sessions, centre)
    signed = sessions.of(token)
    assert signed is not None
    assert (signed.name, signed.may("administrator"), signed.may("viewer")) == ("Ана", True, True)
    with centre.central.parts.database.read() as connection:
        row = connection.execute(select(OPERATOR_SESSION)).one()
    assert token.encode() not in row.digest
    assert sessions.of("") is None
    assert sessions.of("another") is None


def test_whoever_does_nothing_is_out_and_whoever_works_stays_until_the_end(sessions: Sessions, centre: Running) -> None:
    idle = begin(sessions, centre)
    centre.clock.at += IDLE + 1
    assert sessions.of(idle) is None
    token, began = begin(sessions, centre), centre.clock.at
    while centre.clock.at + IDLE - 1 <= began + LONGEST:
        centre.clock.at += IDLE - 1
        assert sessions.of(token) is not None
    centre.clock.at = began + LONGEST + 1
    assert sessions.of(token) is None
    begin(sessions, centre)
    with centre.central.parts.database.read() as connection:
        assert len(connection.execute(select(OPERATOR_SESSION)).all()) == 1


def test_a_role_counts_from_the_next_page_on(sessions: Sessions, centre: Running) -> None:
    centre.central.parts.operators.add("Ева", PASSWORD, "administrator")
    token = begin(sessions, centre)
    centre.central.parts.operators.set_role("Ана", "viewer", actor="Ева")
    signed = sessions.of(token)
    assert signed is not None
    assert not signed.may("operator")
    sessions.end(token, "Ана")
    assert sessions.of(token) is None


def test_the_word_of_another_session_opens_no_form() -> None:
    check_word("mine", form_word("mine"))
    for token, word in (("mine", form_word("yours")), ("mine", ""), ("", form_word("")), ("mine", "ш")):
        with pytest.raises(Refused, match="form_stale"):
            check_word(token, word)
