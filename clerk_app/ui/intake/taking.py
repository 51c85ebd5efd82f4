"""The request that is being taken: its form, its service, and what the rules say of them; no widgets."""

from __future__ import annotations

from dataclasses import replace

from clerk_app.actions.intake_form import IntakeForm, offered_proofs
from clerk_app.actions.visiting import another_of, taken_up
from clerk_app.domain.bodies import EnclosureRef
from clerk_app.domain.catalogue import Service
from clerk_app.domain.errors import CounterError
from clerk_app.domain.fees import suggested_exemption
from clerk_app.domain.forms import fill
from clerk_app.domain.people import Person
from clerk_app.ui.intake.state import STEPS, Another, IntakeState
from clerk_app.ui.looked_up import LookedUp
from clerk_app.ui.request_list import Row
from clerk_app.ui.workplace import Workplace


class Taking:
    """Outlives the widgets: a change of language or look goes on where it was.

    ``trouble`` says what the clerk has to know of the service of a draft: ``service_gone``, or ``service_moved`` where
    the version that it began with is not here and the newest one stands in for it.
    """

    def __init__(self, place: Workplace) -> None:
        self._place = place
        self.form: IntakeForm | None = None
        self.service: Service | None = None
        self.trouble = ""
        self.earlier: tuple[Row, ...] = ()
        self._exempt_by_hand = False
        self.looked_up = LookedUp(place)

    def begin(self, subject: object) -> None:
        """Go on with a draft; begin for a person or for a service; or go on with what was being taken."""
        if isinstance(subject, IntakeForm):
            self.form = taken_up(subject)
        elif isinstance(subject, Another):
            self.form = another_of(self._place.actions.intake, subject.subject, subject.body, self._today())
        elif self.form is None or isinstance(subject, Person | Service):
            person = subject if isinstance(subject, Person) else self._at_counter(subject)
            form = self._place.actions.intake.begin(person)
            self.form = replace(form, step="service" if person else "person")
        self.service = self._known_service(self.form)
        self.trouble = self._trouble(self.form)
        self._exempt_by_hand = self.form.exemption != self.suggested()
        if isinstance(subject, Service):
            self.take_service(subject)

    def change(self, form: IntakeForm) -> None:
        """What the clerk has entered; the exemption follows the answers until the clerk chooses one."""
        if self.form is not None and form.exemption != self.form.exemption:
            self._exempt_by_hand = True
        self.form = form
        if not self._exempt_by_hand:
            self.form = replace(form, exemption=self.suggested())

    def suggested(self) -> str:
        """The exemption that the answers speak for; empty when none does."""
        if self.form is None or self.service is None:
            return ""
        today = self._place.actions.intake.received_at(self.form).date().isoformat()
        values = fill(self.service, self.form.values, today).values
        found = suggested_exemption(self.service, values, today)
        return found.code if found is not None else ""

    def state(self) -> IntakeState:
        """What the pages show now."""
        intake = self._place.actions.intake
        form = self.form or intake.begin()
        at, earlier = intake.received_at(form), self.earlier
        if self.service is None:
            return IntakeState(form, of_person=intake.of_people(form), received_at=at, earlier=earlier)
        labels = self.looked_up.labels(self.service, form.values)
        return IntakeState(
            form,
            self.service,
            intake.assess(form, self.service, labels),
            suggested=self.suggested(),
            received_at=at,
            earlier=earlier,
        )

    def take_service(self, service: Service) -> None:
        """The service that was chosen; what was entered for another one stays with its keys."""
        if self.form is not None and service.id != self.form.service:
            self._exempt_by_hand = False
        self.service, self.trouble = service, ""
        if self.form is not None:
            same = service.id == self.form.service
            way = self.form.delivery if self.form.delivery in service.delivery else service.delivery[0]
            chosen = replace(self.form, service=service.id, service_version=service.version, delivery=way)
            self.change(chosen if same else replace(chosen, proofs=offered_proofs(service), statements=()))

    def add_enclosure(self, ref: EnclosureRef) -> IntakeForm | None:
        """The form with one more file."""
        if self.form is None:
            return None
        return replace(self.form, enclosures=(*self.form.enclosures, ref))

    def neighbour(self, by: int) -> str:
        """The step before or after the current one; the ends hold."""
        now = STEPS.index(self.form.step) if self.form is not None else 0
        return STEPS[min(max(now + by, 0), len(STEPS) - 1)]

    def drop(self, draft: object) -> None:
        """A draft was thrown away: if it is this one, it does not come back."""
        if self.form is not None and self.form.id == draft:
            self.end()

    def end(self) -> None:
        """It has been received."""
        self.form, self.service, self.trouble, self._exempt_by_hand, self.earlier = None, None, "", False, ()

    def replaced_by(self, subject: object) -> bool:
        """Whether to begin with ``subject`` would take what is being taken off the page."""
        if self.form is None or not self.form.begun:
            return False
        if isinstance(subject, IntakeForm):
            return subject.id != self.form.id
        return isinstance(subject, Person | Service | Another)

    def _today(self) -> str:
        return self._place.clock.local().date().isoformat()

    def _at_counter(self, subject: object) -> Person | None:
        """For a service chosen elsewhere, the person whose card is in the reader."""
        return self._place.at_counter.person if isinstance(subject, Service) else None

    def _known_service(self, form: IntakeForm) -> Service | None:
        if not form.service:
            return None
        try:
            return self._place.actions.choosing.service(form.service, form.service_version)
        except CounterError:
            return None

    def _trouble(self, form: IntakeForm) -> str:
        if not form.service:
            return ""
        if self.service is None:
            return "service_gone"
        return "" if self.service.version == form.service_version else "service_moved"
