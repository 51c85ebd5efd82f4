"""Acts in a case: written by a handler, looked at, signed with a card or made without, and kept with the case.

A signed act is whole before anything is kept; its paper is on disk before the entry that names it commits.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from clerk_app.actions.act_card import ActCard, now
from clerk_app.actions.looking import Looking
from clerk_app.actions.receipting import Receipting
from clerk_app.actions.session import Sessions
from clerk_app.contract import canonical
from clerk_app.contract.acts import ACT_POLICY
from clerk_app.contract.enclosures import CHUNK
from clerk_app.contract.signin import Grant
from clerk_app.domain import acts
from clerk_app.domain.act_bodies import ActMade
from clerk_app.domain.acts import ActDraft, ActPolicy, Evidence, Records
from clerk_app.domain.bodies import EnclosureRef, RequestReceived
from clerk_app.domain.catalogue import Service, Wording
from clerk_app.domain.errors import CounterError, Invalid, Refused
from clerk_app.domain.numbers import parse_unique
from clerk_app.domain.requests import RequestView
from clerk_app.domain.signatures import SignatureVerdict
from clerk_app.ports.acts import ActFacts, ActPapers, SignerOnPaper
from clerk_app.ports.case_files import CaseFiles
from clerk_app.ports.clock import Clock
from clerk_app.ports.desk_file import Bodies, Journal, NewEntry, Requests
from clerk_app.ports.files import Enclosures
from clerk_app.ports.outbox import Reference
from clerk_app.ports.signing import Certificate, KeptToken, OpenToken, SignPdf, ValidatePdf

PDF = "application/pdf"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Signatures:
    """What acts are signed and judged with; ``token`` raises ``Unavailable('token_not_set')`` where there is none.

    ``issuer_hash`` names the issuer of a certificate (DER) for the journal; ``warm`` loads what a first use waits for.
    ``dated`` says whether somebody is set up to give time stamps.
    """

    token: Callable[[], KeptToken]
    sign: SignPdf
    validate: ValidatePdf
    issuer_hash: Callable[[bytes], str]
    warm: Callable[[], None] = lambda: None
    dated: bool = True


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ActsWorld:
    """What acts need beside the session."""

    requests: Requests
    bodies: Bodies
    case_files: CaseFiles
    reference: Reference
    receipting: Receipting
    looking: Looking
    journal: Journal
    enclosures: Enclosures
    papers: ActPapers
    signatures: Signatures
    clock: Clock
    records: Records = acts.nothing_obtained
    at_point: Callable[[str], None] = lambda _point: None


@dataclass(frozen=True, slots=True, kw_only=True)
class Begun:
    """An act before it is written: what it rests on, its number, and who would sign it, or the code of why nobody can.

    ``why_params`` are what the sentence of ``why`` needs. ``pin_wanted``: the card is not open from an act before.
    """

    subject: bytes
    draft: ActDraft
    evidence: Evidence
    number: str
    remedy: Wording | None
    signer: Certificate | None = None
    pin_wanted: bool = True
    why: str = ""
    why_params: dict[str, str | int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Case:
    """The case that an act is for."""

    view: RequestView
    body: RequestReceived
    service: Service
    evidence: Evidence

    @property
    def number(self) -> str:
        return acts.act_number(self.service, parse_unique(self.view.unique_number), self.view.number)


class Acts:
    """Makes acts, and reads them again."""

    def __init__(self, sessions: Sessions, world: ActsWorld) -> None:
        self._sessions = sessions
        self._world = world
        self.dated = world.signatures.dated
        self._card = ActCard(world.signatures.token, world.receipting, world.clock)
        sessions.when_left(self._card.put_away)

    def allowed(self) -> bool:
        """Whether whoever is at work may make acts."""
        try:
            self._sessions.require("handle")
        except CounterError:
            return False
        return True

    def begin(self, subject: bytes) -> Begun:
        """What an act in this case would be; raises ``Refused`` (``request_unknown``, ``already_annulled``)."""
        self._sessions.require("handle")
        case = self._case(subject)
        begun = Begun(
            subject=subject,
            draft=acts.begun(case.view.state, case.evidence, _language(case.body.language)),
            evidence=case.evidence,
            number=case.number,
            remedy=self._remedy(case.service),
        )
        try:
            signer = self._card.certificate()
            return replace(begun, signer=signer, pin_wanted=not self._card.is_open())
        except CounterError as error:
            return replace(begun, why=error.code, why_params=error.params)

    def warm(self) -> None:
        """Make ready to sign, while the act is being written."""
        self._world.signatures.warm()

    def preview(self, subject: bytes, draft: ActDraft) -> bytes:
        """The act as PDF, marked as a draft; noted as a look."""
        self._sessions.require("handle")
        self._world.looking.note("print", subject)
        return self._world.papers.act(replace(self._facts(self._case(subject), draft), draft_only=True))

    def make(self, subject: bytes, draft: ActDraft) -> ActMade:
        """Make an act that nobody signs electronically, and say so on it; raises ``Invalid`` for what is missing."""
        grant, case = self._ready(subject, draft)
        pdf = self._world.papers.act(self._facts(case, draft))
        return self._keep(subject, grant, _made(case, draft, grant, _local(self._world.clock)), pdf)

    def sign(self, subject: bytes, draft: ActDraft, pin: bytearray) -> ActMade:
        """Make an act and sign it; ``pin`` is wiped, and may be empty where the card is open from an act before.

        Raises ``Invalid`` for what is missing, ``Refused`` (``pin_wrong`` and the like, ``pin_thrice_wrong``,
        ``certificate_expired``) and ``Unavailable`` (``token_pulled`` and the like); then nothing is kept.
        """
        try:
            grant, case = self._ready(subject, draft)
            with self._card.opened(pin) as opened:
                made, pdf = self._signed(case, draft, grant, opened)
        finally:
            pin[:] = bytes(len(pin))
            if not self.allowed():  # the desk was locked while the card signed
                self._card.put_away()
        return self._keep(subject, grant, made, pdf)

    def read(self, subject: bytes, paper: EnclosureRef) -> bytes:
        """A paper of the case; noted as a look. Raises ``Refused('enclosure_erased')`` and ``Damaged``."""
        self._world.looking.note("open", subject)
        return b"".join(self._world.enclosures.read(paper))

    def judge(self, subject: bytes, paper: EnclosureRef) -> tuple[SignatureVerdict, ...]:
        """The verdicts on the signatures of a PDF of the case; raises ``Invalid`` for what is none."""
        pdf = self.read(subject, paper)
        return self._world.signatures.validate.validate(pdf, now(self._world.clock))

    def _ready(self, subject: bytes, draft: ActDraft) -> tuple[Grant, _Case]:
        grant = self._sessions.require("handle")
        code, where = acts.wrong(draft)
        if code:
            raise Invalid(code, field=where)
        return grant, self._case(subject)

    def _case(self, subject: bytes) -> _Case:
        world = self._world
        view, body = world.requests.view(subject), world.bodies.received(subject)
        if view is None or body is None:
            raise Refused("request_unknown")
        if view.annulled:
            raise Refused("already_annulled")
        service = world.receipting.service(body)
        found = acts.evidence(body, service, world.case_files.of(subject), world.records)
        return _Case(view, body, service, found)

    def _remedy(self, service: Service) -> Wording | None:
        """What the municipality says of a remedy; nothing before the centre has told it."""
        item = self._world.reference.get(ACT_POLICY)
        return canonical.decode(item.body, ActPolicy).remedy(service) if item is not None else None

    def _facts(self, case: _Case, draft: ActDraft) -> ActFacts:
        return ActFacts(
            issuer=self._world.receipting.issuer(),
            body=case.body,
            service=case.service,
            number=case.number,
            provisional=not case.view.registered,
            draft=draft,
            made=_local(self._world.clock),
            clerk_name=self._sessions.current().grant.name,
            evidence=case.evidence.chosen(draft.proofs),
            remedy=self._remedy(case.service) if draft.remedy else None,
        )

    def _signed(self, case: _Case, draft: ActDraft, grant: Grant, opened: OpenToken) -> tuple[ActMade, bytes]:
        """The act with its signature: it says who signs and when, as the signature does."""
        certificate, signatures = opened.certificate, self._world.signatures
        local, at = _local(self._world.clock), self._world.clock.stamp().at / 1_000_000
        signer = SignerOnPaper(name=certificate.name, issuer=certificate.issuer, at=local)
        pdf = self._world.papers.act(replace(self._facts(case, draft), made=local, signer=signer))
        signed = signatures.sign.sign(pdf, opened, at)
        made = replace(
            _made(case, draft, grant, local),
            level="B-B",
            signer=certificate.name,
            serial=certificate.serial,
            issuer=signatures.issuer_hash(certificate.der),
        )
        return made, signed

    def _keep(self, subject: bytes, grant: Grant, made: ActMade, pdf: bytes) -> ActMade:
        """The paper on disk, then the entry that names it."""
        title = made.number
        whole = replace(made, paper=kept(self._world.enclosures, pdf, title))
        self._world.at_point("act_kept")
        new = NewEntry(kind="act.made", subject=subject, grant=grant.id, body=canonical.encode(whole))
        self._world.journal.record(new)
        return whole


def _local(clock: Clock) -> str:
    return clock.local().isoformat(timespec="seconds")


def kept(enclosures: Enclosures, pdf: bytes, title: str) -> EnclosureRef:
    """Keep a paper durably, before anything names it."""
    digest = hashlib.sha256(pdf).hexdigest()
    ref = EnclosureRef(sha256=digest, size=len(pdf), media_type=PDF, title=title, original=True)
    enclosures.adopt(ref, (pdf[place : place + CHUNK] for place in range(0, len(pdf), CHUNK)))
    return ref


def _made(case: _Case, draft: ActDraft, grant: Grant, local: str) -> ActMade:
    """The entry of an act that nobody has signed, before its paper is kept."""
    nothing = EnclosureRef(sha256="", size=0, media_type=PDF, title="")
    return ActMade(
        act=draft.kind, number=case.number, paper=nothing, made_local=local, clerk=grant.user, clerk_name=grant.name
    )


def _language(told: str) -> str:
    """The language of the paper that the applicant's suggests; there are acts in two."""
    return "en" if told == "en" else "sr-Cyrl"
