"""What a call to supplement says on paper, at a real desk."""

from __future__ import annotations

import pytest

from clerk_app.actions.calling import Calling
from clerk_app.contract.answers import Registered
from clerk_app.domain.errors import Refused, SignIn
from tests.actions.counter import Counter, service
from tests.store.desk import person


@pytest.fixture
def calling(counter: Counter) -> Calling:
    return Calling(
        sessions=counter.sessions,
        requests=counter.requests,
        bodies=counter.bodies,
        receipting=counter.receipting,
        clock=counter.desk.clock,
    )


@pytest.fixture
def subject(counter: Counter) -> bytes:
    received = counter.receive(counter.knows(service("local-tax-clearance")), person(1))
    counter.confirm_entries()
    counter.told(received, Registered(5, 2026, 11), 1)
    counter.sign_in("omodelic", "handler")
    return received.view.subject


def test_the_call_that_stands_is_told_whole(counter: Counter, calling: Calling, subject: bytes) -> None:
    counter.casework.call(subject, ("извод", "пуномоћје"), "2026-12-10", "лично")
    facts = calling.facts(subject)
    assert (facts.missing, facts.until, facts.note) == (("извод", "пуномоћје"), "2026-12-10", "лично")
    assert (facts.clerk_name, facts.made[:10]) == ("omodelic", "2026-11-23")
    assert facts.unique is not None
    assert facts.unique.serial == 5
    assert facts.body.applicant == person(1)


def test_where_nobody_called_there_is_no_paper(calling: Calling, subject: bytes) -> None:
    with pytest.raises(Refused, match="not_called"):
        calling.facts(subject)
    with pytest.raises(Refused, match="request_unknown"):
        calling.facts(bytes(16))


def test_behind_the_lock_nothing_is_told(counter: Counter, calling: Calling, subject: bytes) -> None:
    counter.sessions.lock()
    with pytest.raises(SignIn, match="locked"):
        calling.facts(subject)
