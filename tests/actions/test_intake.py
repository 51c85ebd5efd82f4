"""Intake: drafts that stay, findings that warn, two things that block, one commit, and never the same request twice."""

from __future__ import annotations

from dataclasses import replace

import pytest

from clerk_app.actions.intake import Intake
from clerk_app.actions.intake_form import IntakeForm
from clerk_app.domain import numbers
from clerk_app.domain.bodies import EnclosureRef, FeeLine, ProofChoice
from clerk_app.domain.errors import Damaged, Invalid, Refused, SignIn
from clerk_app.domain.findings import Finding
from clerk_app.domain.people import Address, IdDocument, Person
from clerk_app.ports.desk_file import JobState, NewPrintJob
from tests.support.desk_at_work import STALL, DeskAtWork, items
from tests.support.specimens import APPLICANT

WHOLE = {
    "place.kind": "stall",
    "place.from": "2026-12-01",
    "place.to": "2026-12-03",
    "place.area": "2,5",
    "goods[0].name": "мед",
    "goods[0].price": "400",
}


def body_of(desk: DeskAtWork, received):
    body = desk.bodies.received(received.view.subject)
    assert body is not None
    return body


def codes(findings: tuple[Finding, ...]) -> set[tuple[str, str]]:
    return {(finding.code, finding.where) for finding in findings}


def test_a_form_begins_with_whoever_is_in_the_reader(desk):
    form = desk.intake.begin(APPLICANT, language="sr-Latn")
    assert (form.applicant, form.language, form.step) == (APPLICANT, "sr-Latn", "person")
    assert desk.intake.begin().id != form.id


def test_drafts_are_there_again_after_the_program_ended(desk, tmp_path):
    form = replace(desk.intake.begin(APPLICANT), step="form", service="stall", service_version=1, values=WHOLE)
    desk.intake.save(form)
    desk.close()
    again = DeskAtWork(tmp_path, clock=desk.clock)
    again.sign_in()
    assert again.intake.drafts() == (form,)
    again.close()


def test_the_newest_draft_comes_first_and_each_clerk_has_their_own(desk):
    first, second = desk.intake.begin(), desk.intake.begin(APPLICANT)
    desk.intake.save(first)
    desk.clock.pass_time(seconds=5)
    desk.intake.save(second)
    assert desk.intake.drafts() == (second, first)
    newer, older = desk.intake.kept()
    assert newer.saved - older.saved == 5_000_000
    desk.sign_in("j.uzoric")
    assert desk.intake.drafts() == ()


def test_a_draft_is_overwritten_discarded_and_gone_once_received(desk):
    form = desk.intake.begin(APPLICANT)
    desk.intake.save(form)
    desk.intake.save(replace(form, note="касније"))
    assert [draft.note for draft in desk.intake.drafts()] == ["касније"]
    desk.intake.discard(form)
    assert desk.intake.drafts() == ()
    desk.intake.save(form)
    desk.intake.accept(form, STALL)
    assert desk.intake.drafts() == ()


def test_only_a_missing_person_or_service_blocks(desk):
    form = desk.intake.begin()
    for nobody in (None, Person(), Person(surname="  \u200b ", given_name="Ана")):
        with pytest.raises(Invalid, match="person_missing") as person:
            desk.intake.accept(replace(form, applicant=nobody), STALL)
        assert person.value.field == "person"
    with pytest.raises(Invalid, match="service_missing") as service:
        desk.intake.accept(replace(form, applicant=APPLICANT), None)
    assert service.value.field == "service"
    assert desk.kinds() == []


@pytest.mark.parametrize("person", [Person(surname="Примерић"), Person(id_number="1")])
def test_a_name_or_a_number_is_person_enough(desk, person):
    assert desk.intake.accept(replace(desk.intake.begin(), applicant=person), STALL).view.number


def test_a_citizen_who_insists_is_received_with_everything_noted(desk):
    received = desk.receive(
        Person(id_number="0101990900002", surname="Пробић"),
        values={"place.kind": "kiosk", "place.from": "31.02.2026.", "place.area": "500"},
        exemption="invented",
        insisted=True,
    )
    body = body_of(desk, received)
    assert body.insisted
    assert codes(body.findings) >= {
        ("jmbg_check_digit", "applicant.id_number"),
        ("name_incomplete", "applicant.surname"),
        ("choice_unknown", "place.kind"),
        ("date_impossible", "place.from"),
        ("number_too_large", "place.area"),
        ("proof_missing", "proof.photo"),
        ("exemption_unknown", "fee"),
    }
    assert body.findings == received.view.findings


def test_a_whole_request_has_no_findings(desk):
    photo = EnclosureRef(sha256="a" * 64, size=9, media_type="image/png", title="Тезга", proof="photo")
    form = replace(
        desk.intake.begin(APPLICANT),
        values=WHOLE,
        proofs=(ProofChoice(proof="licence", by="body"),),
        enclosures=(photo,),
    )
    assert desk.intake.assess(form, STALL).findings == ()


def test_an_official_record_is_missing_only_when_the_citizen_was_to_bring_it(desk):
    def missing(*choices: ProofChoice) -> set[str]:
        form = replace(desk.intake.begin(APPLICANT), values=WHOLE, proofs=choices)
        found = desk.intake.assess(form, STALL).findings
        return {finding.where for finding in found if finding.code == "proof_missing"}

    assert missing() == {"proof.photo", "proof.licence"}
    assert missing(ProofChoice(proof="licence", by="party")) == {"proof.photo", "proof.licence"}
    assert missing(ProofChoice(proof="licence", by="body"), ProofChoice(proof="photo", by="body")) == {"proof.photo"}


def test_a_proof_that_the_answers_make_needed_is_asked_for(desk):
    charity = WHOLE | {"place.kind": "other", "place.note": "charity"}
    for values, asked in ((WHOLE, False), (charity, True), (WHOLE | {"place.note": "charity"}, False)):
        findings = desk.intake.assess(replace(desk.intake.begin(APPLICANT), values=values), STALL).findings
        assert (("proof_missing", "proof.consent") in codes(findings)) is asked


@pytest.mark.parametrize(
    ("person", "expected"),
    [
        (APPLICANT, set()),
        (replace(APPLICANT, id_number="2308003990428"), {("jmbg_check_digit", "applicant.id_number")}),
        (replace(APPLICANT, id_number=""), {("jmbg_form", "applicant.id_number")}),
        (replace(APPLICANT, id_kind="passport", id_number="X 1"), set()),
        (replace(APPLICANT, given_name=""), {("name_incomplete", "applicant.surname")}),
        (Person(id_kind="company", id_number="101134702", surname="Узор д.о.о."), set()),
        (
            Person(id_kind="company", id_number="101134703", surname="Узор д.о.о."),
            {("pib_check_digit", "applicant.id_number")},
        ),
        (replace(APPLICANT, document=IdDocument(kind="id_card", expires="2026-11-23")), set()),
        (
            replace(APPLICANT, document=IdDocument(kind="id_card", expires="2026-11-22")),
            {("document_expired", "applicant.document")},
        ),
    ],
)
def test_what_is_odd_about_the_applicant_is_noted(desk, person, expected):
    findings = desk.intake.assess(replace(desk.intake.begin(person), values=WHOLE), STALL).findings
    assert {found for found in codes(findings) if found[1].startswith("applicant.")} == expected


def test_nobody_is_odd_before_anybody_is_there(desk):
    findings = desk.intake.assess(desk.intake.begin(), STALL).findings
    assert not [finding for finding in findings if finding.where.startswith("applicant")]


def test_the_fee_is_computed_and_kept_with_the_request(desk):
    received = desk.receive(values=WHOLE)
    assert body_of(desk, received).fee.lines == (
        FeeLine(
            code="request",
            level="republic",
            tariff="1",
            amount=33_000,
            valid_from="2024-07-01",
            unit=33_000,
            quantity="1",
        ),
        FeeLine(
            code="area", level="local", tariff="K", amount=5_000, valid_from="2020-01-01", unit=1_000, quantity="5"
        ),
    )
    assert received.view.fee_total == 38_000


def test_an_exemption_takes_its_levels_away_and_its_ground_is_kept(desk):
    fee = body_of(desk, desk.receive(values=WHOLE, exemption="republic_only")).fee
    assert (fee.exemption, fee.total) == ("republic_only", 5_000)
    assert body_of(desk, desk.receive(values=WHOLE, exemption="charity")).fee.total == 0


def test_the_tariff_is_that_of_the_day_of_receipt_however_long_the_draft_lay(desk):
    dearer = replace(STALL.fees[1], amount=50_000, valid_from="2026-11-24")
    changing = replace(STALL, fees=(*STALL.fees, dearer))
    form = replace(desk.intake.begin(APPLICANT), values=WHOLE)
    shown = desk.intake.assess(form, changing).fee
    desk.clock.pass_time(days=1)
    charged = body_of(desk, desk.intake.accept(form, changing)).fee
    assert (shown.total, charged.total) == (38_000, 55_000)
    assert replace(charged, terms=()) == desk.intake.assess(form, changing).fee


def test_the_deadline_runs_from_the_local_day(desk):
    desk.clock.pass_time(hours=16, minutes=30)
    received = desk.receive(values=WHOLE)
    assert received.view.received_at == "2026-11-24T00:30:00+01:00"
    assert received.view.deadline == desk.intake.assess(desk.intake.begin(), STALL).deadline.isoformat()
    assert body_of(desk, received).received_local == "2026-11-24T00:30:00+01:00"


def test_provisional_numbers_go_up_by_one_across_restarts(desk, tmp_path):
    given = [desk.receive().view.number for _ in range(3)]
    desk.close()
    again = DeskAtWork(tmp_path, clock=desk.clock, entropy=desk.entropy)
    again.sign_in()
    given.append(again.receive().view.number)
    again.close()
    assert given == [numbers.provisional("A7", running) for running in (1, 2, 3, 4)]


def test_what_the_clerk_noted_is_in_the_body(desk):
    received = desk.receive(
        signed_on_paper=True,
        representative=Person(surname="Узорић"),
        delivery="inbox",
        language="sr-Latn",
        note=" донеће\u00a0слику \u200b",
    )
    body = body_of(desk, received)
    assert (body.signed_on_paper, body.insisted) == (True, False)
    assert (body.delivery, body.language, body.note) == ("inbox", "sr-Latn", "донеће слику")
    assert body.clerk == "m.primeric"
    assert body.representative == Person(surname="Узорић")
    assert (body.service, body.service_version) == ("stall", 1)


def test_the_entry_names_the_grant_and_a_subject_that_says_nothing(desk):
    first, second = desk.receive(), desk.receive()
    assert first.entry.header.grant == desk.sessions.current().grant.id
    assert first.view.subject != second.view.subject
    assert len(first.view.subject) == 16


def test_text_that_no_file_can_hold_is_tidied_wherever_it_came_from(desk):
    odd = replace(
        APPLICANT,
        surname="Огледић\u200b\x00",
        given_name="Ljiljana".replace("Lj", "ǈ"),
        address=Address(street="Узорна\ud83d", place="  Примерово "),
        document=IdDocument(kind="id_card", number="00 99\t0417", issuer="c\u030c"),
    )
    applicant = body_of(desk, desk.receive(odd, note="\ud800тачно")).applicant
    assert (applicant.surname, applicant.given_name) == ("Огледић", "Ljiljana")
    assert applicant.address == Address(street="Узорна", place="Примерово")
    assert applicant.document == IdDocument(kind="id_card", number="00 99 0417", issuer="č")


def test_the_print_job_is_stored_in_the_same_commit(desk):
    job = NewPrintJob(id=b"job1", kind="receipt", copy=0)
    received = desk.receive(print_job=job)
    assert desk.states(received.view.subject) == [(JobState.WAITING, 0, "receipt")]
    with pytest.raises(Damaged, match="enclosure_missing"):
        desk.receive(
            print_job=NewPrintJob(id=b"job2", kind="receipt", copy=0),
            enclosures=(EnclosureRef(sha256="f" * 64, size=1, media_type="image/png", title="нема"),),
        )
    assert len(desk.jobs.open()) == 1
    assert desk.kinds() == ["request.received"]


def test_a_second_press_of_the_key_makes_no_second_request(desk):
    form = desk.intake.begin(APPLICANT)
    desk.intake.accept(form, STALL)
    with pytest.raises(Refused, match="already_received"):
        desk.intake.accept(replace(form, note="опет"), STALL)
    assert desk.kinds() == ["request.received"]


def test_a_save_that_the_accept_overtook_makes_no_draft_again(desk):
    form = desk.intake.begin(APPLICANT)
    desk.intake.accept(form, STALL)
    desk.intake.save(form)
    assert desk.intake.drafts() == ()


def test_a_form_whose_accept_failed_can_be_accepted_again(desk):
    form = desk.intake.begin(APPLICANT)
    with pytest.raises(Invalid):
        desk.intake.accept(form, None)
    assert desk.intake.accept(form, STALL).view.number


def test_whoever_waits_for_requests_is_told_once_it_is_on_disk(desk):
    told = []

    def note(received):
        told.append((received, desk.bodies.received(received.view.subject) is not None))

    intake = Intake(
        sessions=desk.sessions,
        journal=desk.journal,
        drafts=desk.drafts,
        clock=desk.clock,
        entropy=desk.entropy,
        accepted=note,
    )
    received = intake.accept(IntakeForm(id="f1", applicant=APPLICANT), STALL)
    assert told == [(received, True)]


@pytest.mark.parametrize("step", ["begin", "save", "drafts", "discard", "accept"])
def test_behind_the_lock_nothing_is_taken(desk, step):
    form = desk.intake.begin(APPLICANT)
    desk.sessions.lock()
    work = {
        "begin": desk.intake.begin,
        "save": lambda: desk.intake.save(form),
        "drafts": desk.intake.drafts,
        "discard": lambda: desk.intake.discard(form),
        "accept": lambda: desk.intake.accept(form, STALL),
    }
    with pytest.raises(SignIn, match="locked"):
        work[step]()
    assert desk.kinds() == []


def test_a_request_can_be_taken_before_the_centre_has_ever_spoken(tmp_path):
    fresh = DeskAtWork(tmp_path)
    fresh.sign_in()
    assert fresh.receive().view.state == "received_here"
    fresh.reference.keep(items(STALL))
    fresh.close()


def test_a_draft_is_kept_in_the_name_of_who_typed_it_though_the_desk_is_locked(desk):
    form, by = desk.intake.begin(), desk.sessions.current().grant
    desk.sessions.lock()
    desk.intake.save(form, by)
    desk.sessions.unlock(by.user)
    assert desk.intake.drafts() == (form,)
