import pytest

from clerk_app.actions.intake_form import IntakeForm
from clerk_app.domain.on_paper import PaperEntry
from clerk_app.ui.intake.paper_block import PaperBlock
from clerk_app.ui.intake.state import IntakeState


class Followed(PaperBlock):
    """Shows again what it changed, as its screen does."""

    def __init__(self, context, desk):
        super().__init__(context)
        self.desk = desk
        self.form_changed.connect(self.again)

    def again(self, form):
        self.form = form
        self.show_state(IntakeState(form, of_person=self.desk.actions.intake.of_people(form)))


@pytest.fixture
def block(context, qtbot, desk):
    made = Followed(context, desk)
    qtbot.addWidget(made)
    made.again(IntakeForm(id="d", paper=PaperEntry(day="2026-11-23", clerk="Ј. Пробић")))
    made.show()
    return made


def test_a_request_that_was_not_on_paper_shows_nothing(block):
    assert block.isVisible()
    block.again(IntakeForm(id="d"))
    assert not block.isVisible()
    assert not block.take_focus()


def test_the_time_is_asked_first_and_kept_as_it_is_typed(block, qtbot):
    block.activateWindow()
    assert block.take_focus()
    assert block.focused() == "paper.time"
    qtbot.keyClicks(block.fields["time"], "8.10")
    assert block.take_focus()
    qtbot.keyClicks(block.fields["number"], "14")
    assert block.form.paper == PaperEntry(day="2026-11-23", time="8.10", number="14", clerk="Ј. Пробић")
    assert not block.take_focus()


def test_a_day_and_a_reason_are_kept(block, qtbot):
    block.fields["day"].clear()
    qtbot.keyClicks(block.fields["day"], "20.11.2026")
    block.reason.set_value("breakdown")
    block.reason.value_chosen.emit("breakdown")
    assert (block.form.paper.day, block.form.paper.reason) == ("2026-11-20", "breakdown")


def test_what_is_odd_stands_at_its_field(block):
    assert "Упишите датум и време" in block.rows["time"].message
    block.again(IntakeForm(id="d", paper=PaperEntry(day="2026-11-01", time="8.10")))
    assert block.rows["day"].message == "Папир је старији од 3 дана."


def test_findings_of_others_are_not_its_own(block):
    assert not block.take_focus("applicant.surname")
