"""An enrolled desk behind the window: lanes that deliver to Qt, news as signals, screens with what they need."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from threading import Thread
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from clerk_app.actions.session import Session
from clerk_app.app.checks import checks_of
from clerk_app.app.network_watch import NetworkWatch
from clerk_app.app.open import Told, prepare
from clerk_app.app.paper import PrinterInUse, paper_of, printer_of
from clerk_app.app.place import Place
from clerk_app.app.readers import readers_of
from clerk_app.app.screens import everywhere_of, screens_of
from clerk_app.app.shown_papers import ShownPapers
from clerk_app.devices.card_watcher import CardWatcher
from clerk_app.lanes import Deliver
from clerk_app.sync.link import LinkState
from clerk_app.sync.relay_state import RelayState
from clerk_app.ui.at_counter import AtCounter
from clerk_app.ui.finding import Finder
from clerk_app.ui.paper_flow import PaperFlow
from clerk_app.ui.screen import Screen
from clerk_app.ui.shell import Shell
from clerk_app.ui.shortcut_guard import ShortcutGuard
from clerk_app.ui.status import Status
from clerk_app.ui.workplace import DeskName, News, Workplace

if TYPE_CHECKING:
    from clerk_app.app.windows import Program

_READER_ENDS = 3.0


class OpenDesk:
    """Made on the opening lane; ``show`` and what follows run on Qt's thread, and so does ``on_link``."""

    def __init__(
        self,
        place: Place,
        deliver: Deliver,
        on_link: Callable[[LinkState], None] = lambda _state: None,
        on_order: Callable[[str], None] = lambda _order: None,
    ) -> None:
        self.place = place
        self._deliver = deliver
        self._told_link = on_link
        self._link = LinkState()
        self._relay = RelayState()
        self.news: News | None = None

        def told_order(order: str) -> None:
            deliver(lambda: on_order(order))

        self.told = Told(
            changed=self._on_changed,
            link=self._on_link,
            alarm=lambda code: self._tell(lambda news: news.alarm_raised.emit(code)),
            order=told_order,
            relay=self._on_relay,
        )
        self.printer = PrinterInUse(lambda: self.place)
        self.prepared = prepare(place, self.told, deliver=deliver, printer=self.printer)
        self.prepared.spooled.start()
        self.paper = paper_of(place)
        self.shell: QWidget | None = None
        self.at_counter: AtCounter | None = None
        self._screens: Sequence[Screen] = ()
        self.readers = readers_of(place)
        self._watcher = CardWatcher(self.readers, self._on_card)
        self._card_thread = Thread(target=self._watcher.run, name="cards", daemon=True)
        self._papers = ShownPapers(place.paths.root / "papers")

    @property
    def link(self) -> LinkState:
        """The line as it was last told."""
        return self._link

    def sign_in(self, user: str, password: str) -> str:
        """Sign in, with the centre or without; on the opening lane."""
        return self.prepared.sign_in(user, password).grant.user

    def unlock(self, password: str) -> None:
        """Go on with the locked session; on the opening lane."""
        user = self.prepared.desk.sessions.current().grant.user
        self.prepared.signing_in.unlock(user, password)

    def lock(self) -> tuple[Session, bool]:
        """Lock; gives the session that is locked, and whether the clerk had begun something that waits."""
        if isinstance(self.shell, Shell):
            self.shell.close_screens()  # first: what was typed last is kept in the name of who typed it
        self.prepared.desk.sessions.lock()
        self._papers.clear()
        begun = any(screen.has_work() for screen in self._screens)
        return self.prepared.desk.sessions.current(), begun

    def resume(self) -> None:
        """Show the screen again that the lock covered."""
        if isinstance(self.shell, Shell):
            self.shell.resume()

    def sign_out(self) -> QWidget | None:
        """Nobody is signed in; the exchange goes on. Gives the shell that is of no more use."""
        if isinstance(self.shell, Shell):
            self.shell.close_screens()
        self.prepared.lanes.long_reads.give_up()
        self.prepared.desk.sessions.end()
        self._papers.clear()
        left, self.shell, self._screens = self.shell, None, ()
        return left

    def show(self, program: Program) -> Shell:
        """The shell for whoever is signed in; the screens stay through a change of language and look."""
        if self.news is None:
            self.news = News(program)
            self._card_thread.start()
            ShortcutGuard(program.window, program.application)  # the window keeps it
            desk = self.prepared.desk
            NetworkWatch(desk.nudge, desk.line.hear_metered, program.window).start_later()
            self.news.settings_changed.connect(program.restyle)
        place = self.workplace(program, self.news)
        texts = self.place.texts
        finder = Finder(place, texts, lambda: shell.go)
        if not self._screens:
            self._screens = screens_of(place, PaperFlow(place, self.paper.sheets, self._papers.keep), self, program)
        before = self.shell.current_id if isinstance(self.shell, Shell) else ""
        screens = self._screens
        everywhere = everywhere_of(program, lambda: shell)
        shell = Shell(texts, program.look, screens, finder, everywhere=everywhere, parent=program.window)
        shell.lock_wanted.connect(program.idle.ran_out)
        self.status = Status(place, texts, shell)
        self.shell = shell
        shell.go(before or "home")
        return shell

    def workplace(self, program: Program, news: News) -> Workplace:
        """Everything that screens work with."""
        desk, lanes, identity = self.prepared.desk, self.prepared.lanes, self.prepared.desk.identity
        if self.at_counter is None:
            self.at_counter = AtCounter(self.place.clock.local, program)
            news.card_news.connect(self.at_counter.take)
        return Workplace(
            actions=desk.actions,
            writes=lanes.writes,
            reads=lanes.reads,
            long_reads=lanes.long_reads,
            paper=lanes.paper,
            devices=lanes.devices,
            news=news,
            desk=DeskName(
                desk=identity.desk,
                municipality=identity.anchor.name,
                office=identity.answer.office_name,
                counter=identity.answer.counter,
                demo=self.place.demo,
            ),
            link=lambda: self._link,
            relay=lambda: self._relay,
            exchange_now=lambda: desk.nudge(asked=True),
            read_card=self._watcher.read_again,
            replace_desk=program.replace_wanted.emit,
            checks=checks_of(self.place, desk, self.readers, lambda: printer_of(self.place)),
            receipt_wait=self.place.settings.receipt_wait,
            supplement_days=self.place.settings.supplement_days,
            at_counter=self.at_counter,
            clock=self.place.clock,
        )

    def close(self) -> None:
        """End readers, exchange and file; papers that were shown are deleted."""
        self.news = None  # what is still told finds nobody: the lanes that it would ask are closed
        if isinstance(self.shell, Shell):
            self.shell.close_screens()
        self._watcher.stop()
        if self._card_thread.is_alive():
            self._card_thread.join(_READER_ENDS)
        self.prepared.close()
        self._papers.clear()

    def _on_changed(self, subjects: frozenset[bytes]) -> None:
        self._tell(lambda news: news.requests_changed.emit(subjects))

    def _on_link(self, state: LinkState) -> None:
        self._link = state
        self._deliver(lambda: self._told_link(state))
        self._tell(lambda news: news.link_changed.emit(state))

    def _on_relay(self, state: RelayState) -> None:
        self._relay = state
        self._tell(lambda news: news.relay_changed.emit(state))

    def _on_card(self, news: object) -> None:
        self._tell(lambda told: told.card_news.emit(news))

    def _tell(self, tell: Callable[[News], None]) -> None:
        """From any thread to Qt's; before the first shell there is nobody to tell."""
        self._deliver(lambda: tell(self.news) if self.news is not None else None)
