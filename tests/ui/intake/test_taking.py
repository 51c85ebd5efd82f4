from dataclasses import replace

import pytest

from clerk_app.domain.on_paper import PaperEntry
from clerk_app.domain.people import Person
from clerk_app.ports.cards import IdCard, TextRead
from clerk_app.ui.intake.state import STEPS
from clerk_app.ui.intake.taking import Taking
from tests.support.desk_day import SKETCH
from tests.support.fake_neighbours import CARD_HOLDER


@pytest.fixture
def taking(desk):
    return Taking(desk.place)


def test_a_person_begins_at_the_service_and_nobody_at_the_person(taking):
    taking.begin(CARD_HOLDER)
    assert (taking.form.applicant, taking.form.step) == (CARD_HOLDER, "service")
    taking.end()
    taking.begin(None)
    assert (taking.form.applicant, taking.form.step) == (None, "person")


def test_coming_back_goes_on_with_what_was_being_taken(taking):
    taking.begin(CARD_HOLDER)
    form = taking.form
    taking.begin(None)
    assert taking.form is form


def test_another_person_begins_another_request(taking):
    taking.begin(CARD_HOLDER)
    first = taking.form.id
    taking.begin(Person(surname="Узорић"))
    assert taking.form.applicant == Person(surname="Узорић")
    assert taking.form.id != first


def test_a_draft_goes_on_with_its_service(taking, desk):
    service = desk.service("marriage")
    draft = replace(desk.actions.intake.begin(CARD_HOLDER), service=service.id, service_version=1, step="fee")
    taking.begin(draft)
    assert (taking.form, taking.service) == (draft, service)


def test_a_draft_whose_service_is_not_here_waits_for_one(taking, desk):
    draft = replace(desk.actions.intake.begin(CARD_HOLDER), service="gone", service_version=1)
    desk.reference._services = ()
    taking.begin(draft)
    assert taking.service is None
    assert taking.state().assessment is None


def test_a_service_chosen_elsewhere_is_for_who_is_at_the_counter(taking, desk):
    desk.at_counter.take(TextRead("reader", IdCard(person=CARD_HOLDER)))
    taking.begin(desk.service("marriage"))
    assert taking.form.applicant == CARD_HOLDER
    assert taking.form.service == "marriage"


def test_another_service_offers_its_own_records(taking, desk):
    taking.begin(CARD_HOLDER)
    taking.take_service(desk.service("public-area"))
    chosen = tuple(replace(choice, by="party") for choice in taking.form.proofs)
    taking.form = replace(taking.form, proofs=chosen)
    taking.take_service(desk.service("public-area"))
    assert taking.form.proofs == chosen
    taking.take_service(desk.service("local-tax-clearance"))
    assert taking.form.proofs != chosen


def test_files_are_added_to_the_form_only(taking):
    assert taking.add_enclosure(SKETCH) is None
    taking.begin(CARD_HOLDER)
    changed = taking.add_enclosure(SKETCH)
    assert changed == replace(taking.form, enclosures=(SKETCH,))
    assert taking.form.enclosures == ()


def test_steps_end_at_both_ends(taking):
    assert taking.neighbour(-1) == STEPS[0]
    taking.begin(CARD_HOLDER)
    assert [taking.neighbour(by) for by in (-1, 1)] == ["person", "form"]
    taking.form = replace(taking.form, step="review")
    assert taking.neighbour(1) == "review"


def test_before_the_service_the_person_is_judged(taking):
    taking.begin(Person())
    assert taking.state().findings
    assert taking.state().service is None


def exempted(taking, desk, purpose):
    service = desk.service("birth-extract")
    taking.begin(CARD_HOLDER)
    taking.take_service(service)
    taking.change(replace(taking.form, values={"request.purpose": purpose}))


def test_the_exemption_follows_the_answers(taking, desk):
    exempted(taking, desk, "school")
    assert taking.form.exemption == taking.state().suggested == "school"
    assert taking.state().assessment.fee.exemption == "school"
    taking.change(replace(taking.form, values={"request.purpose": "other"}))
    assert taking.form.exemption == ""


def test_what_the_clerk_chose_stays_whatever_is_answered(taking, desk):
    exempted(taking, desk, "school")
    taking.change(replace(taking.form, exemption=""))
    taking.change(replace(taking.form, values={"request.purpose": "health"}))
    assert (taking.form.exemption, taking.state().suggested) == ("", "health")


def test_a_draft_keeps_what_was_chosen_in_it(taking, desk):
    exempted(taking, desk, "school")
    draft = replace(taking.form, exemption="")
    taking.end()
    taking.begin(draft)
    taking.change(replace(draft, note="друго"))
    assert taking.form.exemption == ""


def test_statements_of_another_service_are_not_signed(taking, desk):
    taking.begin(CARD_HOLDER)
    taking.take_service(desk.service("birth-extract"))
    taking.change(replace(taking.form, statements=("truth",)))
    taking.take_service(desk.service("birth-extract"))
    assert taking.form.statements == ("truth",)
    taking.take_service(desk.service("property-tax"))
    assert taking.form.statements == ()


def test_only_a_form_in_which_something_stands_is_replaced(taking, desk):
    taking.begin(None)
    assert not taking.replaced_by(CARD_HOLDER)
    taking.begin(CARD_HOLDER)
    assert taking.replaced_by(CARD_HOLDER)
    assert taking.replaced_by(desk.service("marriage"))
    assert not taking.replaced_by(None)
    assert not taking.replaced_by(replace(taking.form, note="x"))
    assert taking.replaced_by(desk.actions.intake.begin())


def test_the_exemption_of_a_paper_is_that_of_its_day(taking, desk):
    exempted(taking, desk, "school")
    taking.change(replace(taking.form, paper=PaperEntry(day="2026-11-20", time="8.10")))
    state = taking.state()
    assert state.received_at.isoformat() == "2026-11-20T08:10:00+01:00"
    assert taking.form.exemption == "school"
