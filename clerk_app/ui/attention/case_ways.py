"""The ways out of a step on a case that the centre did not take: decide again, or leave it as the centre has it."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from clerk_app.domain.merging import CONFLICT
from clerk_app.ui.attention.card import AttentionCard
from clerk_app.ui.attention.words import ANNULLED
from clerk_app.ui.saying import say_error
from clerk_app.ui.screen import Context
from clerk_app.ui.tasks import while_alive
from clerk_app.ui.workplace import Workplace


class CaseWays:
    """Belongs to the ways out of the cards."""

    def __init__(self, context: Context, place: Workplace, over: QWidget) -> None:
        self._context = context
        self._place = place
        self._over = over

    def open(self, card: AttentionCard) -> None:
        """Show the case; a new step takes the place of the one that was not taken."""
        if card.item.view is not None:
            self._context.frame.go("detail", card.item.view.subject)

    def merge(self, card: AttentionCard) -> None:
        """Compare what was changed here with what the centre has."""
        if card.item.held is not None:
            self._context.frame.go("merge", card.item.held.subject)

    def leave(self, card: AttentionCard) -> None:
        """The step is wanted no more."""
        held, casework, merging = card.item.held, self._place.actions.casework, self._place.actions.merging
        if held is None:
            return
        leave = merging.leave if held.code in (CONFLICT, ANNULLED) else casework.leave

        def left(_none: None) -> None:
            self._place.news.requests_changed.emit(frozenset({held.subject}))
            self._context.frame.say(self._context.texts.text("attention.case_left"), "info")

        self._place.writes.submit(
            lambda: leave(held.subject, held.seq),
            while_alive(self._over, left),
            lambda error: say_error(self._context, error),
        )
