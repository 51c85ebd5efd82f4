"""What can be looked at when a card reader or a printer does not work."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from clerk_app.devices.one_reader import NOT_NAMED
from clerk_app.domain.errors import CounterError, Unavailable
from clerk_app.ports.cards import Readers
from clerk_app.ports.checks import CheckResult
from clerk_app.ports.paper import ReceiptPrinter
from clerk_app.ports.signing import Token

_DAY = 24 * 3600


class CardReaderCheck:
    """Whether card service and reader are there. Needs readers of its own: those of the watcher are busy waiting."""

    name = "card_reader"

    def __init__(self, readers: Readers) -> None:
        self._readers = readers

    def run(self) -> CheckResult:
        """A desk without a reader can work, with more typing: hence a warning."""
        try:
            names = self._readers.names()
        except Unavailable as error:
            level: Literal["warning", "fault"] = "warning" if error.code == NOT_NAMED else "fault"
            return CheckResult(level, error.code, {name: str(value) for name, value in error.params.items()})
        if not names:
            return CheckResult("warning", "card_no_reader")
        return CheckResult("fine", "card_reader_ready", {"readers": ", ".join(names)})


class TokenCheck:
    """Whether the card that acts are signed with is there, and for how long its certificate holds.

    ``token`` raises ``Unavailable('token_not_set')`` where none is set up; ``now`` is seconds UTC. A desk without a
    card makes acts that are not signed: hence warnings.
    """

    name = "token"

    def __init__(self, token: Callable[[], Token], now: Callable[[], float], *, soon: int = 30) -> None:
        self._token = token
        self._now = now
        self._soon = soon

    def run(self) -> CheckResult:
        """Look at the card; its PIN is not asked for."""
        try:
            certificate = self._token().certificate()
        except CounterError as error:
            level: Literal["fine", "warning"] = "fine" if error.code == "token_not_set" else "warning"
            return CheckResult(level, error.code)
        days = int((certificate.ends - self._now()) // _DAY)
        told = {"name": certificate.name, "days": str(days)}
        if days < 0:
            return CheckResult("fault", "token_expired", told)
        return (
            CheckResult("warning", "token_soon", told)
            if days <= self._soon
            else CheckResult("fine", "token_ready", told)
        )


class PrinterCheck:
    """Whether the receipt printer is there and ready."""

    name = "receipt_printer"

    def __init__(self, printer: ReceiptPrinter) -> None:
        self._printer = printer

    def run(self) -> CheckResult:
        """Asks the printer; nothing is printed."""
        status = self._printer.status()
        if not status.ready:
            return CheckResult("fault", status.problem)
        if status.paper_low:
            return CheckResult("warning", "printer_paper_low")
        return CheckResult("fine", "printer_ready")
