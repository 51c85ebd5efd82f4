"""Holding: what this desk holds on one person, gathered for that person (law on personal data protection, art. 26)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from clerk_app.actions.intake_form import IntakeForm
from clerk_app.actions.receipting import Receipting
from clerk_app.actions.session import Sessions
from clerk_app.contract import canonical, catalogue
from clerk_app.contract.entries import body_of
from clerk_app.contract.ezup import LogRow
from clerk_app.contract.signin import Grant
from clerk_app.domain.bodies import FormValues, RequestCorrected
from clerk_app.domain.case_bodies import RequestSupplemented
from clerk_app.domain.case_file import CaseFile
from clerk_app.domain.catalogue import Service
from clerk_app.domain.delivery_bodies import HandedOver
from clerk_app.domain.delivery_told import DeliveryMoved, Evidence
from clerk_app.domain.errors import Damaged, Invalid, Refused, Unavailable
from clerk_app.domain.ezup import Query
from clerk_app.domain.ezup_datasets import case_digest
from clerk_app.domain.index_bodies import RatingGiven
from clerk_app.domain.journal import Entry
from clerk_app.domain.lookups import NO_LABELS, Labels
from clerk_app.domain.own_data import SHORTEST, Part, own_rows, part_of, plain
from clerk_app.domain.people import Person
from clerk_app.domain.requests import Happening
from clerk_app.domain.retention import Retention
from clerk_app.lanes import Progress, untold
from clerk_app.ports.clock import Clock
from clerk_app.ports.desk_file import Bodies, Draft, Look, Looks, PrintJobs, Requests
from clerk_app.ports.holding import Holdings
from clerk_app.ports.outbox import Reference
from clerk_app.ports.paper import HeldDraft, HeldFacts, HeldLook, HeldRequest


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """The parts of the desk file that hold something on people."""

    holdings: Holdings
    requests: Requests
    bodies: Bodies
    jobs: PrintJobs
    looks: Looks
    reference: Reference
    labels: Callable[..., Labels] = lambda _service, *_forms: NO_LABELS
    queries: Callable[[bytes], tuple[Query, ...]] = lambda _subject: ()
    file: Callable[[bytes], CaseFile] = lambda subject: CaseFile(subject=subject)
    accesses: Callable[[str, tuple[bytes, ...]], tuple[LogRow, ...]] = lambda _number, _subjects: ()


class Holding:
    """Gathers what is held on a person; each request in it is noted as a look before anything is told."""

    def __init__(
        self, *, sessions: Sessions, held: Held, receipting: Receipting, clock: Clock, retention: Retention
    ) -> None:
        self._sessions = sessions
        self._held = held
        self._receipting = receipting
        self._clock = clock
        self._retention = retention

    def of_number(self, number: str, language: str = "sr-Cyrl", told: Progress = untold) -> HeldFacts:
        """What is held on the person with this identity number; raises ``Invalid('held_number')`` for none.

        ``told`` counts what was searched and may raise ``Cancelled``, until the looks are noted.
        """
        grant, wanted = self._sessions.require("export"), plain(number)
        if len(wanted) < SHORTEST:
            raise Invalid("held_number", field="number")
        subjects = self._held.holdings.subjects(wanted, told)
        self._note(grant, subjects)
        found = tuple(made for subject in subjects if (made := self._request(subject, wanted)) is not None)
        drafts = tuple(self._draft(draft, wanted) for draft in self._held.holdings.drafts(wanted))
        facts = self._facts(grant, wanted, language, found, drafts)
        try:
            return replace(facts, accesses=self._held.accesses(wanted, subjects))
        except (Refused, Unavailable, Damaged) as lack:  # told on the paper: what the desk holds is given all the same
            return replace(facts, accesses_lack=lack.code)

    def of_request(self, subject: bytes, language: str = "sr-Cyrl", told: Progress = untold) -> HeldFacts:
        """What is held on the applicant of a request; of one without a number, what this request holds.

        Raises ``Refused('request_unknown')``.
        """
        grant, body = self._sessions.require("export"), self._held.bodies.received(subject)
        if body is None:
            raise Refused("request_unknown")
        if len(plain(body.applicant.id_number)) >= SHORTEST:
            return self.of_number(body.applicant.id_number, language, told)
        self._note(grant, (subject,))
        one = self._request(subject, plain(body.applicant.id_number))
        return self._facts(grant, "", language, (one,) if one is not None else (), ())

    def _facts(
        self,
        grant: Grant,
        number: str,
        language: str,
        requests: tuple[HeldRequest, ...],
        drafts: tuple[HeldDraft, ...],
    ) -> HeldFacts:
        return HeldFacts(
            issuer=self._receipting.issuer(),
            number=number,
            made=self._clock.local().isoformat(timespec="seconds"),
            clerk=grant.user,
            language=language,
            requests=requests,
            drafts=drafts,
            retention=self._retention,
        )

    def _note(self, grant: Grant, subjects: tuple[bytes, ...]) -> None:
        """Write the looks down; where nothing is held, that somebody asked is a look too."""
        at = self._clock.stamp().at
        for subject in subjects or (b"",):
            self._held.looks.note(Look(at=at, grant=grant.id, activity="export", subject=subject))

    def _request(self, subject: bytes, number: str) -> HeldRequest | None:
        body, view = self._held.bodies.received(subject), self._held.requests.view(subject)
        if body is None or view is None:
            return None
        part = part_of(number, body.applicant, body.representative)
        service = self._service(body.service, body.service_version)
        forms = (body.form, *_corrections(self._held.bodies.entries(subject)))
        own, file = part == "applicant", self._held.file(subject)
        return HeldRequest(
            part=part,
            view=view,
            service=service,
            person=_person(part, body.applicant, body.representative),
            forms=forms if own else own_rows(number, forms),
            body=body if own else None,
            labels=self._labels(service, forms),
            own=_entries(part, file),
            delivered=tuple(_elsewhere(file)) if own else (),
            prints=self._held.jobs.of(subject) if own else (),
            looks=tuple(self._look(look) for look in self._held.holdings.looks(subject)),
            queries=tuple(one for one in self._held.queries(subject) if own or _is_of(one, subject, number)),
        )

    def _draft(self, draft: Draft, number: str) -> HeldDraft:
        form = canonical.decode(draft.content, IntakeForm)
        part = part_of(number, form.applicant, form.representative)
        own = part == "applicant"
        service = self._service(form.service, form.service_version)
        return HeldDraft(
            part=part,
            saved=draft.saved,
            clerk=draft.clerk,
            service=service,
            person=_person(part, form.applicant, form.representative),
            form=form.values if own else own_rows(number, (form.values,))[0],
            enclosures=tuple(ref.title for ref in form.enclosures) if own else (),
            note=form.note if own else "",
            labels=self._labels(service, (form.values,)),
        )

    def _labels(self, service: Service | None, forms: Iterable[FormValues]) -> Labels:
        return self._held.labels(service, *forms) if service is not None else NO_LABELS

    def _look(self, look: Look) -> HeldLook:
        who = self._held.holdings.clerk(look.grant) or look.grant
        return HeldLook(at=look.at, who=who, activity=look.activity)

    def _service(self, service: str, version: int) -> Service | None:
        """The definition that the values were entered by; without it they are told under their codes."""
        reference = self._held.reference
        item = reference.get(f"service/{service}@{version}") or reference.get(f"service/{service}")
        return catalogue.decode(item.body) if item is not None else None


def _person(part: Part, applicant: Person | None, representative: Person | None) -> Person | None:
    return {"applicant": applicant, "representative": representative, "named": None}[part]


def _is_of(query: Query, subject: bytes, number: str) -> bool:
    """Whether it was this number that a register was asked by, and not another one that looks like it when masked."""
    return query.key_digest == case_digest(subject, query.dataset, number)


def _entries(part: Part, file: CaseFile) -> tuple[Happening, ...]:
    """What was recorded here about the person's own request; of who speaks for the applicant, what was handed to them.

    Ratings are nobody's: they are told to nobody.
    """
    if part == "applicant":
        return tuple(one for one in file.own if not isinstance(one.body, RatingGiven))
    taken = (one for one, body in file.recorded(HandedOver) if body.to == part)
    return tuple(taken)


def _elsewhere(file: CaseFile) -> Iterator[DeliveryMoved]:
    """Deliveries with those of their steps that rest on a number, a note or a scan, and that no entry here tells of."""
    known = {happening.seq for happening in file.own}
    for moved in file.changes(DeliveryMoved):
        steps = tuple(step for step in moved.steps if _rests(step.evidence))
        others = tuple(step for step in steps if step.desk != file.desk or step.entry not in known)
        if others:
            yield replace(moved, steps=others)


def _rests(evidence: Evidence) -> bool:
    return bool(evidence.number or evidence.text or evidence.sha256)


def _corrections(entries: tuple[Entry, ...]) -> tuple[FormValues, ...]:
    """What corrections and supplements changed, in their order."""
    kept = [(entry.header, entry.body) for entry in entries if entry.body is not None]
    bodies = [body_of(header.kind, header.version, body) for header, body in kept]
    return tuple(body.form for body in bodies if isinstance(body, RequestCorrected | RequestSupplemented))
