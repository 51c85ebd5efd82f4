"""Is the desk's file the newest, or an old copy of itself? What lies beside it is asked when it is opened."""

from __future__ import annotations

from clerk_app.app.kept_mark import KeptMark
from clerk_app.app.spool import KeptSpool
from clerk_app.app.stores import Stores
from clerk_app.ports.keys import HighMark

_PATIENCE = 1.0  # seconds that a sign-in waits for the folders to say whether they know more than the file


class OldCopy:
    """Asks the mark and the spool, and puts the folders in order where the file is the newest."""

    def __init__(self, marks: HighMark, stores: Stores, spool: KeptSpool) -> None:
        self._stores = stores
        self._spool = spool
        self.mark = KeptMark(marks, stores.restores)

    def look(self) -> None:
        """Of a desk that has stopped, now or before, everything stays where it lies."""
        restores = self._stores.restores
        self.mark.compare()
        if restores.found() is None:
            self._spool.open(self._stores.outbox, lambda seq: restores.stop("spool", seq))
            self._spool.settle(_PATIENCE)
        if restores.found() is None:
            self._stores.enclosures.sweep()
        else:
            self._spool.stop()
