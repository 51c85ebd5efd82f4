"""A desk on a bad day: what the clerk is told at each step, in both languages, and that nothing of the work is lost."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Self

import pytest

from clerk_app.app.enrol import enrol
from clerk_app.app.open import Prepared, Told, prepare
from clerk_app.app.place import Place
from clerk_app.domain.errors import CounterError
from clerk_app.domain.requests import RequestView
from clerk_app.i18n import Texts
from clerk_app.ports.desk_file import ListFilter, PrintJob, Received
from tests.faults.aftermath import judged
from tests.journeys.town import CLERK, PASSWORD, Town, place_of
from tests.support.central_process import RESOURCES
from tests.support.specimens import APPLICANT

SERVICE = "local-tax-clearance"
_PATIENCE = 40.0
_LOOK = 0.05
_SHOWN = 60
_MANY = 1000


def sentence(keys: tuple[str, ...], params: Mapping[str, object]) -> str:
    """The clerk's sentence in Serbian; fails where either language has none, or needs a value that is not given."""
    serbian = Texts(RESOURCES / "texts")
    words = []
    for texts in (serbian, serbian.in_language("en")):
        key = next((key for key in keys if texts.has(key)), "")
        assert key, f"nothing is said of {keys} in {texts.language}"
        words.append(texts.text(key, **params))
    return words[0]


def prepared_once(town: Town, root: Path) -> None:
    """Sign in with the real centre once, so that the desk knows its clerk and its services."""
    with BadDay(town, root, "no fault", None) as day:
        day.sign_in()
        day.until(lambda: bool(day.prepared.desk.stores.reference.services()))


class DayAtDesk:
    """One desk with its exchange; ``with`` closes it. ``heard`` are the codes that it was told of the line."""

    def __init__(self, place: Place) -> None:
        self._moved = threading.Condition()
        self.heard: list[str] = []
        self.numbers: list[str] = []
        told = Told(changed=self._note, link=lambda state: self._hear(state.code), alarm=self._hear)
        self.prepared: Prepared = prepare(place, told)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.prepared.desk.close()

    def sign_in(self) -> None:
        """The clerk signs in, whatever the line does, and the exchange begins."""
        self.prepared.sign_in(CLERK, PASSWORD)

    def accept_or_raise(self) -> Received:
        actions = self.prepared.desk.actions
        form = replace(actions.intake.begin(APPLICANT), service=SERVICE, service_version=1)
        received = actions.intake.accept(form, actions.choosing.service(SERVICE, 1), actions.printing.new_job())
        self.numbers.append(received.view.number)
        return received

    def print(self, received: Received) -> PrintJob:
        """The original receipt, without waiting for the unique number."""
        (job,) = self.jobs(received)
        return self.prepared.desk.actions.printing.print_original(job.id, received.view.subject, 0.0)

    def jobs(self, received: Received) -> tuple[PrintJob, ...]:
        return self.prepared.desk.stores.jobs.of(received.view.subject)

    def views(self) -> tuple[RequestView, ...]:
        """Every request of this desk."""
        everything = self.prepared.desk.stores.requests.page(ListFilter(scope="all"), limit=_MANY)
        return tuple(view for view in everything if view.origin == "here")

    def until(self, holds: Callable[[], bool]) -> None:
        """Wait for what the exchange brings about."""
        ends = time.monotonic() + _PATIENCE
        with self._moved:
            while not holds():
                assert time.monotonic() < ends, f"heard only {self.heard}"
                self._moved.wait(_LOOK)

    def drain(self) -> None:
        """The fault is over: exchange until every request of this desk has its unique number."""
        stores = self.prepared.desk.stores

        def registered() -> bool:
            self.prepared.desk.nudge()
            return not stores.outbox.size().entries and all(view.unique_number for view in self.views())

        self.until(registered)

    def _hear(self, code: str) -> None:
        if code:
            self.heard.append(code)
        self._note()

    def _note(self, *_: object) -> None:
        with self._moved:
            self._moved.notify_all()


class BadDay(DayAtDesk):
    """One desk with one fault. ``record`` is pytest's ``record_property``, told of each step."""

    def __init__(
        self,
        town: Town,
        root: Path,
        fault: str,
        record: Callable[[str, object], None] | None,
        place: Place | None = None,
    ) -> None:
        super().__init__(place or place_of(root, printer=town.printer.address))
        self._town = town
        self._record = record
        self._rows: list[tuple[str, str]] = []
        self.fault = fault
        self.root = root

    def step(self, name: str, work: Callable[[], object], *, code: str) -> None:
        """Something that must be refused with this code, in words."""
        with pytest.raises(CounterError) as caught:
            work()
        self.says(name, caught.value.code, caught.value.params)
        assert caught.value.code == code

    def says(self, name: str, code: str, params: Mapping[str, object] | None = None) -> None:
        """A code that the clerk is told of at a step."""
        self._rows.append((name, sentence((f"error.{code}", f"check.{code}"), params or {})))

    def becomes_no_desk(self, url: str, code: str) -> None:
        """A computer beside this desk does not become one, with the centre at ``url``; nothing of it stays."""
        new = self._town.folder / f"{self.root.name}-new"
        with pytest.raises(CounterError) as caught:
            enrol(place_of(new), url, self._town.code())
        assert caught.value.code == code
        assert not (new / "identity").exists()
        self._rows.append(("enrol", sentence((f"enrol.{code}", f"error.{code}"), {"address": url})))

    def goes_on(self, name: str) -> None:
        """A step that works as on any day."""
        self._rows.append((name, "—"))

    def accept(self, name: str = "accept") -> Received:
        """A citizen is served by typing; works on the worst of days."""
        received = self.accept_or_raise()
        self.goes_on(name)
        return received

    def accept_until_refused(self) -> None:
        """Serve one citizen after the other until something stops it."""
        for _ in range(_MANY):
            self.accept_or_raise()

    def end(self) -> None:
        """Drain, let another process compare, and only then say what every step came to."""
        self.drain()
        found = judged(self._town.database, self.prepared.desk.identity.desk, self.numbers)
        assert (found["lost"], found["doubled"], found["unnumbered"]) == ([], 0, 0)
        assert (found["gaps"], found["refused"]) == ([], [])
        assert set(found["numbers"]) == set(self.numbers)
        for name, words in dict.fromkeys(self._rows):
            row = [self.fault, name, words[:_SHOWN], len(self.numbers), len(found["lost"])]
            if self._record is not None:
                self._record("bad day", row)

    def take_over(self, day: BadDay) -> None:
        """Answer for what another run of the same desk accepted and was told."""
        self.numbers = [*day.numbers, *self.numbers]
        self._rows = [*day._rows, *self._rows]
