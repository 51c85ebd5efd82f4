"""The log of accesses: who asked registers for data in a time, found by a few letters; for supervisors."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from PySide6.QtWidgets import QWidget

from clerk_app.contract.ezup import LogPage
from clerk_app.domain.catalogue import Wording
from clerk_app.domain.errors import CounterError
from clerk_app.ui.commands import Bound
from clerk_app.ui.records.log_page import EzupLogPage
from clerk_app.ui.saying import say_error
from clerk_app.ui.screen import Context, Screen
from clerk_app.ui.tasks import while_alive
from clerk_app.ui.workplace import Workplace

_DAYS = 7


@dataclass(frozen=True, slots=True)
class _Loaded:
    page: LogPage
    names: Mapping[str, Wording]


class EzupLogScreen(Screen):
    """The last week when it is opened; the centre keeps the log, so it needs the line."""

    id = "ezup_log"
    title_key = "ezup_log.title"
    icon = "eye"
    rail_place = "home"

    def __init__(self, place: Workplace) -> None:
        self._place = place

    def build(self, context: Context) -> QWidget:
        """The page."""
        self._context = context
        self._page = EzupLogPage(context, self._place.clock.local)
        self._page.wanted.connect(self._load)
        return self._page

    def commands(self) -> Sequence[Bound]:
        """Search, and leave."""
        return (Bound("search_log", self._load), Bound("back", self._context.frame.back))

    def on_shown(self, subject: object = None) -> None:
        """The last week."""
        del subject
        today = self._place.clock.local().date()
        self._page.set_days(today - timedelta(days=_DAYS), today)
        self._context.frame.head(self._context.texts.text("ezup_log.title"), self._context.texts.text("ezup_log.head"))
        self._page.since.setFocus()
        self._load()

    def _load(self) -> None:
        since, until = self._page.days()
        if since is None or until is None:
            return
        log, text = self._place.actions.systems.access_log, self._page.search_text()
        first, last = self._begin(since), self._begin(until + timedelta(days=1))
        self._place.reads.submit(
            lambda: self._loaded(log.page(first, last, text)),
            while_alive(self._page, self._on_loaded),
            while_alive(self._page, lambda error: say_error(self._context, error)),
        )

    def _loaded(self, page: LogPage) -> _Loaded:
        """The page with the names of its services; one that the catalogue does not know has none."""
        names = {}
        for service in {row.procedure for row in page.rows}:
            with suppress(CounterError):
                names[service] = self._place.actions.choosing.service(service, 0).name
        return _Loaded(page, names)

    def _on_loaded(self, loaded: _Loaded) -> None:
        wording = self._context.texts.wording
        self._page.show_log(loaded.page, {service: wording(name) for service, name in loaded.names.items()})

    def _begin(self, day: date) -> datetime:
        return datetime.combine(day, time.min, self._place.clock.local().tzinfo)
