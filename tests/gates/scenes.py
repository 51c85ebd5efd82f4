"""States of the screens that the gates look at: how to get there, and what stands over the window then."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtWidgets import QLineEdit, QWidget

from clerk_app.domain.bodies import RequestReceived
from clerk_app.domain.receipts import ReceiptCode, Verdict
from clerk_app.ports.files import StuckUpload
from clerk_app.ui.palette import Found
from clerk_app.ui.reason_dialog import ReasonDialog
from clerk_app.ui.screens.detail import DetailScreen
from clerk_app.ui.screens.devices import DevicesScreen
from clerk_app.ui.screens.home import HomeScreen
from clerk_app.ui.screens.intake import IntakeScreen
from clerk_app.ui.screens.requests import RequestsScreen
from tests.support.desk_day import newest
from tests.support.fake_desk import FakeDesk
from tests.support.fake_neighbours import CARD_HOLDER, NOW, micros
from tests.support.memory_neighbours import neighbour
from tests.support.specimens import DESK
from tests.support.stage import Stage


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


def neighbours_found(stage: Stage, desk: FakeDesk) -> None:
    desk.neighbours.requests = [neighbour(running) for running in range(1, 6)]
    stage.go("requests", "узорић")
    stage.settle()
    for field in stage.window.findChildren(QLineEdit):
        field.deselect()


def neighbours_there(stage: Stage, desk: FakeDesk) -> None:
    desk.neighbours.requests = [neighbour(running) for running in range(1, 6)]
    stage.go("requests")
    stage.settle()
    for field in stage.window.findChildren(QLineEdit):
        field.deselect()


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
