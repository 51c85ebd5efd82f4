"""Where desks stand, as this process knows: who has heard everything is told so without a question to the database.

It is known from looks (``overhearing``), each of which reads how far the feed has come, whom it told last and what the
rows of the desks say. A look counts for a second or two, and only until this process itself commits anything: what
was committed here before a desk asked is never passed by, what was committed elsewhere is heard when streams hear it.
Where that is not known the database is asked, which is remembered for the next time.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from clerk_app.central.bell import office_of
from clerk_app.central.commits import Commits
from clerk_app.central.desks import Desk
from clerk_app.central.feed import MOST

BELIEVED = 2.0
"""Seconds after which a look is too old: streams hear of other processes' commits within one."""
OFTEN = 3
"""Polls a second from which on looks cost less than to ask for each of them."""
_SECOND = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What was read at one moment: ``mark`` and ``at`` are from before it.

    ``told`` has by desk and by office (``bell.office_of``) the position of the last row of the feed behind ``floor``.
    ``quiet`` has by desk how much has arrived of those to whom there is nothing else to say, ``keys`` by office the
    newest generation of its key.
    """

    mark: int | None
    at: float
    floor: int
    end: int
    revision: int
    told: Mapping[str, int]
    quiet: Mapping[str, int]
    keys: Mapping[str, int]


class Standing:
    """Kept for one municipality; looks come from one thread, polls from another."""

    def __init__(self, commits: Commits, now: Callable[[], float] = time.monotonic) -> None:
        self._commits = commits
        self._now = now
        self._look: Look | None = None
        self._clear: dict[str, tuple[int, int]] = {}
        self._asked = 0
        self._since = now()
        self._often = False

    def begin(self) -> tuple[int | None, float]:
        """``mark`` and ``at`` of a look that is about to be taken."""
        return self._commits.mark(), self._now()

    def keep(self, look: Look) -> None:
        """Believe a look from now on; where it begins anew, nothing from before counts."""
        if self._look is None or self._look.floor != look.floor:
            self._clear = {}
        self._look = look

    def forget(self) -> None:
        """Believe nothing: the database was lost, or is another."""
        self._look, self._clear = None, {}

    @property
    def is_often(self) -> bool:
        """Whether polls come often, in this second or the one before it."""
        if self._now() - self._since >= _SECOND:
            self._often, self._asked, self._since = self._asked >= OFTEN, 0, self._now()
        return self._often or self._asked >= OFTEN

    @property
    def wants_look(self) -> bool:
        """Whether polls come so often that a look is worth its price, and there is none that counts."""
        return self.is_often and not self._counts(self._look)

    def is_told(self, desk: Desk, position: int, have: int, reference: int) -> bool:
        """Whether it is known here that a desk that has heard so much has heard everything.

        ``reference`` is how far it knows reference data to have come, plus the generation of its office's key.
        """
        self._asked += 1
        look = self._look
        if look is None or look.quiet.get(desk.code) != have:
            return False
        if look.revision + look.keys.get(desk.office, 0) != reference:
            return False
        heard, to = self._clear.get(desk.code, (look.floor, look.floor))
        if position < heard or look.end - position >= MOST:
            return False
        last = max(look.told.get(name, 0) for name in (*desk.lineage, office_of(desk.office)))
        return last <= max(position, to) and self._counts(look)

    def asking(self) -> Look | None:
        """To be given to ``found`` with what the database says to a question that is asked after this."""
        return self._look

    def found(self, before: Look | None, desk: Desk, position: int, to: int) -> None:
        """The database had nothing for a desk behind ``position``, up to ``to``."""
        look = self._look
        if before is not None and look is not None and before.floor == look.floor:
            self._clear[desk.code] = (position, to)

    def _counts(self, look: Look | None) -> bool:
        """Whether what a look saw is what the database says now, as far as can be known here."""
        if look is None or look.mark is None or self._now() - look.at > BELIEVED:
            return False
        return look.mark == self._commits.mark()
