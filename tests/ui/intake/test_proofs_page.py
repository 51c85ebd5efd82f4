from dataclasses import replace

import pytest

from clerk_app.domain.bodies import ProofChoice
from clerk_app.ui.intake.enclosure_row import EnclosureRow
from clerk_app.ui.intake.proofs_page import ProofsPage
from clerk_app.ui.widgets.button import Button
from clerk_app.ui.widgets.choice import Radio
from tests.support.desk_day import SKETCH


@pytest.fixture
def page(context, qtbot):
    page = ProofsPage(context)
    qtbot.addWidget(page)
    page.show()
    return page


@pytest.fixture
def heard(page):
    heard: list[object] = []
    page.form_changed.connect(heard.append)
    return heard


def radios(page):
    return page._body.findChildren(Radio)


def buttons(page, words):
    return [button for button in page._body.findChildren(Button) if button.text() == words]


def test_the_body_obtains_what_it_may_until_the_citizen_says_otherwise(page, state_of):
    state = state_of("public-area")
    page.show_state(state)
    obtainable = [proof for proof in state.service.proofs if proof.source != "citizen"]
    assert [radio.isChecked() for radio in radios(page)] == [True, False] * len(obtainable)


def test_the_citizens_choice_replaces_the_one_before(page, state_of, heard):
    code = state_of("public-area").service.proofs[0].code
    state = state_of("public-area", proofs=(ProofChoice(proof=code, by="body"),))
    page.show_state(state)
    radios(page)[1].click()
    assert heard == [replace(state.form, proofs=(ProofChoice(proof=code, by="party"),))]


def test_a_choice_is_spoken_with_its_record(page, state_of, texts):
    state = state_of("public-area")
    page.show_state(state)
    label = texts.wording(state.service.proofs[0].label)
    assert [radio.accessibleName() for radio in radios(page)[:2]] == [
        f"{label}: {texts.text(f'intake.by_{by}')}" for by in ("body", "party")
    ]


def test_a_record_that_only_the_citizen_has_asks_for_its_file(page, state_of, texts, qtbot):
    page.show_state(state_of("public-area"))
    with qtbot.waitSignal(page.file_wanted) as wanted:
        buttons(page, texts.text("intake.add_this"))[0].click()
    assert wanted.args == ["sketch"]
    page.show_state(state_of("public-area", enclosures=(SKETCH,)))
    assert buttons(page, texts.text("intake.add_this")) == []
    assert len(buttons(page, texts.text("intake.enclosed"))) == 1


def test_of_two_equal_files_only_the_one_chosen_is_removed(page, state_of, heard, texts):
    twin = replace(SKETCH, title="Скица 2")
    state = state_of("public-area", enclosures=(SKETCH, twin))
    page.show_state(state)
    buttons(page, texts.text("intake.remove_file"))[1].click()
    assert heard == [replace(state.form, enclosures=(SKETCH,))]


def test_what_did_not_change_is_not_drawn_anew(page, state_of):
    page.show_state(state_of("public-area"))
    body = page._body
    page.show_state(state_of("public-area", note="друго"))
    assert page._body is body


def test_the_folded_step_counts_records_and_files(page, state_of, texts):
    state = state_of("public-area", enclosures=(SKETCH,))
    assert page.summary(state) == (
        f"{texts.many('intake.records', len(state.service.proofs))} · {texts.many('intake.files', 1)}"
    )


def test_pages_are_typed_without_losing_the_place(page, state_of, heard, qtbot):
    state = state_of("public-area", enclosures=(SKETCH, replace(SKETCH, title="Друга")))
    page.show_state(state)
    page.form_changed.connect(lambda form: page.show_state(replace(state, form=form)))
    row = page._body.findChildren(EnclosureRow)[1]
    qtbot.keyClicks(row.pages, "12")
    row.original.click()
    assert heard[-1].enclosures == (SKETCH, replace(SKETCH, title="Друга", pages=12, original=True))
    assert page._body.findChildren(EnclosureRow)[1] is row
