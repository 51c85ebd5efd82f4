"""Whose list it is: a clerk's own, and anybody's for who may count."""

from __future__ import annotations

from datetime import date

import pytest

from clerk_app.actions.payments import Proof
from clerk_app.domain.errors import CounterError
from tests.support.desk_day import busy_desk
from tests.support.fake_desk import FakeDesk
from tests.support.stray_words import tell_of_strays

DAY = date(2026, 11, 23)


@pytest.fixture
def desk() -> FakeDesk:
    return busy_desk()


def test_the_list_of_a_day_has_what_was_charged_and_noted(desk: FakeDesk) -> None:
    listed, payments = desk.actions.systems.payments_of_day, desk.actions.systems.payments
    before = listed.of(DAY)
    assert before.clerk_name == "М. Примерић"
    assert before.total("charged") == sum(line.charged for line in before.lines) == desk.actions.days.of(DAY).fees
    line = next(line for line in before.lines if line.charged)
    view = next(view for view in desk.requests._all() if view.number == line.number)
    order = payments.of(view.subject).orders[0]
    payments.prove(view.subject, order.order.id, Proof(number="1", on="2026-11-23", amount=order.due))
    assert listed.of(DAY).total("seen") == order.due
    assert {line.name.sr for line in before.lines}.isdisjoint({line.service for line in before.lines})


def test_another_day_is_empty(desk: FakeDesk) -> None:
    assert desk.actions.systems.payments_of_day.of(date(2026, 1, 1)).lines == ()


def test_a_clerk_sees_no_list_but_the_own(desk: FakeDesk) -> None:
    listed = desk.actions.systems.payments_of_day
    assert list(listed.clerks(DAY)) == ["mprimeric"]
    with pytest.raises(CounterError, match="not_permitted"):
        listed.of(DAY, "jprobic")


def test_a_supervisor_may_choose_the_clerk(desk: FakeDesk) -> None:
    desk.role = "supervisor"
    desk.sign_in()
    listed = desk.actions.systems.payments_of_day
    assert "mprimeric" in listed.clerks(DAY)
    assert listed.of(DAY, "jprobic").lines == ()
    assert listed.facts(DAY, "jprobic", "sr-Cyrl").day.clerk == "jprobic"


def test_a_supervisor_sees_what_belongs_to_nothing_and_a_clerk_does_not(desk: FakeDesk) -> None:
    tell_of_strays(desk)
    listed = desk.actions.systems.payments_of_day
    assert listed.strays(DAY) == ()
    desk.role = "supervisor"
    desk.sign_in()
    assert [one.why for one in listed.strays(DAY)] == ["reference_unknown", "paid_late", "reference_missing"]
    assert [one.why for one in listed.strays(date(2026, 11, 22))] == ["order_unknown"]
    assert listed.strays(date(2026, 11, 24)) == ()


def test_before_the_centre_has_said_so_there_are_none(desk: FakeDesk) -> None:
    desk.role = "supervisor"
    desk.sign_in()
    assert desk.actions.systems.payments_of_day.strays(DAY) == ()


def test_who_handles_no_payments_has_no_list(desk: FakeDesk) -> None:
    desk.role = "administrator"
    desk.sign_in()
    with pytest.raises(CounterError, match="not_permitted"):
        desk.actions.systems.payments_of_day.of(DAY)
