"""Recording what was decided on a case: commit first, then tell, then show paper where it is wanted."""

from __future__ import annotations

from collections.abc import Callable

from clerk_app.ui.detail.page import DetailPage
from clerk_app.ui.saying import say_error
from clerk_app.ui.screen import Context
from clerk_app.ui.tasks import while_alive
from clerk_app.ui.workplace import Workplace


class Recording:
    """Belongs to one page."""

    def __init__(self, context: Context, place: Workplace, page: DetailPage) -> None:
        self._context = context
        self._place = place
        self._page = page

    def record(
        self,
        subject: bytes,
        work: Callable[[], None],
        told: str,
        then: Callable[[], None] | None = None,
        **params: str,
    ) -> None:
        """Do ``work`` on the writing lane; ``told`` is the key of what is said when it is on disk."""

        def done(_none: None) -> None:
            self.tell(subject, self._context.texts.text(told, **params))
            if then is not None:
                then()

        self.write(work, done)

    def write[Result](self, work: Callable[[], Result], then: Callable[[Result], None]) -> None:
        """Do ``work`` on the writing lane, and ``then`` with what it gives while the page is there."""
        self._place.writes.submit(work, while_alive(self._page, then), self.failed)

    def tell(self, subject: bytes, words: str) -> None:
        """Let every screen know that a case changed, and say what was done."""
        self._place.news.requests_changed.emit(frozenset({subject}))
        self._context.frame.say(words)

    def failed(self, error: Exception) -> None:
        """Say why nothing was recorded."""
        say_error(self._context, error)
