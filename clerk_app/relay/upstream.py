"""What a relay needs of the line to its centre; ``app`` gives it, from the carriers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from clerk_app.contract.enrolment import Anchor
from clerk_app.contract.exchange import Taken
from clerk_app.contract.relay import Fetched, RelayEnrolmentAnswer, RelayEnrolmentRequest, RelayKey


class Upstream(Protocol):
    """The centre, as a relay speaks with it; everything raises ``Unavailable`` and ``Refused`` as the line does."""

    def carry(self, parcels: Sequence[bytes]) -> list[Taken]:
        """Bring parcels; of the first that is rejected whole ``Refused`` names the ``place``, the others are taken."""

    def answer(self, desk: str, position: int, have: int) -> Fetched:
        """An answer for a desk of the office."""

    def key(self) -> RelayKey:
        """What desks are known by now."""

    def cut(self) -> None:
        """End what is under way, from another thread."""

    def close(self) -> None:
        """Let go of the line; nothing is under way."""


class Door(Protocol):
    """A centre that does not know this relay yet."""

    def anchor(self) -> Anchor:
        """Its keys, over a line that is not trusted yet."""

    def enrol(self, request: RelayEnrolmentRequest) -> RelayEnrolmentAnswer:
        """Become a relay; raises ``Refused`` for a code that is wrong, used or expired."""
