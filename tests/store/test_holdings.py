"""Everything that names a person is found, wherever in bodies and drafts it stands."""

from __future__ import annotations

from dataclasses import replace

import pytest

from clerk_app.contract import canonical
from clerk_app.contract.signin import Grant, SignedGrant
from clerk_app.domain.errors import Cancelled
from clerk_app.domain.people import Person
from clerk_app.lanes import Ticket
from clerk_app.ports.desk_file import Draft, Look
from clerk_app.store.drafts import DeskDrafts
from clerk_app.store.grants import DeskGrants
from clerk_app.store.holdings import DeskHoldings
from clerk_app.store.looks import DeskLooks
from tests.store.desk import answers, body, case_told, change, person, subject

NUMBER = "1105985980020"
GRANT = Grant(
    id="grant-9", user="vuzoric", name="", role="clerk", municipality="", office="", desk="", starts=0, ends=0
)


@pytest.fixture
def holdings(desk):
    return DeskHoldings(desk.database)


def test_requests_are_found_by_any_number_in_them_oldest_first(desk, holdings):
    desk.accept(1, applicant=Person(id_number=NUMBER))
    desk.accept(2)
    desk.accept(3, representative=Person(id_number="1105985 980-020"))
    desk.accept(4, form={"child.jmbg": NUMBER})
    desk.accept(5, note=f"види {NUMBER}")
    desk.annul(3)
    assert holdings.subjects(NUMBER) == tuple(subject(who) for who in (1, 3, 4, 5))
    assert holdings.subjects(person(2).id_number) == (subject(2),)
    assert holdings.subjects("9999999999999") == ()


def test_what_is_asked_is_text_and_no_pattern(desk, holdings):
    desk.accept(1)
    assert [holdings.subjects(odd) for odd in ("%", "' OR 1=1 --", "_____")] == [(), (), ()]


def test_drafts_of_every_clerk_are_found(desk, holdings):
    drafts = DeskDrafts(desk.database)
    for place, clerk in enumerate(("mprimeric", "jprimeric", "vuzoric")):
        content = b'{"a":"%s"}' % (NUMBER.encode() if place < 2 else b"")
        drafts.save(Draft(id=f"d{place}", content=content, saved=9 - place, clerk=clerk))
    assert [draft.clerk for draft in holdings.drafts(NUMBER)] == ["jprimeric", "mprimeric"]


def test_looks_at_one_request_are_told_in_their_order(desk, holdings):
    looks = DeskLooks(desk.database)
    noted = [Look(at=9 - place, grant="g", activity="open", subject=subject(place % 2)) for place in range(3)]
    for look in noted:
        looks.note(look)
    assert holdings.looks(subject(0)) == (noted[0], noted[2])


def test_a_grant_is_known_by_the_grant_itself_or_by_what_was_done_under_it(desk, holdings):
    DeskGrants(desk.database).keep("vuzoric", SignedGrant(payload=canonical.encode(GRANT), signature=b""))
    desk.accept(1)
    assert holdings.clerk("grant-9") == "vuzoric"
    assert holdings.clerk("grant-1") == "m.primeric"
    assert holdings.clerk("grant-2") == ""


def test_a_search_is_done_in_steps_that_are_told_and_may_end_it(desk):
    holdings = DeskHoldings(desk.database, step=2)
    for who in range(5):
        desk.accept(who, note=NUMBER)
    told: list[tuple[int, int]] = []
    assert len(holdings.subjects(NUMBER, lambda done, whole: told.append((done, whole)))) == 5
    assert told == [(0, 5), (2, 5), (4, 5)]
    given_up = Ticket()
    given_up.cancel()
    with pytest.raises(Cancelled):
        holdings.subjects(NUMBER, lambda _done, _whole: given_up.check())
    assert len(holdings.subjects(NUMBER)) == 5


def test_cases_that_others_received_are_found_too(desk, holdings):
    desk.accept(1, applicant=Person(id_number=NUMBER))
    case = case_told(replace(body("B2-000004-X", 90), applicant=Person(id_number=NUMBER)), subject(90))
    desk.outbox.apply(answers(position=1, changes=[change(1, 4, 2, case, kind="case", desk="B2")]))
    assert holdings.subjects(NUMBER) == (subject(1), subject(90))
