"""Indicators related to the Local eGovernment Index: plots of this desk's own work, and the tables behind them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QStackedWidget, QWidget

from clerk_app.domain.catalogue import Service, Wording
from clerk_app.domain.index_figures import Figures
from clerk_app.domain.index_periods import KINDS
from clerk_app.ui.commands import Bound
from clerk_app.ui.index.behind import BehindPage, Proof
from clerk_app.ui.index.doing import Export, IndexDoing
from clerk_app.ui.index.page import IndicatorsPage
from clerk_app.ui.index.periods import PeriodChoice
from clerk_app.ui.index.words import period_words
from clerk_app.ui.paper_flow import PaperFlow
from clerk_app.ui.saying import say_error
from clerk_app.ui.screen import Context, Screen
from clerk_app.ui.tasks import while_alive
from clerk_app.ui.workplace import Workplace


class IndicatorsScreen(Screen):
    """Remembers the period; reads on the lane for reading, renews when requests or reference data change."""

    id = "indicators"
    title_key = "index.title"
    icon = "chart-column"
    rail_place = "indicators"

    def __init__(self, place: Workplace, paper: PaperFlow, export: Export) -> None:
        self._place = place
        self._paper = paper
        self._export = export
        self.periods = PeriodChoice(place.actions.systems.indicators.today)
        self._figures: Figures | None = None
        self._behind: tuple[tuple[str, ...], str] | None = None
        self._shown = False
        place.news.requests_changed.connect(self._on_changed)

    def build(self, context: Context) -> QWidget:
        """The plots, and the page behind them."""
        self._context = context
        self._root = QStackedWidget()
        self.doing = IndexDoing(context, self._place, self._paper, self._export, self.periods.period)
        self.doing.root = self._root
        self.page, self.table = IndicatorsPage(context), BehindPage(context)
        self._root.addWidget(self.page)
        self._root.addWidget(self.table)
        self.page.periods.period_chosen.connect(self.choose_period)
        self.page.opened.connect(self.open_table)
        self.table.indicator_chosen.connect(self._on_indicator)
        self.table.request_opened.connect(lambda subject: context.frame.go("detail", subject))
        return self._root

    def commands(self) -> Sequence[Bound]:
        """What is done with them; the periods by their keys."""
        periods = enumerate(KINDS, start=1)
        return (
            *((Bound("behind_plot", lambda: None),) if self._behind is None else ()),
            *self.doing.commands(),
            Bound("exchange_now", self._place.exchange_now),
            Bound("back", self._on_back),
            *(Bound(f"item_{n}", partial(self.choose_period, kind), in_bar=False) for n, kind in periods),
        )

    def on_shown(self, subject: object = None) -> None:
        """The plots of the period that was looked at last."""
        del subject
        self._shown = True
        self._show_page()
        self._load()

    def on_hidden(self) -> None:
        """Stop renewing."""
        self._shown = False

    def choose_period(self, kind: object) -> None:
        """Look at another period; one of own days is asked for."""
        if kind == "own":
            self.periods.ask(self._context, self._root, self._load)
            return
        for known in KINDS:
            if known == kind:
                self.periods.choose(known)
                self._load()

    def open_table(self, codes: object) -> None:
        """Show the table behind the plot of these indicators, the first of them to begin with."""
        if not isinstance(codes, tuple) or self._figures is None:
            return
        self._behind = (codes, codes[0])
        self.table.show_codes(codes, codes[0])
        self._root.setCurrentWidget(self.table)
        self._context.frame.commands_changed()
        self._show_indicator(codes[0])
        self.table.table.setFocus()

    def _load(self) -> None:
        wanted, indicators = self.periods.period(), self._place.actions.systems.indicators
        self.page.periods.light(self.periods.kind)
        self._place.reads.submit(
            lambda: indicators.figures(wanted),
            while_alive(self._root, self._on_figures),
            while_alive(self._root, lambda error: say_error(self._context, error)),
        )

    def _on_figures(self, figures: Figures) -> None:
        if figures.period != self.periods.period():
            return
        self._figures = figures
        self.page.show_figures(figures, self._place.clock.local())
        texts = self._context.texts
        self._context.frame.head(texts.text("index.title"), period_words(figures.period, texts, figures.today))
        if self._behind is not None:
            self._show_indicator(self._behind[1])

    def _show_page(self) -> None:
        codes, self._behind = (self._behind[0] if self._behind else None), None
        self._root.setCurrentWidget(self.page)
        self._context.frame.commands_changed()
        self.page.focus_on(codes)

    def _on_indicator(self, code: object) -> None:
        if self._behind is not None and isinstance(code, str):
            self._behind = (self._behind[0], code)
            self._show_indicator(code)

    def _show_indicator(self, code: str) -> None:
        if self._figures is None:
            return
        self.table.show_indicator(code, self._figures)
        wanted, indicators = self._figures.period, self._place.actions.systems.indicators

        def read() -> list[Proof]:
            return [
                Proof(evidence=one, service=_name(one.service, indicators.service(one.service)))
                for one in indicators.evidence(code, wanted)
            ]

        self._place.reads.submit(
            read,
            while_alive(self._root, lambda proofs: self.table.show_evidence(proofs, code)),
            while_alive(self._root, lambda error: say_error(self._context, error)),
        )

    def _on_back(self) -> None:
        if self._behind is not None:
            self._show_page()
        else:
            self._context.frame.back()

    def _on_changed(self, _what: object) -> None:
        if self._shown:
            self._load()


def _name(service: str, known: Service | None) -> Wording:
    return known.name if known is not None else Wording(sr=service, en=service)
