"""Port: the centre, as the desk speaks with it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol

from clerk_app.contract.enrolment import Anchor, EnrolmentAnswer, EnrolmentRequest
from clerk_app.contract.exchange import Taken
from clerk_app.contract.reference import Item
from clerk_app.contract.signin import SignInAnswer, SignInRequest


class Line(Protocol):
    """The steady work with the centre, by any carrier that speaks at once (DESIGN §5)."""

    def send(self, parcels: Iterator[bytes]) -> None:
        """Stream parcels in one request. Raises ``Unavailable`` (network) or ``Refused`` (problem code)."""

    def carry(self, parcels: Sequence[bytes]) -> list[Taken]:
        """Bring parcels in one request whose length is told, and say what became of each. Raises as ``send``."""

    def answers(self, position: int, have: int, hold: int, reference: int = 0) -> Iterator[bytes]:
        """Signed, sealed answers as they come, for at most ``hold`` seconds. Raises as ``send``.

        None at all come to a desk that knows this ``reference`` too, and that nothing else is to be told: how far
        reference data have come, plus the generation of the office's key.
        """

    def cut(self) -> None:
        """End whatever is under way from another thread."""


class Carrier(Protocol):
    """Brings parcels that any desk of the municipality has sealed."""

    def carry(self, parcels: Sequence[bytes]) -> list[Taken]:
        """Bring them, and say what became of each, in order. Raises as ``Line.send``."""


class CentreFiles(Protocol):
    """Enclosures and reference data at the centre."""

    def reference(self, known: dict[str, int]) -> list[Item]:
        """Verified items that are newer than those known."""

    def enclosure_offset(self, sha256: str) -> int:
        """How many bytes of an upload the centre has; -1 when it is complete."""

    def send_enclosure(self, sha256: str, offset: int, size: int, pieces: Iterator[bytes], *, length: int) -> int:
        """Send ``length`` bytes of an upload of ``size`` from ``offset`` on; tells how many are there then, -1 for all.

        Raises ``Unavailable('line_body_limit')`` where something on the way takes no body so long.
        """


class CentreDoor(Protocol):
    """Enrolment and sign-in: what a person waits for."""

    def anchor(self) -> Anchor:
        """The centre's keys, over a line that is not trusted yet."""

    def enrol(self, request: EnrolmentRequest) -> EnrolmentAnswer:
        """Become a desk; raises ``Refused`` for a code that is wrong, used or expired."""

    def sign_in(self, request: SignInRequest) -> SignInAnswer:
        """Fetch a grant; raises ``SignIn('password_wrong')`` or ``Unavailable``."""

    def deposit(self, wrap: bytes) -> None:
        """Leave the database key, sealed, in the municipality's escrow."""
