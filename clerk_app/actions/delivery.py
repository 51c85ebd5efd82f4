"""Delivery at the desk: documents opened, sent by a channel, handed over at the counter, slips noted.

What is recorded here is an event; the day on which a document counts as delivered is the centre's to say.
"""

from __future__ import annotations

from dataclasses import dataclass

from clerk_app.actions.receipting import Receipting
from clerk_app.actions.session import Sessions
from clerk_app.contract import canonical
from clerk_app.contract.delivery import DELIVERY_POLICY
from clerk_app.contract.signin import Grant
from clerk_app.domain import delivery
from clerk_app.domain.bodies import EnclosureRef, RequestReceived
from clerk_app.domain.delivery import Document
from clerk_app.domain.delivery_bodies import (
    MOST_POINTS,
    MOST_STROKES,
    PAD,
    TAIL,
    Checked,
    Dispatched,
    HandedOver,
    IdentityKind,
    Noted,
    Noting,
    Signed,
    Taker,
)
from clerk_app.domain.delivery_policy import (
    Addressee,
    Channel,
    Choice,
    DeliveryPolicy,
    choose_channel,
    noting_refused,
    obstacle,
)
from clerk_app.domain.delivery_states import may_follow
from clerk_app.domain.eid import tail_of
from clerk_app.domain.errors import Invalid, Refused, Unavailable
from clerk_app.domain.numbers import parse_unique
from clerk_app.domain.people import Person
from clerk_app.domain.requests import RequestView
from clerk_app.domain.scripts import tidy
from clerk_app.domain.values import read_date
from clerk_app.ports.case_files import CaseFiles
from clerk_app.ports.clock import Clock, Entropy
from clerk_app.ports.desk_file import Bodies, Journal, NewEntry, Requests
from clerk_app.ports.files import Enclosures
from clerk_app.ports.outbox import Reference
from clerk_app.ports.paper import DeliveryFacts

NAME_BYTES = 16
LONGEST_NOTE = 500
LONGEST_NUMBER = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Handing:
    """What was done at the counter: who came, by which document they were known, whether they took it and signed."""

    to: Taker = "applicant"
    name: str = ""
    identity: IdentityKind = "id_card"
    number: str = ""
    checked: Checked = "eyes"
    taken: bool = True
    signed: Signed = "none"
    strokes: tuple[tuple[int, ...], ...] = ()
    note: str = ""

    def is_other_card_than(self, applicant: Person) -> bool:
        """Whether the applicant's identity card was seen, and is not the one with which the request was filed."""
        document = applicant.document
        alike = self.to == "applicant" and self.identity == document.kind == "id_card"
        return bool(alike and document.number and tail_of(self.number) != tail_of(document.number))


@dataclass(frozen=True, slots=True, kw_only=True)
class Slip:
    """What came back of a delivery: ``on`` is the date on it (ISO), ``number`` its number, ``scan`` a kept file."""

    state: Noting
    on: str
    number: str = ""
    text: str = ""
    scan: EnclosureRef | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class DeliveryWorld:
    """What delivery needs beside the session."""

    requests: Requests
    bodies: Bodies
    case_files: CaseFiles
    enclosures: Enclosures
    reference: Reference
    journal: Journal
    receipting: Receipting
    clock: Clock
    entropy: Entropy
    desk: str


class Delivery:
    """Records deliveries; all of it works without the line, and waits."""

    def __init__(self, sessions: Sessions, world: DeliveryWorld) -> None:
        self._sessions = sessions
        self._world = world

    def policy(self) -> DeliveryPolicy:
        """The centre's rules; raises ``Unavailable('reference_missing')`` before the centre has given them."""
        item = self._world.reference.get(DELIVERY_POLICY)
        if item is None:
            raise Unavailable("reference_missing")
        return canonical.decode(item.body, DeliveryPolicy)

    def documents(self, subject: bytes) -> tuple[Document, ...]:
        """The documents of a case with their deliveries."""
        return delivery.documents(self._world.case_files.of(subject), self._world.desk)

    def read(self, ref: EnclosureRef) -> bytes:
        """A document's bytes; raises ``Unavailable('document_not_here')`` before it was fetched, and ``Damaged``."""
        try:
            return b"".join(self._world.enclosures.read(ref))
        except Refused as error:
            raise Unavailable("document_not_here") from error

    def choice(self, subject: bytes, document: Document, whom: Addressee) -> Choice:
        """By which way the document goes, why, and why not by the others.

        ``whom`` is what was found out just now; wish and consent come from the case where it says nothing of them.
        """
        return choose_channel(self.policy(), document.kind, self._addressee(subject, whom))

    def dispatch(self, subject: bytes, document: Document, channel: Channel, whom: Addressee, why: str = "") -> None:
        """Send a document by a channel.

        Raises ``Refused`` (``document_unknown``, ``already_delivered``, ``delivery_under_way``, and what ``obstacle``
        says).
        """
        _view, grant = self._open(subject)
        document = self._now(subject, document)
        if document.legal_date:
            raise Refused("already_delivered")
        if document.open is not None:
            raise Refused("delivery_under_way")
        code = obstacle(self.policy(), channel, document.kind, self._addressee(subject, whom))
        if code and not (code == "notice_is_last" and document.deliveries):
            raise Refused(code)
        body = Dispatched(
            delivery=self._name(),
            document=document.ref,
            kind=document.kind,
            channel=channel,
            why=why or "clerk",
            clerk=grant.user,
            clerk_name=grant.name,
        )
        self._record("delivery.dispatched", subject, grant, body)

    def hand(self, subject: bytes, document: Document, handing: Handing) -> HandedOver:
        """Write down a hand-over at the counter, or that it was refused.

        Raises ``Invalid`` (``hand_document_missing``, ``hand_name_missing``, ``hand_unsigned``, ``hand_note_missing``,
        ``hand_document_other``) and ``Refused`` (``document_unknown``, ``already_delivered``, ``already_handed``).
        """
        view, grant = self._open(subject)
        document = self._now(subject, document)
        if document.legal_date:
            raise Refused("already_delivered")
        if any(one.taken_here for one in document.deliveries):
            raise Refused("already_handed")
        _check(handing)
        self._check_identity(subject, handing)
        waiting = document.open
        at_counter = waiting is not None and waiting.channel == "counter"
        body = HandedOver(
            delivery=waiting.id if waiting is not None and at_counter else self._name(),
            document=document.ref,
            kind=document.kind,
            to=handing.to,
            name=tidy(handing.name)[:120] or view.applicant,
            identity=handing.identity,
            tail=tail_of(handing.number),
            checked=handing.checked,
            taken=handing.taken,
            signed=handing.signed,
            strokes=bounded(handing.strokes) if handing.signed == "strokes" else (),
            note=tidy(handing.note)[:LONGEST_NOTE],
            handed_local=self._world.clock.local().isoformat(timespec="seconds"),
            clerk=grant.user,
            clerk_name=grant.name,
        )
        self._record("delivery.handed", subject, grant, body)
        return body

    def note(self, subject: bytes, one: delivery.Delivery, slip: Slip) -> None:
        """Write down what a slip, a notice or a returned letter says.

        Raises ``Invalid('slip_day')`` and ``Refused`` (``only_inbox_says``, ``only_board_posts``,
        ``delivery_step_impossible``).
        """
        _view, grant = self._open(subject)
        today = self._world.clock.local().date().isoformat()
        if not slip.on or read_date(slip.on) != slip.on or slip.on > today:
            raise Invalid("slip_day", field="on")
        code = noting_refused(one.channel, slip.state)
        if code:
            raise Refused(code)
        if not may_follow(one.state, slip.state):
            raise Refused("delivery_step_impossible")
        body = Noted(
            delivery=one.id,
            state=slip.state,
            on=slip.on,
            number=tidy(slip.number)[:LONGEST_NUMBER],
            text=tidy(slip.text)[:LONGEST_NOTE],
            scan=slip.scan,
            clerk=grant.user,
            clerk_name=grant.name,
        )
        self._record("delivery.noted", subject, grant, body)

    def facts(self, subject: bytes, name: str) -> DeliveryFacts:
        """What the confirmation of a hand-over says; raises ``Refused('not_handed_here')``."""
        self._sessions.require("print")
        world, file = self._world, self._world.case_files.of(subject)
        handed = [body for _, body in file.counted(HandedOver) if body.delivery == name]
        view, received = world.requests.view(subject), world.bodies.received(subject)
        if not handed or view is None or received is None:
            raise Refused("not_handed_here")
        rule = self.policy().kind(handed[-1].kind)
        return DeliveryFacts(
            issuer=world.receipting.issuer(),
            body=received,
            unique=parse_unique(view.unique_number),
            handed=handed[-1],
            kind=rule.label.sr if rule is not None else "",
        )

    def _addressee(self, subject: bytes, whom: Addressee) -> Addressee:
        received = self._world.bodies.received(subject)
        said = delivery.consent(self._world.case_files.of(subject))
        consent = whom.consent if whom.consent is not None else said.given if said is not None else None
        return Addressee(has_inbox=whom.has_inbox, consent=consent, wish=whom.wish or _wish(received))

    def _check_identity(self, subject: bytes, handing: Handing) -> None:
        """An identity card that is not the one of the request may be a new one, or another person's: a note says it."""
        received = self._world.bodies.received(subject)
        known = received.applicant if received is not None else None
        if known is not None and handing.is_other_card_than(known) and not tidy(handing.note):
            raise Invalid("hand_document_other", field="note")

    def _now(self, subject: bytes, document: Document) -> Document:
        """The document as it stands now; a dialog may have been open for long, and its signature dated meanwhile.

        Raises ``Refused('document_unknown')`` for one that the case does not have.
        """
        found = next((one for one in self.documents(subject) if one.is_of(document.ref.sha256)), None)
        if found is None:
            raise Refused("document_unknown")
        return found

    def _open(self, subject: bytes) -> tuple[RequestView, Grant]:
        grant = self._sessions.require("receive")
        view = self._world.requests.view(subject)
        if view is None:
            raise Refused("request_unknown")
        if view.annulled:
            raise Refused("already_annulled")
        return view, grant

    def _record(self, kind: str, subject: bytes, grant: Grant, body: object) -> None:
        entry = NewEntry(kind=kind, subject=subject, grant=grant.id, body=canonical.encode(body))
        self._world.journal.record(entry)

    def _name(self) -> str:
        return self._world.entropy.take(NAME_BYTES).hex()


def bounded(strokes: tuple[tuple[int, ...], ...]) -> tuple[tuple[int, ...], ...]:
    """A signature within what an entry holds: every so many points of each stroke, its last one too."""
    kept = strokes[:MOST_STROKES]
    points = sum(len(stroke) // 2 for stroke in kept)
    step = max(1, -(-points // max(1, MOST_POINTS - len(kept))))
    return tuple(_thinned(stroke, step) for stroke in kept)


def _thinned(stroke: tuple[int, ...], step: int) -> tuple[int, ...]:
    pairs = list(zip(stroke[::2], stroke[1::2], strict=False))
    some = pairs[::step] if (len(pairs) - 1) % step == 0 else [*pairs[::step], pairs[-1]]
    return tuple(min(max(part, 0), PAD) for pair in some for part in pair)


def _check(handing: Handing) -> None:
    """What has to be known of a hand-over, marked at its field."""
    if len(tail_of(handing.number)) < TAIL:
        raise Invalid("hand_document_missing", field="number")
    if handing.to == "representative" and not tidy(handing.name):
        raise Invalid("hand_name_missing", field="name")
    unsigned = handing.signed == "none" or (handing.signed == "strokes" and not any(handing.strokes))
    if handing.taken and unsigned and not tidy(handing.note):
        raise Invalid("hand_unsigned", field="signature")
    if not handing.taken and not tidy(handing.note):
        raise Invalid("hand_note_missing", field="note")


def _wish(received: RequestReceived | None) -> str:
    return received.delivery if received is not None else ""
