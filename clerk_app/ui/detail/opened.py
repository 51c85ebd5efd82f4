"""One request opened: everything that its screen shows, read together on a reading lane."""

from __future__ import annotations

from dataclasses import dataclass, replace

from clerk_app.contract.entries import body_of
from clerk_app.domain.bodies import RequestCorrected, RequestReceived
from clerk_app.domain.case_bodies import RequestSupplemented
from clerk_app.domain.case_file import CaseFile
from clerk_app.domain.catalogue import Service, Wording
from clerk_app.domain.delivery_policy import DeliveryPolicy
from clerk_app.domain.errors import CounterError
from clerk_app.domain.lookups import NO_LABELS, Labels
from clerk_app.domain.requests import RequestView
from clerk_app.ports.desk_file import Bodies, PrintJob, PrintJobs
from clerk_app.ui.request_list import service_name
from clerk_app.ui.workplace import Workplace

_CHANGING = ("request.corrected", "request.supplemented")


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A request as it stands now; ``body`` has its corrections in it, ``service`` is the version it began with.

    ``labels`` is what the lists here say of its values; ``file`` is what the parts of the case are folded from;
    ``delivery`` the rules for its documents.
    """

    view: RequestView
    name: Wording
    body: RequestReceived | None
    service: Service | None
    jobs: tuple[PrintJob, ...]
    file: CaseFile
    labels: Labels = NO_LABELS
    delivery: DeliveryPolicy | None = None


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
        body, service = self._body(subject), self._service(view)
        return Opened(
            view=view,
            name=service_name(view, actions.choosing),
            body=body,
            service=service,
            jobs=self._jobs.of(subject),
            file=actions.systems.case_files.of(subject),
            labels=actions.looking_up.labels(service, body.form) if body and service else NO_LABELS,
            delivery=self._delivery(),
        )

    def _delivery(self) -> DeliveryPolicy | None:
        """The centre's rules for delivery, if it has given any."""
        try:
            return self._place.actions.systems.delivery.policy()
        except CounterError:
            return None

    def _body(self, subject: bytes) -> RequestReceived | None:
        """What was received, with the fields as they were changed here since, and the files that were brought."""
        body = self._bodies.received(subject)
        if body is None:
            return None
        form, files = dict(body.form), body.enclosures
        for entry in self._bodies.entries(subject):
            if entry.header.kind in _CHANGING and entry.body is not None:
                changed = body_of(entry.header.kind, entry.header.version, entry.body)
                form |= changed.form if isinstance(changed, RequestCorrected | RequestSupplemented) else {}
                files += changed.enclosures if isinstance(changed, RequestSupplemented) else ()
        return replace(body, form=form, enclosures=files)

    def _service(self, view: RequestView) -> Service | None:
        try:
            return self._place.actions.choosing.service(view.service, view.service_version)
        except CounterError:
            return None
