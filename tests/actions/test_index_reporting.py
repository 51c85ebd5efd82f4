"""Reports to the centre; and whatever stands in a journal, nothing of it but counts is in the bytes that leave."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clerk_app.actions.index_reporting import subject_of
from clerk_app.contract import canonical
from clerk_app.domain.bodies import EnclosureRef, ProofChoice
from clerk_app.domain.errors import CounterError
from clerk_app.domain.index import BY_CODE
from clerk_app.domain.index_bodies import IndexReported
from clerk_app.domain.index_periods import of_kind
from clerk_app.domain.people import Address, Person
from tests.support.desk_day import DRAGAN, EXTRACT
from tests.support.fake_desk import FakeDesk
from tests.support.fake_index import INDEX_ITEM, autumn
from tests.support.fake_neighbours import NOW, micros

TEXT = st.text(min_size=6, max_size=40)
PEOPLE = st.builds(
    Person,
    id_number=TEXT,
    surname=TEXT,
    given_name=TEXT,
    phone=TEXT,
    email=TEXT,
    address=st.builds(Address, street=TEXT, place=TEXT),
)


@pytest.fixture
def desk() -> FakeDesk:
    return FakeDesk(role="supervisor")


def reports(desk: FakeDesk) -> list[bytes]:
    return [
        entry.body
        for entries in desk.journal.subjects.values()
        for entry in entries
        if entry.header.kind == "index.reported" and entry.body is not None
    ]


def test_a_month_is_reported_once_when_it_is_over(desk: FakeDesk) -> None:
    autumn(desk.measures, desk.outages)
    reporting = desk.actions.systems.reporting
    assert reporting.run()
    assert not reporting.run()
    (body,) = reports(desk)
    made = canonical.decode(body, IndexReported)
    assert (made.month, made.whole) == ("2026-10", True)
    assert {line.code for line in made.lines} == set(BY_CODE) - {"by_portal"}
    assert {entry.header.grant for entry in desk.journal.subjects[subject_of("2026-10")]} == {""}
    desk.clock.at = NOW + timedelta(days=10)
    assert reporting.run()
    assert len(reports(desk)) == 2


def test_a_desk_that_did_nothing_tells_of_its_line_alone(desk: FakeDesk) -> None:
    made = desk.actions.systems.reporting.report(of_kind("last_month", NOW.date()), whole=True)
    assert [(line.code, line.numerator, line.denominator) for line in made.lines] == [("offline", 0, 31 * 86_400)]
    assert not desk.actions.systems.reporting.run()
    desk.outages.since = micros(NOW - timedelta(days=2))  # there was no desk in that month
    made = desk.actions.systems.reporting.report(of_kind("last_month", NOW.date()), whole=True)
    assert made.lines == ()
    assert not desk.actions.systems.reporting.run()


def test_the_month_so_far_is_sent_when_a_supervisor_asks(desk: FakeDesk) -> None:
    autumn(desk.measures, desk.outages)
    made = desk.actions.systems.reporting.send()
    assert (made.month, made.whole) == ("2026-11", False)
    assert [canonical.decode(body, IndexReported) for body in reports(desk)] == [made]
    with pytest.raises(CounterError, match="not_permitted"):
        FakeDesk(role="clerk").actions.systems.reporting.send()


def test_small_counts_stay_here(desk: FakeDesk) -> None:
    desk.reference.told(INDEX_ITEM)
    for _ in range(4):
        desk.receive(DRAGAN, "birth-extract", EXTRACT)
    made = desk.actions.systems.reporting.send()
    assert {line.code for line in made.lines} == {"offline"}
    desk.receive(DRAGAN, "marriage")
    made = desk.actions.systems.reporting.send()
    assert {(line.code, line.service) for line in made.lines if line.code == "supplements"} == {("supplements", "")}


@settings(max_examples=40, deadline=None)
@given(
    people=st.lists(PEOPLE, min_size=5, max_size=8),
    notes=st.lists(TEXT, min_size=5, max_size=8),
    values=st.dictionaries(TEXT, TEXT, max_size=3),
    services=st.lists(TEXT, min_size=5, max_size=8),
)
def test_nothing_of_a_journal_is_in_the_bytes_of_a_report(
    people: list[Person], notes: list[str], values: dict[str, str], services: list[str]
) -> None:
    """Whatever people, numbers and texts there are; services that nobody published have no name either."""
    desk = FakeDesk(role="supervisor")
    service = desk.service("birth-extract")
    for place, person in enumerate(people):
        text = notes[place % len(notes)]
        title = EnclosureRef(sha256="1" * 64, size=1, media_type="application/pdf", title=text, proof=text)
        form = replace(
            desk.actions.intake.begin(person), service=service.id, service_version=1, values=values, note=text,
            enclosures=(title,), proofs=(ProofChoice(proof=text, by="body"),), visit=text,
        )  # fmt: skip
        received = desk.actions.intake.accept(form, service, None)
        desk.actions.systems.indicators.rate(received.view.subject, 1 + place % 5)
    own = desk.measures._own()
    desk.measures.given += [
        replace(facts, service=services[place % len(services)])
        for place, facts in enumerate(own.values())
        for _ in range(6)
    ]
    bare = FakeDesk(role="supervisor")
    empty = canonical.encode(bare.actions.systems.reporting.send())
    made = desk.actions.systems.reporting.send()
    sent = canonical.encode(made)
    allowed = {"", *(item.name for item in desk.reference.services())}
    assert {line.service for line in made.lines} <= allowed
    assert all(type(count) is int for line in made.lines for count in (line.numerator, line.denominator))
    shape = canonical.encode(
        replace(made, lines=tuple(replace(line, numerator=0, denominator=0) for line in made.lines))
    )
    known = shape + empty + b"".join(name.encode() for name in allowed)
    private = [*notes, *values, *values.values(), *services]
    for person in people:
        private += [person.id_number, person.surname, person.given_name, person.phone, person.email]
        private += [person.address.street, person.address.place] if person.address is not None else []
    for text in private:
        for written in (text.encode(errors="ignore"), canonical.encode(text).strip(b'"')):
            count = written.isdigit() and len(written) < 10  # seconds of a month may look the same
            assert not written or count or written in known or written not in sent
