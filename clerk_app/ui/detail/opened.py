"""One request opened: everything that its screen shows, read together on a reading lane."""

from __future__ import annotations

from dataclasses import dataclass, field

from clerk_app.actions.whole_request import whole
from clerk_app.domain.bodies import RequestReceived
from clerk_app.domain.case_file import CaseFile
from clerk_app.domain.catalogue import Service, Wording
from clerk_app.domain.delivery_policy import DeliveryPolicy
from clerk_app.domain.errors import CounterError
from clerk_app.domain.ezup import Record, refusal
from clerk_app.domain.ezup_datasets import EzupRules
from clerk_app.domain.lookups import NO_LABELS, Labels
from clerk_app.domain.payment_file import NO_PAYMENTS, CasePayments
from clerk_app.domain.requests import RequestView
from clerk_app.ports.desk_file import Bodies, PrintJob, PrintJobs
from clerk_app.ui.request_list import service_name
from clerk_app.ui.workplace import Workplace


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A request as it stands now; ``body`` has its corrections in it, ``service`` is the version it began with.

    ``labels`` is what the lists here say of its values; ``file`` is what the parts of the case are folded from:
    ``records`` that a body can obtain for it, and ``payments`` as its orders stand. ``delivery`` is the centre's rules,
    and so is ``asking`` for records.
    """

    view: RequestView
    name: Wording
    body: RequestReceived | None
    service: Service | None
    jobs: tuple[PrintJob, ...]
    file: CaseFile
    labels: Labels = NO_LABELS
    records: tuple[Record, ...] = ()
    payments: CasePayments = NO_PAYMENTS
    delivery: DeliveryPolicy | None = None
    asking: EzupRules = field(default_factory=EzupRules)

    def refusal(self, record: Record) -> str:
        """Why a record cannot be asked for now, as a code; nothing where it can."""
        return refusal(record, self.asking, self.view.service, self.view.state)


def subject_of(opened: Opened | None) -> bytes:
    """Whose request is open; nothing while none is."""
    return opened.view.subject if opened is not None else b""


@dataclass(frozen=True, slots=True)
class ToCorrect:
    """Which request to open with its fields ready to be corrected."""

    subject: bytes


class Opening:
    """Reads requests for the screen; opening is a look and is written down, renewing what is open is not."""

    def __init__(self, place: Workplace, jobs: PrintJobs, bodies: Bodies) -> None:
        self._place = place
        self._jobs = jobs
        self._bodies = bodies

    def open(self, subject: bytes) -> Opened | None:
        """Note the look and read; nothing when there is no such request here."""
        self._place.actions.looking.note("open", subject)
        return self.renew(subject)

    def renew(self, subject: bytes) -> Opened | None:
        """Read again."""
        actions = self._place.actions
        view = actions.requests.view(subject)
        if view is None:
            return None
        file = actions.systems.case_files.of(subject)
        body, service = whole(self._bodies, subject, file), self._service(view)
        return Opened(
            view=view,
            name=service_name(view, actions.choosing),
            body=body,
            service=service,
            jobs=self._jobs.of(subject),
            file=file,
            records=actions.systems.ezup.records(file, body, service) if body and service else (),
            labels=actions.looking_up.labels(service, body.form) if body and service else NO_LABELS,
            payments=actions.systems.payments.standing(body, view, file) if body else NO_PAYMENTS,
            delivery=self._delivery(),
            asking=actions.systems.ezup.rules(),
        )

    def _delivery(self) -> DeliveryPolicy | None:
        """The centre's rules for delivery, if it has given any."""
        try:
            return self._place.actions.systems.delivery.policy()
        except CounterError:
            return None

    def _service(self, view: RequestView) -> Service | None:
        try:
            return self._place.actions.choosing.service(view.service, view.service_version)
        except CounterError:
            return None
