from dataclasses import replace
from typing import Any

from clerk_app.ui.eid.sheet_page import EidSheetPage
from clerk_app.ui.eid.state import EidState
from tests.ui.eid.conftest import BASIC


def test_without_an_account_nothing_is_given_and_after_a_sheet_the_first_button_is_the_next_person(context, page, form):
    made = EidSheetPage(context)
    made.setParent(page)
    wanted: list[Any] = []
    made.wanted.connect(wanted.append)
    made.show_state(EidState(form=form))
    assert not made.button.isEnabled()
    ready = replace(form, account=BASIC)
    made.show_state(EidState(form=ready))
    made.button.click()
    made.shown.click()
    made.show_state(EidState(form=replace(ready, lost=True)))
    assert "уништите" in made._note.accessibleName()
    made.show_state(EidState(form=replace(ready, given="09:12")))
    assert "09:12" in made._note.accessibleName()
    assert (made.button.isHidden(), made.shown.isHidden(), made.next.isHidden()) == (True, True, False)
    made.next.click()
    made.again.click()
    assert wanted == ["print", "show", "next", "again"]


def test_while_a_sheet_is_printed_no_second_one_is(context, page, form):
    made = EidSheetPage(context)
    made.setParent(page)
    made.show_state(EidState(form=replace(form, account=BASIC), busy="print"))
    assert not made.button.isEnabled()
    assert not made.shown.isEnabled()
