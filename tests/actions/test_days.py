"""The view of a day at a real desk: what was received, done and is due, for whoever asks."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from clerk_app.actions.choosing import Choosing
from clerk_app.actions.days import Days
from clerk_app.contract.answers import Registered
from clerk_app.domain.errors import Refused
from clerk_app.store.day_book import DeskDayBook
from tests.actions.counter import Counter, service
from tests.store.desk import person

TODAY = date(2026, 11, 23)


@pytest.fixture
def days(counter: Counter) -> Days:
    return Days(
        sessions=counter.sessions,
        requests=counter.requests,
        jobs=counter.jobs,
        book=DeskDayBook(counter.desk.database),
        choosing=Choosing(reference=counter.reference, clock=counter.desk.clock),
        receipting=counter.receipting,
        clock=counter.desk.clock,
    )


def test_a_day_is_told_whole(counter: Counter, days: Days) -> None:
    tax, extract = counter.knows(service("local-tax-clearance")), counter.knows(service("birth-extract"))
    received = counter.receive(tax, person(1))
    counter.confirm_entries()
    counter.told(received, Registered(5, 2026, 11), 1)
    counter.sign_in("jprobic")
    counter.receive(extract, person(2))
    counter.casework.take(received.view.subject)
    day = days.of(TODAY)
    assert {(line.service, line.mine, line.desk) for line in day.lines} == {
        ("local-tax-clearance", 0, 1),
        ("birth-extract", 1, 1),
    }
    assert {line.name.sr for line in day.lines} == {tax.name.sr, extract.name.sr}
    assert day.fees == sum(view.fee_total for view in (received.view, counter.requests.find("a7", limit=5)[0]))
    assert (day.done, day.waiting, day.print_problems) == ({"handed": 1}, 1, 0)
    assert [case.state for case in day.today] == ["received_here"]
    assert day.soon == ()
    (soon,) = days.of(TODAY + timedelta(days=1)).soon
    assert (soon.number, soon.registered, soon.due) == ("000000005/2026", True, "2026-12-01")


def test_a_day_has_only_its_own(counter: Counter, days: Days) -> None:
    counter.receive(counter.knows(service("local-tax-clearance")), person(1))
    assert days.of(TODAY - timedelta(days=1)).lines == ()
    counter.desk.clock.move(days=1)
    assert days.of(TODAY + timedelta(days=1)).lines == ()
    assert days.of(TODAY).desk == 1


def test_the_sheet_names_the_office_and_the_clerk(counter: Counter, days: Days) -> None:
    facts = days.facts(TODAY, "sr-Cyrl")
    assert (facts.clerk_name, facts.issuer.counter, facts.day.date) == ("mprimeric", "шалтер 3", "2026-11-23")
    assert facts.made == "2026-11-23T08:00:00+01:00"


def test_who_may_search_nothing_is_told_nothing(counter: Counter, days: Days) -> None:
    counter.sign_in("aopitic", "administrator")
    with pytest.raises(Refused, match="not_permitted"):
        days.of(TODAY)
    with pytest.raises(Refused, match="not_permitted"):
        days.facts(TODAY, "en")
