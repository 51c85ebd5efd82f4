"""Records obtained ex officio: who obtains each, asked for by a clerk, read, put with the case, taken into the form.

What may not be asked is refused here with the same rules as at the centre. Nothing is asked again by itself.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from clerk_app.actions.ezup_reading import EzupReading, EzupWorld, OpenedRecord
from clerk_app.actions.session import Sessions
from clerk_app.contract import canonical
from clerk_app.contract.signin import Grant
from clerk_app.domain import ezup
from clerk_app.domain.acts import Obtained
from clerk_app.domain.bodies import EnclosureRef, ProofChoice, RequestReceived
from clerk_app.domain.case_file import CaseFile
from clerk_app.domain.catalogue import Service
from clerk_app.domain.errors import Refused
from clerk_app.domain.ezup import Query, Record
from clerk_app.domain.ezup_bodies import Attached, How, Shown, Signed, Stated
from clerk_app.domain.ezup_datasets import EzupRules, digest_of
from clerk_app.domain.permissions import may
from clerk_app.ports.desk_file import Look, NewEntry


class Ezup:
    """What a clerk does with records; what the registers say comes with the exchange."""

    def __init__(self, sessions: Sessions, world: EzupWorld) -> None:
        self._sessions = sessions
        self._world = world
        self._reading = EzupReading(world)

    def rules(self) -> EzupRules:
        """The centre's rules; empty ones before the centre has given any."""
        return self._reading.rules()

    def allowed(self) -> bool:
        """Whether whoever is signed in may ask registers."""
        return may(self._sessions.current().grant.role, "query_registers")

    def records(self, file: CaseFile, received: RequestReceived, service: Service) -> tuple[Record, ...]:
        """Every record of a case, as it stands; ``received`` has the form as it is now."""
        return ezup.records(file, self._reading.queries(file), received, service, self.rules())

    def ask(self, subject: bytes, wanted: Iterable[tuple[str, str]] = ()) -> int:
        """Ask for records: those that are ``wanted`` (``Record.place``), or all that are due; tells how many.

        Raises ``Refused`` with the reason where one that is wanted, or every one, cannot be asked for.
        """
        grant, case = self._sessions.require("query_registers"), self._reading.case(subject)
        named = set(wanted)
        chosen = [one for one in case.records if (one.place in named if named else one.is_due)]
        reasons = [ezup.refusal(one, case.rules, case.view.service, case.view.state) for one in chosen]
        able = [one for one, reason in zip(chosen, reasons, strict=True) if not reason]
        refused = [reason for reason in reasons if reason]
        if refused and (named or not able):
            raise Refused(refused[0])
        if not able:
            raise Refused("ezup_nothing_to_ask")
        for one in able:
            self._record("ezup.asked", subject, grant, self._reading.asked(case, one, grant))
        return len(able)

    def state(self, subject: bytes, choices: Iterable[ProofChoice], signed: Signed) -> None:
        """Record what the party says, after receipt, of who obtains each record, and how it was signed."""
        grant, case = self._sessions.require("query_registers"), self._reading.case(subject)
        if case.view.annulled:
            raise Refused("already_annulled")
        known = {one.proof.code for one in case.records}
        body = Stated(
            choices=tuple(choice for choice in choices if choice.proof in known),
            signed=signed,
            stated_local=self._world.clock.local().isoformat(timespec="seconds"),
            clerk=grant.user,
            clerk_name=grant.name,
        )
        if not body.choices:
            raise Refused("ezup_nothing_to_ask")
        self._record("ezup.stated", subject, grant, body)

    def open(self, subject: bytes, seq: int) -> OpenedRecord:
        """Read what the register told on the query of entry ``seq``; that somebody did is written down first.

        Raises ``Refused`` (``query_unknown``; ``record_gone`` once it is not kept any longer).
        """
        grant, opened = self._sessions.require("query_registers"), self._reading.opened(subject, seq)
        look = Look(at=self._world.clock.stamp().at, grant=grant.id, activity="open", subject=subject)
        self._world.looks.note(look)
        self._read(subject, seq, grant, "screen")
        return opened

    def attach(self, subject: bytes, seq: int, filled: Iterable[str] = ()) -> EnclosureRef:
        """Put a record with the case as a paper; its data go as policy says, their hash stays.

        Raises ``Refused`` (``query_unknown``, ``record_gone``, ``record_attached``).
        """
        grant, opened = self._sessions.require("query_registers"), self._reading.opened(subject, seq)
        if opened.query.attached_at:
            raise Refused("record_attached")
        case = self._reading.case(subject)
        pdf = self._world.paper.record(self._reading.facts(case, opened))
        ref = EnclosureRef(
            sha256=hashlib.sha256(pdf).hexdigest(),
            size=len(pdf),
            media_type="application/pdf",
            title=opened.record.proof.label.sr,
            proof=opened.record.proof.code,
        )
        self._world.enclosures.adopt(ref, iter((pdf,)))
        body = Attached(
            query=seq,
            digest=digest_of(opened.payload),
            enclosure=ref,
            clerk=grant.user,
            clerk_name=grant.name,
            title=opened.query.title,
            filled=tuple(filled),
        )
        self._record("ezup.attached", subject, grant, body)
        return ref

    def printed(self, subject: bytes, seq: int) -> bytes:
        """The record of the query of entry ``seq`` as it is with the case, to be printed; that it is, is written down.

        Raises ``Refused('query_unknown')`` where it is not with the case here.
        """
        grant = self._sessions.require("query_registers")
        attached = next((one.attached for one in self.queries(subject) if not one.desk and one.seq == seq), None)
        if attached is None:
            raise Refused("query_unknown")
        pdf = b"".join(self._world.enclosures.read(attached.enclosure))
        look = Look(at=self._world.clock.stamp().at, grant=grant.id, activity="print", subject=subject)
        self._world.looks.note(look)
        self._read(subject, seq, grant, "paper")
        return pdf

    def fill(self, subject: bytes, seq: int, keys: Iterable[str]) -> int:
        """Take the named fields of the form from the record, as a correction; tells how many.

        Only what the record proposes is taken. Raises ``Refused('ezup_nothing_to_fill')``.
        """
        opened, wanted = self._reading.opened(subject, seq), set(keys)
        changed = {one.key: one.new for one in opened.proposals if one.key in wanted}
        if not changed:
            raise Refused("ezup_nothing_to_fill")
        self._world.attending.correct(subject, changed, opened.query.title)
        return len(changed)

    def proofs(self, file: CaseFile) -> tuple[Obtained, ...]:
        """The records that are with a case ex officio, as its acts name them."""
        return self._reading.proofs(file)

    def with_case(self, subject: bytes) -> dict[str, int]:
        """Proofs that are with a case ex officio, and when a register told them (microseconds UTC)."""
        return self._reading.with_case(self._world.case_files.of(subject))

    def queries(self, subject: bytes) -> tuple[Query, ...]:
        """Every query about a case, oldest first: for its papers, and for whoever it is about."""
        return self._reading.queries(self._world.case_files.of(subject))

    def _read(self, subject: bytes, seq: int, grant: Grant, how: How) -> None:
        """Write down the first time on a day that somebody reads a record in some way."""
        if not self._reading.was_read(subject, Shown(query=seq, how=how, clerk=grant.user)):
            body = Shown(query=seq, how=how, clerk=grant.user, clerk_name=grant.name)
            self._record("ezup.shown", subject, grant, body)

    def _record(self, kind: str, subject: bytes, grant: Grant, body: object) -> None:
        self._world.journal.record(NewEntry(kind=kind, subject=subject, grant=grant.id, body=canonical.encode(body)))
