"""The program with windows: first run, sign-in, lock, and the shell with its screens.

Light at the top: what the first window does not need is imported behind it, on the opening lane.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from clerk_app.app.name import load_name
from clerk_app.app.place import Place
from clerk_app.domain.errors import CounterError, SignIn
from clerk_app.lanes import Lane
from clerk_app.ui.desk_facts import DeskFacts
from clerk_app.ui.screens.first_run import EnrolmentWish, FirstRunPage
from clerk_app.ui.screens.lock import LockPage
from clerk_app.ui.screens.sign_in import Credentials, SignInPage
from clerk_app.ui.shell import Shell
from clerk_app.ui.tasks import Bridge
from clerk_app.ui.theme import Look, apply_look, make_look, register_fonts
from clerk_app.ui.window import Window

if TYPE_CHECKING:
    from clerk_app.app.open_windows import OpenDesk

VERSION = "0.1.0"


@dataclass(frozen=True, slots=True)
class Frame:
    """How the window is framed: ``text`` stands on the frame of demo or practice."""

    text: str = ""
    place_name: str = ""


class Program(QObject):
    """One window and the page in front of it; everything slow happens on lanes."""

    def __init__(self, application: QApplication, place: Place, frame: Frame | None = None) -> None:
        super().__init__()
        self.application = application
        self.place = place
        self._frame = frame or Frame()
        self.bridge = Bridge(self)
        self.opening = Lane("opening", self.bridge.deliver)
        self.open_desk: OpenDesk | None = None
        self.page: QWidget | None = None
        register_fonts(place.resources)
        self.look = self._make_look()
        apply_look(application, self.look)
        self.window = Window(self.look, place.texts.text("program.title"), application, frame_text=self._frame.text)
        self.window.closing.connect(self.close)
        self._idle = QTimer(self, singleShot=True, interval=place.settings.lock_after * 60_000)
        self._idle.timeout.connect(self.lock)

    def start(self) -> None:
        """Show the first page; prepare the rest behind it."""
        if self.place.enrolled:
            self.show_sign_in()
        else:
            self.show_first_run()
        self.window.show()
        self.window.activateWindow()

    def show_first_run(self) -> None:
        """Ask for the centre and the code that make this computer a desk."""
        page = FirstRunPage(self.place.texts, self.look, version=VERSION, central=self.place.settings.central_url)
        page.enrol_requested.connect(self._on_enrol)
        self._show(page)

    def show_sign_in(self) -> None:
        """Ask who is at work, and prepare the desk behind the question."""
        page = SignInPage(self.place.texts, self.look, self._facts())
        page.sign_in_requested.connect(self._on_sign_in)
        self._show(page)
        self.opening.submit(self._prepare, failed=self._on_prepare_failed)

    def lock(self) -> None:
        """Nobody may see or do anything until a password is given; what was typed is kept."""
        if self.open_desk is None or isinstance(self.page, LockPage):
            return
        session = self.open_desk.lock()
        page = LockPage(self.place.texts, self.look, self._facts(), session.grant.name)
        page.unlock_requested.connect(self._on_unlock)
        page.other_clerk_wanted.connect(self._on_other_clerk)
        page.set_since(self.place.texts.time(self.place.clock.local()))
        self._show(page)

    def restyle(self, _name: object) -> None:
        """A setting was saved: read them again, and show the shell in the new language and look."""
        self.place = self.place.renewed()
        desk = self.open_desk
        if desk is None or not isinstance(self.page, Shell):
            return
        desk.place = self.place
        self.look = self._make_look()
        apply_look(self.application, self.look)
        self._turn_from(self.page, lambda: self._show(desk.show(self)))
        self.page.go("settings")

    def close(self) -> None:
        """End the exchange and close the file; queued work is finished first."""
        self._idle.stop()
        if self.open_desk is not None:
            self.open_desk.close()
            self.open_desk = None
        self.opening.close()

    def _prepare(self) -> None:
        """On the opening lane: import and join what the clerk's password will need."""
        if self.open_desk is None:
            from clerk_app.app.open_windows import OpenDesk

            self.open_desk = OpenDesk(self.place, self.bridge.deliver)

    def _on_prepare_failed(self, error: Exception) -> None:
        if not isinstance(error, CounterError):
            raise error
        if isinstance(self.page, SignInPage):
            self.page.show_error(self._words(error))

    def _on_enrol(self, wish: object) -> None:
        if isinstance(wish, EnrolmentWish):
            self.opening.submit(lambda: self._enrol(wish), self._on_enrolled, self._on_enrol_failed)

    def _enrol(self, wish: EnrolmentWish) -> None:
        from clerk_app.app.enrol import enrol

        enrol(self.place, wish.central, wish.code)

    def _on_enrolled(self, _none: None) -> None:
        self._turn_from(self.page, self.show_sign_in)

    def _on_enrol_failed(self, error: Exception) -> None:
        if not isinstance(error, CounterError):
            raise error
        if isinstance(self.page, FirstRunPage):
            self.page.show_error(self._words(error))

    def _on_sign_in(self, credentials: object) -> None:
        if isinstance(credentials, Credentials):
            self.opening.submit(lambda: self._sign_in(credentials), self._on_signed_in, self._on_sign_in_failed)

    def _sign_in(self, credentials: Credentials) -> str:
        self._prepare()
        if self.open_desk is None:
            raise SignIn("not_enrolled")
        return self.open_desk.sign_in(credentials.clerk, credentials.password)

    def _on_signed_in(self, _user: str) -> None:
        desk = self.open_desk
        if desk is not None:
            self._turn_from(self.page, lambda: self._show(desk.show(self)))
            self._idle.start()

    def _on_sign_in_failed(self, error: Exception) -> None:
        if not isinstance(error, CounterError):
            raise error
        if isinstance(self.page, (SignInPage, LockPage)):
            self.page.show_error(self._words(error))
            if "wait" in error.params:
                self.page.set_wait(int(error.params["wait"]))
        if isinstance(self.page, SignInPage):
            self.page.set_busy(busy=False)

    def _on_unlock(self, password: object) -> None:
        desk = self.open_desk
        if desk is not None:
            self.opening.submit(lambda: desk.unlock(str(password)), self._on_unlocked, self._on_sign_in_failed)

    def _on_unlocked(self, _none: None) -> None:
        shell = self.open_desk.shell if self.open_desk is not None else None
        if shell is not None:
            self._turn_from(self.page, lambda: self._show(shell))
            self._idle.start()

    def _on_other_clerk(self) -> None:
        if self.open_desk is not None:
            self.open_desk.sign_out()
        self._turn_from(self.page, self.show_sign_in)

    def _show(self, page: QWidget) -> None:
        self.page = page
        self.window.show_page(page)

    def _turn_from(self, left: QWidget | None, show_next: Callable[[], None]) -> None:
        """Show the next page, then take the one before away for good."""
        show_next()
        if left is not None:
            self.window.drop_page(left)

    def user_acted(self) -> None:
        """The clerk is there: the lock waits anew."""
        if self._idle.isActive():
            self._idle.start()

    def _facts(self) -> DeskFacts:
        name = load_name(self.place)
        return DeskFacts(municipality=name.municipality, desk=name.counter, version=VERSION, clerks=name.clerks)

    def _words(self, error: CounterError) -> str:
        return self.place.texts.text(f"error.{error.code}", **error.params)

    def _make_look(self) -> Look:
        settings = self.place.settings
        dark = settings.theme == "dark" or (settings.theme == "system" and self._system_is_dark())
        return make_look(
            self.place.resources,
            "dark" if dark else "light",
            settings.scale,
            "comfortable" if settings.density == "comfortable" else "compact",
            ratio=self.application.devicePixelRatio(),
        )

    def _system_is_dark(self) -> bool:
        return self.application.styleHints().colorScheme().name == "Dark"
