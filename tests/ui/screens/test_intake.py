from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from clerk_app.domain.errors import Invalid
from clerk_app.ports.desk_file import JobState
from clerk_app.ui.widgets.choice import Radio
from tests.support.desk_day import EXTRACT, newest
from tests.support.fake_neighbours import CARD_HOLDER


def screen_of(stage):
    return stage.shell._screens["intake"]


def taking_of(stage):
    return screen_of(stage)._taking


def begun(stage, desk, service="birth-extract"):
    """An intake for the card holder, at the form of a service."""
    stage.go("intake", CARD_HOLDER)
    screen_of(stage)._on_service_chosen(desk.service(service))
    stage.settle()


def test_the_person_of_the_card_is_there_and_the_service_is_asked_first(stage, desk):
    stage.go("intake", CARD_HOLDER)
    assert taking_of(stage).form.step == "service"
    assert "Примерић Јелена" in stage.words()
    assert CARD_HOLDER.id_number not in stage.words()


def test_a_service_is_found_by_a_few_letters_and_taken_with_enter(stage, desk):
    stage.go("intake", CARD_HOLDER)
    field = stage.window.focusWidget()
    QTest.keyClicks(field, "izvod")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert taking_of(stage).service.id == "birth-extract"
    assert taking_of(stage).form.step == "form"


def test_what_is_typed_goes_into_the_form_and_is_kept_as_a_draft(stage, desk):
    begun(stage, desk)
    page = screen_of(stage)._view._folds[2].page
    copies = page._fields["request.copies"].control
    copies.setFocus()
    QTest.keyClicks(copies, "3")
    assert taking_of(stage).form.values["request.copies"] == "3"
    stage.go("home")
    assert len(desk.drafts.kept) == 1
    stage.go("intake")
    assert taking_of(stage).form.values["request.copies"] == "3"


def test_nothing_that_is_missing_stops_a_receipt(stage, desk):
    begun(stage, desk)
    stage.shell.commands.run("accept")
    assert taking_of(stage).form.step == "review"
    stage.shell.commands.run("accept")
    view = newest(desk)
    assert view.applicant == "Примерић Јелена"
    assert view.findings
    assert stage.shell._current.id == "detail"
    assert f"Примљено овде: {view.number}" == stage.shell.toast.accessibleName()


def test_the_receipt_prints_after_the_commit_and_only_then(stage, desk):
    begun(stage, desk)
    screen_of(stage)._go_to("review")
    stage.shell.commands.run("accept")
    assert [job.state for job in desk.jobs.of(newest(desk).subject)] == [JobState.PRINTED]
    assert desk.drafts.kept == {}


def test_a_full_disk_keeps_everything_on_the_screen(stage, desk):
    begun(stage, desk)
    desk.journal.full = True
    before = len(desk.requests._all())
    screen_of(stage)._go_to("review")
    stage.shell.commands.run("accept")
    assert len(desk.requests._all()) == before
    assert taking_of(stage).form.applicant == CARD_HOLDER
    assert stage.shell._current.id == "intake"
    assert "диск" in stage.shell.toast.accessibleName().lower()


def test_without_a_person_the_clerk_is_led_to_the_person(stage, desk):
    stage.go("intake")
    screen_of(stage)._on_service_chosen(desk.service("birth-extract"))
    screen_of(stage)._go_to("review")
    stage.shell.commands.run("accept")
    assert taking_of(stage).form.step == "person"
    assert "Недостаје особа" in stage.shell.toast.accessibleName()


def test_a_person_can_be_typed_and_the_number_tells_the_birthday(stage, desk):
    stage.go("intake")
    page = screen_of(stage)._view._folds[0].page
    number = page._fields["id_number"]
    number.setFocus()
    QTest.keyClicks(number, "1105985980020")
    assert taking_of(stage).form.applicant.birth_date == "1985-05-11"
    assert taking_of(stage).form.applicant.sex
    number.clear()
    QTest.keyClicks(number, "1105985980021")
    page._fields["surname"].setFocus()
    assert "Последња цифра" in stage.words()


def test_steps_are_reached_by_their_numbers_and_by_page_keys(stage, desk):
    begun(stage, desk)
    stage.shell.commands.run("item_5")
    assert taking_of(stage).form.step == "fee"
    stage.shell.commands.run("previous_step")
    assert taking_of(stage).form.step == "proofs"
    stage.shell.commands.run("item_1")
    stage.shell.commands.run("previous_step")
    assert taking_of(stage).form.step == "person"


def test_the_next_finding_brings_its_field(stage, desk):
    begun(stage, desk)
    screen_of(stage)._go_to("review")
    stage.shell.commands.run("next_finding")
    where = taking_of(stage).state().assessment.findings[0].where
    page = screen_of(stage)._view._folds[2].page
    assert page._fields[where].control.hasFocus()


def test_the_citizens_choice_of_who_obtains_a_record_is_kept(stage, desk):
    begun(stage, desk, "public-area")
    screen_of(stage)._go_to("proofs")
    stage.settle()
    party = next(
        radio for radio in stage.window.findChildren(Radio) if radio.isVisible() and radio.text() == "доставља странка"
    )
    party.click()
    first = desk.service("public-area").proofs[0].code
    assert {choice.proof: choice.by for choice in taking_of(stage).form.proofs}[first] == "party"


def test_a_file_is_added_and_removed(stage, desk):
    begun(stage, desk)
    screen_of(stage)._go_to("proofs")
    screen_of(stage).doing.enclose(Path("skica.pdf"))
    assert "skica" in stage.words()
    screen_of(stage)._on_form_changed(replace(taking_of(stage).form, enclosures=()))
    assert "skica" not in stage.words()


def test_a_file_that_is_not_what_it_says_is_refused_in_words(stage, desk):
    begun(stage, desk)
    desk.enclosures.error = Invalid("file_not_what_it_says")
    screen_of(stage).doing.enclose(Path("skica.pdf"))
    assert taking_of(stage).form.enclosures == ()
    assert stage.shell.toast.accessibleName()


def test_an_exemption_takes_the_fee_away(stage, desk):
    begun(stage, desk)
    exemption = desk.service("birth-extract").exemptions[0].code
    values = dict(EXTRACT)
    screen_of(stage)._on_form_changed(replace(taking_of(stage).form, values=values))
    with_fee = taking_of(stage).state().assessment.fee.total
    screen_of(stage)._on_form_changed(replace(taking_of(stage).form, exemption=exemption))
    assert with_fee > 0
    assert taking_of(stage).state().assessment.fee.total == 0


def test_a_repeated_section_grows_and_shrinks(stage, desk):
    begun(stage, desk, "child-allowance")
    page = screen_of(stage)._view._folds[2].page
    section = next(one for one in desk.service("child-allowance").sections if one.repeat_max > 1)
    page._on_row_added(section, 1)
    stage.settle()
    assert any(key.startswith(f"{section.code}[1]") for key in page._fields)
    page._on_row_removed(section, 1)
    stage.settle()
    assert not any(key.startswith(f"{section.code}[1]") for key in page._fields)


def test_yes_and_no_are_kept_as_words(stage, desk):
    begun(stage, desk, "child-allowance")
    page = screen_of(stage)._view._folds[2].page
    yes, no = page._fields["claim.single_parent"].control.findChildren(Radio)
    yes.click()
    assert taking_of(stage).form.values["claim.single_parent"] == "yes"
    no.click()
    assert taking_of(stage).form.values["claim.single_parent"] == "no"


def test_the_request_can_be_printed_for_signing_before_it_is_received(stage, desk):
    begun(stage, desk)
    stage.shell.commands.run("print_sheet")
    assert [facts.body.number for facts in desk.paper.requests] == [""]


def test_a_service_chosen_elsewhere_begins_with_who_is_at_the_counter(stage, desk):
    stage.go("intake", desk.service("marriage"))
    assert taking_of(stage).service.id == "marriage"
    assert taking_of(stage).form.service == "marriage"
    assert taking_of(stage).form.step == "person"


def test_a_catalogue_that_has_not_come_says_so(stage, desk):
    desk.reference._services = ()
    stage.go("intake", CARD_HOLDER)
    assert stage.texts.text("error.catalogue_empty") in stage.words()


def test_f9_walks_through_all_findings_and_around(stage, desk):
    begun(stage, desk)
    screen_of(stage)._go_to("review")
    findings = taking_of(stage).state().findings
    assert len(findings) > 1
    brought = []
    for _ in range(len(findings) + 1):
        stage.shell.commands.run("next_finding")
        brought.append(screen_of(stage)._brought)
    assert brought == [*findings, findings[0]]


def test_f9_with_nothing_to_mend_says_so(stage, desk):
    stage.go("intake", CARD_HOLDER)
    stage.shell.commands.run("next_finding")
    assert "Ништа није уочено." in stage.words()


def test_a_wrong_number_is_brought_to_the_hand(stage, desk):
    stage.go("intake", replace(CARD_HOLDER, id_number="1403988985011"))
    stage.shell.commands.run("next_finding")
    page = screen_of(stage)._view._folds[0].page
    assert page._fields["id_number"].hasFocus()


def test_steps_and_findings_are_the_same_widgets_after_a_key(stage, desk):
    begun(stage, desk)
    view = screen_of(stage)._view
    before = list(view._steps._buttons)
    copies = view._folds[2].page._fields["request.copies"].control
    copies.setFocus()
    QTest.keyClicks(copies, "3")
    assert view._steps._buttons == before
    assert all(button.isVisible() for button in before)


def test_a_sheet_without_a_person_leads_to_the_person(stage, desk):
    stage.go("intake")
    screen_of(stage)._go_to("review")
    stage.shell.commands.run("print_sheet")
    assert taking_of(stage).form.step == "person"
    assert "Недостаје особа" in stage.shell.toast.accessibleName()


def test_what_was_typed_last_is_kept_when_the_desk_is_locked_at_once(stage, desk):
    begun(stage, desk)
    page = screen_of(stage)._view._folds[2].page
    copies = page._fields["request.copies"].control
    copies.setFocus()
    QTest.keyClicks(copies, "3")
    stage.shell.close_screens()
    desk.sessions.lock()
    desk.sessions.unlock("mprimeric")
    assert [form.values["request.copies"] for form in desk.actions.intake.drafts()] == ["3"]


def test_while_a_request_is_being_taken_there_is_work_that_waits(stage, desk):
    assert not screen_of(stage).has_work()
    begun(stage, desk)
    assert screen_of(stage).has_work()
    screen_of(stage)._go_to("review")
    stage.shell.commands.run("accept")
    assert not screen_of(stage).has_work()


def test_at_the_review_the_first_key_of_the_bar_receives(stage, desk):
    begun(stage, desk)
    bar = stage.shell.key_bar
    assert bar.buttons()[0].text() == "Следећа исправка"
    screen_of(stage)._go_to("review")
    assert bar.buttons()[0].text() == "Прими захтев"
    screen_of(stage)._go_to("form")
    assert bar.buttons()[0].text() == "Следећа исправка"


def test_a_desk_that_has_stopped_keeps_what_was_typed_and_shows_the_way_out(stage, desk):
    begun(stage, desk)
    screen_of(stage)._go_to("review")
    before = len(desk.journal.subjects)
    desk.journal.stopped = True
    stage.shell.commands.run("accept")
    desk.stop()
    stage.settle()
    assert len(desk.journal.subjects) == before
    assert stage.shell._current.id == "attention"
    assert "исте бројеве дао два пута" in stage.shell.toast.accessibleName()
    assert [form.service for form in desk.actions.intake.drafts()] == ["birth-extract"]


def test_what_is_missing_stands_at_its_field_once_the_clerk_has_gone_on_and_not_before(stage, desk):
    begun(stage, desk)
    page = screen_of(stage)._view._folds[2].page
    purpose = page._fields["request.purpose"].row
    assert purpose.message != stage.texts.text("finding.required_missing")
    screen_of(stage)._go_to("review")
    screen_of(stage)._go_to("form")
    stage.settle()
    assert purpose.message == stage.texts.text("finding.required_missing")


def draft_of(stage, desk, **changed):
    """A draft with something typed, taken up again as from the list, of a service as it is then."""
    begun(stage, desk)
    form = replace(taking_of(stage).form, values={"request.copies": "3"})
    screen_of(stage)._on_form_changed(form)
    draft = replace(taking_of(stage).form, **changed)
    stage.go("home")
    stage.go("intake", draft)
    stage.settle()
    return draft


def test_a_draft_whose_service_is_gone_says_so_and_loses_nothing(stage, desk):
    draft = draft_of(stage, desk, service="of-yesterday", service_version=3)
    assert "Нацрт је сачуван" in stage.shell.toast.accessibleName()
    taking = taking_of(stage)
    assert (taking.service, taking.form.step, taking.form.values) == (None, "service", draft.values)
    stage.shell.commands.run("accept")
    stage.shell.commands.run("accept")
    stage.settle()
    assert taking.form is not None
    assert taking.form.step == "service"
    screen_of(stage)._on_service_chosen(desk.service("birth-extract"))
    assert taking.form.values["request.copies"] == "3"
    assert taking.trouble == ""


def test_a_draft_whose_version_is_gone_goes_on_with_the_newest_and_says_so(stage, desk):
    draft_of(stage, desk, service_version=9)
    assert "провери" in stage.shell.toast.accessibleName()
    assert taking_of(stage).service.version == 1
    assert taking_of(stage).form.values["request.copies"] == "3"


def test_a_draft_whose_service_is_as_it_was_is_not_spoken_of(stage, desk):
    draft_of(stage, desk)
    assert taking_of(stage).trouble == ""
    assert "сачуван" not in stage.shell.toast.accessibleName()
