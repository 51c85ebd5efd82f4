"""Every screen, dialog and page with a day's work in it, in every size: room, names, keys, contrast, words."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import product
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QWidget

from clerk_app.actions import visiting
from clerk_app.actions.eid import Sheet
from clerk_app.actions.intake import IntakeForm
from clerk_app.contract.eid import EidAccount
from clerk_app.documents import qr
from clerk_app.domain.bodies import Representation, RequestReceived
from clerk_app.domain.errors import Invalid, Unavailable
from clerk_app.domain.on_paper import PaperEntry
from clerk_app.domain.people import Person
from clerk_app.domain.receipts import ReceiptCode, Verdict
from clerk_app.ports.cards import IdCard, TextRead
from clerk_app.ports.files import StuckUpload
from clerk_app.sync.link import LinkState
from clerk_app.ui.casework.call_dialog import CallDialog
from clerk_app.ui.casework.hand_dialog import HandDialog
from clerk_app.ui.casework.step_dialog import StepDialog
from clerk_app.ui.casework.withdraw_dialog import WithdrawDialog
from clerk_app.ui.desk_facts import DeskFacts
from clerk_app.ui.dialog_over import DialogOver
from clerk_app.ui.eid.booking import BookingDialog
from clerk_app.ui.eid.shown_sheet import ShownSheet
from clerk_app.ui.held_dialog import HeldDialog
from clerk_app.ui.help_sheet import HelpSheet
from clerk_app.ui.palette import Found, Palette
from clerk_app.ui.reason_dialog import ReasonDialog
from clerk_app.ui.request_panel import Scope
from clerk_app.ui.screens.detail import DetailScreen
from clerk_app.ui.screens.devices import DevicesScreen
from clerk_app.ui.screens.eid import EidScreen
from clerk_app.ui.screens.first_run import FirstRunPage
from clerk_app.ui.screens.home import HomeScreen
from clerk_app.ui.screens.intake import IntakeScreen
from clerk_app.ui.screens.lock import LockPage
from clerk_app.ui.screens.requests import RequestsScreen
from clerk_app.ui.screens.sign_in import SignInPage
from clerk_app.ui.status import Status
from clerk_app.ui.widgets.toast import Toast
from tests.gates.ui_checks import all_complaints, choice_complaints
from tests.support.all_screens import all_screens
from tests.support.cases_day import called, cases_desk, given_up, mine
from tests.support.desk_day import DRAGAN, EXTRACT, STOJAN, VESNA, busy_desk, newest, registered_one
from tests.support.fake_desk import FakeDesk
from tests.support.fake_neighbours import CARD_HOLDER, NOW, micros
from tests.support.specimens import DESK
from tests.support.stage import Stage, texts_in

LANGUAGES = ("sr-Cyrl", "sr-Latn", "en", "xx")
SCALES = (1.0, 2.0)
THEMES = ("light", "dark")
EVERY = [f"{language} {scale:g} {theme}" for language, scale, theme in product(LANGUAGES, SCALES, THEMES)]
EVERY += [
    f"sr-Cyrl {scale:g} high_contrast" for scale in SCALES
]  # nothing but colours differs, and they have no language
CARD_PICTURE = qr.make("CONSENTID:PRIMER").png
FACTS = DeskFacts(
    municipality="Општина Примерово",
    desk="3",
    version="0.1.0",
    clerks=("mprimeric",),
    until={"mprimeric": micros(NOW + timedelta(days=11))},
)


@dataclass(frozen=True)
class Scene:
    """One state of one screen: how to get there, and what stands over the window then."""

    name: str
    play: Callable[[Stage, FakeDesk], None]
    over: type[QWidget] | None = None

    def seen(self, stage: Stage) -> QWidget:
        """What is looked at: the window, or the dialog over it."""
        if self.over is None:
            return stage.window
        return next(found for found in stage.window.findChildren(self.over) if found.isVisible())


def shows(screen: str) -> Scene:
    return Scene(screen, lambda stage, _desk: stage.go(screen))


def intake_at(step: str, service: str = "child-allowance") -> Scene:
    def play(stage: Stage, desk: FakeDesk) -> None:
        stage.go("intake", desk.service(service))
        stage.screen(IntakeScreen)._go_to(step)
        stage.settle()

    return Scene(f"intake {step} of {service}", play)


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


def with_a_draft(stage: Stage, desk: FakeDesk) -> None:
    intake = desk.actions.intake
    intake.save(replace(intake.begin(CARD_HOLDER), service="child-allowance", service_version=1))
    stage.go("home")
    stage.screen(HomeScreen)._list.tabs.choose("drafts")
    stage.settle()


def discarding(stage: Stage, desk: FakeDesk) -> None:
    with_a_draft(stage, desk)
    stage.shell.commands.run("discard_draft")
    stage.settle()


def without_a_line(stage: Stage, desk: FakeDesk) -> None:
    stage.go("home")
    desk.place.news.link_changed.emit(replace(desk.link, kind="down", since=micros(NOW), waiting=41, requests=17))
    stage.settle()


def checking_a_receipt(stage: Stage, desk: FakeDesk) -> None:
    stage.go("requests")
    code = ReceiptCode(
        municipality="primerovo",
        desk=DESK,
        key_id="k",
        number=newest(desk).number,
        service="birth-extract",
        at=int(NOW.timestamp()),
        commitment=bytes(32),
    )
    stage.screen(RequestsScreen)._verdict.show_verdict((Verdict.GENUINE_REVOKED, code))
    stage.settle()


def finding(stage: Stage, desk: FakeDesk) -> None:
    stage.go("home")
    long = Found(
        text="**Пример**ић Јелена · Уверење о измиреним локалним јавним приходима",
        kind="004 812 736 / 2026",
        icon="file-text",
        run=lambda: None,
    )
    stage.shell._search = lambda _text, deliver: deliver([long])
    stage.shell.open_palette("")
    stage.settle()


def helping(stage: Stage, desk: FakeDesk) -> None:
    stage.go("intake", desk.service("child-allowance"))
    stage.shell.open_help()
    stage.settle()


def annulling(stage: Stage, desk: FakeDesk) -> None:
    stage.go("detail", newest(desk).subject)
    stage.shell.commands.run("annul")
    stage.settle()
    dialog = stage.window.findChild(ReasonDialog)
    assert dialog is not None
    dialog.verb.click()
    stage.settle()


def saying(stage: Stage, desk: FakeDesk) -> None:
    stage.go("home")
    stage.shell.say(stage.texts.text("error.centre_busy", seconds=2), "error")
    stage.settle()


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


def eid_at(step: str, **changed: object) -> Scene:
    """A step of the visit, with appointments beside it."""

    def play(stage: Stage, desk: FakeDesk) -> None:
        stage.go("eid", CARD_HOLDER)
        screen = stage.screen(EidScreen)
        account = EidAccount("basic", "unconfirmed", "j•••@primer.example", "•••567")
        form = replace(screen.visit.begin(CARD_HOLDER), account=account, step=step)
        screen._on_form_changed(replace(form, **changed))  # type: ignore[arg-type] # of the form
        stage.settle()

    return Scene(f"eid {step} {' '.join(changed)}", play)


def eid_without_a_line(stage: Stage, desk: FakeDesk) -> None:
    tomorrow = desk.clock.local() + timedelta(days=1)
    for hour, outcome in ((8, "missed"), (9, "")):
        at = tomorrow.replace(hour=hour, minute=0, second=0, microsecond=0)
        if not any(one.at == at.isoformat(timespec="minutes") for one in desk.actions.appointing.all()):
            booked = desk.actions.appointing.book("Проба Пробић", "060 123 45 67", at)
            if outcome:
                desk.actions.appointing.close(booked, "missed")
    eid_at("contact").play(stage, desk)
    stage.screen(EidScreen)._on_failed(Unavailable("line_down"))
    stage.settle()


def booking(stage: Stage, desk: FakeDesk) -> None:
    eid_at("person").play(stage, desk)
    stage.shell.commands.run("book")
    stage.settle()
    dialog = next(found for found in stage.window.findChildren(BookingDialog) if found.isVisible())
    dialog.show_error(Invalid("slot_hours", field="at", opens="08:00", closes="15:00"))
    stage.settle()


def showing_a_sheet(stage: Stage, desk: FakeDesk) -> None:
    eid_at("sheet", face=True, biometric=True).play(stage, desk)
    stage.screen(EidScreen).doing.open_sheet(Sheet(bytes(16), "0a" * 16, CARD_PICTURE), CARD_HOLDER.spoken_name())
    stage.settle()


def represented(stage: Stage, desk: FakeDesk) -> None:
    """Somebody with a power of attorney that has run out, for a paper of yesterday."""
    stage.go("intake", CARD_HOLDER)
    screen = stage.screen(IntakeScreen)
    form = screen._taking.form
    assert form is not None
    screen._on_form_changed(
        replace(
            form,
            step="person",
            paper=PaperEntry(day="2026-11-22", time="8.10", clerk="Ј. Пробић"),
            representative=VESNA,
            representation=Representation(number="УОП-II:7268-2026", issued="2026-11-02", until="2026-11-20"),
        )
    )
    stage.settle()


def company(stage: Stage, desk: FakeDesk) -> None:
    stage.go("intake", Person(id_kind="company", id_number="101134703", surname="Башта Пример д.о.о."))
    stage.screen(IntakeScreen)._go_to("person")
    stage.settle()


def in_one_visit(stage: Stage, desk: FakeDesk) -> IntakeForm:
    views = [desk.receive(CARD_HOLDER, name, dict(EXTRACT)) for name in ("birth-extract", "local-tax-clearance")]
    earlier = tuple(view.subject.hex() for view in views)
    return replace(desk.actions.intake.begin(CARD_HOLDER), step="service", earlier=earlier)


def another_card(stage: Stage, desk: FakeDesk) -> None:
    """Two visits on hold, a third open with something received before, and a fourth person's card in the reader."""
    for person in (STOJAN, VESNA):
        visiting.hold(desk.actions.intake, desk.actions.intake.begin(person), since="2026-11-22T08:41:00+01:00")
    desk.at_counter.take(TextRead("reader", IdCard(person=DRAGAN)))
    stage.go("intake", in_one_visit(stage, desk))
    stage.settle()
    desk.at_counter.take(TextRead("reader", IdCard(person=CARD_HOLDER)))


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
    *(stopped_at(screen) for screen in ("home", "attention", "exchange", "intake")),
]


def on_a_case(command: str, kind: type[QWidget]) -> Scene:
    def play(stage: Stage, desk: FakeDesk) -> None:
        stage.go("detail", mine(desk).subject)
        stage.shell.commands.run(command)
        stage.settle()

    return Scene(command, play, kind)


def supplementing(stage: Stage, desk: FakeDesk) -> None:
    stage.go("detail", called(desk).subject)
    stage.shell.commands.run("supplement")
    stage.settle()


def own_cases(stage: Stage, _desk: FakeDesk) -> None:
    stage.go("requests", Scope("mine"))
    stage.settle()


def pressed(stage: Stage, desk: FakeDesk) -> None:
    """Last of all: the day before what is called for should have come."""
    desk.actions.casework.call(mine(desk).subject, ("Скица",), "2026-11-24")
    stage.go("home")
    desk.news.requests_changed.emit(frozenset())
    stage.settle()


CASE_SCENES = [
    shows("day"),
    detail_at("flow", lambda desk: mine(desk).subject),
    detail_at("flow", lambda desk: called(desk).subject),
    detail_at("flow", lambda desk: given_up(desk).subject),
    Scene("supplementing", supplementing),
    Scene("own cases", own_cases),
    on_a_case("next_state", StepDialog),
    on_a_case("hand_case", HandDialog),
    on_a_case("call_supplement", CallDialog),
    on_a_case("withdraw", WithdrawDialog),
    Scene("own cases press", pressed),
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
    language, scale, theme = combination.split()
    desk = cases_desk()
    stage = Stage(all_screens(desk), language, theme, float(scale))
    Status(desk.place, stage.texts, stage.shell)
    found: list[str] = []
    for scene in CASE_SCENES:
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
