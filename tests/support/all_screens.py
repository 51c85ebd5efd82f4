"""Every screen of a signed-in clerk, over a fake desk."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from clerk_app.domain.errors import CounterError, Invalid
from clerk_app.lanes import Progress
from clerk_app.ports.outbox import OutboxSize, Queued
from clerk_app.sync.bringing_back import Brought
from clerk_app.sync.carrying import Taken
from clerk_app.ui.devices.saving import Saving
from clerk_app.ui.exchange.page import LineTold
from clerk_app.ui.exchange.stick_task import StickDoor
from clerk_app.ui.paper_flow import PaperFlow
from clerk_app.ui.screen import Screen
from clerk_app.ui.screens.attention import AttentionScreen
from clerk_app.ui.screens.day import DayScreen
from clerk_app.ui.screens.detail import DetailScreen
from clerk_app.ui.screens.devices import DevicesScreen
from clerk_app.ui.screens.eid import EidScreen
from clerk_app.ui.screens.exchange import ExchangeScreen
from clerk_app.ui.screens.ezup_log import EzupLogScreen
from clerk_app.ui.screens.home import HomeScreen
from clerk_app.ui.screens.indicators import IndicatorsScreen
from clerk_app.ui.screens.intake import IntakeScreen
from clerk_app.ui.screens.merge import MergeScreen
from clerk_app.ui.screens.payments import PaymentsScreen
from clerk_app.ui.screens.payments_day import PaymentsDayScreen
from clerk_app.ui.screens.requests import RequestsScreen
from clerk_app.ui.screens.settings import SettingsScreen
from clerk_app.ui.screens.visit import VisitScreen
from tests.support.fake_desk import FakeDesk

LANGUAGES = ("sr-Cyrl", "sr-Latn", "en", "xx")


@dataclass(frozen=True)
class FakeSetting:
    """One setting in force."""

    name: str
    value: str | float | int | bool
    source: str = "default"
    fixed: bool = False
    allowed: str = ""


class FakeSettings:
    """Settings in memory; the printer is fixed by policy, and a reader named "wrong" is refused."""

    def __init__(self) -> None:
        given = (
            FakeSetting("language", "sr-Cyrl"),
            FakeSetting("theme", "system"),
            FakeSetting("scale", 1.0),
            FakeSetting("density", "compact"),
            FakeSetting("printer", "tcp://10.0.0.31:9100", "policy", fixed=True),
            FakeSetting("reader", ""),
            FakeSetting("copy_to", ""),
            FakeSetting("lock_after", 10),
            FakeSetting("spool_before_accept", value=False),
            FakeSetting("offline_days", 7, "grant"),
        )
        self.rows = {row.name: row for row in given}
        self.error: CounterError | None = None

    def explain(self) -> tuple[FakeSetting, ...]:
        return tuple(self.rows.values())

    def save(self, name: str, value: str | float | int | bool) -> None:
        if value == "wrong":
            raise Invalid("setting_folder", field=name, setting=name, where="")
        self.rows[name] = replace(self.rows[name], value=value, source="preference")


def paper_flow(desk: FakeDesk) -> PaperFlow:
    """Paper that is made and kept nowhere; nothing opens a viewer."""
    return PaperFlow(desk.place, desk.paper, lambda _name, _pdf: Path())


def waits(desk: FakeDesk) -> OutboxSize:
    """What waits in the fake outbox, an entry a request."""
    waiting = [view for view in desk.requests._all() if not view.registered]
    oldest = min((desk.journal.subjects[view.subject][0].header.stamp.at for view in waiting), default=0)
    return OutboxSize(len(waiting), 900 * len(waiting), oldest)


def groups(desk: FakeDesk) -> tuple[Queued, ...]:
    """The same by groups: of the newest somebody waits, and one is due; some scans wait behind them."""
    size = waits(desk)
    if not size.entries:
        return ()
    rest = size.entries - 2
    found = [Queued("awaited", 1, 900), Queued("due", 1, 900), Queued("rest", rest, 900 * rest)]
    return (*(group for group in found if group.entries > 0), Queued("enclosures", 3, 4_400_000))


def asked(desk: FakeDesk) -> LineTold:
    """What the exchange is told of this desk."""
    return replace(desk.line_told, waits=waits(desk), groups=groups(desk))


def pausing(desk: FakeDesk) -> Callable[[bool], None]:
    """Remembered as long as the fake desk is."""

    def pause(paused: bool) -> None:
        desk.line_told = replace(desk.line_told, paused=paused)

    return pause


def savings(desk: FakeDesk) -> list[Saving]:
    """The report, and the copy for whoever may; nothing is written anywhere."""
    copying = desk.actions.copying
    made = [Saving("report", "life-buoy", desk.place.devices, lambda folder, _told: folder / "report.zip")]
    if copying.allowed():
        made.append(
            Saving("copy", "database", desk.place.long_reads, lambda folder, told: copying.copy(folder, told).path)
        )
    return made


def stick_door(desk: FakeDesk) -> StickDoor:
    """The stick in memory that a test has put in by then."""

    def carry(root: Path, told: Progress) -> Taken:
        return desk.stick.carry(root, told)

    def bring(root: Path, told: Progress) -> Brought:
        return desk.stick.bring(root, told)

    return StickDoor(found=lambda: desk.stick.found, carry=carry, bring=bring)


def indicators(desk: FakeDesk) -> list[Screen]:
    """For whoever may count; nothing is written anywhere."""
    if not desk.actions.systems.indicators.allowed():
        return []
    return [IndicatorsScreen(desk.place, paper_flow(desk), lambda folder, _period, _language: folder / "index.csv")]


def all_screens(desk: FakeDesk) -> list[Screen]:
    """In the order of the rail."""
    place, paper = desk.place, paper_flow(desk)
    return [
        HomeScreen(place, paper),
        IntakeScreen(place, paper),
        VisitScreen(place, paper),
        RequestsScreen(place, paper),
        DayScreen(place, paper),
        DetailScreen(place, paper, desk.jobs, desk.bodies),
        PaymentsScreen(place, paper, desk.jobs, desk.bodies),
        PaymentsDayScreen(place, paper, lambda folder, _day, _clerk, _language: folder / "payments.csv"),
        AttentionScreen(place, paper),
        MergeScreen(place, desk.jobs, desk.bodies),
        EidScreen(place),
        EzupLogScreen(place),
        ExchangeScreen(place, lambda: asked(desk), stick_door(desk), pausing(desk)),
        DevicesScreen(place, lambda: None, savings(desk)),
        *indicators(desk),
        SettingsScreen(place, FakeSettings(), LANGUAGES),
    ]
