"""A counter for the tests of actions: the real actions on a real desk file, with the clock and the centre in hand."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path

import msgspec

from clerk_app.actions.annulling import Annulling
from clerk_app.actions.attending import Attending
from clerk_app.actions.casework import Casework
from clerk_app.actions.intake import Intake
from clerk_app.actions.intake_form import IntakeForm
from clerk_app.actions.looking import Looking
from clerk_app.actions.receipting import Counter as CounterName
from clerk_app.actions.receipting import Receipting
from clerk_app.actions.session import Sessions
from clerk_app.contract import canonical, catalogue
from clerk_app.contract.answers import Registered, Status
from clerk_app.contract.keys import SealingKey, SigningKey, key_id
from clerk_app.contract.reference import COLLEAGUES, Colleague, Item
from clerk_app.contract.signin import Grant, Role, SignedGrant
from clerk_app.domain.catalogue import Service
from clerk_app.domain.people import Person
from clerk_app.ports.desk_file import Received
from clerk_app.store.attention import DeskAttention
from clerk_app.store.case_files import DeskCaseFiles
from clerk_app.store.drafts import DeskDrafts
from clerk_app.store.enclosures import DeskEnclosures
from clerk_app.store.erasure import Erasure
from clerk_app.store.grants import DeskGrants
from clerk_app.store.holdings import DeskHoldings
from clerk_app.store.looks import DeskLooks
from clerk_app.store.print_jobs import DeskPrintJobs
from clerk_app.store.reference import DeskReference
from clerk_app.store.requests import DeskBodies, DeskRequests
from clerk_app.store.uploads import DeskUploads
from tests.store.desk import DESK, KEY, Desk, answers, change, open_desk
from tests.support.specimens import MUNICIPALITY

CATALOGUE = Path(__file__).parents[2] / "resources" / "catalogue"
CENTRE = SealingKey(bytes(32))
YEAR = 365 * 24 * 3600 * 1_000_000


class Sign:
    """The desk's signature on receipts."""

    def __init__(self) -> None:
        self._key = SigningKey(bytes(range(32)))
        self.key_id = key_id(self._key.public).hex()

    def sign(self, message: bytes) -> bytes:
        return self._key.sign(message)


def service(name: str) -> Service:
    return catalogue.load((CATALOGUE / f"{name}.toml").read_bytes())


@dataclass
class Counter:
    """Everything a clerk does, on the desk file in ``folder``."""

    folder: Path
    position: int = field(default=0, init=False)

    def __post_init__(self) -> None:
        self.desk: Desk = open_desk(self.folder)
        database, clock, entropy = self.desk.database, self.desk.clock, self.desk.entropy
        self.drafts, self.looks, self.grants = DeskDrafts(database), DeskLooks(database), DeskGrants(database)
        self.requests, self.bodies = DeskRequests(database, clock), DeskBodies(database, DESK)
        self.jobs, self.reference = DeskPrintJobs(database, clock), DeskReference(database)
        self.uploads, self.holdings = DeskUploads(database), DeskHoldings(database)
        self.enclosures = DeskEnclosures(
            database, self.folder / "enclosures", database_key=KEY, centre_public=CENTRE.public, entropy=entropy
        )
        self.erasure = Erasure(database, self.desk.journal, entropy)
        self.reference.keep([Item("municipality", 1, msgspec.Raw(canonical.encode(MUNICIPALITY)))])
        self._join()
        self._join_casework()
        self.sign_in("mprimeric")

    def _join(self) -> None:
        self.sessions = Sessions(self.desk.clock)
        self.receipting = Receipting(
            requests=self.requests,
            bodies=self.bodies,
            reference=self.reference,
            sign=Sign(),
            counter=CounterName(DESK, "шалтер 3"),
        )
        self.intake = Intake(
            sessions=self.sessions,
            journal=self.desk.journal,
            drafts=self.drafts,
            clock=self.desk.clock,
            entropy=self.desk.entropy,
        )
        self.looking = Looking(
            sessions=self.sessions,
            requests=self.requests,
            bodies=self.bodies,
            looks=self.looks,
            clock=self.desk.clock,
        )
        self.annulling = Annulling(
            sessions=self.sessions,
            requests=self.requests,
            bodies=self.bodies,
            journal=self.desk.journal,
            clock=self.desk.clock,
        )
        self.attending = Attending(
            files=DeskCaseFiles(self.desk.database, DESK),
            sessions=self.sessions,
            requests=self.requests,
            outbox=DeskAttention(self.desk.database, DESK),
            uploads=self.uploads,
            enclosures=self.enclosures,
            jobs=self.jobs,
            journal=self.desk.journal,
        )

    def _join_casework(self) -> None:
        self.casework = Casework(
            files=DeskCaseFiles(self.desk.database, DESK),
            sessions=self.sessions,
            requests=self.requests,
            reference=self.reference,
            journal=self.desk.journal,
            steps=DeskAttention(self.desk.database, DESK),
            clock=self.desk.clock,
        )

    def sign_in(self, user: str, role: Role = "clerk") -> Grant:
        """Somebody else is at work, by a grant that the desk keeps."""
        now = self.desk.micros()
        grant = Grant(
            id=f"grant-{user}",
            user=user,
            name=user,
            role=role,
            municipality=MUNICIPALITY.code,
            office="1",
            desk=DESK,
            starts=now,
            ends=now + 10 * YEAR,
        )
        self.grants.keep(user, SignedGrant(payload=canonical.encode(grant), signature=bytes(64)))
        self.sessions.begin(grant, offline=False)
        return grant

    def knows(self, known: Service) -> Service:
        """The centre has given the definition of a service."""
        self.reference.keep([Item(catalogue.item_name(known), known.version, msgspec.Raw(catalogue.encode(known)))])
        return known

    def receive(self, known: Service, applicant: Person, **entered: object) -> Received:
        """A request from the first key to the commit."""
        return self.intake.accept(self.filled(known, applicant, **entered), known)

    def filled(self, known: Service, applicant: Person, **entered: object) -> IntakeForm:
        """A form as it stands before it is accepted."""
        form = self.intake.begin(applicant)
        return replace(form, service=known.id, service_version=known.version, **entered)  # type: ignore[arg-type]

    def confirm_all(self) -> None:
        """The centre has everything that waits, enclosures too."""
        self.confirm_entries()
        for ref in self.uploads.waiting():
            self.uploads.uploaded(ref.sha256)

    def confirm_entries(self) -> None:
        """The centre has every entry that waits; enclosures are still to come."""
        while cut := self.desk.outbox.cut(1_000_000, self.desk.micros()):
            self.desk.outbox.apply(answers(have=cut.first + len(cut.entries) - 1))

    def knows_colleagues(self, *colleagues: Colleague) -> None:
        """The centre has said who works in the municipality."""
        self.reference.keep([Item(COLLEAGUES, len(colleagues), msgspec.Raw(canonical.encode(colleagues)))])

    def told(self, received: Received, word: Registered | Status, version: int) -> None:
        """The centre says something of a request."""
        self.position += 1
        heard = change(self.position, received.entry.header.seq, version, word)
        self.desk.outbox.apply(answers(position=self.position, changes=[heard]))

    def finish(self, received: Received) -> None:
        """The centre registers a request and ends it."""
        now = self.desk.micros()
        self.told(received, Registered(serial=received.entry.header.seq, year=2026, at=now), 1)
        self.told(received, Status(state="arhiviran", at=now, note="а/а"), 2)

    def close(self) -> None:
        self.desk.close()
