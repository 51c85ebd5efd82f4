import pytest
from PySide6.QtCore import Qt

from clerk_app.ui.commands import Bound, Commands
from clerk_app.ui.palette import Found, Palette


class Searching:
    """A search that answers when the test says so."""

    def __init__(self):
        self.asked: list[str] = []
        self._waiting: list[object] = []

    def __call__(self, text, deliver):
        self.asked.append(text)
        self._waiting.append(deliver)

    def answer(self, *words, to=-1):
        """Find these for the question with this number; by default the newest."""
        self._waiting[to]([Found(text=word, kind="захтев", icon="files", run=lambda: None) for word in words])


@pytest.fixture
def done():
    return []


@pytest.fixture
def search():
    return Searching()


@pytest.fixture
def palette(texts, look, page, search, done):
    commands = Commands(texts, page)
    commands.bind_screen(
        [
            Bound("read_card", lambda: done.append("read_card")),
            Bound("annul", lambda: done.append("annul")),
            Bound("accept", lambda: done.append("accept")),
            Bound("item_1", lambda: done.append("item_1")),
        ]
    )
    page.resize(1300, 700)
    page.show()
    palette = Palette(texts, look, commands, search, page)
    palette.open_with()
    yield palette
    page.close()


def shown(palette):
    return [found.text for found in palette.model.found]


def chosen(palette):
    return palette.model.found[palette.list.currentIndex().row()].text


@pytest.mark.parametrize("typed", [">procitaj", ">прочитај", ">ПРОЧИТАЈ", "> procitaj"])
def test_commands_are_found_in_either_script_and_run(palette, done, qtbot, typed):
    palette.field.setText(typed)
    assert shown(palette) == ["Прочитај картицу"]
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert done == ["read_card"]


def test_only_listed_commands_that_can_be_done_are_offered(palette):
    assert sorted(shown(palette)) == ["Поништи", "Прими захтев", "Прочитај картицу"]


@pytest.mark.parametrize("sign", ["#", "@"])
def test_numbers_and_people_are_asked_for_without_commands(palette, search, sign):
    palette.field.setText(f"{sign}поништи")
    assert shown(palette) == []
    assert search.asked[-1] == f"{sign}поништи"


def test_commands_only_asks_nobody_else(palette, search):
    before = len(search.asked)
    palette.field.setText(">пон")
    assert len(search.asked) == before


def test_what_is_found_stands_before_commands(palette, search):
    palette.field.setText("пон")
    search.answer("Поновић")
    assert shown(palette) == ["Поновић", "Поништи"]
    assert chosen(palette) == "Поновић"


def test_a_late_answer_is_dropped(palette, search):
    palette.field.setText("п")
    palette.field.setText("пр")
    search.answer("касно", to=-2)
    search.answer("добро")
    assert shown(palette)[0] == "добро"
    assert "касно" not in shown(palette)


def test_what_the_clerk_moved_to_stays_chosen_when_more_is_found(palette, search, qtbot):
    palette.field.setText("п")
    qtbot.keyClick(palette.field, Qt.Key.Key_Down)
    before = chosen(palette)
    search.answer("један", "два")
    assert chosen(palette) == before


def test_arrows_stay_within_the_list_and_the_text_keeps_the_focus(palette, qtbot):
    for _ in range(9):
        qtbot.keyClick(palette.field, Qt.Key.Key_Down)
    assert chosen(palette) == shown(palette)[-1]
    qtbot.keyClick(palette.field, Qt.Key.Key_PageUp)
    assert chosen(palette) == shown(palette)[0]


def test_it_closes_before_what_was_chosen_runs(palette, done, qtbot):
    seen: list[bool] = []
    found = Found(text="а", kind="", icon="files", run=lambda: seen.append(palette.isVisible()))
    palette.model.show_found([found])
    palette._choose(0)
    assert seen == [False]


def test_an_answer_after_it_was_closed_goes_nowhere(palette, search, settle):
    palette.field.setText("п")
    palette.close()
    settle()
    search.answer("касно")


def test_a_find_is_spoken_without_marks_and_with_its_kind(palette):
    palette.model.show_found([Found(text="**Примерић** · 1-17", kind="захтев", icon="files", run=lambda: None)])
    spoken = palette.model.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "Примерић · 1-17, захтев"
