import pytest

from clerk_app.ui.widgets.tab_bar import CountTabBar


@pytest.fixture
def tabs(look, qtbot):
    tabs = CountTabBar(look, "Прикази")
    qtbot.addWidget(tabs)
    tabs.add_tab("today", "Данас", 37)
    tabs.add_tab("all", "Сви")
    return tabs


def test_a_tab_is_chosen_by_its_id(tabs):
    heard: list[object] = []
    tabs.tab_chosen.connect(heard.append)
    tabs.choose("all")
    tabs.choose("nowhere")
    assert (heard, tabs.currentIndex()) == (["all"], 1)


def test_a_count_is_spoken_and_widens_its_tab(tabs):
    width = tabs.tabSizeHint(1).width()
    tabs.set_count("all", 1000)
    assert tabs.accessibleTabName(0) == "Данас 37"
    assert tabs.accessibleTabName(1) == "Сви 1000"
    assert tabs.tabSizeHint(1).width() > width


def test_a_count_may_go_and_none_is_not_nothing(tabs):
    tabs.set_count("today", None)
    assert tabs.accessibleTabName(0) == "Данас"
    tabs.set_count("today", 0)
    assert tabs.accessibleTabName(0) == "Данас 0"


def test_the_chosen_tab_is_underlined(tabs, look):
    tabs.resize(tabs.sizeHint())
    image = tabs.grab().toImage()
    foot = [image.pixelColor(tabs.tabRect(index).center().x(), tabs.tabRect(index).bottom()) for index in (0, 1)]
    assert foot[0] == look.colour("accent") != foot[1]


def test_words_are_never_cut(tabs):
    assert tabs.minimumTabSizeHint(0) == tabs.tabSizeHint(0)


def test_a_count_that_stays_measures_nothing_anew(tabs, monkeypatch):
    anew: list[int] = []
    monkeypatch.setattr(CountTabBar, "setTabText", lambda _self, index, _text: anew.append(index))
    tabs.set_count("today", 37)
    tabs.set_count("all", None)
    assert anew == []
    tabs.set_count("all", 38)
    assert anew == [1]
