from dataclasses import replace

import pytest

from clerk_app.ui.exchange.passed_panel import SHOWN, PassedPanel
from clerk_app.ui.widgets.label import ElidedLabel, Label
from tests.ui.exchange.test_passed_words import NOW, ONE


@pytest.fixture
def panel(context, qtbot):
    made = PassedPanel(context)
    qtbot.addWidget(made)
    return made


def labels(panel):
    return [label for label in panel._rows.findChildren(Label) if not label.isHidden()]


def test_only_the_last_ones_stand_there_each_with_what_became_of_it(panel):
    panel.show_passed([replace(ONE, number=number) for number in range(9, 0, -1)], NOW)
    assert len(panel._rows.findChildren(ElidedLabel)) == SHOWN
    assert [label.text() for label in labels(panel)][:5] == ["Време", "Пут", "Пошиљка", "Величина", "Одговор"]


def test_before_anything_went_that_is_said(panel):
    panel.show_passed([], NOW)
    assert [label.text() for label in labels(panel)] == ["Још ништа није послато."]


def test_the_same_again_draws_nothing_anew(panel):
    panel.show_passed([ONE], NOW)
    before = labels(panel)
    panel.show_passed([ONE], NOW)
    assert labels(panel) == before
    panel.show_passed([replace(ONE, fate="cut")], NOW)
    assert labels(panel) != before
