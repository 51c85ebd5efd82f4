from dataclasses import replace

import pytest

from clerk_app.domain.bodies import EnclosureRef, FeeCharged, ProofChoice
from clerk_app.domain.ezup_bodies import Attached
from clerk_app.domain.findings import Finding
from clerk_app.domain.requests import Happening
from clerk_app.ui.detail.opened import Opening
from clerk_app.ui.detail.tabs import EnclosuresTab, FeeTab, FindingsTab, finding_sentence, proof_name, where_words
from clerk_app.ui.widgets.button import Button
from clerk_app.ui.widgets.label import Label
from tests.support.desk_day import SKETCH, newest, registered_one


@pytest.fixture
def opening(desk):
    return Opening(desk.place, desk.jobs, desk.bodies)


@pytest.fixture
def opened(opening, desk):
    """A request with a fee and with records to obtain."""
    return opening.renew(registered_one(desk).subject)


@pytest.fixture
def said(context, settle, qtbot):
    """What a tab says of a request."""

    def show(kind, opened):
        tab = kind(context)
        qtbot.addWidget(tab)
        tab.show()
        tab.show_request(opened)
        settle()
        return "\n".join(label.accessibleName() for label in tab.findChildren(Label) if label.isVisible())

    return show


def test_files_and_records_are_listed_with_what_is_known_of_them(said, opening, desk):
    words = said(EnclosuresTab, opening.renew(newest(desk).subject))
    assert SKETCH.title in words
    assert "207 kB" in words


def test_a_record_says_who_obtains_it(said, opened, texts):
    first, second = (proof.code for proof in opened.service.proofs[:2])
    choices = (ProofChoice(proof=first, by="body"), ProofChoice(proof=second, by="party"))
    words = said(EnclosuresTab, replace(opened, body=replace(opened.body, proofs=choices))).splitlines()
    assert words == [
        texts.wording(opened.service.proofs[0].label),
        texts.text("intake.by_body"),
        texts.wording(opened.service.proofs[1].label),
        texts.text("intake.by_party"),
    ]


def test_a_file_of_a_few_bytes_is_not_nothing(said, opened):
    tiny = EnclosureRef(sha256="2" * 64, size=10, media_type="text/plain", title="Напомена", proof="", original=True)
    assert "1 kB" in said(EnclosuresTab, replace(opened, body=replace(opened.body, enclosures=(tiny,))))


def test_without_enclosures_it_says_so(said, opened, texts):
    nothing = replace(opened.body, enclosures=(), proofs=())
    assert said(EnclosuresTab, replace(opened, body=nothing)) == texts.text("detail.no_enclosures")


def test_the_fee_is_told_as_it_was_charged_and_makes_its_slips(context, opened, qtbot, texts):
    tab = FeeTab(context)
    qtbot.addWidget(tab)
    tab.show_request(opened)
    said = [label.accessibleName() for label in tab.findChildren(Label)]
    assert texts.amount(opened.body.fee.total) in said
    payments, slips = tab.findChildren(Button)
    with qtbot.waitSignal(tab.payments_wanted):
        payments.click()
    with qtbot.waitSignal(tab.slips_wanted):
        slips.click()


def test_what_corrected_values_make_of_the_fee_is_told_beside_it(said, opening, desk):
    opened = opening.renew(next(view for view in desk.requests._all() if view.service == "birth-extract").subject)
    assert "како сада стоје" not in said(FeeTab, opened)
    form = opened.body.form | {"request.copies": "12"}
    assert "По подацима како сада стоје такса је" in said(FeeTab, replace(opened, body=replace(opened.body, form=form)))


def test_how_each_order_stands_is_told(context, opened, qtbot, desk):
    tab = FeeTab(context)
    qtbot.addWidget(tab)
    orders = desk.actions.systems.payments.standing(opened.body, opened.view, opened.file)
    tab.show_request(replace(opened, payments=orders))
    said = " ".join(label.accessibleName() for label in tab.findChildren(Label))
    assert said.count("Није плаћено.") == len(orders.orders) > 0


def test_an_exempt_request_names_the_ground_and_has_no_slips(said, opened, texts):
    ground = opened.service.exemptions[0]
    exempt = replace(opened.body, fee=FeeCharged(exemption=ground.code))
    words = said(FeeTab, replace(opened, body=exempt))
    assert texts.wording(ground.label) in words
    assert texts.text("detail.slips") not in words


def test_a_body_that_was_erased_has_no_fee_to_show(said, opened, texts):
    assert said(FeeTab, replace(opened, body=None)) == texts.text("detail.no_body")


def test_findings_of_desk_and_centre_are_told_apart(said, opened, texts):
    ours = Finding(code="required_missing", where="applicant.phone")
    theirs = Finding(code="never_heard_of", where="somewhere")
    view = replace(opened.view, own_findings=(ours,), findings=(ours, theirs))
    words = said(FindingsTab, replace(opened, view=view))
    assert texts.text("detail.noted_here") in words
    assert texts.text("detail.source.centre") in words
    assert texts.text("detail.noted") in words


def test_without_findings_it_says_so(said, opened, texts):
    view = replace(opened.view, own_findings=(), findings=())
    assert said(FindingsTab, replace(opened, view=view)) == texts.text("detail.no_findings")


def test_where_a_finding_stands_is_named_as_people_name_it(context, opened, texts):
    section = opened.service.sections[0]
    field, proof = section.fields[0], opened.service.proofs[0]
    places = {
        f"{section.code}.{field.code}": texts.wording(field.label),
        f"{section.code}[0].{field.code}": texts.wording(field.label),
        f"proof.{proof.code}": texts.wording(proof.label),
        "proof.unknown": "unknown",
        "applicant.phone": texts.text("person.phone"),
        "somewhere": texts.text("detail.request"),
    }
    assert {where: where_words(Finding(code="x", where=where), opened, context) for where in places} == places


def test_a_rule_of_the_service_has_its_own_words(context, opening, desk, texts):
    with_rules = next(
        (view for view in desk.requests._all() if desk.service(view.service).rules), desk.requests._all()[0]
    )
    opened = opening.renew(with_rules.subject)
    rule = opened.service.rules[0]
    finding = Finding(code="rule_broken", where="", params={"rule": rule.code})
    assert finding_sentence(finding, opened, context) == texts.wording(rule.message)


def test_without_the_service_a_record_has_its_code(context):
    assert proof_name("apr", None, context) == "apr"


def test_a_file_that_was_obtained_says_ex_officio_and_not_copy(said, opened, texts):
    record = EnclosureRef(sha256="3" * 64, size=10, media_type="application/pdf", title="Извод")
    body = Attached(query=2, digest="", enclosure=record, clerk="o")
    own = (*opened.file.own, Happening(seq=9, at=9, subject=opened.view.subject, body=body))
    words = said(
        EnclosuresTab,
        replace(opened, body=replace(opened.body, enclosures=(record,), proofs=()), file=replace(opened.file, own=own)),
    )
    assert "прибављено по службеној дужности" in words
    assert texts.text("detail.copy") not in words
