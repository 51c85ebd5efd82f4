"""Acts over a real desk file: real paper, real signatures; the card, the clock and the authority in the test's hand."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec

from clerk_app.actions.acts import Acts, ActsWorld, Signatures
from clerk_app.actions.upgrading import Upgrading, UpgradingWorld
from clerk_app.contract import canonical
from clerk_app.contract.acts import ACT_POLICY
from clerk_app.contract.reference import Item
from clerk_app.documents.act import ActPaper
from clerk_app.documents.certificates import issuer_hash
from clerk_app.documents.layouts import Layouts
from clerk_app.documents.signing import PadesSigning
from clerk_app.documents.upgrading import PadesUpgrading
from clerk_app.documents.validating import PadesValidation
from clerk_app.documents.wording import PaperTexts
from clerk_app.domain.acts import ActPolicy
from clerk_app.domain.catalogue import Wording
from clerk_app.domain.errors import Invalid, Refused, Unavailable
from clerk_app.i18n import Texts
from clerk_app.ports.signing import Certificate, KeptToken, OpenToken
from clerk_app.store.acts import DeskActEntries
from clerk_app.store.case_files import DeskCaseFiles
from tests.support.desk_at_work import DESK, STALL, DeskAtWork, items
from tests.support.signed import Authority
from tests.support.signers import KeyToken, Leaf

RESOURCES = Path(__file__).parents[2] / "resources"
POLICY = ActPolicy(
    days=15,
    own=Wording(sr="Жалба Општинском већу у року од {days} дана.", en="Appeal to the council within {days} days."),
    entrusted=Wording(sr="Жалба министарству у року од {days} дана.", en="Appeal to the ministry within {days} days."),
)
PIN = "4711"


def pin(text: str = PIN) -> bytearray:
    return bytearray(text.encode())


class FakeToken:
    """The port ``KeptToken``: a card in memory that locks at the third wrong PIN in a row, if ``locks``."""

    def __init__(self, leaf: Leaf, *chain: bytes, locks: bool = False) -> None:
        self.card = KeyToken(leaf, *chain)
        self.locks = locks
        self.wrong = 0
        self.given: list[bytearray] = []
        self.pulled = False
        self.held = False

    def certificate(self) -> Certificate:
        return self.card.certificate

    def is_open(self) -> bool:
        return self.held and not self.pulled

    def end(self) -> None:
        self.held = False

    @contextmanager
    def open(self, pin: bytearray) -> Iterator[OpenToken]:
        self.given.append(pin)
        told, pin[:] = bytes(pin), bytes(len(pin))
        if self.locks and self.wrong >= 3:
            raise Refused("pin_locked")
        if not told and not self.is_open():
            raise Invalid("pin_missing", field="pin")
        if told and told != PIN.encode():
            self.held = False
            self.wrong += 1
            raise Refused("pin_locked" if self.locks and self.wrong >= 3 else "pin_wrong")
        self.wrong, self.held = 0, True
        yield _Opened(self)


class _Opened:
    """The port ``OpenToken``."""

    def __init__(self, token: FakeToken) -> None:
        self._token = token
        self.certificate = token.card.certificate

    def sign(self, digest: bytes) -> bytes:
        if self._token.pulled:
            raise Unavailable("token_pulled")
        return self._token.card.sign(digest)


class ActsAtWork:
    """A desk at which a handler makes acts; ``authority`` gives certificates, stamps and answers."""

    def __init__(self, folder: Path, authority: Authority, token: KeptToken | None = None, **desk: object) -> None:
        self.desk = DeskAtWork(folder, **desk)  # type: ignore[arg-type]
        self.authority = authority
        self.token = token
        self.changed: list[frozenset[bytes]] = []
        database = self.desk.file.database
        self.case_files = DeskCaseFiles(database, DESK)
        self.entries = DeskActEntries(database, DESK)
        policy = Item(ACT_POLICY, 1, msgspec.Raw(canonical.encode(POLICY)))
        self.desk.reference.keep([*items(STALL), policy])
        self.desk.sign_in(role="handler")
        self.acts = Acts(self.desk.sessions, self._world())

    def _world(self) -> ActsWorld:
        desk, texts = self.desk, PaperTexts(Texts(RESOURCES / "texts", strict=True))
        return ActsWorld(
            requests=desk.requests,
            bodies=desk.bodies,
            case_files=self.case_files,
            reference=desk.reference,
            receipting=desk.receipting,
            looking=desk.looking,
            journal=desk.journal,
            enclosures=desk.enclosures,
            papers=ActPaper(Layouts(RESOURCES / "layouts", RESOURCES / "fonts"), texts),
            signatures=Signatures(
                token=self._token,
                sign=PadesSigning(),
                validate=PadesValidation(self.authority.anchors),
                issuer_hash=issuer_hash,
            ),
            clock=desk.clock,
            at_point=desk.reached,
        )

    def _token(self) -> KeptToken:
        if self.token is None:
            raise Unavailable("token_not_set")
        return self.token

    def upgrading(self, **services: object) -> Upgrading:
        """The chore, with the authority's services or others."""
        trust = self.authority.trust
        world = {
            "entries": self.entries,
            "requests": self.desk.requests,
            "enclosures": self.desk.enclosures,
            "journal": self.desk.journal,
            "upgrade": PadesUpgrading(self.authority.anchors),
            "stamps": trust,
            "revocation": trust,
            "clock": self.desk.clock,
            "changed": self.changed.append,
        }
        return Upgrading(UpgradingWorld(**(world | services)))  # type: ignore[arg-type]

    def hours_later(self, hours: int) -> None:
        """Time goes by here and at the authority."""
        self.desk.clock.pass_time(hours=hours)
        self.authority.at = self.desk.clock.wall.timestamp()

    def close(self) -> None:
        self.desk.sessions.end()
        self.desk.close()
