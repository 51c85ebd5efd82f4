from dataclasses import replace

import pytest

from clerk_app.domain.errors import Invalid, Refused, Unavailable
from clerk_app.ui.eid.page import EidView
from clerk_app.ui.eid.state import EidState
from tests.ui.eid.conftest import BASIC


@pytest.fixture
def view(context, page):
    made = EidView(context)
    made.setParent(page)
    return made


@pytest.mark.parametrize(
    ("error", "words", "books"),
    [
        (Unavailable("line_down"), "Нема везе са центром", True),
        (Unavailable("register_unavailable"), "Евиденција налога", True),
        (Unavailable("printer_no_paper"), "папир", False),
        (Refused("under_age", age=16), "16 година", False),
    ],
)
def test_what_went_wrong_stands_on_top_with_its_way_out(view, form, error, words, books):
    view.show_state(EidState(form=form, error=error))
    assert words in view._note.accessibleName()
    assert (not view._note.isHidden(), not view._book.isHidden()) == (True, books)


def test_an_error_at_a_field_stands_there_and_what_is_under_way_is_said(view, form):
    view.show_state(EidState(form=form, error=Invalid("eid_expiry_missing", field="expires")))
    assert view._note.isHidden()
    view.show_state(EidState(form=form, busy="look_up"))
    assert "Пита се центар" in view._note.accessibleName()


def test_steps_that_are_done_say_so(view, form):
    view.show_state(EidState(form=replace(form, account=BASIC, step="sheet")))
    states = [(button.step.id, button.step.state) for button in view._steps._buttons]
    assert states == [("person", "done"), ("account", "done"), ("contact", "done"), ("sheet", "current")]
