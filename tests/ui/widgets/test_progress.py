import pytest
from PySide6.QtCore import Qt

from clerk_app.ui.widgets.button import Button
from clerk_app.ui.widgets.progress import Bar, Progress


@pytest.fixture
def bar(look, qtbot):
    bar = Bar(look, "Пренос")
    qtbot.addWidget(bar)
    bar.resize(100, bar.height())
    return bar


def filled(bar, look):
    image = bar.grab().toImage()
    return sum(image.pixelColor(x, bar.height() // 2) == look.colour("accent") for x in range(100))


def test_a_share_is_drawn_and_spoken(bar, look):
    assert filled(bar, look) == 0
    bar.set_share(0.5)
    assert bar.accessibleDescription() == "50%"
    assert 45 <= filled(bar, look) <= 50


@pytest.mark.parametrize(("share", "told"), [(-1, "0%"), (1.7, "100%")])
def test_a_share_is_held_between_nothing_and_all(bar, share, told):
    bar.set_share(share)
    assert bar.accessibleDescription() == told


def test_progress_is_told_in_words_and_can_be_stopped(look, qtbot):
    progress = Progress(look, "Пренос", "Стани")
    qtbot.addWidget(progress)
    progress.show_progress(1, 4, "1 од 4")
    assert progress._bar.accessibleDescription() == "25%"
    assert progress._words.accessibleName() == "1 од 4"
    with qtbot.waitSignal(progress.cancelled):
        qtbot.mouseClick(progress.findChild(Button), Qt.MouseButton.LeftButton)


def test_nothing_to_do_is_no_share(look, qtbot):
    progress = Progress(look, "Пренос")
    qtbot.addWidget(progress)
    progress.show_progress(0, 0, "")
    assert progress._bar.accessibleDescription() == "0%"
    assert progress.findChild(Button) is None
