"""Every check of this desk, for the doctor and the devices screen."""

from __future__ import annotations

from collections.abc import Callable

from clerk_app.app.desk import Desk
from clerk_app.app.line_checks import line_checks_of
from clerk_app.app.name import load_name
from clerk_app.app.place import Place
from clerk_app.app.readers import readers_of
from clerk_app.app.secrets import vault_of
from clerk_app.app.signing import TrustedIssuers, token_of
from clerk_app.devices.checks import CardReaderCheck, PrinterCheck, TokenCheck
from clerk_app.devices.simulated_reader import SimulatedReaders
from clerk_app.domain.errors import CounterError
from clerk_app.ports.cards import Readers
from clerk_app.ports.checks import Check, CheckResult
from clerk_app.ports.paper import ReceiptPrinter
from clerk_app.store.spool import has_stopped
from clerk_app.support.checks import (
    ClockRight,
    DiskFree,
    FoldersPrivate,
    JournalWhole,
    SettingsRight,
    SpoolKept,
    VaultOpen,
)


class ChosenPrinter:
    """The printer that the settings name now, or that none is chosen."""

    name = PrinterCheck.name

    def __init__(self, printer: Callable[[], ReceiptPrinter]) -> None:
        self._printer = printer

    def run(self) -> CheckResult:
        """Ask it how it is."""
        try:
            return PrinterCheck(self._printer()).run()
        except CounterError as error:
            return CheckResult("warning", error.code)


def checks_of(
    place: Place, desk: Desk | None, readers: Readers | None, printer: Callable[[], ReceiptPrinter]
) -> tuple[Check, ...]:
    """The checks, cheapest first; readers get an instance of their own, since one context does one thing at a time."""
    own = readers if isinstance(readers, SimulatedReaders) else readers_of(place)
    return (
        SettingsRight(place.resolved.problems),
        DiskFree(place.paths.root),
        FoldersPrivate((place.paths.root, place.paths.enclosures, place.paths.spool, place.paths.logs)),
        VaultOpen(vault_of(place)),
        ClockRight(lambda: place.clock.stamp().offset),
        SpoolKept(desk.spool.look if desk is not None else lambda: None),
        JournalWhole(desk.verify if desk is not None else lambda: None, lambda: restored_desk(place)),
        CardReaderCheck(own),
        ChosenPrinter(printer),
        TrustedIssuers(place),
        TokenCheck(lambda: token_of(place), lambda: place.clock.stamp().at / 1_000_000),
        *line_checks_of(desk),
    )


def restored_desk(place: Place) -> str:
    """The code of this desk if it has stopped because its file is an old copy; known with nobody signed in."""
    return load_name(place).desk if has_stopped(place.paths.spool) else ""
