"""The form of an intake, and what the rules of its service say of it as it stands."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta

from clerk_app.domain import person_checks
from clerk_app.domain.bodies import EnclosureRef, FeeCharged, FormValues, ProofChoice, Representation
from clerk_app.domain.catalogue import ApplicantKind, Service
from clerk_app.domain.deadlines import due, working_day_from
from clerk_app.domain.expressions import Scope, compiled
from clerk_app.domain.fees import charge
from clerk_app.domain.findings import Finding
from clerk_app.domain.forms import FormState, fill, scope_of
from clerk_app.domain.intake_rule import USUAL, IntakeRule
from clerk_app.domain.lookups import NO_LABELS, Labels
from clerk_app.domain.missing import to_bring
from clerk_app.domain.on_paper import PaperEntry
from clerk_app.domain.people import IdKind, Person


@dataclass(frozen=True, slots=True, kw_only=True)
class IntakeForm:
    """Everything the clerk has entered so far; kept whole as a draft after each change.

    ``earlier`` names (hex) what was received before in the same ``visit``. ``held_at`` is since when (local ISO) the
    visit waits, ``focus`` the place where the hand was then. ``consent`` is how the
    citizen agreed to electronic delivery, or empty.
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
    consent: str = ""

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
