"""Correcting the request that is open, or taking what a citizen brings to it: only what changed goes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QFileDialog

from clerk_app.ui.detail.opened import Opened, subject_of
from clerk_app.ui.detail.page import DetailPage
from clerk_app.ui.saying import say_error
from clerk_app.ui.screen import Context
from clerk_app.ui.tasks import while_alive
from clerk_app.ui.workplace import Workplace


class Correcting:
    """Belongs to one page; ``opened`` is the request that it works on."""

    def __init__(self, context: Context, place: Workplace, page: DetailPage) -> None:
        self._context = context
        self._place = place
        self._page = page
        self.opened: Opened | None = None
        page.correct.send_wanted.connect(self.send)
        page.correct.leave_wanted.connect(self.leave)
        page.supplement.file_wanted.connect(self.ask_file)

    def begin(self) -> None:
        """Open the fields of the form."""
        if self.opened is not None and self._page.correct.show_request(self.opened):
            self._page.set_correcting(on=True)
            self._page.correct.page.take_focus()
            self._context.frame.commands_changed()

    def supplement(self) -> None:
        """Open what a citizen brings, with the fields below; without a definition there are none."""
        if self.opened is None:
            return
        self._page.correct.page.setVisible(self._page.correct.show_request(self.opened))
        self._page.supplement.show_request(self.opened)
        self._page.set_correcting(on=True, supplementing=True)
        self._page.supplement.take_focus()
        self._context.frame.commands_changed()

    def leave(self) -> None:
        """Show the form again; what was typed stays until another request is opened."""
        self._page.set_correcting(on=False)
        self._context.frame.commands_changed()

    def send(self) -> None:
        """Send what changed as an amendment of the same request, or record what was brought."""
        if self._page.supplementing:
            self._send_brought()
            return
        changed, subject = self._page.correct.changed(), subject_of(self.opened)
        if not changed:
            self._context.frame.say(self._context.texts.text("detail.nothing_changed"), "info")
            return
        attending = self._place.actions.attending
        told = self._context.texts.many("detail.corrected", len(changed))
        seen = self._page.correct.looked_at
        self._record(lambda: attending.correct(subject, changed, seen=seen), subject, told)

    def ask_file(self) -> None:
        """Let the clerk choose a file that the citizen brought."""
        dialog = QFileDialog(self._page, self._context.texts.text("intake.add_file"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda name: self.enclose(Path(name)))
        dialog.open()

    def enclose(self, path: Path) -> None:
        """Keep a file as an enclosure; it is tied to the request when what was brought is recorded."""
        keep = self._place.actions.enclosures.keep
        self._place.writes.submit(
            lambda: keep(path, path.stem, "", original=False),
            while_alive(self._page, self._page.supplement.add_file),
            self._failed,
        )

    def _send_brought(self) -> None:
        brought, subject = self._page.supplement.brought(), subject_of(self.opened)
        casework = self._place.actions.casework
        told = self._context.texts.text("case.supplemented_now")
        self._record(lambda: casework.supplement(subject, brought), subject, told, then="flow")

    def _record(self, work: Callable[[], None], subject: bytes, told: str, then: str = "form") -> None:
        def done(_none: None) -> None:
            self._page.correct.forget()
            self._page.supplement.forget()
            self.leave()
            self._page.tabs.choose(then)
            self._place.news.requests_changed.emit(frozenset({subject}))
            self._context.frame.say(told)

        self._place.writes.submit(work, while_alive(self._page, done), self._failed)

    def _failed(self, error: Exception) -> None:
        say_error(self._context, error)
