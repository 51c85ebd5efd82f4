"""The operator's page in a real browser: by keyboard alone, read aloud, in both schemes, and twice as large."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from axe_selenium_python import Axe
from selenium.webdriver.common.keys import Keys

from clerk_app.central.clock import HOUR
from clerk_app.central.server import Central
from clerk_app.contract.link import LinkReport
from tests.central.conftest import RESOURCES, TEXTS, Running, SeededFile, settings_of
from tests.central.operator.page_checks import misbuilt, nameless, pale, too_wide, unseen_stops
from tests.support.chromium import Keyboard, chromium
from tests.support.lone_desk import Caller, LoneDesk
from tests.support.operator_at_page import NAME, PASSWORD

pytestmark = pytest.mark.xdist_group("chromium")
T = TEXTS.text
PAGES = (
    "/",
    "/?state=stopped&order=link",
    "/operator/alarms",
    "/operator/codes",
    "/operator/cases",
    "/operator/audit",
    "/operator/operators",
    "/operator/password",
    "/operator/desks/{stopped}",
    "/operator/desks/{broken}",
    "/operator/desks/{broken}/stop",
    "/operator/desks/{stopped}/wipe",
    "/operator/desks/Z9",
)


class World:
    """A centre with a fleet that has something of everything, and a browser before it."""

    def __init__(self, running: Running, page: Keyboard) -> None:
        self.running, self.page, self.url = running, page, running.url
        self.broken, self.stopped, self.fine = (running.clerk() for _ in range(3))
        parts = running.central.parts
        parts.operators.add(NAME, PASSWORD, "administrator")
        parts.operators.add("Вера", PASSWORD, "viewer")
        with Caller(running.url, self.broken.anchor) as caller:
            caller.send(self.broken, self.broken.cut(self.broken.receive(), head=b"x" * 32))
            parts.quarantine.stop(self.stopped.code, NAME)
            caller.send(self.stopped, self.stopped.cut(self.stopped.receive(), self.stopped.receive()))
        told = LinkReport(waiting=41, oldest=8192, rate=4096, delay=612, outages=2)
        for hours in (-1, 0):
            parts.desks.seen(self.broken.code, "salter/0.1.0", running.clock.at + hours * HOUR, told)
        parts.enrolment.make_code(running.office(), "1", NAME)

    def address(self, path: str) -> str:
        return self.url + path.format(stopped=self.stopped.code, broken=self.broken.code)

    def open(self, path: str) -> None:
        """A page, for whoever is in already or comes in now."""
        self.page.go(self.address(path))
        if T("operator.sign_in.title") in self.page.driver.title:
            self.enter()
            self.page.go(self.address(path))

    def enter(self) -> None:
        """Sign in, with keys alone; who is in already stays."""
        self.page.go(f"{self.url}/")
        if T("operator.sign_in.title") in self.page.driver.title:
            self.page.tab_to(T("operator.name"))
            self.page.press(NAME)
            self.page.tab_to(T("operator.password.label"))
            self.page.press(PASSWORD, Keys.ENTER)
            self.page.until(lambda: T("operator.place.fleet") in self.page.driver.title)


@pytest.fixture(scope="module")
def world(seeded_sqlite: SeededFile, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    folder = tmp_path_factory.mktemp("operator")
    with seeded_sqlite.copy(folder) as address:
        settings = replace(settings_of(address, folder), themes=RESOURCES / "themes")
        central = Central(settings)
        running = Running(central, central.start(), settings.now, settings)  # type: ignore[arg-type]
        try:
            with chromium(Path(tmp_path_factory.mktemp("profile"))) as page:
                yield World(running, page)
        finally:
            central.stop()


def said(page: Keyboard) -> str:
    """What has the focus after something was done: the region that is read aloud."""
    assert page.focused.aria_role in ("status", "alert")
    return page.focused.text


def test_the_door_is_as_it_should_be_and_nobody_gets_in_with_a_wrong_password(world: World) -> None:
    page = world.page
    page.driver.delete_all_cookies()
    page.go(f"{world.url}/")
    assert [*misbuilt(page), *nameless(page), *pale(page), *unseen_stops(page, 9)] == []
    page.go(f"{world.url}/")
    page.tab_to(T("operator.name"))
    page.press(NAME)
    page.tab_to(T("operator.password.label"))
    page.press("pogresna-lozinka", Keys.ENTER)
    page.until(lambda: page.focused.aria_role == "alert")
    assert said(page) == T("error.operator_password_wrong")


def test_a_code_is_made_and_withdrawn_by_keyboard(world: World) -> None:
    page = world.page
    world.enter()
    page.enter(T("operator.place.codes"))
    page.enter(T("operator.codes.make"))
    assert T("operator.codes.made") in said(page)
    shown = page.driver.find_element("class name", "once").text
    desk = world.running.desk(printed=shown)
    assert desk.code
    page.go(world.address("/operator/codes"))
    assert shown not in page.driver.page_source
    withdraw = page.driver.find_element("css selector", "button.danger").accessible_name
    assert withdraw.startswith(T("operator.codes.withdraw"))
    page.enter(withdraw)
    assert said(page) == T("operator.said.code_withdrawn")


def test_an_alarm_is_acknowledged_by_keyboard(world: World) -> None:
    page = world.page
    world.enter()
    page.driver.find_element("css selector", "nav .count")
    page.go(f"{world.url}/operator/alarms")
    page.tab_to(T("operator.alarm.note"))
    page.press("Диск је замењен")
    page.press(Keys.TAB)
    assert page.focused.accessible_name.startswith(T("operator.alarm.acknowledge"))
    page.press(Keys.ENTER)
    page.until(lambda: page.focused.aria_role == "status")
    assert said(page) == T("operator.said.alarm_seen")
    assert "Диск је замењен" in page.driver.find_element("tag name", "main").text


def test_a_desk_is_stopped_its_entries_are_admitted_and_it_is_wiped_by_keyboard(world: World) -> None:
    page, desk, quarantine = world.page, world.fine, world.running.central.parts.quarantine
    world.enter()
    page.enter(desk.code)
    page.enter(T("operator.revocation.stop"))
    page.enter(T("operator.revocation.stop"))
    assert said(page) == T("operator.said.stopped")
    with Caller(world.url, desk.anchor) as caller:
        caller.send(desk, desk.cut(desk.receive(), desk.receive()))
    page.go(world.address(f"/operator/desks/{desk.code}"))
    page.tab_to(T("operator.kept.choose_one", seq=2))
    page.press(Keys.SPACE)
    page.enter(T("operator.kept.admit"))
    assert said(page) == T("operator.said.admitted")
    assert kept(world, desk) == [1]
    page.enter(T("operator.revocation.wipe"))
    page.tab_to(T("operator.wipe.code"))
    page.press("B9", Keys.ENTER)
    page.until(lambda: page.focused.aria_role == "alert")
    assert said(page) == T("error.code_differs")
    page.enter(T("operator.back"))
    page.tab_to(T("operator.wipe.code"))
    page.press(desk.code, Keys.ENTER)
    page.until(lambda: page.focused.aria_role == "status")
    assert said(page) == T("operator.said.wipe_asked")
    with world.running.central.parts.database.read() as connection:
        assert quarantine.step(connection, desk.code) == "wiping"


@pytest.mark.parametrize("path", PAGES)
def test_every_page_is_built_to_be_read_aloud_and_seen(world: World, path: str) -> None:
    page = world.page
    world.open(path)
    assert misbuilt(page) == []
    assert nameless(page) == []
    for scheme in ("dark", "light"):
        page.prefer(scheme)
        assert pale(page) == [], scheme
    axe = Axe(page.driver)
    axe.inject()
    found = axe.run(options='{"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}')
    assert axe.report(found["violations"]) == axe.report([])
    page.zoom(2)
    try:
        assert not too_wide(page)
    finally:
        page.zoom(1)


@pytest.mark.parametrize("path", ["/", "/operator/operators", "/operator/desks/{stopped}"])
def test_every_stop_of_tab_is_seen_and_in_order(world: World, path: str) -> None:
    world.open(path)
    assert unseen_stops(world.page, 40) == []


def test_the_page_speaks_the_language_that_was_chosen(world: World) -> None:
    page = world.page
    world.enter()
    page.enter("English")
    assert page.driver.find_element("tag name", "h1").text == TEXTS.in_language("en").text("operator.place.fleet")
    page.enter("Srpski")
    assert page.driver.find_element("tag name", "h1").text == "Šalteri"
    page.enter("Српски")
    assert page.driver.find_element("tag name", "h1").text == "Шалтери"


def kept(world: World, desk: LoneDesk) -> list[int]:
    parts = world.running.central.parts
    with parts.database.read() as connection:
        return [one.seq for one in parts.quarantine.entries(connection, desk.code, 9)]
