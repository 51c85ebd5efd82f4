"""The papers of payments: a slip drawn for the screen or shown to be printed, and the list of a day."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QObject

from clerk_app.ports.paper import EveryPaper, SlipFacts
from clerk_app.ui.paper_flow import PaperFlow
from clerk_app.ui.workplace import Workplace


@dataclass(frozen=True, slots=True)
class SlipDrawn:
    """A slip as pictures (PNG); ``code`` is empty for one that is not to be paid."""

    facts: SlipFacts
    code: bytes
    picture: bytes


class PaymentPapers:
    """Draws on the paper lane; what goes wrong is told as for every paper."""

    def __init__(self, place: Workplace, flow: PaperFlow) -> None:
        self._place = place
        self._flow = flow

    def draw_slip(self, subject: bytes, order: str, owner: QObject, done: Callable[[SlipDrawn], None]) -> None:
        """The slip of one order and its code."""
        payments = self._place.actions.systems.payments

        def draw(papers: EveryPaper) -> SlipDrawn:
            facts = payments.slip(subject, order)
            return SlipDrawn(facts, papers.slip_code(facts), papers.slip_picture(facts))

        self._flow.draw(draw, owner, done)

    def show_slip(self, subject: bytes, order: str) -> None:
        """The slip of one order, to be printed; a look."""
        payments, looking = self._place.actions.systems.payments, self._place.actions.looking

        def draw(papers: EveryPaper) -> bytes:
            looking.note("print", subject)
            return papers.slip(payments.slip(subject, order))

        self._flow.show_drawn("slip", draw)

    def show_day(self, day: date, clerk: str, language: str) -> None:
        """The end-of-day list of one clerk."""
        listed = self._place.actions.systems.payments_of_day
        self._flow.show_drawn("payments", lambda papers: papers.payments_day(listed.facts(day, clerk, language)))
