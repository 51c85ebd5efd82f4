"""Each way in which a text or an edge can be hard to see, and that it is caught."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import override

import pytest
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QVBoxLayout, QWidget

from clerk_app.ui.theme import Look
from clerk_app.ui.widgets.button import Button
from clerk_app.ui.widgets.chip import Chip
from clerk_app.ui.widgets.fields import TextField
from clerk_app.ui.widgets.label import Label
from clerk_app.ui.widgets.scroll import Scroll
from clerk_app.ui.widgets.search_box import SearchBox
from tests.gates.contrast import MARK_PAIRS, TEXT_PAIRS, faint
from tests.support.stage import Stage

WORDS = "примљен овде"


@pytest.fixture(params=["light", "dark", "high_contrast"])
def stage(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[Stage]:
    made = Stage((), "sr-Cyrl", request.param)
    yield made
    made.close()


class Pen(QWidget):
    """Paints its words in one colour on another."""

    def __init__(self, ink: QColor, ground: QColor, opacity: float = 1.0) -> None:
        super().__init__()
        self._ink, self._ground, self._opacity = ink, ground, opacity
        self.setMinimumHeight(30)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._ground)
        painter.setPen(self._ink)
        painter.setOpacity(self._opacity)
        painter.drawText(self.rect(), 0, WORDS)


def found(stage: Stage, *widgets: QWidget) -> str:
    page = QWidget()
    column = QVBoxLayout(page)
    for widget in widgets:
        column.addWidget(widget)
    column.addStretch(1)
    stage.show_page(page)
    return "\n".join(faint(page, stage.look.tokens))


def changed(look: Look, **colours: str) -> Look:
    """The look with other colours, as if a painter had taken them."""
    tokens = replace(look.tokens, colours={**look.tokens.colours, **colours})
    return replace(look, tokens=tokens)


def test_what_can_be_read_passes(stage: Stage) -> None:
    look = stage.look
    field = QLineEdit()
    field.setPlaceholderText(WORDS)
    widgets = (
        Label(look, WORDS),
        Chip(look, WORDS, "offline"),
        Button(look, WORDS),
        Button(look, WORDS, kind="filled"),
    )
    assert found(stage, *widgets, TextField(look, WORDS), SearchBox(look, WORDS, WORDS, "F2"), field) == ""


@pytest.mark.parametrize("kind", [Button, Label, Chip])
def test_a_wrong_ink_in_a_painter_is_caught(stage: Stage, kind: type[Button] | type[Label] | type[Chip]) -> None:
    near = stage.look.colour("surface_alt").darker(115).name()
    wrong = changed(stage.look, text=near, text_2=near)
    assert "faint in" in found(stage, kind(wrong, WORDS))


def test_a_painter_that_lets_the_ground_through_is_caught(stage: Stage) -> None:
    text, surface = stage.look.colour("text"), stage.look.colour("surface")
    assert found(stage, Pen(text, surface)) == ""
    assert "not seen" in found(stage, Pen(text, surface, 0.1))


def test_words_under_something_else_are_caught(stage: Stage) -> None:
    label = Label(stage.look, WORDS)
    assert found(stage, label) == ""
    cover = QWidget(label)
    cover.setAutoFillBackground(True)
    cover.resize(2000, 200)
    cover.show()
    assert "not seen" in "\n".join(faint(stage.window, stage.look.tokens))


def test_an_ink_that_nobody_has_weighed_on_its_ground_is_caught(stage: Stage) -> None:
    assert "unknown pair" in found(stage, Pen(QColor("#123456"), QColor("#ffffff")))


@pytest.mark.parametrize("kind", [Button, TextField, SearchBox])
def test_a_control_without_an_edge_is_caught(stage: Stage, kind: type[QWidget]) -> None:
    ground = stage.look.colour("window").name()
    wrong = changed(stage.look, control_border=ground, control_border_hover=ground, surface=ground)
    if kind is TextField:
        field = TextField(stage.look)
        field.setStyleSheet(f"QLineEdit {{ border: 1px solid {ground}; background: {ground}; }}")
        assert "edgeless" in found(stage, field)
    elif kind is Button:
        assert "edgeless" in found(stage, Button(wrong, WORDS))
    else:
        assert "edgeless" in found(stage, SearchBox(wrong, WORDS, WORDS, "F2"))


def test_only_what_is_disabled_may_be_pale(stage: Stage) -> None:
    button, field = Button(stage.look, WORDS), TextField(stage.look, WORDS)
    button.setEnabled(False)
    field.setEnabled(False)
    assert found(stage, button, field) == ""
    pale = QLabel(WORDS)
    pale.setStyleSheet(
        f"color: {stage.look.colour('divider').name()}; background: {stage.look.colour('divider').name()}"
    )
    pale.setEnabled(False)
    assert "faint" in found(stage, pale)


def test_what_is_scrolled_away_is_not_judged_by_what_lies_there(stage: Stage) -> None:
    scroll = Scroll(stage.look)
    for place in range(30):
        scroll.body.addWidget(Label(stage.look, f"{WORDS} {place}"))
    scroll.setFixedHeight(stage.look.px(100))
    assert found(stage, scroll, Label(stage.look, WORDS)) == ""


def test_disabled_text_stands_in_no_pair_and_dividers_mark_nothing() -> None:
    assert not {"text_disabled", "divider"} & {role for pair in (*TEXT_PAIRS, *MARK_PAIRS) for role in pair}
