"""States of the indicators: nothing counted yet, an autumn of work with an office beside it, each table, own days."""

from __future__ import annotations

from clerk_app.ui.index.days_dialog import DaysDialog
from clerk_app.ui.screens.indicators import IndicatorsScreen
from tests.gates.scenes import Scene
from tests.support.fake_desk import FakeDesk
from tests.support.fake_index import INDEX_ITEM, autumn, office_item
from tests.support.stage import Stage


def empty(stage: Stage, desk: FakeDesk) -> None:
    stage.go("indicators")
    stage.screen(IndicatorsScreen).choose_period("last_month")
    stage.settle()


def full(stage: Stage, desk: FakeDesk, period: str = "month") -> None:
    if not desk.measures.given:
        autumn(desk.measures, desk.outages)
        desk.reference.told(INDEX_ITEM, office_item())
    stage.go("indicators")
    stage.screen(IndicatorsScreen).choose_period(period)
    stage.settle()


def table_of(code: str) -> Scene:
    def play(stage: Stage, desk: FakeDesk) -> None:
        full(stage, desk)
        screen = stage.screen(IndicatorsScreen)
        tile = next(one for one in screen.page.tiles.all if code in one.codes)
        screen.open_table(tile.codes)
        stage.settle()

    return Scene(f"indicators table of {code}", play)


def own_days(stage: Stage, desk: FakeDesk) -> None:
    full(stage, desk)
    screen = stage.screen(IndicatorsScreen)
    screen.choose_period("own")
    stage.settle()
    dialog = next(found for found in stage.window.findChildren(DaysDialog) if found.isVisible())
    dialog.last.setText("јуче")
    dialog.verb.click()
    stage.settle()


INDEX_SCENES = [
    Scene("indicators empty", empty),
    Scene("indicators", full),
    Scene("indicators of a year", lambda stage, desk: full(stage, desk, "year")),
    *(table_of(code) for code in ("on_time", "by_ezup", "offline")),
    Scene("indicators own days", own_days, DaysDialog),
]
