"""Which period is looked at, and asking for the days of one's own."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtWidgets import QWidget

from clerk_app.domain.errors import Invalid
from clerk_app.domain.index import Period
from clerk_app.domain.index_periods import PeriodKind, between, of_kind
from clerk_app.ui.index.days_dialog import DaysDialog
from clerk_app.ui.screen import Context


class PeriodChoice:
    """Stays through a change of look; this month to begin with."""

    def __init__(self, today: Callable[[], date]) -> None:
        self._today = today
        self._own: Period | None = None
        self.kind: PeriodKind = "month"

    def period(self) -> Period:
        """What is looked at now."""
        if self.kind == "own" and self._own is not None:
            return self._own
        return of_kind(self.kind, self._today())

    def choose(self, kind: PeriodKind) -> None:
        """Look at another one."""
        self.kind = kind

    def choose_days(self, first: str, last: str) -> None:
        """Look at days of one's own (ISO); raises ``Invalid``."""
        self._own = between(first, last, self._today())
        self.kind = "own"

    def ask(self, context: Context, over: QWidget, done: Callable[[], None]) -> None:
        """Ask for two days; ``done`` is called whether there are any or not."""
        dialog = DaysDialog(context, self.period(), over=over)

        def take(days: object) -> None:
            try:
                self.choose_days(*days)  # type: ignore[misc]
            except Invalid as error:
                dialog.show_error(error)
            else:
                dialog.accept()

        dialog.days_given.connect(take)
        dialog.finished.connect(lambda _result: done())
        dialog.open_over()
