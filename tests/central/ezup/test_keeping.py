"""What registers told goes by policy, and with its desk; whoever needs it asks anew, and the office hears of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from sqlalchemy import select, update

from clerk_app.central.app import Parts
from clerk_app.central.clock import DAY
from clerk_app.central.ezup.asking import Asking
from clerk_app.central.ezup.keeping import Keeping
from clerk_app.central.ezup.log import EzupLog
from clerk_app.central.ezup.tables import EZUP_QUERY
from clerk_app.central.schema import DESK, FEED
from clerk_app.central.server import CentralSettings, open_parts
from clerk_app.contract import canonical
from clerk_app.contract.ezup import LogAsked
from clerk_app.domain.bodies import EnclosureRef, ProofChoice
from clerk_app.domain.ezup_bodies import Asked, Attached, RecordTold
from clerk_app.domain.journal import Entry
from clerk_app.domain.people import Person
from tests.central.conftest import MovedClock, Running
from tests.central.test_numbers import Still
from tests.support.lone_desk import LoneDesk

JELENA = "1403988985008"


@dataclass
class Office:
    """A centre that does not listen, whose workers do not run, and an office with one case."""

    parts: Parts
    clock: MovedClock
    centre: Running
    desk: LoneDesk
    case: Entry

    def clerk(self, office: str = "", user: str = "mprimeric", password: str = "primer-2026") -> LoneDesk:
        """Somebody at another desk, signed in now."""
        made = self.centre.clerk(user, password, office=office)
        made.at = self.clock.at
        return made

    def ask(self, desk: LoneDesk) -> Entry:
        query = Asked(
            dataset="mkr",
            proof="birth_record",
            key_kind="jmbg",
            key=JELENA,
            procedure="birth-extract",
            valid_until=self.clock.at + DAY,
            clerk="mprimeric",
        )
        entry = desk.write("ezup.asked", query, self.case.header.subject)
        self.parts.accepting.take(desk.cut(entry))
        return entry

    def answer(self) -> None:
        asking = Asking(self.parts.database, self.parts.keys.municipality, self.parts.bell, self.parts.now)
        for going in asking.take():
            asking.ask(going)

    def forget(self) -> int:
        parts = self.parts
        return Keeping(parts.database, parts.keys.municipality, parts.bell, parts.now).forget()

    def rows(self) -> list[tuple[str, str, bool]]:
        """State, reason, and whether it has data; in the order in which they were asked."""
        with self.parts.database.read() as connection:
            found = connection.execute(select(EZUP_QUERY).order_by(EZUP_QUERY.c.arrived)).all()
        return [(row.state, row.reason, bool(row.payload)) for row in found]

    def dropped(self) -> list[tuple[str, int, str]]:
        with self.parts.database.read() as connection:
            bodies = connection.execute(select(FEED.c.body).where(FEED.c.kind == "ezup")).scalars().all()
        told = [canonical.decode(body, RecordTold) for body in bodies]
        return [(one.query_desk, one.query, one.reason) for one in told if one.what == "dropped"]


@pytest.fixture
def office(settings: CentralSettings) -> Iterator[Office]:
    parts, clock = open_parts(settings), settings.now
    assert isinstance(clock, MovedClock)
    centre = Running(central=Still(parts), url="", clock=clock, settings=settings)  # type: ignore[arg-type]
    desk = centre.clerk()
    person = Person(surname="Примерић", given_name="Јелена", id_number=JELENA)
    chosen = (ProofChoice(proof="birth_record", by="body"),)
    case = desk.receive(applicant=person, proofs=chosen, signed_on_paper=True)
    parts.accepting.take(desk.cut(case))
    yield Office(parts, clock, centre, desk, case)
    parts.database.close()


def test_what_nobody_attached_goes_after_its_days_and_the_office_hears_of_it(office: Office) -> None:
    query = office.ask(office.desk)
    office.answer()
    office.clock.at += 29 * DAY
    assert (office.forget(), office.rows(), office.dropped()) == (0, [("done", "", True)], [])
    office.clock.at += DAY
    assert office.forget() == 1
    assert office.rows() == [("done", "kept_no_longer", False)]
    assert office.dropped() == [(office.desk.code, query.header.seq, "kept_no_longer")]
    assert office.forget() == 0
    assert len(office.dropped()) == 1


@pytest.mark.parametrize("forgotten", [True, False])
def test_once_it_is_gone_another_query_is_taken_and_both_stand_in_the_log(office: Office, forgotten: bool) -> None:
    office.ask(office.desk)
    office.answer()
    colleague = office.clerk(office.desk.office)
    office.ask(colleague)
    assert len(office.rows()) == 1, "it is there, and not with the case"
    office.clock.at += 30 * DAY
    if forgotten:
        office.forget()
    colleague = office.clerk(office.desk.office)
    office.ask(colleague)
    office.answer()
    assert [state for state, _, _ in office.rows()] == ["done", "done"]
    supervisor = office.clerk(user="suzoric", password="uzor-2026")
    asked = LogAsked(grant=supervisor.grant, since=0, until=office.clock.at + DAY)
    log = EzupLog(office.parts.database, office.parts.keys.municipality, office.parts.now)
    rows = log.page(office.parts.desks.get(supervisor.code), asked).rows
    assert sorted((row.desk, row.reason) for row in rows) == sorted(
        [(office.desk.code, "kept_no_longer" if forgotten else ""), (colleague.code, "")]
    )


@pytest.mark.parametrize("when", ["waiting", "asking", "answered"])
def test_of_a_desk_that_is_lost_another_one_asks_anew(office: Office, when: str) -> None:
    query = office.ask(office.desk)
    asking = Asking(office.parts.database, office.parts.keys.municipality, office.parts.bell, office.parts.now)
    going = asking.take() if when == "asking" else []
    if when == "answered":
        office.answer()
    with office.parts.database.write() as connection:
        connection.execute(update(DESK).where(DESK.c.code == office.desk.code).values(fenced=office.clock.at))
    for one in going:
        asking.ask(one)
    office.answer()
    office.forget()
    lost = ("done" if when == "answered" else "denied", "desk_lost", False)
    assert office.rows() == [lost]
    told = [(office.desk.code, query.header.seq, "desk_lost")] if when == "answered" else []
    assert office.dropped() == told
    office.ask(office.clerk(office.desk.office))
    office.answer()
    assert ("done", "", True) in office.rows()


def test_what_is_with_the_case_is_kept_as_policy_says_and_nobody_is_told_that_it_went(office: Office) -> None:
    query = office.ask(office.desk)
    office.answer()
    ref = EnclosureRef(sha256="0" * 64, size=9, media_type="application/pdf", title="Извод")
    kept = Attached(query=query.header.seq, digest="d", enclosure=ref, clerk="mprimeric")
    office.parts.accepting.take(office.desk.cut(office.desk.write("ezup.attached", kept, office.case.header.subject)))
    assert office.rows() == [("done", "", False)]
    office.clock.at += 31 * DAY
    assert (office.forget(), office.dropped()) == (0, [])


def test_it_looks_once_an_hour(office: Office) -> None:
    parts = office.parts
    keeping = Keeping(parts.database, parts.keys.municipality, parts.bell, parts.now)
    office.ask(office.desk)
    office.answer()
    keeping.look()
    with parts.database.write() as connection:
        connection.execute(update(EZUP_QUERY).values(answered=0))
    keeping.look()
    assert office.rows() == [("done", "", True)]
    office.clock.at += DAY
    keeping.look()
    assert office.rows() == [("done", "kept_no_longer", False)]
