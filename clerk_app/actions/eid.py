"""eID: accounts registered at the counter, and activation parameters that are printed or shown once and never kept.

Parameters open nothing until the journal says that the sheet is in the citizen's hands; whatever goes wrong before
that, the desk says ``eid.voided`` and the clerk gives new ones.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

from clerk_app.actions.receipting import Receipting
from clerk_app.actions.session import Sessions
from clerk_app.contract import canonical
from clerk_app.contract.eid import (
    EID_POLICY,
    ID_BYTES,
    EidAccount,
    EidIssuance,
    EidLookup,
    EidParameters,
    EidRegistration,
)
from clerk_app.contract.entries import body_of
from clerk_app.contract.signin import Grant
from clerk_app.domain import eid
from clerk_app.domain.eid import EidIdentity, EidPolicy
from clerk_app.domain.eid_bodies import EidGiven, EidIssued, EidRegistered, EidVoided
from clerk_app.domain.errors import CounterError, Invalid, Refused, Unavailable
from clerk_app.domain.people import mask
from clerk_app.domain.scripts import tidy
from clerk_app.domain.values import read_phone
from clerk_app.ports.clock import Clock, Entropy
from clerk_app.ports.desk_file import Journal, NewEntry
from clerk_app.ports.eid import AgreementFacts, EidEntries, EidLine, EidPaper, SheetFacts
from clerk_app.ports.outbox import Reference
from clerk_app.ports.paper import Proof, ReceiptPrinter

JOB_BYTES = 4
INTERRUPTED = "eid_interrupted"


@dataclass(frozen=True, slots=True)
class Sheet:
    """Parameters on the screen: the picture, and what is to be said of them once the citizen has them, or has not."""

    subject: bytes
    issue: str
    picture: bytes = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class EidWorld:
    """What eID needs beside the session: the centre, the journal, and paper."""

    line: EidLine
    entries: EidEntries
    journal: Journal
    reference: Reference
    receipting: Receipting
    paper: EidPaper
    printer: Callable[[], ReceiptPrinter]
    clock: Clock
    entropy: Entropy
    at_point: Callable[[str], None] = lambda _point: None


class Eid:
    """Registers citizens for eID; every step but the papers needs the centre."""

    def __init__(self, sessions: Sessions, world: EidWorld) -> None:
        self._sessions = sessions
        self._world = world

    def new_act(self) -> str:
        """An id for a registration or for parameters: kept by whoever tries again."""
        return self._world.entropy.take(ID_BYTES).hex()

    def policy(self) -> EidPolicy:
        """The centre's rules for eID; raises ``Unavailable('reference_missing')`` before the centre has given them."""
        item = self._world.reference.get(EID_POLICY)
        if item is None:
            raise Unavailable("reference_missing")
        return canonical.decode(item.body, EidPolicy)

    def check(self, identity: EidIdentity) -> None:
        """Raise ``Invalid`` for what is missing, and ``Refused`` with the reason why this person cannot have one."""
        code, where = eid.malformed(identity)
        if code:
            raise Invalid(code, field=where)
        policy = self.policy()
        refused = eid.refusal(identity, policy, self._world.clock.local().date())
        if refused:
            raise Refused(refused, age=policy.min_age)

    def look_up(self, identity: EidIdentity) -> EidAccount:
        """The account that the person has, or none."""
        grant = self._sessions.require("register_eid")
        self.check(identity)
        return self._world.line.look_up(EidLookup(grant=grant.id, id_number=identity.id_number))

    def register(self, act: str, identity: EidIdentity, email: str, phone: str) -> EidAccount:
        """Make an account of the basic level, and write that down."""
        grant = self._sessions.require("register_eid")
        self.check(identity)
        clean, number = tidy(email).casefold(), read_phone(phone)
        code, where = eid.contact_wrong(clean, number)
        if code:
            raise Invalid(code, field=where)
        wanted = EidRegistration(id=act, grant=grant.id, identity=identity, email=clean, phone=number)
        account = self._world.line.register(wanted)
        document = identity.document
        body = EidRegistered(
            name=identity.spoken_name(),
            person=mask(identity.id_number),
            level=account.level,
            document=document.kind,
            document_tail=document.tail,
            clerk=grant.user,
        )
        self._record("eid.registered", self._world.entropy.take(16), grant, body)
        return account

    def print_parameters(self, act: str, identity: EidIdentity, language: str = "sr-Cyrl") -> None:
        """Have parameters issued, and print them once; when this returns, the sheet has proved to be on paper.

        A printer that is not ready is told before anything is issued. Raises ``Unavailable('eid_sheet_lost')`` with the
        reason where the sheet did not come out, or nobody knows: those parameters are void then.
        """
        printer = self._world.printer()
        status = printer.status()
        if not status.ready:
            raise Unavailable(status.problem)
        subject, parameters, grant = self._issue(act, identity)
        try:
            facts = _facts(self._world, identity, parameters, language)
            job = self._world.entropy.take(JOB_BYTES)
            proof = printer.print(self._world.paper.sheet(facts, printer.width), job)
        except CounterError as error:
            proof = Proof("not_printed", error.code)
        self._world.at_point("eid_printed")
        if proof.outcome != "printed":
            self.void(subject, act, proof.reason or "print_unknown")
            raise Unavailable("eid_sheet_lost", reason=proof.reason or "print_unknown")
        self._record("eid.given", subject, grant, EidGiven(issue=act, proof="printer"))

    def print_agreement(self, name: str, language: str = "sr-Cyrl") -> None:
        """Print what the citizen agrees to; raises ``Unavailable`` where it did not come out."""
        self._sessions.require("register_eid")
        facts = AgreementFacts(
            issuer=self._world.receipting.issuer(), name=name, agreement=self.policy().agreement, language=language
        )
        printer = self._world.printer()
        raster = self._world.paper.agreement(facts, printer.width)
        proof = printer.print(raster, self._world.entropy.take(JOB_BYTES))
        if proof.outcome != "printed":
            raise Unavailable(proof.reason or "print_unknown")

    def allowed(self) -> bool:
        """Whether whoever is at work may register anybody."""
        try:
            self._sessions.require("register_eid")
        except CounterError:
            return False
        return True

    def show_parameters(self, act: str, identity: EidIdentity, language: str = "sr-Cyrl") -> Sheet:
        """Have parameters issued, and draw them for the screen; ``hand_over`` or ``void`` says what became of them."""
        subject, parameters, _grant = self._issue(act, identity)
        try:
            return Sheet(
                subject, act, self._world.paper.sheet_picture(_facts(self._world, identity, parameters, language))
            )
        except CounterError as error:
            self.void(subject, act, error.code)
            raise

    def hand_over(self, sheet: Sheet) -> None:
        """The clerk has seen that the citizen has the parameters."""
        grant = self._sessions.require("register_eid")
        self._record("eid.given", sheet.subject, grant, EidGiven(issue=sheet.issue, proof="clerk"))

    def void(self, subject: bytes, act: str, reason: str, by: Grant | None = None) -> None:
        """These parameters are to open nothing; ``by`` is who had them, where the desk may be locked by now."""
        grant = by or self._sessions.require("register_eid")
        self._record("eid.voided", subject, grant, EidVoided(issue=act, reason=reason))

    def settle(self) -> int:
        """Void what was issued and of which nothing more is known: the program ended in between. Tells how many."""
        grant, open_issues = self._sessions.require("register_eid"), dict[bytes, str]()
        for entry in self._world.entries.all():
            body = body_of(entry.header.kind, entry.header.version, entry.body or b"")
            if isinstance(body, EidIssued):
                open_issues[entry.header.subject] = body.issue
            elif isinstance(body, EidGiven | EidVoided):
                open_issues.pop(entry.header.subject, None)
        for subject, issue in open_issues.items():
            self._record("eid.voided", subject, grant, EidVoided(issue=issue, reason=INTERRUPTED))
        return len(open_issues)

    def _issue(self, act: str, identity: EidIdentity) -> tuple[bytes, EidParameters, Grant]:
        """Parameters from the centre, and their entry on disk before anybody sees them."""
        grant = self._sessions.require("register_eid")
        self.check(identity)
        self._world.receipting.issuer()
        parameters = self._world.line.issue(EidIssuance(id=act, grant=grant.id, identity=identity))
        self._world.at_point("eid_issued")
        document = identity.document
        body = EidIssued(
            issue=act,
            name=identity.spoken_name(),
            person=mask(identity.id_number),
            level="high",
            document=document.kind,
            document_tail=document.tail,
            clerk=grant.user,
        )
        subject = self._world.entropy.take(16)
        self._record("eid.issued", subject, grant, body)
        self._world.at_point("eid_recorded")
        return subject, parameters, grant

    def _record(self, kind: _Kind, subject: bytes, grant: Grant, body: object) -> None:
        new = NewEntry(kind=kind, subject=subject, grant=grant.id, body=canonical.encode(body))
        self._world.journal.record(new)


def _facts(world: EidWorld, identity: EidIdentity, parameters: EidParameters, language: str) -> SheetFacts:
    return SheetFacts(
        issuer=world.receipting.issuer(),
        name=identity.spoken_name(),
        given_local=world.clock.local().isoformat(timespec="minutes"),
        language=language,
        parameters=parameters,
    )


type _Kind = Literal["eid.registered", "eid.issued", "eid.given", "eid.voided"]
