"""A whole desk at work in a process of its own, joined as the program joins it, which may kill itself (-9) at a point.

Tells, one JSON object a line: ``accepted`` once an accept has returned, ``paper`` with what became of each receipt,
``opened`` with what lay there at the start, and ``drained`` when the centre has everything.
"""

from __future__ import annotations

import argparse
import json
import sys
import threading
import time
from collections import deque
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from clerk_app.actions.intake_form import IntakeForm
from clerk_app.app.open import Told, prepare
from clerk_app.domain.requests import RequestView
from clerk_app.ports.desk_file import ListFilter
from clerk_app.store.steps import Steps, unwatched
from clerk_app.sync.link import LinkState
from tests.journeys.town import CLERK, PASSWORD, place_of
from tests.support.dying import DyingAt
from tests.support.specimens import APPLICANT

SERVICES = ("local-tax-clearance", "birth-extract", "public-area")
_LOOK = 0.1
_PATIENCE = 50.0
_MANY = 10_000
_TOLD = 20  # of the last words about the line, for whoever looks for what never came


class AtWork:
    """A clerk who takes requests, encloses papers, prints, annuls, and waits until the centre has it all."""

    def __init__(
        self, root: Path, settings: dict[str, object], reached: Steps = unwatched, *, patient: bool = False
    ) -> None:
        self._patient = patient
        self._moved = threading.Condition()
        self._links: deque[str] = deque(maxlen=_TOLD)
        told = Told(changed=self._note, link=self._on_link, alarm=self._links.append)
        self.prepared = prepare(place_of(root, **settings), told, reached=reached)
        self.prepared.sign_in(CLERK, PASSWORD)
        self.desk, self.actions = self.prepared.desk, self.prepared.desk.actions
        self._root = root

    def views(self) -> tuple[RequestView, ...]:
        everything = self.desk.stores.requests.page(ListFilter(scope="all"), limit=_MANY)
        return tuple(view for view in everything if view.origin == "here")

    def opened(self) -> dict[str, object]:
        """What lies here at the start: numbers, and how each print job stands."""
        views = self.views()
        jobs = [job for view in views for job in self.desk.stores.jobs.of(view.subject)]
        return {
            "verified": self.desk.verify(),
            "numbers": [view.number for view in views],
            "jobs": [[job.state.value, job.reason] for job in jobs],
            "drafts": [form.id for form in self.actions.intake.drafts()],
        }

    def visit(self, turn: int, *, paper: bool) -> None:
        """One citizen: a draft, an enclosed paper, an accept, a receipt; every third request is annulled at once."""
        service = self.actions.choosing.service(SERVICES[turn % len(SERVICES)], 1)
        form = self.actions.intake.begin(APPLICANT)
        form = replace(form, service=service.id, service_version=1)
        self.actions.intake.save(form)
        form = replace(form, enclosures=(self.actions.enclosures.keep(self._scan(form), "Доказ", "", original=False),))
        self.actions.intake.save(form)
        job = self.actions.printing.new_job() if paper else None
        received = self.actions.intake.accept(form, service, job)
        say("accepted", number=received.view.number)
        if job is not None:
            printed = self.actions.printing.print_original(job.id, received.view.subject, 0.5)
            say("paper", number=received.view.number, state=printed.state.value)
        if turn % 3 == 2:
            self.actions.annulling.annul(received.view.subject, "Странка је одустала")

    def until_catalogue(self) -> None:
        """The centre has told which services there are, and whose certificates hold."""
        self._until(lambda: bool(self.desk.stores.reference.services()))

    def until_drained(self) -> None:
        """Every entry is confirmed, every enclosure up, and every request that still stands has its unique number."""
        stores = self.desk.stores
        self._until(
            lambda: (
                not stores.outbox.size().entries
                and all(view.unique_number or view.annulled for view in self.views())
                and not stores.uploads.waiting()
            )
        )

    def paper_states(self) -> dict[str, list[str]]:
        """How the print jobs of each request stand."""
        return {
            view.number: [job.state.value for job in self.desk.stores.jobs.of(view.subject)] for view in self.views()
        }

    def left(self) -> str:
        """What the centre has not confirmed, numbered or taken yet, and what was told of the line."""
        stores = self.desk.stores
        numberless = [view.number for view in self.views() if not (view.unique_number or view.annulled)]
        waits = f"{stores.outbox.size()}, without a number {numberless}, enclosures {len(stores.uploads.waiting())}"
        return "\n".join((waits, *self._links))

    def close(self) -> None:
        self.prepared.close()

    def _until(self, holds) -> None:
        """Look whenever something is told, and nudge now and then, as an impatient clerk does."""
        ends = time.monotonic() + _PATIENCE
        with self._moved:
            while not holds():
                if time.monotonic() > ends:
                    raise TimeoutError(f"it never came: {self.left()}")
                if not self._patient:
                    self.desk.nudge()
                self._moved.wait(_LOOK)

    def _on_link(self, state: LinkState) -> None:
        self._links.append(f"{time.monotonic():.1f} {state}")
        self._note()

    def _note(self, *_: object) -> None:
        with self._moved:
            self._moved.notify_all()

    def _scan(self, form: IntakeForm) -> Path:
        path = self._root / "scan.pdf"
        path.write_bytes(b"%PDF-1.7\n" + form.id.encode())
        return path


def say(what: str, **facts: object) -> None:
    """Tell the parent at once: what was said survives a kill."""
    sys.stdout.write(f"{json.dumps({'what': what, **facts})}\n")
    sys.stdout.flush()


def main(argv: Sequence[str]) -> int:
    """Be the process."""
    parser = argparse.ArgumentParser()
    parser.add_argument("root", type=Path)
    parser.add_argument("--visits", type=int, default=0)
    parser.add_argument("--setting", action="append", default=[], metavar="NAME=VALUE")
    parser.add_argument("--no-paper", action="store_true")
    parser.add_argument("--patient", action="store_true", help="leave it to the desk when to exchange")
    parser.add_argument("--upkeep", action="store_true", help="wait for the first round of upkeep")
    parser.add_argument("--die-at", default="")
    parser.add_argument("--nth", type=int, default=1)
    given = parser.parse_args(argv)
    settings: dict[str, object] = dict(pair.split("=", 1) for pair in given.setting)
    reached = DyingAt(given.die_at, given.nth) if given.die_at else unwatched
    work = AtWork(given.root, settings, reached, patient=given.patient)
    say("opened", **work.opened())
    if given.visits:
        work.until_catalogue()
    for turn in range(given.visits):
        work.visit(turn, paper=not given.no_paper)
    if given.upkeep:
        threading.Event().wait(_PATIENCE)  # to be ended by the kill
    work.until_drained()
    say("drained", papers=work.paper_states())
    work.close()
    say("closed")
    return 0
