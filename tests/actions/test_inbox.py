"""The inbox is asked for with the clerk's grant; consent is written down with its day, addresses masked."""

from __future__ import annotations

from dataclasses import replace

import pytest

from clerk_app.actions.inbox import Consenting
from clerk_app.contract.entries import body_of
from clerk_app.contract.inbox import InboxAnswer
from clerk_app.domain.delivery_bodies import ConsentGiven
from clerk_app.domain.errors import Invalid, SignIn, Unavailable
from tests.support.fake_desk import FakeDesk
from tests.support.specimens import APPLICANT

INBOX = InboxAnswer(has_inbox=True)


@pytest.fixture
def desk() -> FakeDesk:
    return FakeDesk()


def test_the_centre_says_who_has_one(desk: FakeDesk) -> None:
    inbox = desk.actions.systems.inbox
    assert inbox.look_up(APPLICANT) == InboxAnswer(has_inbox=False)
    desk.inbox_line.inboxes[APPLICANT.id_number] = INBOX
    assert inbox.look_up(APPLICANT) == INBOX
    with pytest.raises(Invalid, match="inbox_number_missing"):
        inbox.look_up(replace(APPLICANT, id_number=""))
    desk.inbox_line.error = Unavailable("line_down")
    with pytest.raises(Unavailable, match="line_down"):
        inbox.look_up(APPLICANT)


def test_consent_is_kept_with_day_and_way(desk: FakeDesk) -> None:
    view = desk.receive(APPLICANT, "local-tax-clearance")
    said = Consenting(given=True, how="spoken", email="jelena@primer.example", phone="+381600000412")
    desk.actions.systems.inbox.consent(view.subject, said)
    entry = desk.journal.subjects[view.subject][-1]
    assert entry.body is not None
    body = body_of(entry.header.kind, 1, entry.body)
    assert isinstance(body, ConsentGiven)
    assert (body.given, body.how, body.on) == (True, "spoken", desk.clock.local().date().isoformat())
    assert (body.email, body.phone) == ("j•••@primer.example", "•••412")


def test_nobody_signed_in_asks_and_records_nothing(desk: FakeDesk) -> None:
    desk.sessions.end()
    with pytest.raises(SignIn):
        desk.actions.systems.inbox.look_up(APPLICANT)
    with pytest.raises(SignIn):
        desk.actions.systems.inbox.consent(bytes(16), Consenting(given=True, how="paper"))
