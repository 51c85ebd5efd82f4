"""Keeps the status strip and the badges of the rail true."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Slot

from clerk_app.domain.errors import CounterError
from clerk_app.i18n import Texts
from clerk_app.ports.cards import CardTrouble, ReadersChanged, TextRead
from clerk_app.ports.checks import Check, CheckResult
from clerk_app.ports.desk_file import Counts, JobState, PrintJob
from clerk_app.sync.link import LinkState
from clerk_app.ui.check_words import fault_of
from clerk_app.ui.link_words import ROLES, link_icon, link_sentence
from clerk_app.ui.saying import error_words
from clerk_app.ui.shell import Shell
from clerk_app.ui.tasks import while_alive
from clerk_app.ui.workplace import Workplace

PART_SCREENS = {"link": "exchange", "reader": "devices", "printer": "devices", "clock": "devices"}
"""Where a part of the strip leads; ``lock`` locks and ``who`` is the composition root's."""
TOLERATED_MS = 60_000
_TICK_MS = 10_000
_DEVICES = {"card_reader": "reader", "receipt_printer": "printer"}
_DEVICE_ICONS = {"reader": "id-card", "printer": "printer"}


class Status(QObject):
    """Belongs to one shell: follows the news, asks reader and printer once, and the clock every few seconds."""

    def __init__(self, place: Workplace, texts: Texts, shell: Shell) -> None:
        super().__init__(shell)
        self._place = place
        self._texts = texts
        self._shell = shell
        self._strip = strip = shell.strip
        for part in ("who", "link", "reader", "printer"):
            if not strip.has(part):
                strip.add_part(part)
        strip.add_part("clock", right=True)
        lock = strip.add_part("lock", right=True, keys=shell.commands.keys("lock"))
        lock.show_state(texts.text("strip.lock"), "lock")
        news = place.news
        news.link_changed.connect(self._on_link_changed)
        news.card_news.connect(self._on_card_news)
        news.print_changed.connect(self._on_print_changed)
        news.requests_changed.connect(self._on_requests_changed)
        news.paper_failed.connect(self._on_paper_failed)
        self._clock = QTimer(self, interval=_TICK_MS)
        self._clock.timeout.connect(self.show_clock)
        self._clock.start()
        self.renew()

    def renew(self) -> None:
        """Say everything anew: at the beginning, and after an unlock."""
        self._say_who()
        self._on_link_changed(self._place.link())
        self.show_clock()
        self._count_attention()
        for check in self._place.checks:
            if check.name in _DEVICES:
                self._look_at(check)

    @Slot()
    def show_clock(self) -> None:
        """The time, and how far this desk's clock is from the centre's."""
        moment = self._texts.moment(self._place.clock.local())
        offset = self._place.clock.stamp().offset
        part = self._strip.part("clock")
        if offset is None:
            part.show_state(self._texts.text("strip.clock_unknown", moment=moment), "clock")
        elif abs(offset) <= TOLERATED_MS:
            part.show_state(self._texts.text("strip.clock_exact", moment=moment), "clock")
        else:
            key = "strip.clock_behind" if offset > 0 else "strip.clock_ahead"
            minutes = max(1, round(abs(offset) / 60_000))
            part.show_state(self._texts.text(key, moment=moment, minutes=minutes), "clock", "warning")

    @Slot(object)
    def _on_link_changed(self, link: object) -> None:
        if not isinstance(link, LinkState):
            return
        words = link_sentence(link, self._place.clock.local(), self._texts)
        self._strip.part("link").show_state(words, link_icon(link), ROLES[link.kind])
        spoken = self._texts.many("status.waiting", link.requests) if link.requests else ""
        self._shell.badge("exchange", link.requests, "offline", spoken)
        self._count_attention()

    @Slot(object)
    def _on_card_news(self, news: object) -> None:
        if isinstance(news, ReadersChanged):
            self._show_device("reader", "" if news.names else "card_no_reader")
        elif isinstance(news, TextRead):
            self._show_device("reader", "")
        elif isinstance(news, CardTrouble) and not news.reader:
            self._show_device("reader", news.error.code)

    @Slot(object)
    def _on_print_changed(self, job: object) -> None:
        if isinstance(job, PrintJob) and job.state in (JobState.PRINTED, JobState.UNKNOWN, JobState.FAILED):
            self._show_device("printer", "" if job.state is JobState.PRINTED else job.reason or "print_unknown")
        self._count_attention()

    @Slot(object)
    def _on_requests_changed(self, _subjects: object) -> None:
        self._count_attention()

    @Slot(object)
    def _on_paper_failed(self, error: object) -> None:
        if isinstance(error, CounterError):
            self._shell.say(error_words(error, self._texts), "error")

    def _say_who(self) -> None:
        text, desk = self._texts.text, self._place.desk
        try:
            name = self._place.actions.sessions.current().grant.name
        except CounterError:
            self._strip.part("who").show_state(text("strip.nobody", desk=desk.counter), "user-round")
            return
        self._strip.part("who").show_state(text("strip.who", name=name, desk=desk.counter), "user-round")

    def _look_at(self, check: Check) -> None:
        part = _DEVICES[check.name]
        self._place.devices.submit(
            check.run,
            while_alive(self, lambda result: self._show_found(part, result)),
            while_alive(self, lambda error: self._show_found(part, fault_of(error))),
        )

    def _show_found(self, part: str, result: CheckResult) -> None:
        self._show_device(part, "" if result.level == "fine" else result.code, warned=result.level == "warning")

    def _show_device(self, part: str, trouble: str, *, warned: bool = True) -> None:
        text, device = self._texts.text, self._texts.text(f"status.{part}")
        icon = _DEVICE_ICONS[part]
        if not trouble:
            self._strip.part(part).show_state(text("strip.device_ready", device=device), icon, end_icon="check")
            return
        key = f"status.{part}.{trouble}"
        state = text(key) if self._texts.has(key) else text("status.look_at_it")
        self._strip.part(part).show_state(
            text("strip.device_warning", device=device, state=state), icon, "warning" if warned else "error"
        )

    def _count_attention(self) -> None:
        """Whatever needs a person, and the cases of whoever is signed in that are late or due soon."""
        actions = self._place.actions
        self._place.reads.submit(
            lambda: (len(actions.attending.items()), actions.looking.counts()),
            while_alive(self, self._show_counts),
            self._not_now,
        )

    def _not_now(self, error: Exception) -> None:
        """The desk is shut (sign-out): the badge stays as it was; anything else is a bug."""
        if not isinstance(error, CounterError):
            raise error

    def _show_counts(self, counted: tuple[int, Counts]) -> None:
        count, counts = counted
        late, due = counts.mine_late, counts.mine_late + counts.mine_soon
        words = (("case.mine_late", late), ("case.mine_soon", counts.mine_soon))
        said = "; ".join(self._texts.many(key, number) for key, number in words if number)
        self._shell.badge("requests", due, "error" if late else "offline", said)
        spoken = self._texts.many("status.attention", count) if count else ""
        self._shell.badge("attention", count, "error", spoken)
