"""Entries that no program of ours writes: each gets its answer, and stops neither its desk nor a neighbour."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import datetime

import pytest

from clerk_app.central import requests
from clerk_app.central.bell import Bell
from clerk_app.central.registry.cases import Cases
from clerk_app.central.registry.clients import Client
from clerk_app.contract import canonical
from clerk_app.contract.answers import Registered, Status
from clerk_app.contract.exchange import ANSWERS
from clerk_app.contract.parcel import MOST_BYTES, split
from clerk_app.domain.bodies import OnPaper, RequestCorrected
from clerk_app.domain.case_bodies import RequestSupplemented, RequestWithdrawn
from clerk_app.domain.journal import Stamp
from clerk_app.domain.numbers import UniqueNumber
from clerk_app.domain.overlaps import Touch
from tests.central.conftest import Running
from tests.central.test_casework import HANDLER, Office, Opens, Speaking, begun, handed, moved, told
from tests.support.lone_desk import Caller, received, subject


@pytest.fixture
def opens(shared: Running) -> Iterator[Opens]:
    with ExitStack() as lines:
        yield lambda desk: Speaking(desk, lines.enter_context(Caller(shared.url, desk.anchor)))


@pytest.fixture
def pair(shared: Running, opens: Opens) -> Office:
    one = shared.clerk()
    two = shared.clerk(*HANDLER, office=one.office)
    return begun(opens(one), opens(two))


LONG = "х" * 100_000
ABSURD: dict[str, tuple[str, object]] = {
    "control characters": ("case.moved", moved(2, "u_radu", note="a\0b\x07")),
    "no such state": ("case.moved", moved(2, "u_ra\0du")),
    "no day": ("case.moved", moved(2, "neuredan_dopuna", missing=("a\0",), supplement_by="2026-99-99")),
    "a long day": ("case.moved", moved(2, "neuredan_dopuna", missing=("a",), supplement_by=LONG)),
    "too much is missing": ("case.moved", moved(2, "neuredan_dopuna", missing=("папир",) * 100_000)),
    "a version to come": ("case.moved", moved(2**64 - 1, "u_radu")),
    "a version before all": ("case.moved", moved(-(2**63), "u_radu")),
    "half a character": ("case.moved", b'{"base_version":1,"clerk":"x","state":"u_radu","note":"\\ud800"}'),
    "a zero in a name": ("case.handed", handed(2, "a\0b")),
    "a long name": ("case.handed", handed(2, LONG)),
    "zeros brought": (
        "request.supplemented",
        RequestSupplemented(base_version=2, received_local="\0", clerk="\0", form={"a.b": "\0"}, note="\0"),
    ),
    "zeros given up": ("request.withdrawn", RequestWithdrawn(received_local="\0", clerk="\0", reason="\0")),
}


@pytest.mark.parametrize("name", ABSURD)
def test_whatever_is_recorded_is_answered_and_stops_nobody(pair: Office, name: str) -> None:
    kind, body = ABSURD[name]
    second = pair.second
    sent = second.caller.send(second.desk, second.desk.cut(second.desk.write(kind, body, pair.about)))
    assert sent.status_code == 200
    answer = second.caller.answer(second.desk, second.position, second.have)
    assert answer.have == second.have + 1
    second.have = answer.have
    for change in pair.first.heard():
        assert len(change.body) < 200_000
        if change.kind == "status":
            status = canonical.decode(change.body, Status)
            assert status.supplement_by == ""
            assert "\0" not in status.note
            assert len(status.missing) <= 100
    assert second.send("case.moved", moved(10**6, "ceka_podatke"), pair.about) == []


@pytest.mark.parametrize(
    "stamp",
    [
        Stamp(at=-(2**63) + 1, boot=b"b" * 8, mono=1, offset=-(2**62), offset_age=1),
        Stamp(at=2**63 - 1, boot=b"b" * 8, mono=1, offset=-(2**63) + 1),
        Stamp(at=-(2**62), boot=b"b" * 8, mono=1),
    ],
)
def test_a_step_of_an_impossible_moment_is_taken(pair: Office, stamp: Stamp) -> None:
    second = pair.second
    entry = second.desk.write("case.moved", moved(pair.version, "u_radu"), pair.about, stamp=stamp)
    assert second.caller.send(second.desk, second.desk.cut(entry)).status_code == 200
    ((_, status),) = told(pair.first.heard())
    assert (status.state, status.at) == ("u_radu", 0)


@pytest.mark.parametrize("nowhere", ["nowhere", "a\0b", LONG])
def test_no_case_is_sent_to_an_office_that_is_none(pair: Office, nowhere: str) -> None:
    (result,) = pair.second.send("case.handed", handed(pair.version, "jprobic", nowhere), pair.about)
    assert (result.outcome, result.code) == ("refused", "office_unknown")
    assert pair.first.heard() == []


def test_what_a_desk_wrote_wrong_of_its_times_is_told_so_that_others_can_read_it(shared: Running, opens: Opens) -> None:
    one = shared.clerk()
    two = shared.clerk(*HANDLER, office=one.office)
    paper = OnPaper(entered_local="")
    pair = begun(opens(one), opens(two), received_local="yesterday", deadline="soon", on_paper=paper)
    (case,) = [body for kind, body in told(pair.second.heard()) if kind == "case"]
    assert datetime.fromisoformat(case.received.received_local).tzinfo is not None
    assert case.received.on_paper.entered_local == case.received.received_local
    assert case.received.deadline == ""


def test_a_desk_that_was_away_hears_much_in_answers_that_it_can_read(shared: Running, opens: Opens) -> None:
    one = shared.clerk()
    two = shared.clerk(*HANDLER, office=one.office)
    first, second = opens(one), opens(two)
    for _ in range(25):
        first.caller.send(one, one.cut(one.receive(note=secrets.token_hex(40_000))))
        first.have += 1
    first.until("registered")
    second.caller.send(
        two, *(two.cut(two.write("case.moved", moved(0, LONG), first.desk.entries[0].header.subject)) for _ in range(9))
    )
    cases, answered = 0, 0
    while cases < 25:
        target = f"{ANSWERS}?position={second.position}&have={second.have}&hold=1"
        reply = second.caller.ask(two, "GET", target)
        for raw in split([reply.content]):
            assert len(raw) <= MOST_BYTES
            answer = two.opened(raw)
            second.position, second.have = answer.position, answer.have
            cases += sum(change.kind == "case" for change in answer.changes)
            answered += len(answer.results)
    assert (cases, answered) == (25, 9)


def test_a_case_that_has_grown_beyond_any_answer_is_told_shorter(shared: Running, opens: Opens) -> None:
    one = shared.clerk()
    two = shared.clerk(*HANDLER, office=one.office)
    pair = begun(opens(one), opens(two), note=secrets.token_hex(400_000))
    body = RequestCorrected(base_version=pair.version, form={"request.purpose": secrets.token_hex(400_000)})
    assert pair.first.send("request.corrected", body, pair.about) == []
    assert "case" in {change.kind for change in pair.second.heard()}


def test_the_history_of_a_request_of_an_impossible_moment_can_be_read(shared: Running, opens: Opens) -> None:
    speaking = opens(shared.clerk())
    desk, stamp = speaking.desk, Stamp(at=-(2**63) + 1, boot=b"b" * 8, mono=1)
    entry = desk.write("request.received", received(desk.code, 1), subject(desk.code, 1), stamp=stamp)
    speaking.caller.send(desk, desk.cut(entry))
    given = canonical.decode(speaking.until("registered").changes[-1].body, Registered)
    parts = shared.central.parts
    cases = Cases(parts.database, parts.keys.municipality, Bell(), parts.now)
    told = cases.history(Client("program", parts.keys.municipality), UniqueNumber(given.serial, given.year))
    assert told.steps[0].at.year == 1970


def test_whoever_moves_a_case_may_have_a_long_name(shared: Running, pair: Office) -> None:
    parts = shared.central.parts
    with parts.database.write() as connection:
        request = requests.by_subject(connection, parts.keys.municipality, pair.about)
        assert request is not None
        requests.touch(connection, request, "#state", Touch(3, "n" * 80))
        assert requests.touched(connection, request)["#state"].by == "n" * 60
