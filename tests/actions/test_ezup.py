"""Records at the desk: asked for only as the party and the rules allow, read with a look, put with the case once."""

from __future__ import annotations

from datetime import timedelta

import pytest

from clerk_app.contract import canonical
from clerk_app.contract.signin import Grant
from clerk_app.domain.bodies import ProofChoice, RequestCorrected
from clerk_app.domain.errors import Refused, SignIn
from clerk_app.domain.ezup_bodies import Asked, Attached, Shown
from clerk_app.domain.ezup_datasets import digest_of
from clerk_app.domain.requests import RequestView
from tests.support.fake_desk import FakeDesk
from tests.support.fake_neighbours import CARD_HOLDER
from tests.support.records_day import BIRTH, answer, case_of, query_of, records_desk
from tests.support.specimens import DESK

EXTRACT = {"request.kind": "domestic", "person.relation": "self"}


@pytest.fixture
def desk() -> FakeDesk:
    return FakeDesk()


def case(desk: FakeDesk, *, signed: bool = True, by: str = "body") -> RequestView:
    choices = (ProofChoice(proof="birth_record", by=by),)  # type: ignore[arg-type]
    view = desk.receive(CARD_HOLDER, "birth-extract", EXTRACT, proofs=choices, signed_on_paper=signed)
    desk.register(view.subject, "004812999/2026")
    return view


def bodies(desk: FakeDesk, view: RequestView, kind: str) -> list[bytes]:
    entries = desk.bodies.entries(view.subject)
    return [entry.body or b"" for entry in entries if entry.header.kind == kind]


def test_a_query_names_its_ground_and_lapses(desk: FakeDesk) -> None:
    view, ezup = case(desk), desk.actions.systems.ezup
    assert ezup.ask(view.subject) == 1
    (body,) = bodies(desk, view, "ezup.asked")
    asked = canonical.decode(body, Asked)
    assert (asked.dataset, asked.key, asked.procedure) == ("mkr", CARD_HOLDER.id_number, "birth-extract")
    assert asked.legal_basis == "Закон о матичним књигама"
    assert asked.purpose == "Извод из матичне књиге рођених"
    hours = (asked.valid_until - desk.clock.stamp().at) / 3_600_000_000
    assert hours == pytest.approx(72, abs=0.1)
    with pytest.raises(Refused, match="ezup_nothing_to_ask"):
        ezup.ask(view.subject)


def test_a_query_of_a_pc_whose_clock_is_days_off_lapses_by_the_centres_clock(desk: FakeDesk) -> None:
    view, days = case(desk), 4 * 86_400_000
    desk.clock.offset = days
    desk.actions.systems.ezup.ask(view.subject)
    asked = canonical.decode(bodies(desk, view, "ezup.asked")[0], Asked)
    assert asked.valid_until == desk.clock.stamp().at + days * 1000 + 72 * 3_600_000_000


@pytest.mark.parametrize(
    ("signed", "by", "code"), [(False, "body", "statement_missing"), (True, "party", "left_to_party")]
)
def test_what_the_party_did_not_leave_to_the_body_is_not_asked(
    desk: FakeDesk, signed: bool, by: str, code: str
) -> None:
    view, ezup = case(desk, signed=signed, by=by), desk.actions.systems.ezup
    with pytest.raises(Refused, match=code):
        ezup.ask(view.subject)
    assert bodies(desk, view, "ezup.asked") == []
    ezup.state(view.subject, [ProofChoice(proof="birth_record", by="body")], "screen")
    assert ezup.ask(view.subject) == 1
    assert canonical.decode(bodies(desk, view, "ezup.asked")[0], Asked).statement > 0
    with pytest.raises(Refused, match="ezup_nothing_to_ask"):
        ezup.state(view.subject, [ProofChoice(proof="unknown", by="body")], "paper")


def test_a_record_is_read_with_a_look_and_put_with_the_case_once(desk: FakeDesk) -> None:
    view, ezup = case(desk), desk.actions.systems.ezup
    ezup.ask(view.subject)
    seq = query_of(desk, view, "mkr")
    with pytest.raises(Refused, match="query_unknown"):
        ezup.open(view.subject, seq)
    answer(desk, view, "mkr", "done", payload=BIRTH)
    looks = len(desk.looks.noted)
    opened = ezup.open(view.subject, seq)
    ezup.open(view.subject, seq)
    assert opened.payload == BIRTH
    assert len(desk.looks.noted) == looks + 2
    assert canonical.decode(bodies(desk, view, "ezup.shown")[0], Shown) == Shown(
        query=seq, clerk="mprimeric", clerk_name="М. Примерић"
    )
    assert len(bodies(desk, view, "ezup.shown")) == 1
    ref = ezup.attach(view.subject, seq)
    assert desk.enclosures.kept[ref.sha256].startswith(b"%PDF")
    attached = canonical.decode(bodies(desk, view, "ezup.attached")[0], Attached)
    assert (attached.digest, attached.enclosure) == (digest_of(BIRTH), ref)
    assert desk.record_paper.drawn[0].key == opened.query.key
    with pytest.raises(Refused, match="record_attached"):
        ezup.attach(view.subject, seq)
    assert set(ezup.with_case(view.subject)) == {"birth_record"}
    (proof,) = ezup.proofs(desk.case_files.of(view.subject))
    assert (proof.key, proof.obtained, bool(proof.source), bool(proof.at)) == ("body:birth_record", True, True, True)
    desk.records.told.clear()
    with pytest.raises(Refused, match="record_gone"):
        ezup.open(view.subject, seq)
    assert ezup.ask(view.subject, [opened.record.place]) == 1, "by name, and by a clerk"


def test_a_record_of_a_plate_that_was_corrected_is_not_the_cases_and_the_right_one_is_asked_for(desk: FakeDesk) -> None:
    choices = (ProofChoice(proof="vehicle", by="body"),)
    view = desk.receive(CARD_HOLDER, "taxi-permit", {"vehicle.plate": "BG123AA"}, proofs=choices, signed_on_paper=True)
    ezup = desk.actions.systems.ezup
    ezup.ask(view.subject)
    seq = query_of(desk, view, "vozilo")
    answer(desk, view, "vozilo", "done", payload={"plate": "BG123AA"})
    desk.actions.attending.correct(view.subject, {"vehicle.plate": "BG123AB"}, "погрешно откуцано")
    for reads in (ezup.open, ezup.attach):
        with pytest.raises(Refused, match="query_unknown"):
            reads(view.subject, seq)
    assert [one.state for one in ezup.proofs(desk.case_files.of(view.subject))] == ["not_asked"]
    assert ezup.ask(view.subject) == 1
    answer(desk, view, "vozilo", "done", payload={"plate": "BG123AB"})
    assert ezup.open(view.subject, query_of(desk, view, "vozilo")).payload["plate"] == "BG123AB"


def test_each_persons_first_reading_on_a_day_is_written_down(desk: FakeDesk) -> None:
    view, ezup = case(desk), desk.actions.systems.ezup
    ezup.ask(view.subject)
    answer(desk, view, "mkr", "done", payload=BIRTH)
    seq = query_of(desk, view, "mkr")
    ezup.open(view.subject, seq)
    desk.clock.at += timedelta(hours=1)
    ezup.open(view.subject, seq)
    colleague = Grant("g2", "jprobic", "Ј. Пробић", "clerk", "999", "1", DESK, 0, 2**60)
    desk.sessions.begin(colleague, offline=False)
    ezup.open(view.subject, seq)
    desk.clock.at += timedelta(days=1)
    ezup.open(view.subject, seq)
    ezup.open(view.subject, seq)
    read = [canonical.decode(body, Shown) for body in bodies(desk, view, "ezup.shown")]
    assert [one.clerk for one in read] == ["mprimeric", "jprobic", "jprobic"]
    assert {one.how for one in read} == {"screen"}


def test_what_is_printed_is_what_is_with_the_case_and_that_it_was_is_written_down(desk: FakeDesk) -> None:
    view, ezup = case(desk), desk.actions.systems.ezup
    ezup.ask(view.subject)
    answer(desk, view, "mkr", "done", payload=BIRTH)
    seq = query_of(desk, view, "mkr")
    with pytest.raises(Refused, match="query_unknown"):
        ezup.printed(view.subject, seq)
    ref = ezup.attach(view.subject, seq)
    assert ezup.printed(view.subject, seq) == desk.enclosures.kept[ref.sha256]
    ezup.printed(view.subject, seq)
    assert [look.activity for look in desk.looks.noted][-2:] == ["print", "print"]
    (read,) = [canonical.decode(body, Shown) for body in bodies(desk, view, "ezup.shown")]
    assert (read.query, read.how, read.clerk) == (seq, "paper", "mprimeric")


def test_what_was_not_attached_in_its_days_is_gone_and_may_be_asked_for_anew(desk: FakeDesk) -> None:
    view, ezup = case(desk), desk.actions.systems.ezup
    ezup.ask(view.subject)
    answer(desk, view, "mkr", "done", payload=BIRTH)
    seq = query_of(desk, view, "mkr")
    place = ezup.open(view.subject, seq).record.place
    desk.clock.at += timedelta(days=29)
    desk.sign_in()
    with pytest.raises(Refused, match="query_repeated"):
        ezup.ask(view.subject, [place])
    desk.clock.at += timedelta(days=1)
    desk.sign_in()
    for reads in (ezup.open, ezup.attach):
        with pytest.raises(Refused, match="record_gone"):
            reads(view.subject, seq)
    (proof,) = ezup.proofs(desk.case_files.of(view.subject))
    assert proof.state == "dropped"
    assert [one.state for one in ezup.queries(view.subject)] == ["dropped"]
    assert ezup.ask(view.subject, [place]) == 1


def test_what_was_not_obtained_is_told_with_its_state() -> None:
    desk = records_desk()
    found = desk.actions.systems.ezup.proofs(desk.case_files.of(case_of(desk).subject))
    assert [one.state for one in found if one.obtained] == ["attached"]
    states = [one.state for one in found if not one.obtained]
    assert {"done", "denied", "source_unavailable", "waiting", "not_asked"} == set(states)
    assert len({one.key for one in found}) == len(found)


def test_only_ticked_fields_are_filled_and_only_from_the_record(desk: FakeDesk) -> None:
    view, ezup = case(desk), desk.actions.systems.ezup
    ezup.ask(view.subject)
    answer(desk, view, "mkr", "done", payload=BIRTH)
    seq = query_of(desk, view, "mkr")
    assert ezup.fill(view.subject, seq, ["person.registry", "request.copies"]) == 1
    corrected = canonical.decode(bodies(desk, view, "request.corrected")[0], RequestCorrected)
    assert corrected.form == {"person.registry": "Примерово"}
    with pytest.raises(Refused, match="ezup_nothing_to_fill"):
        ezup.fill(view.subject, seq, ["request.copies"])


def test_nobody_signed_in_asks_nothing(desk: FakeDesk) -> None:
    desk.sessions.end()
    with pytest.raises(SignIn):
        desk.actions.systems.ezup.ask(b"")
