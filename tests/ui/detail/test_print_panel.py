import pytest

from clerk_app.ports.desk_file import JobState, PrintJob
from clerk_app.ui.detail.print_panel import PrintPanel
from clerk_app.ui.widgets.button import Button
from clerk_app.ui.widgets.label import Label


def job(number, state, reason="", copy=0):
    return PrintJob(
        id=bytes([number]), subject=bytes(16), kind="receipt", copy=copy, state=JobState(state), reason=reason
    )


@pytest.fixture
def panel(context, qtbot):
    panel = PrintPanel(context)
    qtbot.addWidget(panel)
    panel.show()
    return panel


@pytest.fixture
def heard(panel):
    heard: list[object] = []
    panel.print_again.connect(lambda: heard.append("again"))
    panel.seen_whole.connect(heard.append)
    return heard


@pytest.fixture
def buttons(panel, settle):
    def shown():
        settle()
        return [button for button in panel.findChildren(Button) if button.isVisible()]

    return shown


def test_nothing_printed_yet_can_be_printed_now(panel, buttons, heard, texts):
    panel.show_jobs(())
    assert [button.text() for button in buttons()] == [texts.text("detail.print_now")]
    buttons()[0].click()
    assert heard == ["again"]


def test_an_unclear_print_is_the_clerks_to_say(panel, buttons, heard):
    unclear = job(1, "unknown")
    panel.show_jobs((unclear,))
    came, did_not = buttons()
    came.click()
    did_not.click()
    assert heard == [unclear, "again"]


def test_a_failed_print_says_why_and_is_tried_again(panel, buttons, heard):
    panel.show_jobs((job(1, "failed", "printer_no_paper"),))
    said = "\n".join(label.accessibleName() for label in panel.findChildren(Label))
    assert "У штампачу потврда нема папира." in said
    buttons()[0].click()
    assert heard == ["again"]


def test_only_the_last_proven_print_offers_another(panel, buttons):
    panel.show_jobs((job(1, "printed"), job(2, "printed", copy=1)))
    assert len(buttons()) == 1


@pytest.mark.parametrize("state", ["waiting", "sending"])
def test_while_it_prints_there_is_nothing_to_do(panel, buttons, state):
    panel.show_jobs((job(1, state),))
    assert buttons() == []


def test_what_was_given_up_is_as_if_it_had_never_been(panel, buttons, texts):
    panel.show_jobs((job(1, "dropped"),))
    assert [button.text() for button in buttons()] == [texts.text("detail.print_now")]


def test_a_job_that_stands_as_before_is_not_drawn_anew(panel, buttons, settle):
    panel.show_jobs((job(1, "failed"), job(2, "sending", copy=1)))
    before = buttons()
    panel.show_jobs((job(1, "failed"), job(2, "printed", copy=1)))
    assert buttons()[0] is before[0]
