"""Inboxes: the same answer for the same citizen, what changed since, who asked, and whom no grant covers."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import func, select

from clerk_app.central.clock import DAY
from clerk_app.central.inbox.inboxes import consented, has_inbox
from clerk_app.central.inbox.tables import INBOX_CONSENT, INBOX_LOOK
from clerk_app.central.population.tables import CITIZEN
from clerk_app.contract import canonical
from clerk_app.contract.inbox import InboxAnswer, InboxLookup
from clerk_app.domain.delivery_bodies import ConsentGiven
from clerk_app.domain.errors import Refused
from tests.central.at_delivery import PERSON, at_a_decided_case
from tests.central.conftest import Running
from tests.support.lone_desk import Caller

TODAY = date(2026, 9, 21)
PLACE = "primerovo"


def test_some_grown_up_citizens_with_an_address_have_one_and_always_the_same(shared: Running) -> None:
    with shared.central.parts.database.read() as connection:
        rows = connection.execute(select(CITIZEN).order_by(CITIZEN.c.id_number).limit(400)).all()
        have = {row.id_number for row in rows if has_inbox(connection, PLACE, row.id_number, TODAY)}
        assert 0 < len(have) < len(rows) / 2
        assert have == {row.id_number for row in rows if has_inbox(connection, PLACE, row.id_number, TODAY)}
        assert all(row.email and not row.died_on for row in rows if row.id_number in have)
        young = [row for row in rows if row.birth_date > "2009"]
        assert young
        assert not have & {row.id_number for row in young}
        assert not has_inbox(connection, PLACE, PERSON, TODAY)
        assert not has_inbox(connection, PLACE, "", TODAY)


def test_who_asks_is_kept_and_what_changed_is_told(centre: Running) -> None:
    desk, parts = centre.clerk(), centre.central.parts
    speaking = parts.desks.get(desk.code)
    asked = InboxLookup(grant=desk.grant, id_number=PERSON)
    assert parts.inbox.look_up(speaking, asked) == InboxAnswer(has_inbox=False)
    parts.inbox.set_open(PERSON, is_open=True)
    assert parts.inbox.look_up(speaking, asked).has_inbox
    parts.inbox.set_open(PERSON, is_open=False)
    assert not parts.inbox.look_up(speaking, asked).has_inbox
    with parts.database.read() as connection:
        looks = connection.execute(select(INBOX_LOOK).order_by(INBOX_LOOK.c.ordinal)).all()
    assert [(row.person, row.desk, row.user) for row in looks] == [(PERSON, desk.code, "mprimeric")] * 3


@pytest.mark.parametrize(("grant", "code"), [("nobody's", "grant_unknown"), ("other", "grant_not_ours")])
def test_whom_no_grant_covers_is_told_nothing(centre: Running, grant: str, code: str) -> None:
    desk, other, parts = centre.clerk(), centre.clerk(), centre.central.parts
    asked = InboxLookup(grant=other.grant if grant == "other" else grant, id_number=PERSON)
    with pytest.raises(Refused, match=code):
        parts.inbox.look_up(parts.desks.get(desk.code), asked)


def test_consent_is_kept_with_its_date_and_can_be_taken_back(centre: Running) -> None:
    with at_a_decided_case(centre) as at:
        at.consents()
        at.consents(given=False)
        with centre.central.parts.database.read() as connection:
            assert consented(connection, PLACE, PERSON) == (False, "2026-09-21")
            assert connection.execute(select(func.count()).select_from(INBOX_CONSENT)).scalar() == 2
        asked = InboxLookup(grant=at.desk.grant, id_number=PERSON)
        answer = centre.central.parts.inbox.look_up(centre.central.parts.desks.get(at.desk.code), asked)
        assert answer == InboxAnswer(has_inbox=False, consent=False, consent_on="2026-09-21")


def test_what_a_line_held_up_takes_nothing_back(centre: Running) -> None:
    with at_a_decided_case(centre) as at:
        centre.clock.at += 3 * DAY
        said = ConsentGiven(given=True, how="paper", on="2026-09-21", clerk="mprimeric")
        for body in (replace(said, given=False, on="2026-09-22"), said):
            assert at.send("delivery.consented", body) == []
        with centre.central.parts.database.read() as connection:
            assert consented(connection, PLACE, PERSON) == (False, "2026-09-22")
        ahead = replace(said, on="9999-12-31")
        assert at.send("delivery.consented", ahead) == []
        with centre.central.parts.database.read() as connection:
            assert consented(connection, PLACE, PERSON) == (True, "2026-09-24")


def test_a_number_is_in_no_repr() -> None:
    assert PERSON not in repr(InboxLookup(grant="g", id_number=PERSON))
    assert PERSON.encode() in canonical.encode(InboxLookup(grant="g", id_number=PERSON))


def test_consent_that_comes_with_its_request_is_kept(centre: Running) -> None:
    desk = centre.clerk()
    with Caller(centre.url, desk.anchor) as caller:
        first = desk.receive()
        said = ConsentGiven(given=True, how="paper", on="2026-09-20", clerk="mprimeric")
        consent = desk.write("delivery.consented", said, first.header.subject)
        assert caller.send(desk, desk.cut(first, consent)).status_code == 200
        assert caller.answer(desk).results == []
    with centre.central.parts.database.read() as connection:
        assert connection.execute(select(func.count()).select_from(INBOX_CONSENT)).scalar() == 1
