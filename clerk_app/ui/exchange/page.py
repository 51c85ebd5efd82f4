"""What the screen of the exchange is made of: line and queue on the left, forecast and other ways beside them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from clerk_app.ports.outbox import OutboxSize, Queued
from clerk_app.sync.link import LinkState
from clerk_app.sync.relay_state import RelayState
from clerk_app.ui.exchange.queue_panel import QueuePanel
from clerk_app.ui.exchange.rate_plot import KILO, RatePlot, Sample
from clerk_app.ui.exchange.relay_row import RelayRow
from clerk_app.ui.exchange.stick_panel import StickPanel
from clerk_app.ui.exchange.stick_task import StickTask
from clerk_app.ui.exchange.words import headline, line_facts, oldest_words, range_words
from clerk_app.ui.link_words import link_sentence, safe_sentence
from clerk_app.ui.print_words import reason_words
from clerk_app.ui.screen import Context
from clerk_app.ui.widgets.button import Button
from clerk_app.ui.widgets.key_values import KeyValues
from clerk_app.ui.widgets.label import Label
from clerk_app.ui.widgets.line import Line
from clerk_app.ui.widgets.note import Note
from clerk_app.ui.widgets.panel import Panel
from clerk_app.ui.widgets.scroll import Scroll

SIDE = 424


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """Everything that the page says; ``now`` is the time on the wall, ``looked`` what a look at the line found."""

    now: datetime
    link: LinkState
    relay: RelayState
    waits: OutboxSize
    groups: Sequence[Queued]
    samples: Sequence[Sample]
    alarms: Sequence[str]
    looked: str


class ExchangePage(QWidget):
    """A view: ``show_all`` says everything anew; ``area``, ``stick`` and ``now`` are for the screen."""

    def __init__(self, context: Context, task: StickTask) -> None:
        super().__init__()
        self._context = context
        look, text = context.look, context.texts.text
        self.area = Scroll(look)
        self._alarm = Note(look, "", "error", title=text("exchange.alarm"))
        self.area.body.addWidget(self._alarm)
        self._make_line()
        self._queue = QueuePanel(context)
        self._make_forecast()
        self.stick = StickPanel(context, task)
        self._relay = RelayRow(context)
        self.stick.body.addWidget(Line(look))
        self.stick.body.addWidget(self._relay)
        self._arrange()
        self.area.body.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.area)

    def show_all(self, shown: Shown) -> None:
        """Say how things are."""
        texts, link = self._context.texts, shown.link
        self._sentence.set_text(link_sentence(link, shown.now, texts))
        self._facts.show_rows(line_facts(link, self._context, shown.now, shown.looked))
        self._plot.setVisible(len(shown.samples) > 1)
        told = texts.many("exchange.plot_told", len(shown.samples), rate=link.rate // KILO)
        self._plot.show_samples(shown.samples, shown.now.timestamp(), told)
        self._headline.set_text(headline(link, self._context))
        self._range.set_text(range_words(link, self._context))
        self._safe.show_note(safe_sentence(link, texts), "offline", icon="shield-check")
        self._queue.show_groups(shown.groups, link, oldest_words(shown.waits, self._context, shown.now))
        self.stick.show_waiting(shown.waits.entries)
        self._relay.show_state(shown.relay, shown.now)
        self._alarm.setVisible(bool(shown.alarms))
        words = " ".join(
            texts.text("exchange.alarm_told", reason=reason_words(code, texts), code=code) for code in shown.alarms
        )
        self._alarm.show_note(words, "error", title=texts.text("exchange.alarm"))

    def _make_line(self) -> None:
        look, text = self._context.look, self._context.texts.text
        self._line = Panel(look, text("exchange.line"), icon="network", aside=text("exchange.since_start"))
        self._sentence = Label(look, "", wrap=True)
        self._plot = RatePlot(look, text("exchange.plot"), text("exchange.kilo"), text("exchange.outage"))
        self._facts = KeyValues(look, label_width=160)
        for part in (self._sentence, self._plot, self._facts):
            self._line.body.addWidget(part)

    def _make_forecast(self) -> None:
        look, text = self._context.look, self._context.texts.text
        self._forecast = Panel(look, text("exchange.forecast"), icon="hourglass")
        self._headline = Label(look, "", style="number_big", wrap=True)
        self._range = Label(look, "", role="text_2", wrap=True)
        self._safe = Note(look, "", "offline", icon="shield-check")
        keys = self._context.commands.keys("exchange_now")
        self.now = Button(look, text("command.exchange_now"), icon="refresh-cw", keys=keys, kind="filled")
        self.now.clicked.connect(self._context.commands.action("exchange_now").trigger)
        cut = Label(look, text("exchange.cut_costs"), style="small", role="text_2", wrap=True)
        for widget in (self._headline, self._range, self._safe, self.now, cut):
            self._forecast.body.addWidget(widget)

    def _arrange(self) -> None:
        """Two columns; one, with the forecast first, where text is large."""
        look = self._context.look
        left, right = [self._line, self._queue], [self._forecast, self.stick]
        if look.tokens.narrow:
            for panel in (*right, *left):
                self.area.body.addWidget(panel)
            return
        for panel in right:
            panel.setFixedWidth(look.px(SIDE))
        row = QHBoxLayout()
        row.setSpacing(look.px(12))
        row.addLayout(self._column(left), 1)
        row.addLayout(self._column(right))
        self.area.body.addLayout(row)

    def _column(self, panels: Sequence[QWidget]) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(self._context.look.px(12))
        for panel in panels:
            column.addWidget(panel)
        column.addStretch(1)
        return column
