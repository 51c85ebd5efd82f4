"""A receipt printer that does what it is told, and a renderer that remembers what each receipt was to say."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from clerk_app.domain.errors import CounterError
from clerk_app.ports.paper import PrinterStatus, Proof, Raster, ReceiptFacts


@dataclass
class FakePrinter:
    """The port ``ReceiptPrinter``: each print takes the next of ``outcomes``, and proves itself when none is left."""

    width: int = 576
    outcomes: list[Proof | CounterError] = field(default_factory=list)
    printed: list[tuple[bytes, bool]] = field(default_factory=list)
    meanwhile: Callable[[], None] = lambda: None

    def status(self) -> PrinterStatus:
        return PrinterStatus(ready=True)

    def print(self, raster: Raster, job: bytes, *, again: bool = False) -> Proof:
        self.printed.append((job, again))
        self.meanwhile()
        outcome = self.outcomes.pop(0) if self.outcomes else Proof("printed")
        if isinstance(outcome, CounterError):
            raise outcome
        return outcome


@dataclass
class NotedReceipts:
    """The port ``Receipts``: a black dot for each receipt, and all that it was to say."""

    said: list[ReceiptFacts] = field(default_factory=list)

    def receipt(self, facts: ReceiptFacts, width: int) -> Raster:
        self.said.append(facts)
        return Raster(width=8, height=1, rows=b"\x80")
