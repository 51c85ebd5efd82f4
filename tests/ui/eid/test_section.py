from dataclasses import replace
from typing import Any

from clerk_app.ui.eid.account_page import EidAccountPage
from clerk_app.ui.eid.section import Section
from clerk_app.ui.eid.state import EidState
from tests.ui.eid.conftest import BASIC


def test_a_folded_step_says_what_it_holds_and_opens(context, page, form):
    made = Section(context, 2, EidAccountPage(context))
    made.setParent(page)
    opened: list[Any] = []
    made.opened.connect(opened.append)
    state = EidState(form=replace(form, account=BASIC))
    made.show_state(state, current=False, done=True)
    assert made.page.isHidden()
    assert made._summary.accessibleName() == "основни ниво · p•••@primer.example"
    made._change.click()
    assert opened == ["account"]
    made.show_state(state, current=True, done=False)
    assert (made.page.isHidden(), made._change.isHidden()) == (False, True)
