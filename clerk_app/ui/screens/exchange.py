"""Exchange: what waits, for how long, how the line is, and that everything is safe meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtWidgets import QWidget

from clerk_app.domain.errors import Unavailable
from clerk_app.sync.thrift import PAUSED
from clerk_app.ui.commands import Bound
from clerk_app.ui.exchange.line_look import LineLook
from clerk_app.ui.exchange.page import ExchangePage, LineTold, Shown, pause_command
from clerk_app.ui.exchange.stick_task import StickDoor, StickTask
from clerk_app.ui.link_words import ROLES
from clerk_app.ui.screen import Context, Screen
from clerk_app.ui.tasks import while_alive
from clerk_app.ui.widgets.chip import Chip
from clerk_app.ui.workplace import Workplace

_ICONS = {
    "good": "circle-check",
    "slow": "triangle-alert",
    "down": "cloud-off",
    "unknown": "circle-dashed",
    "stopped": "circle-x",
}


class ExchangeScreen(Screen):
    """Remembers the alarms of this run; ``asking`` gives what the desk has of queue, parcels and line.

    ``pause`` pauses enclosures for the day, or lets them go on. ``stick`` is what can be done with a USB stick; its
    work goes on while another screen is shown.
    """

    id = "exchange"
    title_key = "exchange.title"
    icon = "refresh-cw"
    rail_place = "exchange"

    def __init__(
        self,
        place: Workplace,
        asking: Callable[[], LineTold],
        stick: StickDoor,
        pause: Callable[[bool], None] = lambda _paused: None,
    ) -> None:
        self._place = place
        self._pause = pause
        self._task = StickTask(place.long_reads, stick)
        self._asking = asking
        self._shown = False
        self._asked = LineTold()
        self._alarms: list[str] = []
        self._task.changed.connect(self._on_stick)
        self._look = LineLook(place)
        place.news.link_changed.connect(self._on_link_changed)
        place.news.relay_changed.connect(self._on_relay_changed)
        place.news.alarm_raised.connect(self._on_alarm_raised)

    def build(self, context: Context) -> QWidget:
        """The page; its sticks are looked for while it is shown."""
        self._context = context
        self._page = ExchangePage(context, self._task)
        self._page.stick.looking.timeout.connect(self._look_for_sticks)
        return self._page

    def commands(self) -> Sequence[Bound]:
        """What the key bar shows here."""
        now = Bound("exchange_now", self._place.exchange_now)
        pause = Bound(pause_command(paused=self._asked.paused), self._on_pause)
        return (now, pause, *self._page.stick.bound(), Bound("back", self._context.frame.back))

    def on_shown(self, subject: object = None) -> None:
        """Ask the outbox, and say how things are."""
        del subject
        self._shown = True
        self._look.begin()
        self._look.look(self._context, self._page, self._show)
        self._show()
        self._load()
        self._look_for_sticks()
        self._page.now.setFocus()

    def on_hidden(self) -> None:
        """Go on measuring; show nothing."""
        self._shown = False

    def has_work(self) -> bool:
        """Whether a stick is being filled or emptied."""
        return bool(self._task.doing)

    def _load(self) -> None:
        self._place.reads.submit(self._asking, while_alive(self._page, self._on_loaded))

    def _look_for_sticks(self) -> None:
        if self._task.doing:
            return
        try:
            self._place.long_reads.submit(self._task.door.found, while_alive(self._page, self._page.stick.show_sticks))
        except Unavailable:  # the program ends
            self._page.stick.looking.stop()

    def _on_stick(self) -> None:
        """Show how far it is; what it has come to is told wherever the clerk is by then."""
        if self._shown:
            if not (self._task.doing and self._task.done):  # begun, or ended
                self._page.area.show_from(self._page.stick)
            if not self._task.doing:  # it may have brought what was waited for
                self._load()
        elif said := self._page.stick.outcome():
            self._context.frame.say(*said)

    def _on_loaded(self, asked: LineTold) -> None:
        turned = asked.paused != self._asked.paused
        self._asked = asked
        if turned and self._shown:
            self._context.frame.commands_changed()
        self._show()

    def _on_pause(self) -> None:
        """Turn it over, and say which way it stands now."""
        paused = not self._asked.paused

        def done(_none: None) -> None:
            self._context.frame.say(self._context.texts.text(f"exchange.enclosures.{'paused' if paused else 'go_on'}"))
            self._load()

        self._place.reads.submit(lambda: self._pause(paused), while_alive(self._page, done))

    def _on_link_changed(self, _link: object) -> None:
        if self._shown:
            self._look.look(self._context, self._page, self._show)
            self._load()

    def _on_relay_changed(self, _state: object) -> None:
        if self._shown:
            self._load()

    def _on_alarm_raised(self, code: object) -> None:
        self._alarms = [*(known for known in self._alarms if known != code), str(code)]
        if self._shown:
            self._show()

    def _show(self) -> None:
        texts, link, now = self._context.texts, self._place.link(), self._place.clock.local()
        # The outbox knows more than the last exchange did: what came since waits too.
        link = replace(link, waiting=max(link.waiting, self._asked.waits.entries))
        if self._asked.paused != (link.held == PAUSED):  # the exchange tells of it when it next speaks
            link = replace(link, held=PAUSED if self._asked.paused else "")
        role, icon = ROLES[link.kind], _ICONS[link.kind]
        self._context.frame.head(
            texts.text("exchange.title"),
            "",
            [Chip(self._context.look, texts.text(f"exchange.link.{link.kind}"), role, icon)],
        )
        self._page.show_all(
            Shown(
                now=now,
                link=link,
                relay=self._place.relay(),
                asked=self._asked,
                alarms=self._alarms,
                looked=self._look.words,
            )
        )
