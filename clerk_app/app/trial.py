"""The trial receipt joined: drawn, printed by the printer in use, and its outcome told as it is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from clerk_app.documents.trial import TrialStrip
from clerk_app.domain.errors import Unavailable
from clerk_app.ports.clock import Entropy
from clerk_app.ports.paper import ReceiptPrinter

JOB_BYTES = 4


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class TrialPrint:
    """Prints one trial receipt when called; it stands in no journal, for it is about nobody."""

    strip: TrialStrip
    printer: Callable[[], ReceiptPrinter]
    entropy: Entropy
    now: Callable[[], datetime]
    desk: str

    def __call__(self) -> None:
        """Raises ``Unavailable`` with the reason when it did not print, or when nobody knows."""
        printer = self.printer()
        proof = printer.print(self.strip.trial(self.desk, self.now(), printer.width), self.entropy.take(JOB_BYTES))
        if proof.outcome == "unknown":
            raise Unavailable("trial_unknown")
        if proof.outcome == "not_printed":
            raise Unavailable(proof.reason)
