"""What the screen of the exchange is made of: line and queue on the left, forecast and other ways beside them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from clerk_app.ports.index import Outage
from clerk_app.ports.line_record import Pace, Passed
from clerk_app.ports.outbox import OutboxSize, Queued
from clerk_app.sync.link import LinkState
from clerk_app.sync.relay_state import RelayState
from clerk_app.ui.exchange.passed_panel import PassedPanel
from clerk_app.ui.exchange.queue_panel import QueuePanel
from clerk_app.ui.exchange.rate_plot import History, RatePlot
from clerk_app.ui.exchange.relay_row import RelayRow
from clerk_app.ui.exchange.stick_panel import StickPanel
from clerk_app.ui.exchange.stick_task import StickTask
from clerk_app.ui.exchange.words import Used, figures, headline, line_facts, oldest_words, range_words
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
_NOTHING, _UNUSED = OutboxSize(0, 0, 0), Used()


@dataclass(frozen=True, slots=True, kw_only=True)
class LineTold:
    """What the desk has: what waits, by groups; what went last, newest first; how the line was, what was spent.

    ``paused``: a clerk wants no enclosures to go today.
    """

    waits: OutboxSize = _NOTHING
    groups: Sequence[Queued] = ()
    passed: Sequence[Passed] = ()
    paces: Sequence[Pace] = ()
    outages: Sequence[Outage] = ()
    used: Used = _UNUSED
    paused: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """Everything that the page says; ``now`` is the time on the wall, ``looked`` what a look at the line found."""

    now: datetime
    link: LinkState
    relay: RelayState
    asked: LineTold
    alarms: Sequence[str] = ()
    looked: str = ""


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
        self._queue, self._passed = QueuePanel(context), PassedPanel(context)
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
        texts, link, asked = self._context.texts, shown.link, shown.asked
        self._sentence.set_text(link_sentence(link, shown.now, texts))
        delay = next((pace.delay for pace in reversed(asked.paces) if pace.delay), 0)
        self._figures.set_text(figures(link, delay, asked.used, self._context, shown.now))
        rows = line_facts(link, self._context, shown.looked)
        self._facts.setVisible(bool(rows))
        self._facts.show_rows(rows)
        self._plot.show_history(History(shown.now, asked.paces, asked.outages))
        self._passed.show_passed(asked.passed, shown.now)
        self._headline.set_text(headline(link, self._context))
        self._range.set_text(range_words(link, self._context))
        self._safe.show_note(safe_sentence(link, texts), "offline", icon="shield-check")
        self._queue.show_groups(asked.groups, link)
        oldest = oldest_words(asked.waits, self._context, shown.now)
        self._oldest.set_text(oldest)
        self._oldest.setVisible(bool(oldest))
        self._paused = asked.paused
        self.pause.setChecked(asked.paused)
        self.pause.set_text(texts.text(f"command.{pause_command(paused=asked.paused)}"))
        self.stick.show_waiting(asked.waits.entries)
        self._relay.show_state(shown.relay, shown.now)
        self._alarm.setVisible(bool(shown.alarms))
        words = " ".join(
            texts.text("exchange.alarm_told", reason=reason_words(code, texts), code=code) for code in shown.alarms
        )
        self._alarm.show_note(words, "error", title=texts.text("exchange.alarm"))

    def _make_line(self) -> None:
        look, text = self._context.look, self._context.texts.text
        self._line = Panel(look, text("exchange.line"), icon="network", aside=text("exchange.plot_about"))
        self._sentence = Label(look, "", wrap=True)
        self._sentence.setVisible(look.tokens.narrow)  # elsewhere the strip has room for it
        self._plot = RatePlot(look, self._context.texts)
        self._figures = Label(look, "", role="text_2", wrap=True)
        self._facts = KeyValues(look, label_width=160)
        for part in (self._sentence, self._plot, self._figures, self._facts):
            self._line.body.addWidget(part)

    def _make_forecast(self) -> None:
        look, text = self._context.look, self._context.texts.text
        self._forecast = Panel(look, text("exchange.forecast"), icon="hourglass")
        self._headline = Label(look, "", style="number_big", wrap=True)
        self._range = Label(look, "", role="text_2", wrap=True)
        self._oldest = Label(look, "", role="text_2", wrap=True)
        self._safe = Note(look, "", "offline", icon="shield-check")
        keys = self._context.commands.keys("exchange_now")
        self.now = Button(look, text("command.exchange_now"), icon="refresh-cw", keys=keys, kind="filled")
        self.now.clicked.connect(self._context.commands.action("exchange_now").trigger)
        self.pause = Button(look, "", icon="paperclip", keys=self._context.commands.keys("pause_enclosures"))
        self.pause.setCheckable(True)
        self._paused = False
        self.pause.clicked.connect(self._on_pause_clicked)
        cut = Label(look, text("exchange.cut_costs"), style="small", role="text_2", wrap=True)
        for widget in (self._headline, self._range, self._oldest, self._safe, self.now, self.pause, cut):
            self._forecast.body.addWidget(widget)

    def _on_pause_clicked(self) -> None:
        """The button stands as the desk does, not as it was pressed."""
        self.pause.setChecked(self._paused)
        self._context.commands.action(pause_command(paused=self._paused)).trigger()

    def _arrange(self) -> None:
        """Two columns; one, with the forecast first, where text is large."""
        look = self._context.look
        left, right = [self._line, self._queue, self._passed], [self._forecast, self.stick]
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


def pause_command(*, paused: bool) -> str:
    """What the key does now."""
    return "resume_enclosures" if paused else "pause_enclosures"
