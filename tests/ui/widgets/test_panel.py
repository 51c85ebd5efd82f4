import pytest
from PySide6.QtCore import QPoint

from clerk_app.ui.widgets.label import Label
from clerk_app.ui.widgets.panel import Panel


@pytest.fixture
def panel(look, qtbot):
    panel = Panel(look, "Особа на шалтеру", icon="id-card", aside="08:51")
    qtbot.addWidget(panel)
    panel.resize(300, 200)
    panel.show()
    return panel


def test_other_words_in_the_head_are_spoken(panel):
    panel.set_title("Примерић Јелена", "08:52")
    assert panel.accessibleName() == panel.title.accessibleName() == "Примерић Јелена"
    assert panel.aside.accessibleName() == "08:52"


def test_without_a_title_there_is_no_head(look, qtbot):
    panel = Panel(look)
    qtbot.addWidget(panel)
    panel.show()
    assert not panel.title.isVisible()
    assert panel.accessibleName() == ""


def test_head_body_and_foot_stand_one_under_another(panel, look, settle):
    body, foot = Label(look, "тело"), Label(look, "дно")
    panel.body.addWidget(body)
    panel.add_foot().addWidget(foot)
    settle()
    tops = [part.mapTo(panel, QPoint(0, 0)).y() for part in (panel.title, body, foot)]
    assert tops == sorted(tops)


def test_a_flush_body_reaches_the_edges(look, qtbot, settle):
    lefts = []
    for flush in (True, False):
        panel, label = Panel(look, flush=flush), Label(look, "тело")
        qtbot.addWidget(panel)
        panel.body.addWidget(label)
        panel.show()
        settle()
        lefts.append(label.x())
    assert lefts[1] - lefts[0] == look.px(12)
