"""Acts over a desk of fakes: paper that says nothing, a card in memory, verdicts as the test wants them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Event
from typing import TYPE_CHECKING

from clerk_app.actions.acts import Acts, ActsWorld, Signatures
from clerk_app.actions.looking import Looking
from clerk_app.actions.receipting import Counter, Receipting
from clerk_app.domain.acts import Records
from clerk_app.domain.errors import CounterError, Invalid, Refused, Unavailable
from clerk_app.domain.signatures import SignatureVerdict
from clerk_app.ports.acts import ActFacts
from clerk_app.ports.signing import Certificate, KeptToken, OpenToken
from tests.support.specimens import DESK

if TYPE_CHECKING:
    from tests.support.fake_desk import FakeDesk

PIN = "4711"
CERTIFICATE = Certificate(
    name="Огњен Моделић",
    issuer="ТЕСТ издавалац сертификата",
    serial="1f2e",
    begins=1_700_000_000,
    ends=1_893_452_400,
    der=b"certificate",
)

VERDICT = SignatureVerdict(
    signer="Огњен Моделић",
    issuer="ТЕСТ издавалац сертификата",
    serial="1f2e",
    ends="2029-12-31",
    integrity="whole",
    later="proofs",
    trust="trusted",
    checked="good",
    level="B-LT",
    claimed="2026-11-23T08:00:00+00:00",
    stamped="2026-11-23T10:00:00+00:00",
)


class InventedToken:
    """A card whose PIN is 4711; ``error`` is what it says instead of signing."""

    def __init__(self) -> None:
        self.error: CounterError | None = None
        self.held = False
        self.there = True
        self.closed = Event()

    def certificate(self) -> Certificate:
        return CERTIFICATE

    def is_open(self) -> bool:
        return self.held

    def end(self) -> None:
        self.held = False

    @contextmanager
    def open(self, pin: bytearray) -> Iterator[_Opened]:
        told, pin[:] = bytes(pin), bytes(len(pin))
        if not told and not self.held:
            raise Invalid("pin_missing", field="pin")
        if told and told != PIN.encode():
            raise Refused("pin_wrong")
        self.held = True
        self.closed.clear()
        try:
            yield _Opened(self)
        finally:
            self.closed.set()


class _Opened:
    def __init__(self, token: InventedToken) -> None:
        self._token = token
        self.certificate = CERTIFICATE

    def is_there(self) -> bool:
        return self._token.there

    def sign(self, digest: bytes) -> bytes:
        if self._token.error is not None:
            raise self._token.error
        return digest


@dataclass
class FakeSigning:
    """What acts are made with here; ``drawn`` are the facts of every paper that was wanted."""

    token: KeptToken | None = None
    verdicts: tuple[SignatureVerdict, ...] = ()
    wrong: CounterError | None = None
    drawn: list[ActFacts] = field(default_factory=list)

    def act(self, facts: ActFacts) -> bytes:
        self.drawn.append(facts)
        return f"%PDF {facts.number}".encode()

    def sign(self, pdf: bytes, token: OpenToken, at: float) -> bytes:
        return pdf + token.sign(b" signed")

    def validate(self, pdf: bytes, at: float) -> tuple[SignatureVerdict, ...]:
        if self.wrong is not None:
            raise self.wrong
        return self.verdicts

    def card(self) -> KeptToken:
        if self.token is None:
            raise Unavailable("token_not_set")
        return self.token


def acts_over(desk: FakeDesk, records: Records) -> Acts:
    signing = desk.signing
    world = ActsWorld(
        requests=desk.requests,
        bodies=desk.bodies,
        case_files=desk.case_files,
        reference=desk.reference,
        receipting=Receipting(
            requests=desk.requests,
            bodies=desk.bodies,
            reference=desk.reference,
            sign=desk.sign,
            counter=Counter(desk=DESK, name="шалтер 3"),
        ),
        looking=Looking(
            sessions=desk.sessions, requests=desk.requests, bodies=desk.bodies, looks=desk.looks, clock=desk.clock
        ),
        journal=desk.journal,
        enclosures=desk.enclosures,
        papers=signing,
        signatures=Signatures(
            token=signing.card, sign=signing, validate=signing, issuer_hash=lambda der: der.hex().ljust(64, "0")
        ),
        clock=desk.clock,
        records=records,
    )
    return Acts(desk.sessions, world)
