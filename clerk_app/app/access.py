"""The way in: enrolment, sign-in, lock and unlock, on the opening lane and behind the pages that ask."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from clerk_app.app.becoming import Becoming
from clerk_app.app.obeying import Obeying
from clerk_app.app.windows import Program
from clerk_app.domain.errors import CounterError, SignIn
from clerk_app.lanes import Lane
from clerk_app.sync.link import LinkState
from clerk_app.ui.screens.lock import LockPage
from clerk_app.ui.screens.sign_in import Credentials, SignInPage

BEHIND_THE_PICTURE = 200
"""Milliseconds after which the first window has surely been painted: imports beside it would hold it up."""


class Access(QObject):
    """Shows the pages before the shell and does what they ask."""

    def __init__(self, program: Program) -> None:
        super().__init__(program)
        self._program = program
        self._opening = Lane("opening", program.bridge.deliver)
        self._behind = QTimer(self, singleShot=True, interval=BEHIND_THE_PICTURE)
        self._behind.timeout.connect(lambda: self._opening.submit(self._prepare, failed=self._on_failed))
        program.at_end(self._end)
        program.idle.ran_out.connect(self.lock)
        program.sign_out_wanted.connect(self.sign_out)
        self._becoming = Becoming(program, self._opening, became=self.ask_clerk, choosing=self._choosing)
        program.replace_wanted.connect(self._becoming.ask_replacement)
        Obeying(program, self._opening, self._becoming.ask_code)  # the program keeps it

    def start(self) -> None:
        """Show the first page."""
        if self._program.place.enrolled:
            self.ask_clerk()
        else:
            self._becoming.ask_code()
        self._program.window.show()
        self._program.window.activateWindow()

    def ask_clerk(self) -> None:
        """Ask who is at work, and prepare the desk behind the question."""
        program = self._program
        page = SignInPage(program.place.texts, program.look, program.facts())
        page.sign_in_requested.connect(self._on_sign_in)
        page.language_wanted.connect(self._choosing(program.next_language, self.ask_clerk))
        page.look_wanted.connect(self._choosing(program.next_theme, self.ask_clerk))
        _say_link(program, page)
        program.turn_to(page)
        self._behind.start()

    def lock(self) -> None:
        """Nobody may see or do anything until a password is given; what was typed is kept."""
        program = self._program
        desk = program.open_desk
        if desk is None or isinstance(program.page, LockPage) or program.page is not desk.shell:
            return
        program.idle.stop()
        session, begun = desk.lock()
        page = LockPage(program.place.texts, program.look, program.facts(), session.grant.name)
        page.unlock_requested.connect(self._on_unlock)
        page.other_clerk_wanted.connect(self._other_clerk)
        page.set_work_kept(kept=begun)
        page.set_since(program.place.texts.time(program.place.clock.local()))
        _say_link(program, page)
        program.show(page)

    def sign_out(self) -> None:
        """End the session; drafts are kept, and the exchange goes on."""
        program = self._program
        program.idle.stop()
        shell = program.open_desk.sign_out() if program.open_desk is not None else None
        if shell is not None and shell is not program.page:
            program.window.drop_page(shell)
        self.ask_clerk()

    def _other_clerk(self) -> None:
        """Somebody else takes over: it is the name that is asked for first."""
        self.sign_out()
        if isinstance(self._program.page, SignInPage):
            self._program.page.ask_name()

    def _prepare(self) -> None:
        """On the opening lane: import and join what the clerk's password will need."""
        if self._program.open_desk is None:
            from clerk_app.app.open_windows import OpenDesk

            program = self._program
            program.open_desk = OpenDesk(program.place, program.bridge.deliver, self._on_link, program.ordered.emit)

    def _on_link(self, _state: object) -> None:
        """The line was tried: whoever stands before the desk sees it too."""
        page = self._program.page
        if isinstance(page, (SignInPage, LockPage)):
            _say_link(self._program, page)

    def _on_sign_in(self, credentials: object) -> None:
        if isinstance(credentials, Credentials):
            self._opening.submit(
                lambda: self._sign_in(credentials), lambda _user: call(self._program.open_shell), self._on_failed
            )

    def _sign_in(self, credentials: Credentials) -> str:
        self._prepare()
        if self._program.open_desk is None:
            raise SignIn("not_enrolled")
        return self._program.open_desk.sign_in(credentials.clerk, credentials.password)

    def _on_unlock(self, password: object) -> None:
        desk = self._program.open_desk
        if desk is not None:
            self._opening.submit(lambda: desk.unlock(str(password)), self._on_unlocked, self._on_failed)

    def _on_unlocked(self, _none: None) -> None:
        desk = self._program.open_desk
        if desk is not None and desk.shell is not None:
            self._program.turn_to(desk.shell)
            desk.resume()
            self._program.idle.start()

    def _on_failed(self, error: Exception) -> None:
        """Say what went wrong on the page that asked."""
        if not isinstance(error, CounterError):
            raise error
        page = self._program.page
        words = self._program.place.texts.text(f"error.{error.code}", **error.params)
        if isinstance(page, SignInPage):
            page.set_busy(busy=False)
        if page is not None and hasattr(page, "show_error"):
            page.show_error(words)
        if isinstance(page, (SignInPage, LockPage)) and "wait" in error.params:
            page.set_wait(int(error.params["wait"]))

    def _choosing(self, choose: Callable[[], None], again: Callable[[], None]) -> Callable[[], None]:
        """A choice made before anybody is known: kept as this user's preference, and the page shown in it."""

        def on_wanted() -> None:
            try:
                choose()
            except CounterError as error:
                self._on_failed(error)
            else:
                again()

        return on_wanted

    def _end(self) -> None:
        self._behind.stop()
        self._becoming.stop()
        self._opening.close()


def _say_link(program: Program, page: SignInPage | LockPage) -> None:
    """How the line is; nothing is known of it until the desk is joined behind the first picture."""
    desk = program.open_desk
    page.show_link(desk.link if desk is not None else LinkState(), program.place.clock.local())


def call(act: Callable[[], object]) -> None:
    """Do it, and give nothing back: what a lane's delivery wants."""
    act()
