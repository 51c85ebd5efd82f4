"""Exchange: what waits, for how long, how the line is, and that everything is safe meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from clerk_app.domain.errors import Unavailable
from clerk_app.ports.outbox import OutboxSize, Queued
from clerk_app.sync.link import LinkState
from clerk_app.ui.commands import Bound
from clerk_app.ui.exchange.line_look import LineLook
from clerk_app.ui.exchange.queue_panel import QueuePanel
from clerk_app.ui.exchange.rate_plot import KILO, Measured, RatePlot
from clerk_app.ui.exchange.stick_panel import StickPanel
from clerk_app.ui.exchange.stick_task import StickDoor, StickTask
from clerk_app.ui.exchange.words import headline, line_facts, oldest_words, range_words
from clerk_app.ui.link_words import ROLES, link_sentence, safe_sentence
from clerk_app.ui.print_words import reason_words
from clerk_app.ui.screen import Context, Screen
from clerk_app.ui.tasks import while_alive
from clerk_app.ui.widgets.button import Button
from clerk_app.ui.widgets.chip import Chip
from clerk_app.ui.widgets.key_values import KeyValues
from clerk_app.ui.widgets.label import Label
from clerk_app.ui.widgets.note import Note
from clerk_app.ui.widgets.panel import Panel
from clerk_app.ui.widgets.scroll import Scroll
from clerk_app.ui.workplace import Workplace

SIDE = 424
_ICONS = {
    "good": "circle-check",
    "slow": "triangle-alert",
    "down": "cloud-off",
    "unknown": "circle-dashed",
    "stopped": "circle-x",
}


type Waiting = tuple[OutboxSize, tuple[Queued, ...]]
NOTHING: Waiting = (OutboxSize(0, 0, 0), ())


class ExchangeScreen(Screen):
    """Remembers what was measured and the alarms of this run; ``waiting`` asks what waits, and by which groups.

    ``stick`` is what can be done with a USB stick; its work goes on while another screen is shown.
    """

    id = "exchange"
    title_key = "exchange.title"
    icon = "refresh-cw"
    rail_place = "exchange"

    def __init__(self, place: Workplace, waiting: Callable[[], Waiting], stick: StickDoor) -> None:
        self._place = place
        self._task = StickTask(place.long_reads, stick)
        self._waiting = waiting
        self._shown = False
        self._waits, self._groups = NOTHING
        self._measured = Measured()
        self._alarms: list[str] = []
        self._task.changed.connect(self._on_stick)
        self._look = LineLook(place)
        place.news.link_changed.connect(self._on_link_changed)
        place.news.alarm_raised.connect(self._on_alarm_raised)

    def build(self, context: Context) -> QWidget:
        """The line and what waits on the left, the forecast on the right."""
        self._context = context
        self._root = QWidget()
        look, text = context.look, context.texts.text
        self._make_parts()
        self._scroll = scroll = Scroll(look)
        self._alarm_note = Note(look, "", "error", title=text("exchange.alarm"))
        scroll.body.addWidget(self._alarm_note)
        self._arrange(scroll)
        scroll.body.addStretch(1)
        whole = QVBoxLayout(self._root)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scroll)
        return self._root

    def commands(self) -> Sequence[Bound]:
        """What the key bar shows here."""
        now = Bound("exchange_now", self._place.exchange_now)
        return (now, *self._stick.bound(), Bound("back", self._context.frame.back))

    def on_shown(self, subject: object = None) -> None:
        """Ask the outbox, and say how things are."""
        del subject
        self._shown = True
        self._look.begin()
        self._look.look(self._context, self._root, self._show)
        self._show()
        self._load()
        self._look_for_sticks()
        self._now.setFocus()

    def on_hidden(self) -> None:
        """Go on measuring; show nothing."""
        self._shown = False

    def has_work(self) -> bool:
        """Whether a stick is being filled or emptied."""
        return bool(self._task.doing)

    def _make_parts(self) -> None:
        look, text = self._context.look, self._context.texts.text
        self._line = Panel(look, text("exchange.line"), icon="network", aside=text("exchange.since_start"))
        self._plot = RatePlot(look, text("exchange.plot"), text("exchange.kilo"), text("exchange.outage"))
        self._sentence = Label(look, "", wrap=True)
        self._facts = KeyValues(look, label_width=160)
        for part in (self._sentence, self._plot, self._facts):
            self._line.body.addWidget(part)
        self._queue = QueuePanel(self._context)
        self._forecast = Panel(look, text("exchange.forecast"), icon="hourglass")
        self._headline = Label(look, "", style="number_big", wrap=True)
        self._range = Label(look, "", role="text_2", wrap=True)
        self._safe = Note(look, "", "offline", icon="shield-check")
        keys = self._context.commands.keys("exchange_now")
        self._now = Button(look, text("command.exchange_now"), icon="refresh-cw", keys=keys, kind="filled")
        self._now.clicked.connect(self._context.commands.action("exchange_now").trigger)
        for widget in (self._headline, self._range, self._safe, self._now):
            self._forecast.body.addWidget(widget)
        self._forecast.body.addWidget(Label(look, text("exchange.cut_costs"), style="small", role="text_2", wrap=True))

        self._stick = StickPanel(self._context, self._task)
        self._stick.looking.timeout.connect(self._look_for_sticks)

    def _arrange(self, scroll: Scroll) -> None:
        """Two columns; one, with the forecast first, where text is large."""
        look = self._context.look
        if look.tokens.narrow:
            for panel in (self._forecast, self._stick, self._line, self._queue):
                scroll.body.addWidget(panel)
            return
        left = QVBoxLayout()
        left.setSpacing(look.px(12))
        left.addWidget(self._line)
        left.addWidget(self._queue)
        left.addStretch(1)
        right = QVBoxLayout()
        right.setSpacing(look.px(12))
        for panel in (self._forecast, self._stick):
            panel.setFixedWidth(look.px(SIDE))
            right.addWidget(panel)
        right.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(look.px(12))
        row.addLayout(left, 1)
        row.addLayout(right)
        scroll.body.addLayout(row)

    def _load(self) -> None:
        self._place.reads.submit(self._waiting, while_alive(self._root, self._on_loaded))

    def _look_for_sticks(self) -> None:
        if self._task.doing:
            return
        try:
            self._place.long_reads.submit(self._task.door.found, while_alive(self._root, self._stick.show_sticks))
        except Unavailable:  # the program ends
            self._stick.looking.stop()

    def _on_stick(self) -> None:
        """Show how far it is; what it has come to is told wherever the clerk is by then."""
        if self._shown:
            if not (self._task.doing and self._task.done):  # begun, or ended
                self._scroll.show_from(self._stick)
            if not self._task.doing:  # it may have brought what was waited for
                self._load()
        elif said := self._stick.outcome():
            self._context.frame.say(*said)

    def _on_loaded(self, waiting: Waiting) -> None:
        self._waits, self._groups = waiting
        self._show()

    def _on_link_changed(self, link: object) -> None:
        if isinstance(link, LinkState):
            self._measured.take(link, self._place.clock.now().timestamp())
        if self._shown:
            self._look.look(self._context, self._root, self._show)
            self._load()

    def _on_alarm_raised(self, code: object) -> None:
        self._alarms = [*(known for known in self._alarms if known != code), str(code)]
        if self._shown:
            self._show()

    def _show(self) -> None:
        texts, link, now = self._context.texts, self._place.link(), self._place.clock.local()
        # The outbox knows more than the last exchange did: what came since waits too.
        link = replace(link, waiting=max(link.waiting, self._waits.entries))
        role, icon = ROLES[link.kind], _ICONS[link.kind]
        self._context.frame.head(
            texts.text("exchange.title"),
            "",
            [Chip(self._context.look, texts.text(f"exchange.link.{link.kind}"), role, icon)],
        )
        self._sentence.set_text(link_sentence(link, now, texts))
        self._headline.set_text(headline(link, self._context))
        self._range.set_text(range_words(link, self._context))
        self._safe.show_note(safe_sentence(link, texts), "offline", icon="shield-check")
        self._facts.show_rows(line_facts(link, self._context, now, self._look.words))
        self._stick.show_waiting(self._waits.entries)
        self._queue.show_groups(self._groups, link, oldest_words(self._waits, self._context, now))
        self._alarm_note.setVisible(bool(self._alarms))
        words = " ".join(
            texts.text("exchange.alarm_told", reason=reason_words(code, texts), code=code) for code in self._alarms
        )
        self._alarm_note.show_note(words, "error", title=texts.text("exchange.alarm"))
        samples = tuple(self._measured.samples)
        self._plot.setVisible(len(samples) > 1)
        told = texts.many("exchange.plot_told", len(samples), rate=link.rate // KILO)
        self._plot.show_samples(samples, self._place.clock.now().timestamp(), told)
