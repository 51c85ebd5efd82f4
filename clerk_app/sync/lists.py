"""Lists for lookup fields: what the offered services need comes in small pages, a little in each run."""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import partial
from time import monotonic as running

from clerk_app.contract import canonical, catalogue
from clerk_app.contract.lists import ITEM, MOST_ROWS, ListAsked, ListInfo, ListPage, parts, sized
from clerk_app.domain.errors import CounterError, Damaged, Invalid, Refused
from clerk_app.log import event
from clerk_app.ports.lists import CentreLists, KeptLists
from clerk_app.ports.outbox import Reference
from clerk_app.sync.write import Write

_LOG = logging.getLogger(__name__)
ROWS_AT_ONCE = 100  # for one commit: some 4 ms, and within the 20 ms of a step on a busy machine too
FEWEST = 125
SLOW, QUICK = 3.0, 1.0  # seconds that a page may take on the line before the next is smaller, or larger
A_TURN = 20.0  # seconds of work before enclosures may go first
_SWEEPS = 6  # steps of tidying after each commit, while there is something


class ListChore:
    """Brings every list that is needed and not here, or here in another version; each goes on where it stopped.

    What is wrong with one list does not keep the others. ``again`` is called where something is left for another run;
    ``renew`` where the centre has another version than it announced; ``changed`` when a list has changed here.
    """

    name = "lists"
    every = 4 * 3600.0

    def __init__(
        self,
        centre: CentreLists,
        kept: KeptLists,
        reference: Reference,
        write: Write,
        *,
        again: Callable[[], None] = lambda: None,
        renew: Callable[[], None] = lambda: None,
        changed: Callable[[], None] = lambda: None,
        monotonic: Callable[[], float] = running,
    ) -> None:
        self._centre = centre
        self._kept = kept
        self._reference = reference
        self._write = write
        self._again = again
        self._renew = renew
        self._changed = changed
        self._monotonic = monotonic
        self._most = FEWEST * 2

    def run(self, pause: Callable[[], None]) -> None:
        """Work for a turn; raises as the line does, and ``Damaged`` of a list at the end."""
        ends = self._monotonic() + A_TURN
        wrong: Damaged | None = None
        for info in self._write(lambda: needed(self._reference)):
            try:
                if not self._bring(info, pause, ends):
                    self._again()
                    return
            except Damaged as error:
                self._write(partial(self._kept.drop, info.name))
                event(_LOG, "sync.list_wrong", level=logging.WARNING, code=error.code, list=info.name)
                wrong = error
        if not self._tidy(pause, ends):
            self._again()
        if wrong is not None:
            raise wrong

    def _bring(self, info: ListInfo, pause: Callable[[], None], ends: float) -> bool:
        """Page after page; whether the list is here now, or cannot be had in this version."""
        if not self._tidy(pause, ends):
            return False
        while (asked := self._write(lambda: self._kept.next_page(info))) is not None:
            if self._monotonic() >= ends:
                return False
            pause()
            try:
                page = self._page(asked)
            except Refused as error:
                self._gone(info, error)
                return True
            self._keep(page, pause)
            if page.last:
                self._write(lambda: self._kept.finish(info.name))
                self._changed()
                if page.version == info.version:
                    return True
        return True

    def _page(self, asked: ListAsked) -> ListPage:
        """One page, of a size that the line carries in a second or three."""
        began = self._monotonic()
        page = self._centre.list_page(sized(asked, self._most))
        took = self._monotonic() - began
        if took > SLOW:
            self._most = max(FEWEST, self._most // 2)
        elif took < QUICK:
            self._most = min(MOST_ROWS, self._most * 2)
        return page

    def _keep(self, page: ListPage, pause: Callable[[], None]) -> None:
        for part in parts(page, ROWS_AT_ONCE):
            pause()
            self._write(partial(self._kept.put, part))
            for _ in range(_SWEEPS):
                if not self._write(self._kept.sweep):
                    break

    def _gone(self, info: ListInfo, error: CounterError) -> None:
        """The centre has this version no more: what came of it is of no use, and what it announces now is asked for."""
        event(_LOG, "sync.list_gone", code=error.code, list=info.name)
        self._write(lambda: self._kept.drop(info.name))
        self._renew()

    def _tidy(self, pause: Callable[[], None], ends: float) -> bool:
        """Sweep until nothing is left; whether the turn was long enough."""
        while self._write(self._kept.sweep):
            if self._monotonic() >= ends:
                return False
            pause()
        return True


def needed(reference: Reference) -> tuple[ListInfo, ...]:
    """The lists that offered services name, among those that the centre has; smaller ones first."""
    item = reference.get(ITEM)
    if item is None:
        return ()
    named: set[str] = set()
    for offered in reference.services():
        try:
            service = catalogue.decode(offered.body)
        except Invalid:
            continue  # of a newer program; it takes no other service's lists away
        named |= {field.list for section in service.sections for field in section.fields if field.list}
    infos = [info for info in canonical.decode(item.body, list[ListInfo]) if info.name in named]
    return tuple(sorted(infos, key=lambda info: info.count))
