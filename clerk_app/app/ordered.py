"""What the centre wants of the desk itself, told on: an operator has stopped it, wants it wiped, or lets it go on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from clerk_app.domain.errors import DESK_STOPPED
from clerk_app.sync.link import LinkState


class Ordered:
    """Stands between the exchange and whoever shows the line: that of a stopped desk works, and is shown as stopped."""

    def __init__(
        self, link: Callable[[LinkState], None], alarm: Callable[[str], None], order: Callable[[str], None]
    ) -> None:
        self._link = link
        self._alarm = alarm
        self._tell = order
        self._order = ""
        self._state = LinkState()

    def take(self, state: LinkState) -> None:
        """The line as it was last measured."""
        self._state = state
        self._link(replace(state, kind="stopped", code=DESK_STOPPED) if self._order else state)

    def ordered(self, order: str) -> None:
        """The centre's word: ``stop``, ``wipe``, or nothing any more."""
        self._order = order
        if order:
            self._alarm(DESK_STOPPED)
        self.take(self._state)
        self._tell(order)
