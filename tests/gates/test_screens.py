"""Every screen and page with a day's work in it: room, names, keys, contrast and words, in all languages and sizes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import product
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QWidget

from clerk_app.domain.bodies import RequestReceived
from clerk_app.ports.cards import IdCard, TextRead
from clerk_app.ports.files import StuckUpload
from clerk_app.ui.desk_facts import DeskFacts
from clerk_app.ui.held_dialog import HeldDialog
from clerk_app.ui.screens.detail import DetailScreen
from clerk_app.ui.screens.devices import DevicesScreen
from clerk_app.ui.screens.first_run import FirstRunPage
from clerk_app.ui.screens.intake import IntakeScreen
from clerk_app.ui.screens.lock import LockPage
from clerk_app.ui.screens.sign_in import SignInPage
from clerk_app.ui.status import Status
from tests.gates.ui_checks import all_complaints
from tests.support.all_screens import all_screens
from tests.support.desk_day import busy_desk, newest, registered_one
from tests.support.fake_desk import FakeDesk
from tests.support.fake_neighbours import CARD_HOLDER
from tests.support.stage import Stage, texts_in

LANGUAGES = ("sr-Cyrl", "sr-Latn", "en", "xx")
SCALES = (1.0, 2.0)
THEMES = ("light", "dark")
EVERY = [f"{language} {scale:g} {theme}" for language, scale, theme in product(LANGUAGES, SCALES, THEMES)]
FACTS = DeskFacts(municipality="Општина Примерово", desk="3", version="0.1.0", clerks=("mprimeric",))


@dataclass(frozen=True)
class Scene:
    """One state of one screen: how to get there."""

    name: str
    play: Callable[[Stage, FakeDesk], None]


def shows(screen: str) -> Scene:
    return Scene(screen, lambda stage, _desk: stage.go(screen))


def intake_at(step: str, service: str = "child-allowance") -> Scene:
    def play(stage: Stage, desk: FakeDesk) -> None:
        stage.go("intake", desk.service(service))
        stage.screen(IntakeScreen)._go_to(step)
        stage.settle()

    return Scene(f"intake {step}", play)


def detail_at(tab: str, which: Callable[[FakeDesk], bytes]) -> Scene:
    def play(stage: Stage, desk: FakeDesk) -> None:
        stage.go("detail", which(desk))
        stage.screen(DetailScreen)._page.tabs.choose(tab)
        stage.settle()

    return Scene(f"detail {tab}", play)


def correcting(stage: Stage, desk: FakeDesk) -> None:
    stage.go("detail", newest(desk).subject)
    stage.shell.commands.run("amend")
    stage.settle()
    stage.shell.commands.run("back")
    stage.shell.commands.run("amend")
    stage.settle()


def stopped_at(screen: str) -> Scene:
    """Last of all: nothing takes the stop back."""

    def play(stage: Stage, desk: FakeDesk) -> None:
        desk.stop()
        stage.go(screen)
        stage.settle()

    return Scene(f"stopped {screen}", play)


def newest_of(desk: FakeDesk) -> bytes:
    return newest(desk).subject


def refused_of(desk: FakeDesk) -> bytes:
    return next(item.subject for item in desk.outbox.items)


def stuck_upload(stage: Stage, desk: FakeDesk) -> None:
    ref = next(view for view in newest_body(desk).enclosures)
    for held, code in ((True, "enclosure_damaged"), (False, "line_portal")):
        desk.uploads.items.append(StuckUpload(subject=newest_of(desk), seq=9, ref=ref, held=held, code=code))
    stage.go("attention", newest_of(desk))
    desk.uploads.items.clear()


def newest_body(desk: FakeDesk) -> RequestReceived:
    body = desk.bodies.received(newest_of(desk))
    assert body is not None
    return body


def saved_files(stage: Stage, _desk: FakeDesk) -> None:
    report, copy = stage.screen(DevicesScreen)._savings
    report.path = Path("/media/reserve/salter/salter-report-A7-2026-11-23-085200.zip")
    copy.busy, copy.done, copy.whole = True, 43, 100
    stage.go("devices")


SCENES = [
    *(shows(screen) for screen in ("home", "requests", "attention", "exchange", "devices", "settings")),
    *(intake_at(step) for step in ("person", "service", "form", "proofs", "fee", "review")),
    intake_at("review", "public-area"),
    *(detail_at(tab, newest_of) for tab in ("flow", "form", "enclosures", "findings")),
    detail_at("fee", lambda desk: registered_one(desk).subject),
    Scene("detail refused", lambda stage, desk: stage.go("detail", refused_of(desk))),
    Scene("detail correcting", correcting),
    *(stopped_at(screen) for screen in ("home", "attention", "exchange", "intake")),
    Scene("attention upload", stuck_upload),
    Scene("devices saved", saved_files),
]


@pytest.fixture
def desk(qapp: QApplication) -> FakeDesk:
    busy = busy_desk("supervisor")
    busy.at_counter.take(TextRead("reader", IdCard(person=CARD_HOLDER)))
    return busy


@pytest.fixture(params=EVERY)
def stage(request: pytest.FixtureRequest, desk: FakeDesk) -> Iterator[Stage]:
    language, scale, theme = str(request.param).split()
    made = Stage(all_screens(desk), language, theme, float(scale))
    Status(desk.place, made.texts, made.shell)
    yield made
    made.close()


def complaints(root: QWidget, stage: Stage) -> list[str]:
    return all_complaints(root, stage.look.tokens)


def test_every_screen_holds_in_every_language_size_and_look(stage: Stage, desk: FakeDesk) -> None:
    found = []
    for scene in SCENES:
        scene.play(stage, desk)
        found += [f"{scene.name}: {complaint}" for complaint in complaints(stage.window, stage)]
    assert found == []


def test_the_dialog_of_the_report_on_a_person_holds_too(stage: Stage, desk: FakeDesk) -> None:
    stage.go("detail", newest_of(desk))
    stage.shell.commands.run("held")
    dialog = stage.window.findChild(HeldDialog)
    assert dialog is not None
    stage.settle()
    found = complaints(dialog, stage)
    dialog._pages.setCurrentIndex(1)
    dialog._show(37, 100)
    stage.settle()
    assert found + complaints(dialog, stage) == []


PAGES: dict[str, Callable[[Stage], QWidget]] = {
    "sign-in": lambda stage: SignInPage(stage.texts, stage.look, FACTS),
    "lock": lambda stage: LockPage(stage.texts, stage.look, FACTS, "М. Примерић"),
    "first run": lambda stage: FirstRunPage(stage.texts, stage.look, version="0.1.0"),
    "replacing": lambda stage: FirstRunPage(stage.texts, stage.look, version="0.1.0", replaces="A7"),
}


@pytest.mark.parametrize("combination", EVERY)
def test_every_page_before_sign_in_holds_too(qapp: QApplication, combination: str) -> None:
    language, scale, theme = combination.split()
    bare = Stage((), language, theme, float(scale))
    found = []
    for name, make in PAGES.items():
        bare.show_page(make(bare))
        found += [f"{name}: {complaint}" for complaint in complaints(bare.window, bare)]
    bare.close()
    assert found == []


def test_languages_of_the_gate_are_those_of_the_program(qapp: QApplication) -> None:
    assert set(texts_in().languages()) <= set(LANGUAGES)
