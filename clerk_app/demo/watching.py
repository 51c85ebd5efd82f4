"""Watching: what the program and the desk behind it know, for the day that waits for things to happen."""

from __future__ import annotations

from clerk_app.app.desk import Desk
from clerk_app.app.windows import Program
from clerk_app.devices.simulated_reader import SimulatedReaders
from clerk_app.domain.catalogue import Wording
from clerk_app.domain.requests import RequestView
from clerk_app.ports.desk_file import ListFilter
from clerk_app.ui.shell import Shell

_MOST = 1000


class Watching:
    """Looks, and changes nothing; raises ``LookupError`` for what is not there yet."""

    def __init__(self, program: Program) -> None:
        self._program = program

    def desk(self) -> Desk:
        """The desk that was opened."""
        open_desk = self._program.open_desk
        if open_desk is None:
            raise LookupError("no desk is open")
        return open_desk.prepared.desk

    def shell(self) -> Shell:
        """The shell of whoever is signed in."""
        page = self._program.page
        if not isinstance(page, Shell):
            raise LookupError("nobody is signed in")
        return page

    def reader(self) -> SimulatedReaders | None:
        """The simulated reader, or nothing where an outside one is used and people are typed."""
        open_desk = self._program.open_desk
        readers = open_desk.readers if open_desk is not None else None
        return readers if isinstance(readers, SimulatedReaders) else None

    def at_counter(self) -> str:
        """The surname of the person whose card is in the reader, or nothing."""
        open_desk = self._program.open_desk
        at_counter = open_desk.at_counter if open_desk is not None else None
        person = at_counter.person if at_counter is not None else None
        return person.surname if person is not None else ""

    def has_catalogue(self) -> bool:
        """Whether reference data has come from the centre."""
        return bool(self.desk().stores.reference.services())

    def shown_label(self, label: str) -> str:
        """A field's label, known by its Serbian wording, in the language of the windows."""
        services = self.desk().actions.choosing.services()
        fields = (field for service in services for section in service.sections for field in section.fields)
        wording = next((field.label for field in fields if field.label.sr == label), None)
        return self.wording(wording) if wording is not None else label

    def wording(self, wording: Wording) -> str:
        """What the windows make of it, in their language."""
        return self._program.place.texts.wording(wording)

    def accepted(self) -> int:
        """How many requests are on this desk's disk."""
        return len(self.views())

    def registered(self) -> int:
        """How many of them have their unique number."""
        return sum(view.registered for view in self.views())

    def printed(self) -> int:
        """How many have a receipt that the printer proved."""
        return sum(bool(view.receipts) for view in self.views())

    def drained(self) -> bool:
        """Whether nothing waits for the centre any more, and the strip says so."""
        open_desk = self._program.open_desk
        return open_desk is not None and not self.desk().stores.outbox.size().entries and not open_desk.link.waiting

    def views(self) -> tuple[RequestView, ...]:
        """Every request of this desk, newest first."""
        everything = self.desk().stores.requests.page(ListFilter(scope="all"), limit=_MOST)
        return tuple(view for view in everything if view.origin == "here")
