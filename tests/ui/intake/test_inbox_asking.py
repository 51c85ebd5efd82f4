"""The inbox is asked for while a request is taken, and nothing waits for the answer."""

from __future__ import annotations

from dataclasses import replace

import pytest

from clerk_app.contract.inbox import InboxAnswer
from clerk_app.domain.errors import Refused
from clerk_app.sync.link import LinkState
from clerk_app.ui.intake.inbox_asking import IntakeInbox
from tests.support.specimens import APPLICANT


@pytest.fixture
def told():
    return []


@pytest.fixture
def inbox(desk, texts, page, told):
    return IntakeInbox(desk.place, texts, page, lambda words, there: told.append((words, there)))


def test_the_answer_is_told(inbox, desk, texts, told):
    inbox.ask(APPLICANT)
    desk.inbox_line.inboxes[APPLICANT.id_number] = InboxAnswer(has_inbox=True)
    inbox.ask(APPLICANT)
    assert told == [(texts.text("intake.inbox_none"), False), (texts.text("intake.inbox_there"), True)]


def test_why_nobody_knows_is_told(inbox, desk, texts, told):
    inbox.ask(None)
    inbox.ask(replace(APPLICANT, id_number=""))
    desk.inbox_line.error = Refused("grant_expired")
    inbox.ask(APPLICANT)
    desk.link = LinkState(kind="down")
    inbox.ask(APPLICANT)
    missing = (texts.text("error.inbox_number_missing"), False)
    assert told[:2] == [missing, missing]
    assert told[2][0].startswith("Није проверено: ")
    assert told[3] == (texts.text("intake.inbox_no_line"), False)


def test_what_is_no_error_of_ours_goes_on(inbox, desk):
    with pytest.raises(ZeroDivisionError):
        inbox._on_failed(ZeroDivisionError())
