"""Intake: a request from the first key to the commit; drafts save themselves, findings warn, nobody is sent away."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from clerk_app.actions.intake_form import Assessment, IntakeForm, assessed, person_findings
from clerk_app.actions.paying import Terms
from clerk_app.actions.session import Sessions
from clerk_app.contract import canonical
from clerk_app.contract.signin import Grant
from clerk_app.domain import on_paper, person_checks
from clerk_app.domain.bodies import FormValues, RequestReceived
from clerk_app.domain.catalogue import Service
from clerk_app.domain.errors import Invalid, Refused
from clerk_app.domain.findings import Finding
from clerk_app.domain.intake_rule import USUAL, IntakeRule
from clerk_app.domain.lookups import NO_LABELS, Labels
from clerk_app.domain.people import Person
from clerk_app.domain.scripts import tidy
from clerk_app.ports.clock import Clock, Entropy
from clerk_app.ports.desk_file import Draft, Drafts, Journal, NewPrintJob, Received

LONGEST_NOTE = 2000


@dataclass(frozen=True, slots=True)
class KeptDraft:
    """A form that was begun, and when it was saved last (microseconds UTC)."""

    form: IntakeForm
    saved: int


class Intake:
    """Takes requests. ``accepted`` is told of each once it is on disk; neither it nor ``labels`` may raise.

    ``terms`` is what the slips of a request will say: it goes into the entry with the fee.
    """

    def __init__(
        self,
        *,
        sessions: Sessions,
        journal: Journal,
        drafts: Drafts,
        clock: Clock,
        entropy: Entropy,
        accepted: Callable[[Received], None] = lambda _received: None,
        labels: Callable[[Service, FormValues], Labels] = lambda _service, _values: NO_LABELS,
        rule: IntakeRule = USUAL,
        terms: Callable[[], Terms] = lambda: lambda _body: (),
    ) -> None:
        self._sessions = sessions
        self._journal = journal
        self._drafts = drafts
        self._clock = clock
        self._entropy = entropy
        self._accepted = accepted
        self._labels = labels
        self._rule = rule
        self._terms = terms
        self._received: set[str] = set()

    def begin(self, applicant: Person | None = None, language: str = "sr-Cyrl") -> IntakeForm:
        """An empty form, for the person in the reader if there is one."""
        self._sessions.require("receive")
        name, visit = self._entropy.take(8).hex(), self._entropy.take(8).hex()
        return IntakeForm(id=name, applicant=applicant, language=language, visit=visit)

    def save(self, form: IntakeForm, by: Grant | None = None) -> None:
        """Keep the form as a draft, durably; one that an accept has overtaken stays received and is no draft again.

        ``by`` is who typed it, where the desk may be locked or left by the time it is written.
        """
        grant = by or self._sessions.require("receive")
        if form.id in self._received:
            return
        now = self._clock.stamp().at
        self._drafts.save(Draft(id=form.id, content=canonical.encode(form), saved=now, clerk=grant.user))

    def drafts(self) -> tuple[IntakeForm, ...]:
        """The drafts of the clerk at work, newest first."""
        return tuple(kept.form for kept in self.kept())

    def kept(self) -> tuple[KeptDraft, ...]:
        """The same, each with the time of its last save."""
        user = self._sessions.require("receive").user
        return tuple(
            KeptDraft(canonical.decode(draft.content, IntakeForm), draft.saved) for draft in self._drafts.all(user)
        )

    def discard(self, form: IntakeForm) -> None:
        """Throw a draft away."""
        self._sessions.require("receive")
        self._drafts.discard(form.id)

    def received_at(self, form: IntakeForm) -> datetime:
        """The legal time of receipt, local: now, or the time on a paper that is entered later, once it can be read."""
        now = self._clock.local()
        return (on_paper.moment_of(form.paper, now.tzinfo) if form.paper else None) or now

    def of_people(self, form: IntakeForm) -> tuple[Finding, ...]:
        """What can be told before there is a service: of the paper, the applicant and the representative."""
        paper = on_paper.findings_of(form.paper, self._clock.local(), self._rule) if form.paper else ()
        return paper + person_findings(form, self.received_at(form).date().isoformat())

    def assess(self, form: IntakeForm, service: Service, labels: Labels = NO_LABELS) -> Assessment:
        """Apply the rules of the service as of the day of receipt; nothing here blocks.

        ``labels`` is what lists say of its values.
        """
        day = self.received_at(form).date()
        return assessed(form, service, day, labels, of_people=self.of_people(form), rule=self._rule)

    def accept(self, form: IntakeForm, service: Service | None, print_job: NewPrintJob | None = None) -> Received:
        """Commit the request; when this returns, it is on disk. Only a missing person or service blocks.

        Raises ``Invalid`` (``person_missing``, ``service_missing``), ``Refused('already_received')`` for a form that
        was accepted before, and ``Unavailable('disk_full')``.
        """
        grant = self._sessions.require("receive")
        if form.id in self._received:
            raise Refused("already_received")
        form = _tidied(form)
        applicant = form.applicant
        if applicant is None or not applicant.known:
            raise Invalid("person_missing", field="person")
        if service is None:
            raise Invalid("service_missing", field="service")
        form = replace(form, service=service.id, service_version=service.version)
        assessment = self.assess(form, service, self._labels(service, form.values))
        local = self.received_at(form).isoformat(timespec="seconds")
        paper = on_paper.kept(form.paper, self._clock.local()) if form.paper else None
        terms = self._terms()

        def build(number: str) -> RequestReceived:
            body = _body(form, applicant, assessment, number=number, received_local=local, grant=grant)
            return replace(body, on_paper=paper, fee=replace(body.fee, terms=terms(body)))

        subject = self._entropy.take(16)
        received = self._journal.receive(build, subject=subject, grant=grant.id, draft=form.id, print_job=print_job)
        self._received.add(form.id)
        self._accepted(received)
        return received


def _body(
    form: IntakeForm, applicant: Person, assessment: Assessment, *, number: str, received_local: str, grant: Grant
) -> RequestReceived:
    """What goes into the journal of a form that was accepted."""
    return RequestReceived(
        number=number,
        service=form.service,
        service_version=form.service_version,
        applicant=applicant,
        representative=form.representative,
        form=assessment.form.values,
        received_local=received_local,
        clerk=grant.user,
        clerk_name=grant.name,
        proofs=form.proofs,
        enclosures=form.enclosures,
        fee=assessment.fee,
        findings=assessment.findings,
        deadline=assessment.deadline.isoformat() if assessment.deadline else "",
        delivery=form.delivery,
        language=form.language,
        note=tidy(form.note)[:LONGEST_NOTE],
        signed_on_paper=form.signed_on_paper,
        insisted=form.insisted,
        representation=form.representation,
        statements=form.statements,
        visit=form.visit,
        bring_by=assessment.bring_by.isoformat() if assessment.bring_by else "",
    )


def _tidied(form: IntakeForm) -> IntakeForm:
    """The form with its people tidied; a representative of whom nothing is known is none."""
    other = person_checks.tidied(form.representative) if form.representative else None
    return replace(
        form,
        applicant=person_checks.tidied(form.applicant) if form.applicant else None,
        representative=other if other and other.known else None,
        representation=person_checks.tidied(form.representation) if form.representation else None,
    )
