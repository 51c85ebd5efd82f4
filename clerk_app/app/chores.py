"""What an open desk does on the line beside the exchange: reference data, enclosures, lists."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from clerk_app.app.stores import Stores
from clerk_app.ports.centre import CentreFiles
from clerk_app.ports.delivery import CentreDocuments
from clerk_app.ports.lists import CentreLists
from clerk_app.sync.body_sizes import BodySizes
from clerk_app.sync.chores import Chore
from clerk_app.sync.documents import DocumentChore
from clerk_app.sync.enclosures import EnclosureChore
from clerk_app.sync.lists import ListChore
from clerk_app.sync.reference import ReferenceChore
from clerk_app.sync.write import Write


class Files(CentreFiles, CentreLists, Protocol):
    """Everything that the chores ask of the centre."""


def chores_of(
    files: Files,
    stores: Stores,
    write: Write,
    changed: Callable[[frozenset[bytes]], None],
    ask: Callable[[str], None],
    *,
    fits: Callable[[int], bool] = lambda _size: True,
    network: Callable[[], str] = lambda: "",
) -> tuple[ReferenceChore, tuple[Chore, ...]]:
    """One line each, and the one that is asked when the centre has newer reference data.

    ``changed`` is told of what screens should load again, ``ask`` makes a chore due by its name, ``fits`` tells whether
    an enclosure may go, by its size, ``network`` over which one it goes.
    """

    def on_reference(_names: frozenset[str]) -> None:
        ask(ListChore.name)  # other lists may be needed
        changed(frozenset())

    reference = ReferenceChore(files, stores.reference, write, on_reference)
    return reference, (
        reference,
        EnclosureChore(files, stores.enclosures, stores.uploads, write, changed, fits=fits, sizes=BodySizes(network)),
        ListChore(
            files,
            stores.lists,
            stores.reference,
            write,
            again=lambda: ask(ListChore.name),
            renew=lambda: ask(ReferenceChore.name),
            changed=lambda: changed(frozenset()),
        ),
    )


def documents_of(
    centre: CentreDocuments,
    stores: Stores,
    write: Write,
    now: Callable[[], int],
    told: tuple[Callable[[frozenset[bytes]], None], Callable[[str], None]],
) -> DocumentChore:
    """What fetches documents; ``told`` are whoever hears of changed subjects and of alarms."""
    changed, alarm = told
    return DocumentChore(centre, stores.documents, write, now=now, changed=changed, alarm=alarm)
