"""Correcting the request that is open: only what changed goes, as an amendment of the same request."""

from __future__ import annotations

from clerk_app.ui.detail.opened import Opened
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

    def begin(self) -> None:
        """Open the fields of the form."""
        if self.opened is not None and self._page.correct.show_request(self.opened):
            self._page.set_correcting(on=True)
            self._page.correct.page.take_focus()
            self._context.frame.commands_changed()

    def leave(self) -> None:
        """Show the form again; what was typed stays until another request is opened."""
        self._page.set_correcting(on=False)
        self._context.frame.commands_changed()

    def send(self) -> None:
        """Send what changed as an amendment of the same request."""
        changed, subject = self._page.correct.changed(), self.opened.view.subject if self.opened is not None else b""
        if not changed:
            self._context.frame.say(self._context.texts.text("detail.nothing_changed"), "info")
            return
        attending = self._place.actions.attending
        self._place.writes.submit(
            lambda: attending.correct(subject, changed),
            while_alive(self._page, lambda _none: self._on_corrected(subject, len(changed))),
            lambda error: say_error(self._context, error),
        )

    def _on_corrected(self, subject: bytes, fields: int) -> None:
        self._page.correct.forget()
        self.leave()
        self._place.news.requests_changed.emit(frozenset({subject}))
        self._context.frame.say(self._context.texts.many("detail.corrected", fields))
