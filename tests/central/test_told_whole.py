"""Whoever comes to have a case hears it whole: its orders, records, papers and deliveries, and what was noted of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from clerk_app.central.answers import Heard
from clerk_app.central.clock import DAY as A_DAY
from clerk_app.central.scope import KEPT, Scope
from clerk_app.contract import canonical
from clerk_app.contract.answers import Change
from clerk_app.contract.cases import Case
from clerk_app.contract.payments import PaymentReport
from clerk_app.domain.bodies import ProofChoice
from clerk_app.domain.case_bodies import CaseHanded
from clerk_app.domain.case_file import CaseFile
from clerk_app.domain.delivery_told import DeliveryMoved, DocumentCame
from clerk_app.domain.ezup_bodies import RecordTold
from clerk_app.domain.payment_bodies import OrderTold
from clerk_app.domain.people import Person
from clerk_app.store import replica
from clerk_app.store.case_files import DeskCaseFiles
from clerk_app.store.desk_file import DeskFile
from clerk_app.store.outbox import DeskOutbox
from tests.central.at_delivery import At
from tests.central.conftest import Running
from tests.central.ezup.test_effects import JELENA, PARTS, Day
from tests.store.desk import KEY, TestClock
from tests.support.lone_desk import Caller, LoneDesk
from tests.support.paid_cases import DAY, FEE

PARTS_OF_A_CASE = {"order": OrderTold, "document": DocumentCame, "delivery": DeliveryMoved, "ezup": RecordTold}


@dataclass
class Whole:
    """A case of which every system has told something, at the desk that received it."""

    at: At

    @property
    def running(self) -> Running:
        return self.at.centre

    def hand(self, office: str) -> None:
        """It goes to another office."""
        body = CaseHanded(base_version=10_000, to="omodelic", clerk="mprimeric", office=office)
        assert self.at.send("case.handed", body) == []

    def changes(self, desk: LoneDesk) -> list[Change]:
        parts = self.running.central.parts
        told = parts.answering.next(parts.desks.get(desk.code), Heard(0, 0)).changes
        return [one for one in told if one.desk == self.at.desk.code]

    def file(self, folder: Path, desk: LoneDesk) -> CaseFile:
        """What a program at that desk makes of what it is told since it listened last."""
        parts = self.running.central.parts
        kept = DeskFile(folder / f"{desk.code}.db", KEY)
        try:
            outbox = DeskOutbox(kept.database, desk.code, clock=TestClock())
            heard = Heard(outbox.reached().position, 0)
            assert outbox.apply(parts.answering.next(parts.desks.get(desk.code), heard)).alarms == ()
            self.rebuilt(kept, desk)
            return DeskCaseFiles(kept.database, desk.code).of(self.at.about)
        finally:
            kept.close()

    def rebuilt(self, kept: DeskFile, desk: LoneDesk) -> None:
        """What was folded as it was heard is what its rows say."""
        with kept.database.reading() as connection:
            row = connection.execute(
                "SELECT seq, state FROM replica_request WHERE subject = ?", (self.at.about,)
            ).fetchone()
            if row is not None:
                told = replica.events(connection, self.at.desk.code, row[0], desk.code)
                assert canonical.encode(told) == bytes(row[1])


def told_of(file: CaseFile) -> Counter[str]:
    """What is told of each part, without what only its asker is told."""
    return Counter(f"{change.kind} {getattr(change.body, 'what', '')}" for change in file.told)


@pytest.fixture
def whole(centre: Running) -> Iterator[Whole]:
    centre.central.parts.inbox.set_open("0101990900009", is_open=False)
    desk = centre.clerk()
    with Caller(centre.url, desk.anchor) as caller:
        at, day = At(centre, desk, caller), Day(centre, desk, caller)
        person = Person(surname="Примерић", given_name="Јелена", id_number=JELENA)
        choices = tuple(ProofChoice(proof=proof, by="body") for proof in PARTS.values())
        entry = desk.receive(applicant=person, proofs=choices, signed_on_paper=True, fee=FEE)
        at.about, at.number = entry.header.subject, f"{canonical.decode(entry.body or b'', dict)['number']}"
        day.send(entry)
        caller.until(desk, lambda answer: any(change.kind == "registered" for change in answer.changes))
        day.send(day.asked(entry))
        day.answers()
        bank = centre.central.parts.payments
        bank.report("bank", PaymentReport(id="1", kind="paid", amount=10, booked=DAY, order=f"{at.number}-R"))
        at.listen()
        at.put()
        assert at.dispatch("post") == []
        yield Whole(at)


def test_an_office_that_a_case_comes_to_hears_it_whole(whole: Whole, tmp_path: Path) -> None:
    here, there = whole.running.clerk(office=whole.at.desk.office), whole.running.clerk("omodelic", "model-2026")
    expected = told_of(whole.file(tmp_path, here))
    assert {name.partition(" ")[0] for name in expected} == set(PARTS_OF_A_CASE)
    whole.hand(there.office)
    (case, *_) = whole.changes(there)
    assert case.kind == "case"
    assert told_of(whole.file(tmp_path, there)) == expected
    told = canonical.decode(case.body, Case).earlier
    assert [one.version for one in told] == sorted({one.version for one in told})
    assert all(one.version < case.version for one in told)
    assert {"findings", "status"} <= {one.kind for one in told}


def test_what_a_register_told_goes_to_nobody_but_the_desk_that_asked(whole: Whole) -> None:
    there = whole.running.clerk("omodelic", "model-2026")
    whole.hand(there.office)
    (case, *_) = whole.changes(there)
    records = [one for one in canonical.decode(case.body, Case).earlier if one.kind == "ezup"]
    assert records
    assert all(canonical.decode(one.body, RecordTold).payload == {} for one in records)


@pytest.mark.parametrize("when", ["before it was handed over", "since", "when it had come back", "when it had left"])
def test_a_desk_that_was_enrolled_later_hears_it_whole(whole: Whole, tmp_path: Path, when: str) -> None:
    old = whole.running.clerk(office=whole.at.desk.office)
    expected = told_of(whole.file(tmp_path, old))
    there = whole.running.clerk("omodelic", "model-2026").office
    office = whole.at.desk.office
    if when != "before it was handed over":
        whole.hand(there)
        office = there
    if when == "when it had come back":
        whole.hand(whole.at.desk.office)
        office = whole.at.desk.office
    if when == "when it had left":
        office = whole.at.desk.office
        expected = Counter()
    assert told_of(whole.file(tmp_path, whole.running.clerk(office=office))) == expected


def test_an_office_that_a_case_comes_back_to_hears_it_whole(whole: Whole, tmp_path: Path) -> None:
    here, there = whole.running.clerk(office=whole.at.desk.office), whole.running.clerk("omodelic", "model-2026")
    before = whole.file(tmp_path, here)
    whole.hand(there.office)
    left = told_of(whole.file(tmp_path, here))
    bank = whole.running.central.parts.payments
    bank.report("bank", PaymentReport(id="2", kind="paid", amount=20, booked=DAY, order=f"{whole.at.number}-R"))
    whole.hand(whole.at.desk.office)
    after = whole.file(tmp_path, here)
    assert (left, told_of(after)) == (Counter(), told_of(before) + Counter({"order paid": 1}))
    assert [one.sums.paid for one in after.changes(OrderTold)] == [10, 30]


def test_a_case_that_is_opened_again_long_after_its_end_is_told_whole(whole: Whole, tmp_path: Path) -> None:
    parts, clock = whole.running.central.parts, whole.running.clock
    here = whole.running.clerk(office=whole.at.desk.office)
    before = told_of(whole.file(tmp_path, here))
    scope = Scope(parts.database, parts.keys.municipality, clock)
    parts.registry.set_status(whole.at.number, "arhiviran")
    clock.at += KEPT + A_DAY
    scope.look()  # the centre's own worker may have been first: it is told once all the same
    assert [one.kind for one in whole.changes(here)].count("gone") == 1
    assert told_of(whole.file(tmp_path, here)) == Counter()
    parts.registry.set_status(whole.at.number, "zalba")
    clock.at += A_DAY
    scope.look()
    meanwhile = Counter({"order expired": 2, "ezup dropped": 1})
    assert told_of(whole.file(tmp_path, here)) - meanwhile == before


def test_what_was_handed_over_before_it_had_its_number_is_told_whole(centre: Running) -> None:
    desk, there = centre.clerk(), centre.clerk("omodelic", "model-2026")
    parts = centre.central.parts
    entry = desk.receive(fee=FEE)
    parts.accepting.take(desk.cut(entry))
    number = canonical.decode(entry.body or b"", dict)["number"]
    parts.payments.report("bank", PaymentReport(id="1", kind="paid", amount=10, booked=DAY, order=f"{number}-R"))
    handed = CaseHanded(base_version=9, to="omodelic", clerk="mprimeric", office=there.office)
    parts.accepting.take(desk.cut(desk.write("case.handed", handed, entry.header.subject)))
    parts.numbering.give()
    answer = parts.answering.next(parts.desks.get(there.code), Heard(0, 0))
    case = next(one for one in answer.changes if one.kind == "case")
    assert "order" in {one.kind for one in canonical.decode(case.body, Case).earlier}
