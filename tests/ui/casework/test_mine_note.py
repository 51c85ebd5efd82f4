import pytest

from clerk_app.ports.desk_file import Counts
from clerk_app.ui.casework.mine_note import MineNote


@pytest.fixture
def note(context, qtbot):
    made = MineNote(context)
    qtbot.addWidget(made)
    return made


def test_nothing_is_said_while_nothing_presses(note):
    note.show_counts(Counts(mine=7, unassigned=3))
    assert note.isHidden()


def test_late_ones_come_first_and_are_red(note):
    note.show_counts(Counts(mine=7, mine_late=1, mine_soon=3))
    assert note.note.accessibleName() == "1 ваш предмет касни · 3 ваша предмета имају рок у наредна 3 дана"
    assert (note.note._role, note.isHidden()) == ("error", False)


def test_before_the_day_it_warns_and_leads_to_the_list(note):
    heard: list[str] = []
    note.wanted.connect(lambda: heard.append("mine"))
    note.show_counts(Counts(mine=2, mine_soon=2))
    assert note.note._role == "warning"
    note.button.click()
    assert heard == ["mine"]
