"""eZUP at the centre: a query is asked once and told to the desk that asked; what may not be asked is denied."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from sqlalchemy import select

from clerk_app.central.clock import HOUR, SECOND
from clerk_app.central.ezup_rules import revoke
from clerk_app.central.ezup_tables import EZUP_QUERY
from clerk_app.central.schema import ALARM
from clerk_app.contract import canonical
from clerk_app.contract.answers import Answers
from clerk_app.domain.bodies import EnclosureRef, ProofChoice, RequestAnnulled
from clerk_app.domain.case_bodies import CaseMoved
from clerk_app.domain.ezup_bodies import Asked, Attached, RecordTold, Shown, Stated
from clerk_app.domain.ezup_datasets import digest_of
from clerk_app.domain.journal import Entry
from clerk_app.domain.people import Person
from tests.central.conftest import Running
from tests.support.lone_desk import Caller, LoneDesk

JELENA, STOJAN, NOBODY = "1403988985008", "1708961990005", "0101990900009"
PARTS = {"mkr": "birth_record", "preb": "residence"}


@dataclass
class Day:
    """A desk at a centre, what it heard so far, and what it asks."""

    centre: Running
    desk: LoneDesk
    caller: Caller
    position: int = 0
    told: list[RecordTold] = field(default_factory=list)
    results: list[tuple[int, str, str]] = field(default_factory=list)

    def receive(
        self, number: str = JELENA, *, signed: bool = True, by: str = "body", service: str = "birth-extract"
    ) -> Entry:
        person = Person(surname="Примерић", given_name="Јелена", id_number=number)
        choices = tuple(ProofChoice(proof=proof, by=by) for proof in (*PARTS.values(), "residence"))  # type: ignore[arg-type]
        entry = self.desk.receive(applicant=person, proofs=choices, signed_on_paper=signed, service=service)
        self.send(entry)
        return entry

    def asked(self, case: Entry, key: str = JELENA, dataset: str = "mkr", **changed: object) -> Entry:
        values: dict[str, object] = {
            "dataset": dataset,
            "proof": PARTS[dataset],
            "key_kind": "jmbg",
            "key": key,
            "procedure": "birth-extract" if dataset == "mkr" else "voters-roll",
            "valid_until": self.centre.clock.at + HOUR,
            "clerk": "mprimeric",
            "title": "Упис у матичној књизи рођених",
        }
        return self.desk.write("ezup.asked", Asked(**values | changed), case.header.subject)  # type: ignore[arg-type]

    def send(self, *entries: Entry) -> None:
        assert self.caller.send(self.desk, self.desk.cut(*entries)).is_success

    def hear(self) -> Answers:
        answer = self.caller.answer(self.desk, position=self.position)
        self.position = answer.position
        self.told += [canonical.decode(one.body, RecordTold) for one in answer.changes if one.kind == "ezup"]
        self.results += [(one.seq, one.outcome, one.code) for one in answer.results]
        return answer

    def answers(self, count: int = 1) -> list[RecordTold]:
        """What was told once so many queries are answered."""
        for answer in self.caller.listen(self.desk, position=self.position, hold=20):
            self.position = answer.position
            self.told += [canonical.decode(one.body, RecordTold) for one in answer.changes if one.kind == "ezup"]
            found = [one for one in self.told if one.what == "answered"]
            if len(found) >= count:
                return found
        raise AssertionError("nobody answered")

    def rows(self) -> list[tuple[str, str, str]]:
        with self.centre.central.parts.database.read() as connection:
            asked = select(EZUP_QUERY.c.state, EZUP_QUERY.c.reason, EZUP_QUERY.c.payload).order_by(EZUP_QUERY.c.seq)
            return [(row.state, row.reason, row.payload) for row in connection.execute(asked)]


@pytest.fixture
def day(centre: Running) -> Iterator[Day]:
    desk = centre.clerk()
    with Caller(centre.url, desk.anchor) as caller:
        yield Day(centre, desk, caller)


def test_a_record_is_told_to_the_desk_that_asked_and_its_data_go_once_it_is_with_the_case(day: Day) -> None:
    case = day.receive()
    query = day.asked(case)
    day.send(query)
    (answer,) = day.answers()
    assert (answer.outcome, answer.query_desk, answer.query) == ("done", day.desk.code, query.header.seq)
    assert answer.payload["given_name"] == "Јелена"
    assert answer.digest == digest_of(answer.payload)
    ref = EnclosureRef(sha256="0" * 64, size=9, media_type="application/pdf", title="Извод")
    read = day.desk.write("ezup.shown", Shown(query=query.header.seq), case.header.subject)
    kept = Attached(query=query.header.seq, digest=answer.digest, enclosure=ref, clerk="mprimeric")
    day.send(read, day.desk.write("ezup.attached", kept, case.header.subject))
    assert day.rows() == [("done", "", "")]
    day.position = 0
    day.hear()
    again = [one for one in day.told if one.what == "answered"][-1]
    assert (again.payload, again.digest) == ({}, answer.digest)
