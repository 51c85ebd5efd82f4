import pytest

from clerk_app.domain.bodies import EnclosureRef
from clerk_app.ui.casework.supplement_form import SupplementForm
from clerk_app.ui.detail.correct_form import CorrectForm
from clerk_app.ui.detail.opened import Opening
from clerk_app.ui.widgets.button import Button
from tests.support.cases_day import called, mine

SCAN = EnclosureRef(sha256="2" * 64, size=9, media_type="image/png", title="Уверење")


@pytest.fixture
def form(context, desk, qtbot):
    correct = CorrectForm(context, desk.place)
    made = SupplementForm(context, correct)
    qtbot.addWidget(made)
    qtbot.addWidget(correct)
    made.show()
    return made


@pytest.fixture
def opened(desk):
    opening = Opening(desk.place, desk.jobs, desk.bodies)
    return {name: opening.renew(of(desk).subject) for name, of in (("called", called), ("mine", mine))}


def test_what_is_brought_is_gathered(form, opened):
    form.show_request(opened["called"])
    code, line = next(iter(form.seen.lines.items()))
    line.check.setChecked(True)
    form.add_file(SCAN)
    form.add_file(SCAN)
    form.note.set_note("донела")
    brought = form.brought()
    assert (brought.seen, brought.enclosures, brought.note, brought.form) == ((code,), (SCAN,), "донела", {})


def test_a_file_may_be_taken_away_again(form, opened):
    form.show_request(opened["called"])
    form.add_file(SCAN)
    remove = next(one for one in form.findChildren(Button) if "Уверење" in one.accessibleName())
    remove.click()
    assert form.brought().enclosures == ()


def test_what_was_entered_stays_until_another_request_is_opened(form, opened):
    form.show_request(opened["called"])
    form.note.set_note("донела")
    form.show_request(opened["called"])
    assert form.note.note == "донела"
    form.add_file(SCAN)
    form.show_request(opened["mine"])
    assert (form.note.note, form.brought().enclosures) == ("", ())
    assert set(form.seen.lines) == {proof.code for proof in opened["mine"].service.proofs}
