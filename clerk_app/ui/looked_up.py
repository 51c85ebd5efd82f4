"""What lists say of the values in a form: asked on the reading lane, remembered for Qt's thread."""

from __future__ import annotations

from collections.abc import Callable

from clerk_app.domain.bodies import FormValues
from clerk_app.domain.catalogue import Service, Wording
from clerk_app.domain.errors import CounterError
from clerk_app.domain.forms import looked_up
from clerk_app.domain.lookups import Found, Labels, ListRow
from clerk_app.lanes import Ticket
from clerk_app.ui.workplace import Workplace

_NOT_YET = Found(here=False)


class LookedUp:
    """``came`` is called when more is known than at the last asking."""

    def __init__(self, place: Workplace) -> None:
        self._place = place
        self._known: dict[tuple[str, str], Wording | None] = {}
        self._asked: set[tuple[str, str]] = set()
        self._searching = Ticket()
        self.came: Callable[[], None] = lambda: None
        place.news.requests_changed.connect(self._on_changed)

    def labels(self, service: Service, values: FormValues) -> Labels:
        """What is known now; the rest is asked for, once."""
        missing = looked_up(service, values) - self._known.keys() - self._asked
        if missing:
            self._asked |= missing
            actions = self._place.actions
            self._place.reads.submit(
                lambda: actions.looking_up.labels(service, values), self._on_labels, lambda _error: None
            )
        return self._known

    def learn(self, name: str, row: ListRow) -> None:
        """A row that the clerk has chosen."""
        self._known = {**self._known, (name, row.code): row.label}

    def search(self, name: str, text: str, deliver: Callable[[Found], None]) -> None:
        """Find rows of a list; a search that has not begun yet gives way to this one."""
        self._searching.cancel()
        looking_up = self._place.actions.looking_up
        self._searching = self._place.reads.submit(
            lambda: looking_up.search(name, text), deliver, lambda error: _on_failed(error, deliver)
        )

    def _on_labels(self, labels: Labels) -> None:
        if labels:
            self._known = {**self._known, **labels}
            self.came()

    def _on_changed(self, subjects: object) -> None:
        """Reference data or a list may have come: nothing that was known counts any more."""
        if not subjects:
            self._known, self._asked = {}, set()
            self.came()


def _on_failed(error: Exception, deliver: Callable[[Found], None]) -> None:
    """A file that is busy is as good as a list that is not here; what is no error of ours is a bug."""
    if not isinstance(error, CounterError):
        raise error
    deliver(_NOT_YET)
