"""Every screen, dialog and page with a day's work in it, in every size: room, names, keys, contrast, words."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from itertools import product

import pytest
from PySide6.QtWidgets import QApplication, QWidget

from clerk_app.ports.cards import IdCard, TextRead
from clerk_app.sync.link import LinkState
from clerk_app.ui.desk_facts import DeskFacts
from clerk_app.ui.dialog_over import DialogOver
from clerk_app.ui.eid.booking import BookingDialog
from clerk_app.ui.eid.shown_sheet import ShownSheet
from clerk_app.ui.held_dialog import HeldDialog
from clerk_app.ui.help_sheet import HelpSheet
from clerk_app.ui.palette import Palette
from clerk_app.ui.reason_dialog import ReasonDialog
from clerk_app.ui.screens.first_run import FirstRunPage
from clerk_app.ui.screens.lock import LockPage
from clerk_app.ui.screens.sign_in import SignInPage
from clerk_app.ui.status import Status
from clerk_app.ui.widgets.toast import Toast
from tests.gates.scenes import (
    Scene,
    annulling,
    checking_a_receipt,
    correcting,
    detail_at,
    discarding,
    finding,
    helping,
    intake_at,
    neighbours_found,
    neighbours_there,
    newest_of,
    refused_of,
    saved_files,
    saying,
    shows,
    stopped_at,
    stuck_upload,
    with_a_draft,
    without_a_line,
)
from tests.gates.scenes_of_cases import CASE_SCENES
from tests.gates.scenes_of_delivery import DELIVERY_SCENES
from tests.gates.scenes_of_index import INDEX_SCENES
from tests.gates.scenes_of_merging import MERGE_SCENES
from tests.gates.scenes_of_payments import PAYMENT_SCENES
from tests.gates.scenes_of_records import RECORD_SCENES
from tests.gates.scenes_of_relays import RELAY_SCENES
from tests.gates.scenes_of_sticks import STICK_SCENES
from tests.gates.scenes_of_visits import (
    another_card,
    booking,
    company,
    eid_at,
    eid_without_a_line,
    in_one_visit,
    represented,
    showing_a_sheet,
)
from tests.gates.ui_checks import all_complaints, choice_complaints
from tests.support.all_screens import all_screens
from tests.support.cases_day import cases_desk
from tests.support.desk_day import busy_desk, registered_one
from tests.support.fake_desk import FakeDesk
from tests.support.fake_neighbours import CARD_HOLDER, NOW, micros
from tests.support.records_day import records_desk
from tests.support.stage import Stage, texts_in

LANGUAGES = ("sr-Cyrl", "sr-Latn", "en", "xx")
SCALES = (1.0, 2.0)
THEMES = ("light", "dark")
EVERY = [f"{language} {scale:g} {theme}" for language, scale, theme in product(LANGUAGES, SCALES, THEMES)]
EVERY += [
    f"sr-Cyrl {scale:g} high_contrast" for scale in SCALES
]  # nothing but colours differs, and they have no language
FACTS = DeskFacts(
    municipality="Општина Примерово",
    desk="3",
    version="0.1.0",
    clerks=("mprimeric",),
    until={"mprimeric": micros(NOW + timedelta(days=11))},
)


SCENES = [
    *(shows(screen) for screen in ("home", "requests", "attention", "exchange", "devices", "settings")),
    *(intake_at(step) for step in ("person", "service", "form", "proofs", "fee", "review")),
    intake_at("review", "public-area"),
    *(detail_at(tab, newest_of) for tab in ("flow", "form", "enclosures", "findings")),
    detail_at("fee", lambda desk: registered_one(desk).subject),
    Scene("detail refused", lambda stage, desk: stage.go("detail", refused_of(desk))),
    Scene("detail correcting", correcting),
    Scene("attention upload", stuck_upload),
    Scene("devices saved", saved_files),
    Scene("home drafts", with_a_draft),
    Scene("home without a line", without_a_line),
    Scene("receipt checked", checking_a_receipt),
    Scene("neighbours found", neighbours_found),
    Scene("neighbours there", neighbours_there),
    *(eid_at(step) for step in ("person", "account", "contact", "sheet")),
    eid_at("sheet", given="09:12"),
    eid_at("sheet", lost=True),
    Scene("eid without a line", eid_without_a_line),
    Scene("eid booking", booking, BookingDialog),
    Scene("eid sheet shown", showing_a_sheet, ShownSheet),
    Scene("toast", saying, Toast),
    Scene("palette", finding, Palette),
    Scene("help", helping, HelpSheet),
    Scene("annulling", annulling, ReasonDialog),
    Scene("discarding", discarding, DialogOver),
    Scene("intake represented", represented),
    Scene("intake company", company),
    Scene("intake another card", another_card),
    Scene("visit", lambda stage, desk: stage.go("visit", in_one_visit(stage, desk))),
    *INDEX_SCENES,
    *STICK_SCENES,
    *(stopped_at(screen) for screen in ("home", "attention", "exchange", "intake")),
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


def complaints(root: QWidget, stage: Stage, weighed: set[object] | None = None) -> list[str]:
    tokens = stage.look.tokens
    return [*all_complaints(root, tokens, weighed), *choice_complaints(root, tokens)]


def test_every_screen_holds_in_every_language_size_and_look(stage: Stage, desk: FakeDesk) -> None:
    found: list[str] = []
    weighed: set[object] = set()
    for scene in SCENES:
        scene.play(stage, desk)
        seen = scene.seen(stage)
        found += [
            f"{scene.name}: {complaint}"
            for complaint in complaints(seen, stage, weighed if seen is stage.window else None)
        ]
        if scene.over is not None:
            seen.close()
            stage.settle()
    assert found == []


@pytest.mark.parametrize("combination", EVERY)
def test_every_screen_of_case_work_holds_too(qapp: QApplication, combination: str) -> None:
    assert all_hold(cases_desk(), CASE_SCENES, combination) == []


@pytest.mark.parametrize("combination", EVERY)
def test_every_screen_of_payments_holds_too(qapp: QApplication, combination: str) -> None:
    assert all_hold(busy_desk("supervisor"), PAYMENT_SCENES, combination) == []


@pytest.mark.parametrize("combination", EVERY)
def test_every_screen_of_merging_holds_too(qapp: QApplication, combination: str) -> None:
    assert all_hold(busy_desk(), MERGE_SCENES, combination) == []


@pytest.mark.parametrize("combination", EVERY)
def test_every_screen_of_relays_holds_too(qapp: QApplication, combination: str) -> None:
    assert all_hold(busy_desk(), RELAY_SCENES, combination) == []


def all_hold(desk: FakeDesk, scenes: Sequence[Scene], combination: str) -> list[str]:
    """What is wrong with any of these scenes, played one after the other."""
    language, scale, theme = combination.split()
    stage = Stage(all_screens(desk), language, theme, float(scale))
    Status(desk.place, stage.texts, stage.shell)
    found: list[str] = []
    for scene in scenes:
        scene.play(stage, desk)
        seen = scene.seen(stage)
        found += [f"{scene.name}: {complaint}" for complaint in complaints(seen, stage)]
        if scene.over is not None:
            found += [f"{scene.name}: higher than the window"] * (seen.height() > stage.window.height())
            seen.close()
            stage.settle()
    stage.close()
    return found


@pytest.mark.parametrize("combination", EVERY)
def test_every_screen_of_records_holds_too(qapp: QApplication, combination: str) -> None:
    language, scale, theme = combination.split()
    desk = records_desk("supervisor")
    stage = Stage(all_screens(desk), language, theme, float(scale))
    Status(desk.place, stage.texts, stage.shell)
    found: list[str] = []
    for scene in RECORD_SCENES:
        scene.play(stage, desk)
        seen = scene.seen(stage)
        found += [f"{scene.name}: {complaint}" for complaint in complaints(seen, stage)]
        if scene.over is not None:
            found += [f"{scene.name}: higher than the window"] * (seen.height() > stage.window.height())
            seen.close()
            stage.settle()
    stage.close()
    assert found == []


@pytest.mark.parametrize("combination", EVERY)
def test_every_screen_of_delivery_holds_too(qapp: QApplication, combination: str) -> None:
    language, scale, theme = combination.split()
    desk = busy_desk()
    stage = Stage(all_screens(desk), language, theme, float(scale))
    Status(desk.place, stage.texts, stage.shell)
    found: list[str] = []
    for scene in DELIVERY_SCENES:
        scene.play(stage, desk)
        seen = scene.seen(stage)
        found += [f"{scene.name}: {complaint}" for complaint in complaints(seen, stage)]
        if scene.over is not None:
            found += [f"{scene.name}: higher than the window"] * (seen.height() > stage.window.height())
            seen.close()
            stage.settle()
    stage.close()
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


def sign_in_over(stage: Stage, link: LinkState) -> QWidget:
    page = SignInPage(stage.texts, stage.look, FACTS)
    page.show_link(link, NOW)
    return page


def failed_first_run(stage: Stage) -> QWidget:
    page, text = FirstRunPage(stage.texts, stage.look, version="0.1.0"), stage.texts.text
    page.show_error(text("enrol.line_down", address="https://centar.primerovo.example:8443"), text("enrol.code_good"))
    return page


PAGES: dict[str, Callable[[Stage], QWidget]] = {
    "sign-in": lambda stage: sign_in_over(stage, LinkState()),
    "sign-in offline": lambda stage: sign_in_over(stage, LinkState(kind="down", code="line_down", since=1, waiting=58)),
    "sign-in portal": lambda stage: sign_in_over(stage, LinkState(kind="down", code="line_portal", since=1, waiting=2)),
    "sign-in online": lambda stage: sign_in_over(stage, LinkState(kind="good", exchanged=1)),
    "sign-in stopped": lambda stage: sign_in_over(stage, LinkState(kind="stopped", code="desk_restored", since=1)),
    "lock": lambda stage: LockPage(stage.texts, stage.look, FACTS, "М. Примерић"),
    "first run": lambda stage: FirstRunPage(stage.texts, stage.look, version="0.1.0"),
    "replacing": lambda stage: FirstRunPage(stage.texts, stage.look, version="0.1.0", replaces="A7"),
    "first run failed": failed_first_run,
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
