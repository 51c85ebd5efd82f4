"""Intake: papers entered later, representatives, statements, and until when the citizen may bring what is missing."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from clerk_app.actions.intake import Intake
from clerk_app.domain.bodies import OnPaper, ProofChoice, Representation
from clerk_app.domain.catalogue import Statement, Wording
from clerk_app.domain.intake_rule import IntakeRule
from clerk_app.domain.on_paper import PaperEntry
from clerk_app.domain.people import Person
from clerk_app.domain.receipts import parse
from tests.actions.test_intake import WHOLE, body_of, codes
from tests.support.desk_at_work import STALL, items
from tests.support.specimens import APPLICANT


def on_paper(desk, **given):
    return replace(desk.intake.begin(APPLICANT), values=WHOLE, paper=PaperEntry(**given))


def test_a_paper_entered_later_counts_by_its_own_time(desk):
    form = on_paper(desk, day="2026-10-23", time="8.10", number="14", clerk="Ј. Пробић", reason="breakdown")
    received = desk.intake.accept(form, STALL)
    body = body_of(desk, received)
    assert body.received_local == received.view.received_at == "2026-10-23T08:10:00+02:00"
    assert body.deadline == "2026-11-23"
    assert body.on_paper == OnPaper(
        entered_local="2026-11-23T08:00:00+01:00", reason="breakdown", number="14", clerk="Ј. Пробић"
    )
    assert ("paper_old", "paper.day") in codes(body.findings)
    assert desk.requests.counts().today == 1


def test_the_fee_of_a_paper_is_that_of_its_day(desk):
    late = desk.intake.accept(on_paper(desk, day="2024-06-30", time="10:00"), STALL)
    now = desk.receive(values=WHOLE)
    assert (body_of(desk, late).fee.lines[0].amount, body_of(desk, now).fee.lines[0].amount) == (30000, 33000)


def test_a_paper_without_a_readable_time_counts_from_now_and_says_so(desk):
    body = body_of(desk, desk.intake.accept(on_paper(desk, day="јуче", number="14"), STALL))
    assert body.received_local == "2026-11-23T08:00:00+01:00"
    assert body.on_paper is not None
    assert ("paper_time_missing", "paper.day") in codes(body.findings)


def test_a_receipt_signed_for_a_paper_bears_the_time_on_it(desk):
    desk.reference.keep(items(STALL))
    received = desk.intake.accept(on_paper(desk, day="2026-11-20", time="10:00"), STALL)
    code, _signature = parse(desk.receipting.facts(received.view.subject, copy=0).qr)
    assert code.at == datetime(2026, 11, 20, 9, tzinfo=UTC).timestamp()


def test_a_representative_is_kept_with_the_word_they_speak_by_and_found(desk):
    by = Representation(number=" УОП-II:7268-2026 ", issued="2026-11-02", issuer="Јавни бележник", seen=True)
    other = replace(APPLICANT, id_number="0505970980118", surname=" Узорић", given_name="Весна")
    received = desk.receive(representative=other, representation=by)
    body = body_of(desk, received)
    assert body.representation == replace(by, number="УОП-II:7268-2026")
    assert body.representative is not None
    assert body.representative.surname == "Узорић"
    assert [view.subject for view in desk.requests.find("uzoric")] == [received.view.subject]


def test_a_representative_of_whom_nothing_is_known_is_none(desk):
    body = body_of(desk, desk.receive(representative=Person(), representation=Representation()))
    assert body.representative is None
    assert {("representative_missing", "representative.surname"), ("authority_not_seen", "representation.seen")} <= (
        codes(body.findings)
    )


SWORN = replace(STALL, statements=(Statement(code="true", text=Wording(sr="Тачно је.")),), proofs=())


@pytest.mark.parametrize(
    ("given", "found"), [({}, True), ({"statements": ("true",)}, False), ({"signed_on_paper": True}, False)]
)
def test_a_statement_is_signed_by_itself_or_with_the_whole_paper(desk, given, found):
    form = replace(desk.intake.begin(APPLICANT), values=WHOLE, **given)
    received = desk.intake.accept(form, SWORN)
    assert (("statement_unsigned", "statement.true") in codes(received.view.findings)) is found
    assert body_of(desk, received).statements == given.get("statements", ())


def test_whoever_goes_home_for_something_is_told_until_when(desk):
    whole = replace(desk.intake.begin(APPLICANT), values=WHOLE, signed_on_paper=True)
    assert desk.intake.assess(whole, SWORN).bring_by is None
    lacking = desk.receive(values=WHOLE, insisted=True)
    assert body_of(desk, lacking).bring_by == "2026-12-01"
    obtains = replace(whole, proofs=(ProofChoice(proof="licence", by="party"),))
    assert desk.intake.assess(obtains, SWORN).bring_by == date(2026, 12, 1)


def test_where_the_municipality_tells_no_day_none_is_told(desk):
    intake = Intake(
        sessions=desk.sessions,
        journal=desk.journal,
        drafts=desk.drafts,
        clock=desk.clock,
        entropy=desk.entropy,
        rule=IntakeRule(bring_within=0),
    )
    assert intake.assess(intake.begin(APPLICANT), STALL).bring_by is None
