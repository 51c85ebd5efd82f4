"""Whose list it is: a clerk's own, and anybody's for who may count."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from clerk_app.actions.payments import Proof
from clerk_app.actions.payments_day import DayWorld, PaymentsOfDay
from clerk_app.contract.answers import Result
from clerk_app.domain.bodies import FeeCharged, FeeLine
from clerk_app.domain.errors import CounterError
from clerk_app.store.case_files import DeskCaseFiles
from clerk_app.store.day_book import DeskDayBook
from tests.actions.test_payments import Counter
from tests.store.desk import answers, body, case_told, change, subject
from tests.support.desk_at_work import DESK, STALL, DeskAtWork, items
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


def test_what_was_noted_on_a_case_that_has_left_the_office_stays_on_the_list(tmp_path: Path) -> None:
    at_work = DeskAtWork(tmp_path)
    at_work.reference.keep(items(STALL))
    at_work.sign_in()
    payments = Counter(at_work).payments
    listed = PaymentsOfDay(
        at_work.sessions,
        DayWorld(
            book=DeskDayBook(at_work.file.database),
            requests=at_work.requests,
            bodies=at_work.bodies,
            case_files=DeskCaseFiles(at_work.file.database, DESK),
            payments=payments,
            choosing=at_work.choosing,
            receipting=at_work.receipting,
            reference=at_work.reference,
            clock=at_work.clock,
        ),
    )
    fee = FeeCharged(lines=(FeeLine(code="a", level="republic", tariff="1", amount=67_000),), total=67_000)
    told = case_told(body("B2-000004-X", 90, fee=fee), subject(90))
    at_work.outbox.apply(answers(position=1, changes=[change(1, 4, 2, told, kind="case", desk="B2")]))
    (order,) = payments.of(subject(90)).orders
    payments.prove(subject(90), order.order.id, Proof(number="1", on=DAY.isoformat(), amount=67_000))
    before = listed.of(DAY)
    seq = at_work.bodies.entries(subject(90))[-1].header.seq
    gone = change(2, 4, 3, {}, kind="gone", desk="B2")
    at_work.outbox.apply(answers(position=2, results=[Result(seq, "accepted")], changes=[gone]))
    after = listed.of(DAY)
    assert (before.total("seen"), after.total("seen")) == (67_000, 67_000)
    assert after.total("charged") == before.total("charged")
    assert [line.number for line in after.lines if line.gone] == ["B2-000004-X"]
    assert [line.number for line in before.lines if line.gone] == []
    at_work.close()
