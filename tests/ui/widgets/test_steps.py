import pytest
from PySide6.QtCore import Qt

from clerk_app.ui.widgets.steps import Step, StepButton, Steps

NOTE = "Недостаје број телефона и адреса за доставу, а и потпис странке"


@pytest.fixture
def steps(look, qtbot):
    steps = Steps(look, "Кораци")
    qtbot.addWidget(steps)
    steps.show_steps([Step(id="a", title="Особа", state="done", spoken="урађено"), Step(id="b", title="Услуга")])
    steps.resize(240, 300)
    steps.show()
    return steps


def buttons(steps):
    return [button for button in steps.findChildren(StepButton) if button.isVisible()]


def test_a_step_is_chosen_by_its_id(steps, qtbot):
    with qtbot.waitSignal(steps.step_chosen) as chosen:
        qtbot.mouseClick(buttons(steps)[1], Qt.MouseButton.LeftButton)
    assert chosen.args == ["b"]


def test_number_title_state_and_note_are_spoken(look, qtbot):
    button = StepButton(look, 3, Step(id="c", title="Прилози", note="2 датотеке", spoken="за исправку"))
    qtbot.addWidget(button)
    assert (button.accessibleName(), button.accessibleDescription()) == ("3. Прилози", "за исправку, 2 датотеке")


def test_the_keyboard_stays_where_it_was_when_the_steps_are_renewed(steps, qtbot, settle):
    steps.activateWindow()
    qtbot.waitUntil(steps.isActiveWindow)
    buttons(steps)[1].setFocus()
    steps.show_steps([Step(id="a", title="Особа", state="done"), Step(id="b", title="Услуга", state="done")])
    settle()
    assert [button.hasFocus() for button in buttons(steps)] == [False, True]


def test_a_note_takes_as_many_lines_as_the_width_makes(look, qtbot):
    bare = StepButton(look, 1, Step(id="a", title="Особа"))
    noted = StepButton(look, 1, Step(id="a", title="Особа", note=NOTE))
    for button in (bare, noted):
        qtbot.addWidget(button)
    assert bare.heightForWidth(240) < noted.heightForWidth(1000) < noted.heightForWidth(240)


def test_a_note_is_whole_also_where_it_got_less_room_than_at_first(look, qtbot, settle):
    steps = Steps(look, "Кораци")
    qtbot.addWidget(steps)
    steps.resize(900, 300)
    steps.show()
    settle()
    steps.show_steps([Step(id="a", title="Особа", note=NOTE), Step(id="b", title="Услуга", note=NOTE)])
    settle()
    steps.resize(240, 500)
    settle()
    assert [button.height() >= button.heightForWidth(button.width()) for button in buttons(steps)] == [True, True]


def test_the_current_step_and_the_lit_one_have_a_ground(look, qtbot):
    grounds = []
    for step in (
        Step(id="a", title="А", state="current"),
        Step(id="a", title="А", state="error", lit=True),
        Step(id="a", title="А"),
    ):
        button = StepButton(look, 1, step)
        qtbot.addWidget(button)
        button.resize(200, 40)
        grounds.append(button.grab().toImage().pixelColor(190, 20))
    assert grounds[0] == grounds[1] == look.colour("accent_soft")
    assert grounds[2] != grounds[0]


def test_the_same_steps_are_renewed_in_place(steps):
    before = buttons(steps)
    steps.show_steps([Step(id="a", title="Особа", state="done"), Step(id="b", title="Услуга", note=NOTE)])
    assert buttons(steps) == before
    assert before[1].accessibleDescription() == NOTE


def test_other_steps_take_their_place(steps, settle):
    steps.show_steps([Step(id="c", title="Прилози")])
    settle()
    assert [button.step.id for button in buttons(steps)] == ["c"]
