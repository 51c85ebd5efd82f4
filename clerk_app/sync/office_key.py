"""The office's key: fetched when the centre has a newer one than is kept here."""

from __future__ import annotations

from collections.abc import Callable

from clerk_app.contract import relay
from clerk_app.domain.errors import Refused
from clerk_app.ports.relay import CentreOffice, RelayBook
from clerk_app.sync.identity import DeskIdentity
from clerk_app.sync.write import Write

_WITHOUT = frozenset({"office_key_none", "desk_fenced"})


class OfficeKeyChore:
    """Fetches the newest key and tells of it; where the office has no relay there is none, and nothing is asked."""

    name = "office_key"
    every = 24 * 3600.0

    def __init__(
        self,
        centre: CentreOffice,
        book: RelayBook,
        write: Write,
        identity: DeskIdentity,
        came: Callable[[], None] = lambda: None,
    ) -> None:
        self._centre = centre
        self._book = book
        self._write = write
        self._identity = identity
        self._came = came
        self._told = 0

    def is_behind(self, generation: int) -> bool:
        """Whether the centre has told of a newer key than is kept; the same one is looked into once."""
        if generation <= self._told:
            return False
        self._told = generation
        kept = self._write(self._book.key)
        return kept is None or kept.generation < generation

    def run(self, pause: Callable[[], None]) -> None:
        """Fetch and keep, if one was told of; raises ``Damaged('office_key_forged')``, and then nothing was kept."""
        kept = self._write(self._book.key)
        if self._told <= (kept.generation if kept is not None else 0):
            return
        pause()
        identity = self._identity
        try:
            answer = self._centre.office_key()
        except Refused as error:
            if error.code in _WITHOUT:
                return
            raise
        key = relay.open_key(answer, identity.desk, identity.opener, identity.centre_sign)
        self._write(lambda: self._book.keep_key(key))
        self._came()
