from dataclasses import replace

import pytest

from clerk_app.domain.merging import Choice
from clerk_app.ui.merging.doing import Begun, MergeDoing
from clerk_app.ui.merging.page import MergePage

KIND = "claim.kind"


@pytest.fixture
def doing(context, desk, compared, qtbot):
    page = MergePage(context)
    qtbot.addWidget(page)
    page.show()
    made = MergeDoing(context, desk.place, page, {compared.merge.subject: Begun(merge=compared.merge)})
    made.compared = compared
    made.show()
    return made


def test_a_choice_goes_on_as_long_as_its_field_stands_as_it_did(compared):
    begun = Begun(merge=compared.merge, choices={KIND: Choice("here"), "claim.account": Choice("here")})
    rows = tuple(replace(row, before="x") if row.field == KIND else row for row in compared.merge.rows)
    begun.go_on(replace(compared.merge, rows=rows))
    assert begun.choices == {"claim.account": Choice("here")}


def test_what_the_page_says_is_kept(doing, compared):
    doing._page.chosen.emit((KIND, "centre"))
    doing._page.note_typed.emit("белешка")
    begun = doing.begun[doing.subject]
    assert (begun.choices, begun.note) == ({KIND: Choice("centre")}, "белешка")


def test_whoever_may_not_is_not_shown_what_is_hidden(doing, desk, context):
    desk.role = "administrator"
    desk.sign_in()
    doing._page.reveal_wanted.emit()
    assert context.frame.said[-1][1] == "error"
    assert not doing.compared.revealed


def test_nothing_is_done_while_nothing_is_shown(doing, context):
    doing.compared = None
    doing.confirm()
    doing.third()
    assert context.frame.said == []
