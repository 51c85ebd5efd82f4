import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics, QPalette

from clerk_app.ui.widgets.label import ElidedLabel, Label, overhang


@pytest.fixture
def label(look, qtbot):
    label = Label(look, "<b>Пример</b>")
    qtbot.addWidget(label)
    return label


def test_a_label_never_renders_what_a_name_smuggles_in(label):
    assert label.textFormat() == Qt.TextFormat.PlainText
    label.set_text("**јако** <img src=x>")
    assert label.textFormat() == Qt.TextFormat.RichText
    assert "&lt;img" in label.text()


def test_strong_words_are_spoken_without_their_marks(label):
    label.set_text("чека **41** захтев")
    assert label.accessibleName() == "чека 41 захтев"


def test_a_role_is_a_colour(label, look):
    label.set_role("error")
    assert label.palette().color(QPalette.ColorRole.WindowText) == look.colour("error")


def test_a_line_that_is_too_long_is_cut_and_told_whole(look, qtbot):
    label = ElidedLabel(look, "Уверење о измиреним локалним **јавним приходима**")
    qtbot.addWidget(label)
    assert label.toolTip() == label.accessibleName() == "Уверење о измиреним локалним јавним приходима"
    assert label.minimumSizeHint().width() < label.sizeHint().width()


def test_a_short_line_takes_no_more_than_its_words(look, qtbot):
    label = ElidedLabel(look, "а")
    qtbot.addWidget(label)
    assert label.minimumSizeHint().width() == label.sizeHint().width() < 40
    label.set_role("error")
    label.resize(label.sizeHint())
    image = label.grab().toImage()
    inks = {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())}
    assert len(inks) > 1


def test_only_letters_that_reach_out_are_given_room(look, qapp):
    metrics = QFontMetrics(look.font())
    assert overhang(metrics, "**Јелена**") == overhang(metrics, "Јелена") > 0
    assert overhang(metrics, "Ана") == overhang(metrics, "") == 0


@pytest.mark.parametrize("make", [Label, ElidedLabel])
def test_the_same_words_lay_nothing_out_anew(look, qtbot, monkeypatch, make):
    label = make(look, "Јелена")
    qtbot.addWidget(label)
    laid_out: list[str] = []
    monkeypatch.setattr(make, "updateGeometry", lambda _self: laid_out.append("anew"))
    monkeypatch.setattr(make, "setText", lambda _self, text: laid_out.append(text), raising=False)
    label.set_text("Јелена")
    assert laid_out == []
    label.set_text("Марко")
    assert laid_out
