"""The screens of the shell: one line each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from clerk_app.app.bundle import StickWork
from clerk_app.app.indicating import IndexExport
from clerk_app.app.payments_export import PaymentsExport
from clerk_app.app.preferences import Preferences
from clerk_app.app.support_report import SupportReport
from clerk_app.app.trial import TrialPrint
from clerk_app.carriers.bundle import sticks
from clerk_app.ports.clock import Clock
from clerk_app.ports.outbox import OutboxSize
from clerk_app.ui.commands import Bound
from clerk_app.ui.devices.saving import Saving
from clerk_app.ui.exchange.page import LineTold
from clerk_app.ui.exchange.passed_panel import SHOWN
from clerk_app.ui.exchange.rate_plot import HOURS
from clerk_app.ui.exchange.stick_task import StickDoor
from clerk_app.ui.exchange.words import Used
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
from clerk_app.ui.workplace import Workplace

if TYPE_CHECKING:
    from clerk_app.app.open_windows import OpenDesk
    from clerk_app.app.windows import Program
    from clerk_app.ui.shell import Shell


def everywhere_of(program: Program, shell: Callable[[], Shell]) -> Sequence[Bound]:
    """What can be done on every screen beside what the shell itself can."""
    saved = program.place.texts.text("program.saved_already")
    desk = program.open_desk
    savings = ["save_report"]
    if desk is not None and desk.prepared.desk.actions.copying.allowed():
        savings.append("save_copy")
    eid = desk is not None and desk.prepared.desk.actions.eid.allowed()
    log = desk is not None and desk.prepared.desk.actions.systems.access_log.may_read()
    return (
        *((Bound("ezup_log", lambda: shell().go("ezup_log")),) if log else ()),
        *((Bound("eid", lambda: shell().go("eid")),) if eid else ()),
        Bound("next_attention", lambda: shell().go("attention")),
        Bound("day_view", lambda: shell().go("day")),
        Bound("payments_day", lambda: shell().go("payments_day")),
        Bound("draft_saved", lambda: shell().say(saved)),
        Bound("sign_out", program.sign_out_wanted.emit),
        Bound("look", program.next_theme),
        Bound("language", program.next_language),
        *(Bound(command, _going(shell, command)) for command in savings),
    )


def _going(shell: Callable[[], Shell], command: str) -> Callable[[], None]:
    """What is saved as a file is begun on the screen that shows how far it is."""
    return lambda: shell().go("devices", command)


def savings_of(place: Workplace, desk: OpenDesk) -> Sequence[Saving]:
    """What whoever is signed in may save as a file."""
    report = SupportReport(place=lambda: desk.place, checks=lambda: place.checks, desk=place.desk.desk)
    copying = place.actions.copying
    savings = [Saving("report", "life-buoy", place.devices, report.save)]
    if copying.allowed():
        savings.append(
            Saving("copy", "database", place.long_reads, lambda folder, told: copying.copy(folder, told).path)
        )
    return savings


def screens_of(place: Workplace, paper: PaperFlow, desk: OpenDesk, program: Program) -> Sequence[Screen]:
    """Every screen, in the order of the rail."""
    stores = desk.prepared.desk.stores
    trial = TrialPrint(
        strip=desk.paper.trial,
        printer=desk.printer,
        entropy=desk.place.entropy,
        now=place.clock.local,
        desk=place.desk.desk,
    )
    return (
        HomeScreen(place, paper),
        IntakeScreen(place, paper),
        VisitScreen(place, paper),
        RequestsScreen(place, paper),
        DayScreen(place, paper),
        DetailScreen(place, paper, stores.jobs, stores.bodies),
        PaymentsScreen(place, paper, stores.jobs, stores.bodies),
        PaymentsDayScreen(place, paper, _payments_export(place, desk).save),
        AttentionScreen(place, paper),
        MergeScreen(place, stores.jobs, stores.bodies),
        EidScreen(place),
        EzupLogScreen(place),
        ExchangeScreen(place, _asking(desk, place.clock), _stick(desk), _pausing(desk)),
        DevicesScreen(place, trial, savings_of(place, desk)),
        *_indicators(place, paper, desk),
        SettingsScreen(place, Preferences(program), program.place.texts.languages()),
    )


def _asking(opened: OpenDesk, clock: Clock) -> Callable[[], LineTold]:
    desk = opened.prepared.desk

    def asked() -> LineTold:
        stores, now = desk.stores, clock.stamp().at
        since, use = now - HOURS * 3600 * 1_000_000, desk.line.use()
        return LineTold(
            waits=stores.outbox.size(),
            groups=stores.queue.groups(now, clock.local().date()),
            passed=desk.record.passed.newest(SHOWN),
            paces=desk.record.pace.since(since),
            outages=stores.outages.between(since, now),
            used=Used(use.used, use.budget),
            paused=desk.line.memory.paused(),
        )

    return asked


def _pausing(opened: OpenDesk) -> Callable[[bool], None]:
    """The exchange hears of it, so that everybody is told why enclosures wait, or that they go."""
    desk = opened.prepared.desk

    def pause(paused: bool) -> None:
        desk.line.memory.pause(paused=paused)
        desk.nudge()

    return pause


def _stick(desk: OpenDesk) -> StickDoor:
    """What can be done with a USB stick; the line, which may be silent for long, is told what is left by it."""
    prepared, told = desk.prepared, desk.told

    def waits(size: OutboxSize) -> None:
        told.link(replace(desk.link, waiting=size.entries, requests=size.requests))

    work = StickWork(prepared.desk, prepared.lanes.writes, told.changed, told.alarm, waits)
    return StickDoor(found=sticks, carry=work.carry, bring=work.bring)


def _payments_export(place: Workplace, desk: OpenDesk) -> PaymentsExport:
    return PaymentsExport(
        listed=lambda: place.actions.systems.payments_of_day, papers=desk.paper.sheets, desk=place.desk.desk
    )


def _indicators(place: Workplace, paper: PaperFlow, desk: OpenDesk) -> Sequence[Screen]:
    """For whoever may count; nobody else has a place for them."""
    indicators = place.actions.systems.indicators
    if not indicators.allowed():
        return ()
    export = IndexExport(indicators, desk.paper.sheets, place.desk.desk)
    return (IndicatorsScreen(place, paper, export.save),)
