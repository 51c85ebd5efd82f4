"""A desk with a case at a real centre, and what it hears of documents and deliveries."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import pairwise

from clerk_app.central.clock import DAY
from clerk_app.central.delivery.documents import Outcome
from clerk_app.contract import canonical
from clerk_app.contract.answers import Result, Status
from clerk_app.contract.enclosures import CHUNK, OFFSET_HEADER, seal_chunks, wrap_key
from clerk_app.contract.exchange import ENCLOSURES
from clerk_app.domain import numbers
from clerk_app.domain.act_bodies import ActMade
from clerk_app.domain.bodies import EnclosureRef
from clerk_app.domain.delivery_bodies import ConsentGiven, Dispatched, HandedOver
from clerk_app.domain.delivery_told import DeliveryMoved, DocumentCame, Evidence
from tests.central.conftest import Running
from tests.support.lone_desk import Caller, LoneDesk

PDF = b"%PDF-1.7 a decision"
NAME, OTHER = "0a" * 16, "0b" * 16
PERSON = "0101990900009"
TODAY = "2026-09-21"


@dataclass
class At:
    """A desk with a case that was decided, and what it hears."""

    centre: Running
    desk: LoneDesk
    caller: Caller
    about: bytes = b""
    number: str = ""
    position: int = 0
    have: int = 0
    heard: list[DeliveryMoved] = field(default_factory=list)
    documents: list[DocumentCame] = field(default_factory=list)
    states: list[str] = field(default_factory=list)

    def send(self, kind: str, body: object) -> list[Result]:
        """One entry; what the centre says of it."""
        self.caller.send(self.desk, self.desk.cut(self.desk.write(kind, body, self.about)))
        return self.listen()

    def listen(self) -> list[Result]:
        answer = self.caller.answer(self.desk, self.position, self.have)
        self.position, self.have = answer.position, answer.have
        for change in answer.changes:
            if change.kind == "delivery":
                self.heard.append(canonical.decode(change.body, DeliveryMoved))
            elif change.kind == "document":
                self.documents.append(canonical.decode(change.body, DocumentCame))
            elif change.kind == "status":
                self.states.append(canonical.decode(change.body, Status).state)
        return answer.results

    def put(
        self, kind: str = "decision", state: str = "resen_usvojen", pdf: bytes = PDF, signed: str = ""
    ) -> DocumentCame:
        """The handler's document comes to the case."""
        unit = "Одељење за урбанизам"
        outcome = Outcome(number=self.number, title="Решење", kind=kind, pdf=pdf, by=unit, state=state, signed=signed)
        self.centre.central.parts.documents.put(outcome)
        self.listen()
        return self.documents[-1]

    def dispatch(self, channel: str, kind: str = "decision", name: str = NAME) -> list[Result]:
        ref = EnclosureRef(
            sha256=hashlib.sha256(PDF).hexdigest(), size=len(PDF), media_type="application/pdf", title="Решење"
        )
        return self.send("delivery.dispatched", sent(name, ref, channel, kind))

    def upload(self, plain: bytes = PDF) -> None:
        """The paper itself, which comes after every entry."""
        whole = upload_of(self.desk, plain)
        target = f"{ENCLOSURES}/{hashlib.sha256(plain).hexdigest()}"
        headers = {OFFSET_HEADER: "0", "Upload-Length": str(len(whole))}
        assert self.caller.ask(self.desk, "PATCH", target, content=whole, headers=headers).is_success
        self.listen()

    def consents(self, *, given: bool = True) -> None:
        body = ConsentGiven(given=given, how="paper", on=TODAY, clerk="mprimeric")
        assert self.send("delivery.consented", body) == []

    def hand(self, *, taken: bool = True, name: str = NAME) -> list[Result]:
        return self.send("delivery.handed", handed(taken=taken, name=name))

    def happens(self, state: str, kind: str = "receipt") -> None:
        evidence = Evidence(kind=kind)  # type: ignore[arg-type]
        self.centre.central.parts.deliveries.happened_to(self.number, state, evidence)
        self.listen()

    def days_pass(self, days: int) -> None:
        self.centre.clock.at += days * DAY
        self.desk.at = self.centre.clock.at
        self.centre.central.parts.deliveries.presume()
        self.listen()

    def steps(self) -> list[tuple[str, list[str]]]:
        """Each delivery's channel with its steps, as they were told."""
        told: dict[str, tuple[str, list[str]]] = {}
        for moved in self.heard:
            told.setdefault(moved.delivery, (moved.channel, []))[1].extend(step.state for step in moved.steps)
        return list(told.values())

    def told_of(self, name: str) -> list[list[str]]:
        """What was told of one delivery: the steps of each change."""
        return [[step.state for step in moved.steps] for moved in self.heard if moved.delivery == name]

    def another(self) -> bytes:
        """Another case of this desk."""
        first = self.desk.receive()
        self.caller.send(self.desk, self.desk.cut(first))
        self.listen()
        return first.header.subject

    def taken(self) -> set[tuple[str, str]]:
        """From which state to which each delivery went, from its beginning on."""
        return {pair for _channel, states in self.steps() for pair in pairwise(["prepared", *states])}

    @property
    def legal_date(self) -> str:
        return next((moved.legal_date for moved in self.heard if moved.legal_date), "")


def upload_of(desk: LoneDesk, plain: bytes) -> bytes:
    key, digest = bytes(32), hashlib.sha256(plain).digest()
    pieces = [plain[place : place + CHUNK] for place in range(0, len(plain), CHUNK)]
    return wrap_key(key, desk.anchor.centre_seal, digest) + b"".join(seal_chunks(key, digest, pieces, len(plain)))


def sent(name: str, ref: EnclosureRef, channel: str = "post", kind: str = "decision") -> Dispatched:
    return Dispatched(delivery=name, document=ref, kind=kind, channel=channel, why="wish", clerk="mprimeric")  # type: ignore[arg-type] # tests give what the body takes


def made(plain: bytes = PDF, title: str = "350-1-2026.pdf") -> ActMade:
    paper = EnclosureRef(
        sha256=hashlib.sha256(plain).hexdigest(), size=len(plain), media_type="application/pdf", title=title
    )
    return ActMade(
        act="approved",
        number="350-1/2026",
        paper=paper,
        made_local="2026-09-21T16:30:00+02:00",
        clerk="omodelic",
        clerk_name="Огњен Моделић",
        level="B-B",
        signer="Огњен Моделић",
    )


def handed(*, taken: bool = True, name: str = NAME) -> HandedOver:
    ref = EnclosureRef(
        sha256=hashlib.sha256(PDF).hexdigest(), size=len(PDF), media_type="application/pdf", title="Решење"
    )
    return HandedOver(
        delivery=name,
        document=ref,
        kind="decision",
        to="applicant",
        name="Проба Пробић",
        identity="id_card",
        tail="4321",
        checked="eyes",
        taken=taken,
        signed="strokes" if taken else "none",
        handed_local="2026-09-21T16:26:40+02:00",
        clerk="mprimeric",
        strokes=((10, 10, 500, 500),) if taken else (),
        note="" if taken else "неће да прими",
    )


@contextmanager
def at_a_decided_case(centre: Running) -> Iterator[At]:
    """A desk with a case that has its number."""
    desk = centre.clerk()
    with Caller(centre.url, desk.anchor) as caller:
        spoken = At(centre, desk, caller)
        first = desk.receive()
        spoken.about = first.header.subject
        caller.send(desk, desk.cut(first))
        caller.until(desk, lambda answer: any(change.kind == "registered" for change in answer.changes))

        spoken.number = numbers.provisional(desk.code, first.header.seq)
        spoken.listen()
        yield spoken


def in_the_inbox(at: At, *, bounces: bool = False) -> None:
    at.centre.central.parts.inbox.set_open(PERSON, is_open=True, bounces=bounces)
    at.consents()
    at.put()
    assert at.dispatch("inbox_personal") == []
