"""The report of what is held: asked for in a language, gathered in sight, opened once, or stopped."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from shiboken6 import isValid

from clerk_app.lanes import Ticket
from clerk_app.ui.held_dialog import HeldDialog
from clerk_app.ui.paper_flow import PaperFlow
from tests.support.desk_day import busy_desk, newest
from tests.support.fake_neighbours import CARD_HOLDER


class Standing:
    """A lane that does not begin; ``ticket`` is that of the work it was given."""

    def submit(self, work, done=None, failed=None, *, priority=False, ticket=None):
        del work, done, failed, priority
        self.ticket = ticket or Ticket()
        return self.ticket

    def tell(self, meanwhile):
        meanwhile()


@pytest.fixture
def supervisor(qapp):
    return busy_desk("supervisor")


@pytest.fixture
def opened(viewer):
    return viewer.opened


@pytest.fixture
def dialog_of(context, page, tmp_path, viewer):
    page.resize(1000, 600)
    page.show()
    made: list[HeldDialog] = []

    def make(desk, whose, **more):
        paper = PaperFlow(desk.place, desk.paper, lambda name, _pdf: tmp_path / f"{name}.pdf")
        dialog = HeldDialog(context, paper, whose, name="Јелена Примерић", over=page, **more)
        made.append(dialog)
        dialog.open_over()
        return dialog

    yield make
    for dialog in made:
        if isValid(dialog):
            dialog.close()


def test_the_report_is_made_in_the_language_that_was_chosen_and_opened(dialog_of, supervisor, opened, context):
    dialog = dialog_of(supervisor, CARD_HOLDER.id_number)
    dialog.language.set_value("en")
    dialog.verb.click()
    (facts,) = supervisor.paper.reports
    assert (facts.number, facts.language) == (CARD_HOLDER.id_number, "en")
    assert opened == ["held.pdf"]
    assert [role for _words, role in context.frame.said] == ["success"]
    assert not dialog.isVisible()


def test_a_request_leads_to_its_applicant_in_the_language_of_the_request(dialog_of, supervisor, opened):
    dialog = dialog_of(supervisor, newest(supervisor).subject, language="sr-Latn")
    dialog._on_verb()
    (facts,) = supervisor.paper.reports
    assert (facts.number, facts.language) == (CARD_HOLDER.id_number, "sr-Latn")
    assert opened == ["held.pdf"]


def test_a_language_that_paper_has_not_is_the_official_one(dialog_of, supervisor):
    assert dialog_of(supervisor, CARD_HOLDER.id_number, language="sr").language.value() == "sr-Cyrl"


def test_who_may_not_is_told_so_and_nothing_is_made(dialog_of, desk, opened, context):
    dialog = dialog_of(desk, CARD_HOLDER.id_number)
    dialog.verb.click()
    assert (desk.paper.reports, desk.looks.noted, opened) == ([], [], [])
    ((words, role),) = context.frame.said
    assert role == "error"
    assert words == context.texts.text("error.not_permitted")
    assert not dialog.isVisible()


def test_while_it_is_made_it_is_shown_and_can_be_stopped(dialog_of, supervisor, opened, qtbot):
    lane = Standing()
    object.__setattr__(supervisor.place, "long_reads", lane)
    dialog = dialog_of(supervisor, CARD_HOLDER.id_number)
    dialog.verb.click()
    dialog._on_verb()
    assert dialog.progress.isVisible()
    dialog._show(3, 10)
    assert "30" in dialog.progress._words.accessibleName()
    assert dialog.focusWidget() is dialog.leave
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert lane.ticket.cancelled
    assert opened == []


def test_its_title_names_nobody(dialog_of, supervisor):
    dialog = dialog_of(supervisor, CARD_HOLDER.id_number)
    assert "Примерић" not in dialog.windowTitle()
