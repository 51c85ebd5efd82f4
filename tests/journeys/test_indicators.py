"""A day at a desk that is measured: received through the windows, rated, decided, counted, told, compared."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from sqlalchemy import create_engine, select

from clerk_app.app.windows import Program
from clerk_app.central.index.tables import INDEX_LINE
from clerk_app.demo.people import DRAGAN, JELENA
from clerk_app.devices.simulated_printer import SimulatedPrinter
from clerk_app.ui.screens.detail import DetailScreen
from clerk_app.ui.screens.indicators import IndicatorsScreen
from tests.journeys.test_visit import Clerk
from tests.journeys.town import SUPERVISOR, SUPERVISOR_PASSWORD, Town
from tests.support.opened_program import opened_program, sign_in, wait_in_qt

GRADES = (5, 5, 4, 5, 3, 0)
NAME_OF_OFFICE = "Услужни центар"


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Town]:
    with Town(tmp_path) as running:
        yield running


def screen_of(clerk: Clerk, kind: type) -> object:
    return next(screen for screen in clerk.watching.shell()._screens.values() if isinstance(screen, kind))


def receive(clerk: Clerk, grade: int) -> None:
    """One citizen: received, and asked for a rating, which is one key."""
    before = clerk.watching.accepted()
    clerk.begin(DRAGAN if before % 2 else JELENA)
    clerk.choose("izmirenim")
    clerk.accept()
    subject = clerk.watching.views()[0].subject
    clerk.watching.shell().go("detail", subject)
    detail = screen_of(clerk, DetailScreen)
    assert isinstance(detail, DetailScreen)
    panel = detail._page.rating
    wait_in_qt(lambda: panel.isVisible() and panel._subject == subject)
    panel.scale.setFocus()
    clerk.hands.press(str(grade))
    desk, said = clerk.watching.desk(), panel._said
    wait_in_qt(lambda: said.text() != desk.place.texts.text("rating.about"))


def decide(clerk: Clerk, count: int) -> None:
    """The supervisor decides the first of them, and the centre hears of it."""
    casework = clerk.watching.desk().actions.casework
    views = sorted(clerk.watching.views(), key=lambda view: view.seq)[:count]
    for view in views:
        casework.move(view.subject, "resen_usvojen")
    clerk.hands.press("F5")
    wait_in_qt(clerk.watching.drained)


def shown(clerk: Clerk, screen: IndicatorsScreen, code: str) -> str:
    """The number that the tile of an indicator shows."""
    tile = next(one for one in screen.page.tiles.all if code in one.codes)
    return tile.parts[tile.codes.index(code)].number.text()


def reported(town: Town) -> dict[str, tuple[int, int]]:
    """What the centre has kept, by indicator, over all services."""
    engine = create_engine(f"sqlite:///{town.database}")
    with engine.connect() as connection:
        rows = connection.execute(select(INDEX_LINE.c.code, INDEX_LINE.c.numerator, INDEX_LINE.c.denominator)).all()
    engine.dispose()
    found: dict[str, tuple[int, int]] = {}
    for code, numerator, denominator in rows:
        before = found.get(code, (0, 0))
        found[code] = (before[0] + numerator, before[1] + denominator)
    return found


def test_a_day_is_measured_told_to_the_centre_and_compared_with_the_office(
    qapp: QApplication, town: Town, tmp_path: Path
) -> None:
    printer = SimulatedPrinter(tmp_path / "papers")
    (tmp_path / "papers").mkdir()
    printer.start()
    settings = {"reader": "simulated", "printer": f"tcp://127.0.0.1:{printer.port}"}
    try:
        with opened_program(qapp, town.desk("desk"), **settings) as (program, _access):
            sign_in(program, SUPERVISOR, SUPERVISOR_PASSWORD)
            day(Clerk(program, tmp_path), program, town)
    finally:
        printer.stop()


def day(clerk: Clerk, program: Program, town: Town) -> None:
    for grade in GRADES[:5]:
        receive(clerk, grade)
    wait_in_qt(lambda: clerk.watching.registered() == 5)
    decide(clerk, 5)
    town.go_down()
    receive(clerk, GRADES[5])
    watching, desk = clerk.watching, clerk.watching.desk()
    clerk.hands.press("F5")
    wait_in_qt(lambda: any(one.running for one in desk.stores.outages.between(0, 2**60)))
    away = desk.stores.outages.between(0, 2**60)[-1].began

    watching.shell().go("indicators")
    screen = screen_of(clerk, IndicatorsScreen)
    assert isinstance(screen, IndicatorsScreen)
    wait_in_qt(lambda: screen._figures is not None)
    figures = screen._figures
    assert figures is not None
    assert (figures.total.requests, figures.total.visits, figures.total.graded) == (6, 6, 5)
    assert shown(clerk, screen, "rating") == "4,4"
    assert shown(clerk, screen, "visits") == "1,0"
    assert shown(clerk, screen, "on_time") == "100 %"
    assert [(line.tally.settled, line.tally.on_time) for line in figures.services] == [(5, 5)]
    assert figures.office is None

    clerk.hands.press("Ctrl+Shift+E")
    wait_in_qt(lambda: desk.stores.outbox.size().entries >= 2)
    assert reported(town) == {}
    town.come_back()
    clerk.hands.press("F5")
    wait_in_qt(lambda: watching.registered() == 6 and watching.drained())
    told = reported(town)
    assert (told["rating"], told["on_time"], told["visits"]) == ((22, 5), (5, 5), (6, 6))

    compare(clerk, screen)
    outages = desk.stores.outages.between(0, 2**60)
    assert [(one.began, one.running) for one in outages if one.began >= away] == [(away, False)], outages
    assert figures.dark_requests in (0, 1)  # received before or after the line was missed


def compare(clerk: Clerk, screen: IndicatorsScreen) -> None:
    clerk.hands.press("F5")
    wait_in_qt(lambda: screen._figures is not None and screen._figures.office is not None)
    compared = screen._figures
    assert compared is not None
    assert compared.office is not None
    assert (compared.office.name, compared.office_value("rating")) == (NAME_OF_OFFICE, 4.4)
    wait_in_qt(lambda: NAME_OF_OFFICE in screen.page._known.text())
