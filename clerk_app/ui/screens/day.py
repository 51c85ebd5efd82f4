"""The view of a day: what was received here, what was done on cases, what is open, and what is due."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta

from PySide6.QtWidgets import QWidget

from clerk_app.domain.days import Day
from clerk_app.ui.casework.day_page import DayPage
from clerk_app.ui.commands import Bound
from clerk_app.ui.paper_flow import PaperFlow
from clerk_app.ui.saying import say_error
from clerk_app.ui.screen import Context, Screen
from clerk_app.ui.tasks import while_alive
from clerk_app.ui.workplace import Workplace


class DayScreen(Screen):
    """Today when it is opened; days before are a key away. Reads only, and can be printed as a sheet."""

    id = "day"
    title_key = "day.title"
    icon = "calendar"
    rail_place = "home"

    def __init__(self, place: Workplace, paper: PaperFlow) -> None:
        self._place = place
        self._paper = paper
        self._back = 0
        self._shown = False
        place.news.requests_changed.connect(self._on_changed)
        place.news.print_changed.connect(self._on_changed)

    def build(self, context: Context) -> QWidget:
        """The page."""
        self._context = context
        self._page = DayPage(context)
        self._page.case_opened.connect(lambda subject: context.frame.go("detail", subject))
        return self._page

    def commands(self) -> Sequence[Bound]:
        """Print, go a day back or on, and leave."""
        return (
            Bound("print_day", self._on_print),
            Bound("previous_step", self._going(1)),
            *((Bound("next_step", self._going(-1)),) if self._back else ()),
            Bound("payments_day", lambda: self._context.frame.go("payments_day")),
            Bound("exchange_now", self._place.exchange_now),
            Bound("back", self._context.frame.back),
        )

    def on_shown(self, subject: object = None) -> None:
        """Today."""
        del subject
        self._shown, self._back = True, 0
        self._load()

    def on_hidden(self) -> None:
        """Stop renewing."""
        self._shown = False

    def _day(self) -> date:
        return self._place.clock.local().date() - timedelta(days=self._back)

    def _going(self, days: int) -> Callable[[], None]:
        def go() -> None:
            self._back = max(0, self._back + days)
            self._context.frame.commands_changed()
            self._load()

        return go

    def _load(self) -> None:
        days, day = self._place.actions.days, self._day()
        self._place.reads.submit(
            lambda: days.of(day),
            while_alive(self._page, self._on_loaded),
            while_alive(self._page, lambda error: say_error(self._context, error)),
        )

    def _on_loaded(self, day: Day) -> None:
        shown = date.fromisoformat(day.date)
        if shown != self._day():
            return
        texts = self._context.texts
        self._page.show_day(day, self._place.clock.local().date())
        when = texts.text("day.head", date=texts.long_date(shown), year=shown.year)
        self._context.frame.head(texts.text("day.title"), when)

    def _on_print(self) -> None:
        self._paper.show_day(self._day(), self._context.texts.language)

    def _on_changed(self, _what: object) -> None:
        if self._shown:
            self._load()
