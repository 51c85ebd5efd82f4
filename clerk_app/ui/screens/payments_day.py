"""The end-of-day list of payments: a clerk's own, or another's for whoever may count; printed, and saved as a table."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from clerk_app.domain.payments_day import PaymentsDay
from clerk_app.domain.payments_stray import StrayPayment
from clerk_app.ui.commands import Bound
from clerk_app.ui.paper_flow import PaperFlow
from clerk_app.ui.payments.day_page import PaymentsDayPage
from clerk_app.ui.payments.papers import PaymentPapers
from clerk_app.ui.saying import say_error
from clerk_app.ui.screen import Context, Screen
from clerk_app.ui.tasks import while_alive
from clerk_app.ui.workplace import Workplace

type Export = Callable[[Path, date, str, str], Path]
"""Writes the table of one clerk's day into a folder (day, user, language), and gives the file."""


@dataclass(frozen=True, slots=True)
class _Loaded:
    day: PaymentsDay
    clerks: dict[str, str]
    strays: tuple[StrayPayment, ...]


class PaymentsDayScreen(Screen):
    """Today when it is opened; days before are a key away. Reads only."""

    id = "payments_day"
    title_key = "payments_day.title"
    icon = "hand-coins"
    rail_place = "home"

    def __init__(self, place: Workplace, paper: PaperFlow, export: Export) -> None:
        self._place = place
        self._papers = PaymentPapers(place, paper)
        self._export = export
        self._back = 0
        self._clerk = ""
        self._shown = False
        place.news.requests_changed.connect(lambda _subjects: self._load() if self._shown else None)

    def build(self, context: Context) -> QWidget:
        """The page."""
        self._context = context
        self._page = PaymentsDayPage(context)
        self._page.clerk_chosen.connect(self._on_clerk)
        return self._page

    def commands(self) -> Sequence[Bound]:
        """Print, save, go a day back or on, and leave."""
        return (
            Bound("print_payments", self._print),
            Bound("save_payments", self._ask_where),
            Bound("previous_step", self._going(1)),
            *((Bound("next_step", self._going(-1)),) if self._back else ()),
            Bound("back", self._context.frame.back),
        )

    def on_shown(self, subject: object = None) -> None:
        """Today, and whoever is signed in."""
        del subject
        self._shown, self._back, self._clerk = True, 0, ""
        self._page.orders.setFocus()
        self._load()

    def on_hidden(self) -> None:
        """Stop renewing."""
        self._shown = False

    def save(self, folder: Path) -> None:
        """Write the table there, and say where it lies."""
        day, clerk, language, export = self._day(), self._clerk, self._context.texts.language, self._export
        self._place.paper.submit(
            lambda: export(folder, day, clerk, language),
            while_alive(self._page, self._on_saved),
            while_alive(self._page, self._failed),
        )

    def _day(self) -> date:
        return self._place.clock.local().date() - timedelta(days=self._back)

    def _going(self, days: int) -> Callable[[], None]:
        def go() -> None:
            self._back = max(0, self._back + days)
            self._context.frame.commands_changed()
            self._load()

        return go

    def _load(self) -> None:
        listed, day, clerk = self._place.actions.systems.payments_of_day, self._day(), self._clerk
        self._place.reads.submit(
            lambda: _Loaded(listed.of(day, clerk), listed.clerks(day), listed.strays(day)),
            while_alive(self._page, self._on_loaded),
            while_alive(self._page, self._failed),
        )

    def _on_loaded(self, loaded: _Loaded) -> None:
        shown = date.fromisoformat(loaded.day.date)
        if shown != self._day():
            return
        texts = self._context.texts
        self._page.show_day(loaded.day, loaded.clerks)
        self._page.strays.show_strays(loaded.strays, self._place.clock.local().tzinfo)
        when = texts.text("day.head", date=texts.long_date(shown), year=shown.year)
        head = texts.text("payments_day.head", when=when, name=loaded.day.clerk_name)
        self._context.frame.head(texts.text("payments_day.title"), head)

    def _ask_where(self) -> None:
        dialog = QFileDialog(self._page, self._context.texts.text("payments_day.choose_folder"))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.fileSelected.connect(lambda name: self.save(Path(name)))
        dialog.open()

    def _on_saved(self, path: Path) -> None:
        self._context.frame.say(self._context.texts.text("payments_day.saved", file=path.name))

    def _print(self) -> None:
        self._papers.show_day(self._day(), self._clerk, self._context.texts.language)

    def _on_clerk(self, user: object) -> None:
        self._clerk = str(user or "")
        self._load()

    def _failed(self, error: Exception) -> None:
        say_error(self._context, error)
