"""eZUP at the centre: a query is asked once and told to the desk that asked; what may not be asked is denied."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

import pytest
from sqlalchemy import insert, select, update

from clerk_app.central.clock import HOUR, SECOND
from clerk_app.central.ezup.rules import revoke
from clerk_app.central.ezup.tables import EZUP_OUTAGE, EZUP_QUERY
from clerk_app.central.schema import ALARM, CLERK
from clerk_app.contract import canonical
from clerk_app.contract.answers import Answers
from clerk_app.domain.bodies import EnclosureRef, ProofChoice, RequestAnnulled
from clerk_app.domain.case_bodies import CaseMoved
from clerk_app.domain.errors import Refused
from clerk_app.domain.ezup_bodies import Asked, Attached, RecordTold, Shown, Stated
from clerk_app.domain.ezup_datasets import case_digest, digest_of
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
            "proof": PARTS.get(dataset, ""),
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
    (asked,) = [one for one in day.told if one.what == "asked"]
    assert (asked.key, asked.key_digest) == ("140398••••••8", case_digest(case.header.subject, "mkr", JELENA))
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
    twice = day.desk.write("ezup.attached", kept, case.header.subject)
    day.send(twice)
    day.hear()
    assert (twice.header.seq, "refused", "record_attached") in day.results


def test_the_same_entry_again_is_answered_from_the_ledger_and_another_for_the_same_record_is_refused(day: Day) -> None:
    case = day.receive()
    query = day.asked(case)
    day.send(query)
    day.answers()
    assert day.caller.send(day.desk, day.desk.cut(query, first=day.desk.sent)).is_success
    second = day.asked(case)
    day.send(second)
    day.hear()
    assert (second.header.seq, "refused", "query_repeated") in day.results
    assert [state for state, _, _ in day.rows()] == ["done"]


@pytest.mark.parametrize(
    ("signed", "by", "reason"), [(False, "body", "statement_missing"), (True, "party", "left_to_party")]
)
def test_without_the_partys_signed_word_a_query_is_denied(day: Day, signed: bool, by: str, reason: str) -> None:
    case = day.receive(signed=signed, by=by)
    day.send(day.asked(case))
    assert [(one.outcome, one.reason) for one in day.answers()] == [("denied", reason)]
    said = Stated(
        choices=(ProofChoice(proof=PARTS["mkr"], by="body"),),
        signed="screen",
        stated_local="2026-09-21T16:30:00+02:00",
        clerk="mprimeric",
    )
    stated = day.desk.write("ezup.stated", said, case.header.subject)
    day.send(stated, day.asked(case, statement=stated.header.seq))
    assert [one.outcome for one in day.answers(2)] == ["denied", "done"]


def test_a_revoked_grant_and_a_number_that_is_not_of_the_case_are_denied(day: Day) -> None:
    parts, case = day.centre.central.parts, day.receive()
    day.send(day.asked(case, key=STOJAN))
    assert day.answers()[-1].reason == "key_not_in_case"
    revoke(parts.database, parts.keys.municipality, "birth-extract", "mkr", parts.now)
    day.send(day.asked(case))
    assert day.answers(2)[-1].reason == "grant_revoked"
    assert day.desk.grant
    with pytest.raises(Refused, match="ezup_not_granted"):
        revoke(parts.database, parts.keys.municipality, "birth-extract", "mkr", parts.now)


def test_a_record_that_another_proof_is_of_is_denied_though_the_party_left_that_proof_to_the_body(day: Day) -> None:
    person = Person(surname="Примерић", given_name="Јелена", id_number=JELENA)
    chosen = (ProofChoice(proof="residence", by="body"), ProofChoice(proof="citizenship", by="party"))
    case = day.desk.receive(applicant=person, proofs=chosen, signed_on_paper=True, service="voters-roll")
    day.send(case, day.asked(case, proof="residence", procedure="voters-roll", dataset="drz"))
    (answer,) = day.answers()
    assert (answer.outcome, answer.reason, answer.payload) == ("denied", "record_not_of_proof", {})


def test_a_query_that_lapsed_before_it_came_and_one_of_a_finished_case_are_denied(day: Day) -> None:
    case = day.receive()
    day.send(day.asked(case, valid_until=day.centre.clock.at - SECOND))
    assert day.answers()[-1].reason == "expired"
    handler = replace(day, desk=day.centre.clerk("omodelic", "model-2026"), told=[], position=0)
    closed = CaseMoved(base_version=99, state="odbacen", clerk="omodelic")
    handler.send(handler.desk.write("case.moved", closed, case.header.subject))
    day.send(day.asked(case))
    assert day.answers(2)[-1].reason == "case_closed"


def test_a_register_that_answers_for_another_person_tells_nothing_and_raises_an_alarm(day: Day) -> None:
    case = day.receive(STOJAN, service="voters-roll")
    day.send(day.asked(case, STOJAN, "preb"))
    (answer,) = day.answers()
    assert (answer.outcome, answer.reason, answer.payload, answer.digest) == (
        "source_unavailable", "wrong_person", {}, "",
    )  # fmt: skip
    assert day.rows() == [("source_unavailable", "wrong_person", "")]
    with day.centre.central.parts.database.read() as connection:
        assert connection.execute(select(ALARM.c.code)).scalars().all() == ["ezup_wrong_person"]
    day.send(day.asked(case, STOJAN, "preb"))
    assert len(day.answers(2)) == 2, "another attempt is another entry"


def test_nobody_is_not_found_and_a_register_that_is_away_ends_the_attempt(day: Day) -> None:
    parts, case = day.centre.central.parts, day.receive(NOBODY)
    day.send(day.asked(case, NOBODY))
    assert day.answers()[-1].outcome == "not_found"
    with parts.database.write() as connection:
        away = {"dataset": "mkr", "begins": day.centre.clock.at, "ends": day.centre.clock.at + HOUR}
        connection.execute(insert(EZUP_OUTAGE).values(municipality=parts.keys.municipality, **away))
    day.send(day.asked(case, NOBODY))
    assert [(one.outcome, one.reason) for one in day.answers(2)][-1] == ("source_unavailable", "outage")


def test_a_colleague_hears_the_outcome_and_never_what_the_register_said(day: Day) -> None:
    colleague = replace(day, desk=day.centre.clerk(office=day.desk.office), told=[], position=0)
    case = day.receive()
    day.send(day.asked(case))
    day.answers()
    for answer in day.caller.listen(colleague.desk, hold=20):
        if any(one.kind == "registered" or one.kind == "case" for one in answer.changes):
            break
    colleague.position = 0
    colleague.hear()
    told = [one for one in colleague.told if one.what == "answered"]
    assert [(one.outcome, one.payload) for one in told] == [("done", {})]


def test_who_may_not_ask_any_more_is_denied(day: Day) -> None:
    parts, case = day.centre.central.parts, day.receive()
    with parts.database.write() as connection:
        connection.execute(update(CLERK).where(CLERK.c.user == "mprimeric").values(role="trainee"))
    day.send(day.asked(case))
    assert day.answers()[-1].reason == "not_permitted"


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"proof": "\0", "key": JELENA}, "statement_missing"),
        ({"key": "\0"}, "key_not_in_case"),
        ({"key": "1" * 41}, "key_not_in_case"),
        ({"key_kind": "pib"}, "key_not_in_case"),
        ({"key_kind": "mb"}, "key_not_in_case"),
    ],
)
def test_what_no_register_could_be_asked_is_denied_and_stands_in_nobodys_way(
    day: Day, changed: dict[str, object], reason: str
) -> None:
    form = {"a.b": "\0", "a.c": "1" * 41}
    person = Person(surname="Примерић", given_name="Јелена", id_number=JELENA)
    chosen = (ProofChoice(proof=PARTS["mkr"], by="body"),)
    bad = day.desk.receive(applicant=person, proofs=chosen, signed_on_paper=True, service="birth-extract", form=form)
    day.send(bad, day.asked(bad, **changed))  # type: ignore[arg-type]
    day.send(day.asked(day.receive()))
    found = {one.query: one for one in day.answers(2)}
    assert [(one.outcome, one.reason) for _, one in sorted(found.items())] == [("denied", reason), ("done", "")]
    assert all(JELENA not in one.key for one in day.told)


def test_the_partys_last_word_counts_though_the_desks_clock_was_set_back(day: Day) -> None:
    case = day.receive()
    for by in ("body", "party"):
        said = Stated(
            choices=(ProofChoice(proof=PARTS["mkr"], by=by),),
            signed="paper",
            stated_local="",
            clerk="mprimeric",
        )
        day.send(day.desk.write("ezup.stated", said, case.header.subject))
        day.desk.at -= HOUR
    day.send(day.asked(case))
    assert [(one.outcome, one.reason) for one in day.answers()] == [("denied", "left_to_party")]


def test_an_annulled_case_takes_no_query(day: Day) -> None:
    case = day.receive()
    gone = RequestAnnulled(reason="двапут унет", clerk="mprimeric")
    annulled = day.desk.write("request.annulled", gone, case.header.subject)
    query = day.asked(case)
    day.send(annulled, query)
    day.hear()
    assert (query.header.seq, "refused", "already_annulled") in day.results
    assert day.rows() == []


@pytest.mark.parametrize("query", [2**63, -(2**63) - 1, 0, 2**70])
def test_a_number_that_no_entry_can_have_is_no_query(centre: Running, query: int) -> None:
    desk = centre.clerk()
    with Caller(centre.url, desk.anchor) as caller:
        first = desk.receive()
        shown = desk.write("ezup.shown", Shown(query=query), first.header.subject)
        assert caller.send(desk, desk.cut(first, shown)).status_code == 200
        assert [one.code for one in caller.answer(desk).results] == ["query_unknown"]
