"""Intake: a request from the first key to the commit; drafts save themselves, findings warn, nobody is sent away."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from clerk_app.actions.session import Sessions
from clerk_app.contract import canonical
from clerk_app.contract.signin import Grant
from clerk_app.domain import on_paper, person_checks
from clerk_app.domain.bodies import EnclosureRef, FeeCharged, FormValues, ProofChoice, Representation, RequestReceived
from clerk_app.domain.catalogue import ApplicantKind, Service
from clerk_app.domain.deadlines import due, working_day_from
from clerk_app.domain.errors import Invalid, Refused
from clerk_app.domain.expressions import Scope, compiled
from clerk_app.domain.fees import charge
from clerk_app.domain.findings import Finding
from clerk_app.domain.forms import FormState, fill, scope_of
from clerk_app.domain.intake_rule import USUAL, IntakeRule
from clerk_app.domain.lookups import NO_LABELS, Labels
from clerk_app.domain.missing import to_bring
from clerk_app.domain.on_paper import PaperEntry
from clerk_app.domain.people import IdKind, Person
from clerk_app.domain.scripts import tidy
from clerk_app.ports.clock import Clock, Entropy
from clerk_app.ports.desk_file import Draft, Drafts, Journal, NewPrintJob, Received

LONGEST_NOTE = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class IntakeForm:
    """Everything the clerk has entered so far; kept whole as a draft after each change.

    ``earlier`` names (hex) what was received before in the same ``visit``. ``held_at`` is since when (local ISO) the
    visit waits, ``focus`` the place where the hand was then.
    """

    id: str
    step: str = "person"
    applicant: Person | None = None
    representative: Person | None = None
    service: str = ""
    service_version: int = 0
    values: FormValues = field(default_factory=dict)
    proofs: tuple[ProofChoice, ...] = ()
    enclosures: tuple[EnclosureRef, ...] = ()
    exemption: str = ""
    delivery: str = "counter"
    language: str = "sr-Cyrl"
    note: str = ""
    signed_on_paper: bool = False
    insisted: bool = False
    representation: Representation | None = None
    paper: PaperEntry | None = None
    statements: tuple[str, ...] = ()
    visit: str = ""
    earlier: tuple[str, ...] = ()
    held_at: str = ""
    focus: str = ""

    @property
    def begun(self) -> bool:
        """Whether anything stands in it that somebody would miss."""
        paper = self.paper is not None and bool(self.paper.time or self.paper.number)
        return bool(self.service or self.note or paper or (self.applicant and self.applicant.known))


@dataclass(frozen=True, slots=True)
class Assessment:
    """What the rules say of a form as it stands: state of the form, fee, deadline, and all findings.

    ``bring_by`` is until when what is missing may be brought, where the citizen is told a day.
    """

    form: FormState
    fee: FeeCharged
    deadline: date | None
    findings: tuple[Finding, ...]
    bring_by: date | None = None


@dataclass(frozen=True, slots=True)
class KeptDraft:
    """A form that was begun, and when it was saved last (microseconds UTC)."""

    form: IntakeForm
    saved: int


class Intake:
    """Takes requests. ``accepted`` is told of each once it is on disk; neither it nor ``labels`` may raise."""

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
    ) -> None:
        self._sessions = sessions
        self._journal = journal
        self._drafts = drafts
        self._clock = clock
        self._entropy = entropy
        self._accepted = accepted
        self._labels = labels
        self._rule = rule
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

        def build(number: str) -> RequestReceived:
            body = _body(form, applicant, assessment, number=number, received_local=local, grant=grant)
            return replace(body, on_paper=paper)

        subject = self._entropy.take(16)
        received = self._journal.receive(build, subject=subject, grant=grant.id, draft=form.id, print_job=print_job)
        self._received.add(form.id)
        self._accepted(received)
        return received


def assessed(
    form: IntakeForm,
    service: Service,
    day: date,
    labels: Labels = NO_LABELS,
    *,
    of_people: tuple[Finding, ...] | None = None,
    rule: IntakeRule = USUAL,
) -> Assessment:
    """What the rules of a service say of a form on one day; ``labels`` is what lists say of its values."""
    today = day.isoformat()
    state = fill(service, form.values, today, labels)
    charged = charge(service, state.values, exemption=form.exemption, day=today)
    lacking = _proof_findings(form, service, scope_of(service, state.values, today)) + _statement_findings(
        form, service
    )
    people = person_findings(form, today) if of_people is None else of_people
    findings = (*people, *_foreseen(form, service), *state.findings, *lacking, *charged.findings)
    told = rule.bring_within and to_bring(findings, form.proofs)
    bring_by = working_day_from(day + timedelta(days=rule.bring_within)) if told else None
    return Assessment(state, charged.fee, due(service.deadline, day), findings, bring_by)


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


def offered_proofs(service: Service) -> tuple[ProofChoice, ...]:
    """What a form begins with: the body obtains what it can; the citizen may choose otherwise for each record."""
    return tuple(ProofChoice(proof=proof.code, by="body") for proof in service.proofs if proof.source != "citizen")


def person_findings(form: IntakeForm, today: str) -> tuple[Finding, ...]:
    """What is odd about the applicant, and about whoever speaks for them."""
    if form.applicant is None:
        return ()
    of_applicant = person_checks.of_person(form.applicant, today)
    return of_applicant + person_checks.of_representation(
        form.applicant, form.representative, form.representation, today
    )


_APPLICANTS: dict[IdKind, ApplicantKind] = {"company": "legal", "foreigner": "foreigner", "passport": "foreigner"}


def _foreseen(form: IntakeForm, service: Service) -> tuple[Finding, ...]:
    """Whether the service is for somebody like the applicant; who insists is received all the same."""
    person = form.applicant
    if person is None or _APPLICANTS.get(person.id_kind, "natural") in service.applicants:
        return ()
    return (Finding("applicant_not_foreseen", "applicant.id_number"),)


def _proof_findings(form: IntakeForm, service: Service, scope: Scope) -> tuple[Finding, ...]:
    """Proofs that the party brings and that are not there yet; the request is received without them."""
    enclosed = {enclosure.proof for enclosure in form.enclosures}
    by_body = {choice.proof for choice in form.proofs if choice.by == "body"}
    missing = [
        proof
        for proof in service.proofs
        if compiled(proof.required).as_bool(scope, otherwise=False)
        and proof.code not in enclosed
        and not (proof.source != "citizen" and proof.code in by_body)
    ]
    return tuple(Finding("proof_missing", f"proof.{proof.code}") for proof in missing)


def _statement_findings(form: IntakeForm, service: Service) -> tuple[Finding, ...]:
    """Statements that the citizen has not signed, neither one by one nor with the whole request on paper."""
    if form.signed_on_paper:
        return ()
    unsigned = (each.code for each in service.statements if each.code not in form.statements)
    return tuple(Finding("statement_unsigned", f"statement.{code}") for code in unsigned)
