"""The screen of indicators by the keyboard alone, for whoever may count."""

import pytest

from clerk_app.ui.screens.indicators import IndicatorsScreen
from tests.support.all_screens import all_screens
from tests.support.desk_day import busy_desk, newest
from tests.support.fake_index import INDEX_ITEM, autumn, office_item
from tests.support.stage import Stage


@pytest.fixture
def desk(qapp):
    busy = busy_desk("supervisor")
    autumn(busy.measures, busy.outages)
    busy.reference.told(INDEX_ITEM, office_item())
    return busy


def test_a_clerk_has_no_place_for_them(qapp, fonts):
    stage = Stage(all_screens(busy_desk("clerk")), "sr-Cyrl")
    assert "indicators" not in {place.id for place in stage.shell._places}
    stage.close()


def test_periods_have_keys_and_the_head_says_which(stage):
    stage.go("indicators")
    for key, words in (
        ("item_2", "октобар 2026."),
        ("item_3", "01.10.2026. – 23.11.2026."),
        ("item_4", "01.01.2026. – 23.11.2026."),
        ("item_1", "новембар 2026."),
    ):
        stage.shell.commands.run(key)
        stage.settle()
        assert words in stage.words()


def test_enter_opens_the_table_and_esc_comes_back_to_the_same_plot(stage):
    stage.go("indicators")
    screen = stage.screen(IndicatorsScreen)
    tile = next(one for one in screen.page.tiles.all if "offline" in one.codes)
    tile.opened.emit()
    stage.settle()
    assert screen.table.isVisible()
    assert "behind_plot" not in {bound.id for bound in screen.commands()}
    stage.shell.commands.run("back")
    stage.settle()
    assert screen.page.isVisible()
    assert tile.hasFocus()


def test_what_happens_meanwhile_is_counted(stage, desk):
    stage.go("indicators")
    screen = stage.screen(IndicatorsScreen)
    before = screen._figures.total.graded
    desk.actions.systems.indicators.rate(newest(desk).subject, 5)
    desk.news.requests_changed.emit(frozenset())
    assert screen._figures.total.graded == before + 1


def test_the_place_is_in_the_rail_with_its_key(stage):
    places = {place.id: place for place in stage.shell._places}
    assert places["indicators"].icon == "chart-column"
    assert stage.shell.commands.action("place_6").text() == "Показатељи"
