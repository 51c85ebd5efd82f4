"""Intake: a request from the first key to the commit; drafts save themselves, findings warn, nobody is sent away."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, fields, replace
from datetime import date
from typing import Any

from clerk_app.actions.session import Sessions
from clerk_app.contract import canonical
from clerk_app.contract.signin import Grant
from clerk_app.domain import checkdigits
from clerk_app.domain.bodies import EnclosureRef, FeeCharged, FormValues, ProofChoice, RequestReceived
from clerk_app.domain.catalogue import ApplicantKind, Service
from clerk_app.domain.deadlines import due
from clerk_app.domain.errors import Invalid, Refused
from clerk_app.domain.expressions import Scope, compiled
from clerk_app.domain.fees import charge
from clerk_app.domain.findings import Finding
from clerk_app.domain.forms import FormState, fill, scope_of
from clerk_app.domain.lookups import NO_LABELS, Labels
from clerk_app.domain.people import Address, IdDocument, IdKind, Person
from clerk_app.domain.scripts import tidy
from clerk_app.domain.values import read_date, shown_date
from clerk_app.ports.clock import Clock, Entropy
from clerk_app.ports.desk_file import Draft, Drafts, Journal, NewPrintJob, Received

LONGEST_NOTE = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class IntakeForm:
    """Everything the clerk has entered so far; kept whole as a draft after each change."""

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


@dataclass(frozen=True, slots=True)
class Assessment:
    """What the rules say of a form as it stands: state of the form, fee, deadline, and all findings."""

    form: FormState
    fee: FeeCharged
    deadline: date | None
    findings: tuple[Finding, ...]


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
    ) -> None:
        self._sessions = sessions
        self._journal = journal
        self._drafts = drafts
        self._clock = clock
        self._entropy = entropy
        self._accepted = accepted
        self._labels = labels
        self._received: set[str] = set()

    def begin(self, applicant: Person | None = None, language: str = "sr-Cyrl") -> IntakeForm:
        """An empty form, for the person in the reader if there is one."""
        self._sessions.require("receive")
        return IntakeForm(id=self._entropy.take(8).hex(), applicant=applicant, language=language)

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

    def assess(self, form: IntakeForm, service: Service, labels: Labels = NO_LABELS) -> Assessment:
        """Apply the rules of the service; nothing here blocks. ``labels`` is what lists say of its values."""
        return assessed(form, service, self._clock.local().date(), labels)

    def accept(self, form: IntakeForm, service: Service | None, print_job: NewPrintJob | None = None) -> Received:
        """Commit the request; when this returns, it is on disk. Only a missing person or service blocks.

        Raises ``Invalid`` (``person_missing``, ``service_missing``), ``Refused('already_received')`` for a form that
        was accepted before, and ``Unavailable('disk_full')``.
        """
        grant = self._sessions.require("receive")
        if form.id in self._received:
            raise Refused("already_received")
        applicant = _tidied(form.applicant) if form.applicant else None
        representative = _tidied(form.representative) if form.representative else None
        if applicant is None or not (applicant.surname or applicant.id_number):
            raise Invalid("person_missing", field="person")
        if service is None:
            raise Invalid("service_missing", field="service")
        form = replace(
            form,
            applicant=applicant,
            representative=representative,
            service=service.id,
            service_version=service.version,
        )
        assessment = self.assess(form, service, self._labels(service, form.values))
        local = self._clock.local().isoformat(timespec="seconds")

        def build(number: str) -> RequestReceived:
            return _body(form, applicant, assessment, number=number, received_local=local, grant=grant)

        subject = self._entropy.take(16)
        received = self._journal.receive(build, subject=subject, grant=grant.id, draft=form.id, print_job=print_job)
        self._received.add(form.id)
        self._accepted(received)
        return received


def assessed(form: IntakeForm, service: Service, today: date, labels: Labels = NO_LABELS) -> Assessment:
    """What the rules of a service say of a form on one day; ``labels`` is what lists say of its values."""
    day = today.isoformat()
    state = fill(service, form.values, day, labels)
    charged = charge(service, state.values, exemption=form.exemption, day=day)
    missing = _proof_findings(form, service, scope_of(service, state.values, day))
    of_person = (*person_findings(form, day), *_foreseen(form, service))
    findings = (*of_person, *state.findings, *missing, *charged.findings)
    return Assessment(form=state, fee=charged.fee, deadline=due(service.deadline, today), findings=findings)


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
    )


def offered_proofs(service: Service) -> tuple[ProofChoice, ...]:
    """What a form begins with: the body obtains what it can; the citizen may choose otherwise for each record."""
    return tuple(ProofChoice(proof=proof.code, by="body") for proof in service.proofs if proof.source != "citizen")


def person_findings(form: IntakeForm, today: str) -> tuple[Finding, ...]:
    """What is odd about the applicant: a number that does not check, half a name, a document that has run out."""
    person = form.applicant
    if person is None:
        return ()
    found = []
    check = _NUMBER_CHECKS.get(person.id_kind)
    code = check(person.id_number) if check else ""
    if code:
        found.append(Finding(code, "applicant.id_number"))
    if not person.surname or not (person.given_name or person.id_kind == "company"):
        found.append(Finding("name_incomplete", "applicant.surname"))
    if person.birth_date:
        found += _date_findings(person.birth_date, today)
    if person.document.expires and person.document.expires < today:
        found.append(Finding("document_expired", "applicant.document"))
    return tuple(found)


def _foreseen(form: IntakeForm, service: Service) -> tuple[Finding, ...]:
    """Whether the service is for somebody like the applicant; who insists is received all the same."""
    person = form.applicant
    if person is None or _APPLICANTS.get(person.id_kind, "natural") in service.applicants:
        return ()
    return (Finding("applicant_not_foreseen", "applicant.id_number"),)


def _date_findings(born: str, today: str) -> list[Finding]:
    """Whether a date of birth is none, or lies in the future."""
    if not read_date(born):
        return [Finding("date_impossible", "applicant.birth_date")]
    if read_date(born) > today:
        return [Finding("date_too_late", "applicant.birth_date", {"limit": shown_date(today)})]
    return []


_APPLICANTS: dict[IdKind, ApplicantKind] = {"company": "legal", "foreigner": "foreigner", "passport": "foreigner"}

_NUMBER_CHECKS: dict[IdKind, Callable[[str], str]] = {
    "jmbg": checkdigits.check_jmbg,
    "company": checkdigits.check_pib,
}


def _tidied[Part: (Person, Address, IdDocument)](part: Part) -> Part:
    """The same without what nobody sees or no file can hold, wherever the text came from."""
    tidied: dict[str, Any] = {each.name: _tidy_value(getattr(part, each.name)) for each in fields(part)}
    return replace(part, **tidied)


def _tidy_value(value: object) -> object:
    if isinstance(value, str):
        return tidy(value)
    if isinstance(value, Address):
        return _tidied(value)
    return _tidied(value) if isinstance(value, IdDocument) else value


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
