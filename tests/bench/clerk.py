"""A clerk at work without windows: takes requests by the same actions and on the same lanes as the screens do."""

from __future__ import annotations

from clerk_app.actions.intake_form import IntakeForm
from clerk_app.app.open import Prepared
from clerk_app.domain.catalogue import Service
from clerk_app.ports.desk_file import JobState, NewPrintJob, PrintJob, Received
from tests.bench.crowd import Crowd
from tests.bench.enrolled import PASSWORD, USER

REQUESTS = 200
"""In a day."""
EARLY = 20
"""After so many of them everything has been used once."""
_PATIENCE = 30.0


class Clerk:
    """Signed in at a prepared desk."""

    def __init__(self, prepared: Prepared, seed: int) -> None:
        self._desk = prepared.desk
        self._lanes = prepared.lanes
        self._crowd = Crowd(seed)

    @classmethod
    def signed_in(cls, prepared: Prepared, seed: int = 21) -> Clerk:
        """Sign in with what an earlier day has left; the line is down."""
        prepared.sign_in(USER, PASSWORD)
        return cls(prepared, seed)

    def fill(self) -> tuple[IntakeForm, Service]:
        """What a citizen asks for, entered and saved as a draft."""
        actions, who, wanted = self._desk.actions, self._crowd.person(), self._crowd.service()
        service = next(one for one in actions.choosing.services() if one.id == wanted)
        form = actions.intake.begin(who)
        filled = IntakeForm(
            id=form.id,
            step="review",
            applicant=who,
            service=service.id,
            service_version=service.version,
            values=self._crowd.values(service.id, who),
            signed_on_paper=True,
        )
        actions.intake.assess(filled, service)
        self._lanes.writes.call(lambda: actions.intake.save(filled), _PATIENCE)
        return filled, service

    def accept(self, form: IntakeForm, service: Service) -> tuple[Received, NewPrintJob]:
        """What the key for "accept" does."""
        intake, job = self._desk.actions.intake, self._desk.actions.printing.new_job()
        return self._lanes.writes.call(lambda: intake.accept(form, service, job), _PATIENCE, priority=True), job

    def print(self, received: Received, job: NewPrintJob) -> PrintJob:
        """The receipt, waiting for no number, as without a line; raises ``RuntimeError`` unless it was printed."""
        printing, subject = self._desk.actions.printing, received.view.subject
        printed = self._lanes.paper.call(lambda: printing.print_original(job.id, subject, 0), _PATIENCE)
        if printed.state is not JobState.PRINTED:
            raise RuntimeError(f"the receipt was not printed: {printed.state} {printed.reason}")
        return printed

    def find(self, text: str) -> int:
        """How many a search shows."""
        requests = self._desk.actions.requests
        return len(self._lanes.reads.call(lambda: requests.find(text), _PATIENCE))
