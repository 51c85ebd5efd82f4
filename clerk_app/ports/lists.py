"""Port: lists for lookup fields, as the centre gives them, as the desk keeps them, and as they are asked."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from clerk_app.contract.lists import ListAsked, ListInfo, ListPage
from clerk_app.domain.lookups import MOST_SHOWN, Found, Labels


class CentreLists(Protocol):
    """The rows of lists at the centre."""

    def list_page(self, asked: ListAsked) -> ListPage:
        """One verified page.

        Raises ``Refused('list_version_gone')``, ``Damaged`` (``list_forged``, ``list_malformed``) and ``Unavailable``.
        """


class KeptLists(Protocol):
    """Lists on their way into the file; what is here stays usable until the new version is whole.

    Every method is one commit of milliseconds, so that an accept never waits for a list.
    """

    def next_page(self, info: ListInfo) -> ListAsked | None:
        """What to ask for, going on where an earlier attempt stopped; nothing when this version is here."""

    def put(self, part: ListPage) -> None:
        """Keep some rows of what was asked for; raises ``Damaged('list_wrong')``, and then the attempt is over."""

    def finish(self, name: str) -> None:
        """Change to the new version if it is what was announced; raises ``Damaged('list_wrong')`` as ``put``."""

    def drop(self, name: str) -> None:
        """Give the version up that is under way."""

    def sweep(self) -> bool:
        """Do one step of what is left to tidy; tells whether there was any."""


class Lookups(Protocol):
    """Reading lists; never writes."""

    def search(self, name: str, text: str, *, limit: int = MOST_SHOWN) -> Found:
        """Rows whose every word begins with the words of ``text``, in either script or bald Latin, or by code."""

    def labels(self, pairs: Iterable[tuple[str, str]]) -> Labels:
        """What the lists here say of codes; pairs whose list is not here are left out."""
