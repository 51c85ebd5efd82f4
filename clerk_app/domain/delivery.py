"""Deliveries of a case and how they stand, folded from the case's file.

The day on which a document counts as delivered is the centre's to say; what a desk recorded itself has none.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Literal, Protocol, runtime_checkable

from clerk_app.domain.bodies import EnclosureRef
from clerk_app.domain.case_file import CaseFile
from clerk_app.domain.delivery_bodies import ConsentGiven, Dispatched, HandedOver, Noted
from clerk_app.domain.delivery_states import ENDED
from clerk_app.domain.delivery_told import DeliveryMoved, DocumentCame, Evidence, StepTold
from clerk_app.domain.requests import Mark


@runtime_checkable
class MakesDocument(Protocol):
    """A body of an entry by which this desk made a document that is to be delivered."""

    def to_deliver(self) -> tuple[EnclosureRef, str, str]:
        """The document, its kind, and who signed it, if somebody did."""


@runtime_checkable
class ReplacesDocument(Protocol):
    """A body of an entry by which this desk made a document better, so that nobody is given the one before."""

    def replaces(self) -> tuple[str, EnclosureRef]:
        """SHA-256 (hex) of the document before, and the one in its place."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step: ``here`` is what this desk recorded and the centre has not told back; ``mark`` where that stands."""

    state: str
    at: int
    here: bool
    evidence: Evidence = field(default_factory=Evidence)
    mark: Mark = "accepted"
    code: str = ""

    @property
    def counts(self) -> bool:
        """Whether the centre has it, or may still take it as it is."""
        return self.mark not in ("held", "refused")


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """One delivery of one document by one channel; the legal date is the centre's, or empty."""

    id: str
    sha256: str
    title: str
    kind: str
    channel: str
    why: str = ""
    replaces: str = ""
    legal_date: str = ""
    appeal_until: str = ""
    steps: tuple[Step, ...] = ()

    @property
    def state(self) -> str:
        """How it stands, with what was recorded here; what the centre did not take does not count."""
        counted = [step.state for step in self.steps if step.counts]
        return counted[-1] if counted else "prepared"

    @property
    def begun(self) -> bool:
        """Whether anything happened to it that the centre has, or may still take."""
        return any(step.counts for step in self.steps)

    @property
    def ended(self) -> bool:
        """Whether nothing more happens to it."""
        return self.state in ENDED

    @property
    def taken_here(self) -> bool:
        """Whether this desk recorded that it was handed over, and the centre has not said what that means."""
        return any(step.here and step.counts and step.state in ("collected", "refused") for step in self.steps)


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A document of the case with its deliveries, oldest first; ``id`` is empty for one that was made here.

    ``desk`` made it, if one did; ``before``: digests of what it took the place of.
    """

    ref: EnclosureRef
    kind: str
    id: str = ""
    made: str = ""
    by: str = ""
    signed: str = ""
    desk: str = ""
    at: int = 0
    before: tuple[str, ...] = ()
    deliveries: tuple[Delivery, ...] = ()

    def is_of(self, sha256: str) -> bool:
        """Whether it is that document, or took its place."""
        return sha256 == self.ref.sha256 or sha256 in self.before

    @property
    def legal_date(self) -> str:
        """The first day on which it counts as delivered (ISO), if the centre has told one."""
        return min((one.legal_date for one in self.deliveries if one.legal_date), default="")

    @property
    def open(self) -> Delivery | None:
        """The delivery that is under way; one of which the centre took nothing is not."""
        return next((one for one in reversed(self.deliveries) if one.begun and not one.ended), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Consent:
    """Whether the citizen agreed to electronic delivery, as it was last recorded here."""

    given: bool
    how: str
    on: str


def documents(file: CaseFile, desk: str) -> tuple[Document, ...]:
    """Documents of a case as this ``desk`` knows them, oldest first, with their deliveries."""
    deliveries = _deliveries(file, desk)
    sent = frozenset(one.sha256 for one in deliveries if one.begun)
    came = (_came(one) for one in file.changes(DocumentCame) if not one.replaces)
    better = _better_ones(file)
    found = [_latest(one, better, sent) for one in _each((*came, *_made(file, desk)))]
    bare = (_bare(one) for one in deliveries)
    return tuple(
        replace(document, deliveries=tuple(one for one in deliveries if document.is_of(one.sha256)))
        for document in _each((*found, *_named(file), *bare))
    )


def consent(file: CaseFile) -> Consent | None:
    """What the citizen last said about electronic delivery at this desk in this case.

    What the centre did not take gives no consent; who took it back is not served electronically all the same.
    """
    ways = ((file.way(happening.seq), body) for happening, body in file.recorded(ConsentGiven))
    said = [body for way, body in ways if way.counts or not (body.given or way.left)]
    return Consent(given=said[-1].given, how=said[-1].how, on=said[-1].on) if said else None


def _came(came: DocumentCame) -> Document:
    ref = EnclosureRef(sha256=came.sha256, size=came.size, media_type=came.media_type, title=came.title)
    return Document(
        ref=ref,
        kind=came.kind,
        id=came.id,
        made=came.made,
        by=came.by,
        signed=came.signed,
        desk=came.desk,
        at=came.at,
    )


def _made(file: CaseFile, desk: str) -> Iterable[Document]:
    """Documents that this desk made, and the centre has or may still take."""
    for happening in file.own:
        if isinstance(happening.body, MakesDocument) and file.way(happening.seq).counts:
            ref, kind, signed = happening.body.to_deliver()
            yield Document(ref=ref, kind=kind, signed=signed, desk=desk, at=happening.at)


def _named(file: CaseFile) -> Iterable[Document]:
    """Documents that an entry of this desk names."""
    for happening in file.own:
        if isinstance(happening.body, Dispatched | HandedOver):
            yield Document(ref=happening.body.document, kind=happening.body.kind, at=happening.at)


def _bare(one: Delivery) -> Document:
    """A document of which only a delivery is known here."""
    ref = EnclosureRef(sha256=one.sha256, size=0, media_type="application/pdf", title=one.title)
    return Document(ref=ref, kind=one.kind)


def _each(documents: Iterable[Document]) -> tuple[Document, ...]:
    """Each once, as it is first known."""
    found: list[Document] = []
    for document in documents:
        if not any(one.is_of(document.ref.sha256) for one in found):
            found.append(document)
    return tuple(found)


def _better_ones(file: CaseFile) -> dict[tuple[str, str], EnclosureRef]:
    """What takes the place of a document, by its digest: recorded here under no desk, told under its maker."""
    found: dict[tuple[str, str], EnclosureRef] = {}
    for came in file.changes(DocumentCame):
        if came.replaces and came.desk:
            found[came.desk, came.replaces] = _came(came).ref
    for happening in file.own:
        if isinstance(happening.body, ReplacesDocument) and file.way(happening.seq).counts:
            of, paper = happening.body.replaces()
            found["", of] = paper
    return found


def _latest(document: Document, better: dict[tuple[str, str], EnclosureRef], sent: frozenset[str]) -> Document:
    """It as it was last made better; one that was ``sent`` or handed over stays what the citizen got."""
    while document.ref.sha256 not in sent:
        of = document.ref.sha256
        paper = better.get(("", of)) or better.get((document.desk, of))
        if paper is None or document.is_of(paper.sha256):
            break
        document = replace(document, ref=paper, before=(*document.before, document.ref.sha256))
    return document


def _deliveries(file: CaseFile, desk: str) -> tuple[Delivery, ...]:
    """The centre's word first, then what was recorded here and it has not told back."""
    found: dict[str, Delivery] = {}
    known: set[int] = set()
    for moved in file.changes(DeliveryMoved):
        found[moved.delivery] = _moved(found.get(moved.delivery), moved)
        known |= {step.entry for step in moved.steps if step.desk == desk}
    for happening in file.own:
        if happening.seq in known:
            continue
        way = file.way(happening.seq)
        recorded = _recorded(happening.body)
        if recorded is None:
            continue
        begun, step = recorded
        before = found.get(begun.id)
        if before is None and not begun.sha256:
            continue
        step = replace(step, at=happening.at, mark="refused" if way.left else way.mark, code=way.code)
        found[begun.id] = replace(before or begun, steps=(*(before or begun).steps, step))
    return tuple(found.values())


def _moved(before: Delivery | None, moved: DeliveryMoved) -> Delivery:
    """The delivery after one more change; a legal date that is withdrawn holds no more, whatever comes in its place."""
    steps = tuple(Step(state=one.state, at=one.at, here=False, evidence=one.evidence) for one in moved.steps)
    stands = before if before is not None and not moved.withdrawn else None
    return Delivery(
        id=moved.delivery,
        sha256=moved.sha256,
        title=moved.title,
        kind=moved.kind,
        channel=moved.channel,
        why=moved.why or (before.why if before else ""),
        replaces=moved.replaces or (before.replaces if before else ""),
        legal_date=moved.legal_date or (stands.legal_date if stands else ""),
        appeal_until=moved.appeal_until or (stands.appeal_until if stands else ""),
        steps=(*(before.steps if before else ()), *steps),
    )


def _recorded(body: object) -> tuple[Delivery, Step] | None:
    """What an entry of this desk says of a delivery, and where one begins if it is the first."""
    if isinstance(body, Dispatched):
        begun = _begun(body.delivery, body.document, body.kind, body.channel, body.why)
        return begun, Step(state="dispatched", at=0, here=True)
    if isinstance(body, HandedOver):
        begun = _begun(body.delivery, body.document, body.kind, "counter", "")
        return begun, Step(state="collected" if body.taken else "refused", at=0, here=True, evidence=signature_of(body))
    if isinstance(body, Noted):
        bare = Delivery(id=body.delivery, sha256="", title="", kind="", channel="")
        return bare, Step(state=body.state, at=0, here=True, evidence=slip_of(body))
    return None


def _begun(name: str, document: EnclosureRef, kind: str, channel: str, why: str) -> Delivery:
    return Delivery(id=name, sha256=document.sha256, title=document.title, kind=kind, channel=channel, why=why)


def signature_of(body: HandedOver) -> Evidence:
    """What a hand-over rests on: who took it, by which document; the strokes stay in the entry."""
    return Evidence(
        kind="note" if body.signed == "none" else "signature",
        number=f"{body.identity} {body.tail}",
        text=body.note,
    )


def slip_of(body: Noted) -> Evidence:
    """What a noted step rests on: the slip with its number, or its scan."""
    kinds: dict[str, Literal["notice", "return", "posting"]] = {
        "notice_left": "notice",
        "returned": "return",
        "failed": "return",
        "public_notice_posted": "posting",
    }
    scan = body.scan.sha256 if body.scan is not None else ""
    return Evidence(kind=kinds.get(body.state, "slip"), number=body.number, text=body.text, sha256=scan)


def told_of(body: Dispatched | HandedOver | Noted, at: int, desk: str, entry: int) -> StepTold:
    """The step that an entry records, as the centre tells it back."""
    recorded = _recorded(body)
    if recorded is None:
        raise TypeError(f"{type(body).__name__} is no step of a delivery")
    step = recorded[1]
    return StepTold(state=step.state, at=at, evidence=step.evidence, desk=desk, entry=entry)
