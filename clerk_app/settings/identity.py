"""Who this desk is: its own keys and the pinned centre, readable with nobody signed in so that the exchange can run."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from clerk_app.contract.enrolment import Anchor, EnrolmentAnswer
from clerk_app.domain.errors import Damaged
from clerk_app.settings.sealed_file import Purpose, read_sealed, write_sealed

_PURPOSE = Purpose("identity", damaged="identity_damaged", foreign="identity_other_secret")


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskIdentity:
    """What enrolment made: the centre's answer and anchor, the address it was found at, and our own private keys.

    ``sign_seed``: 32 bytes of Ed25519. ``seal_private``: 32 bytes of X25519.
    """

    answer: EnrolmentAnswer
    anchor: Anchor
    central_url: str
    sign_seed: bytes = field(repr=False)
    seal_private: bytes = field(repr=False)

    def __post_init__(self) -> None:
        if len(self.sign_seed) != 32 or len(self.seal_private) != 32:
            raise ValueError("a desk key has 32 bytes")

    @property
    def desk(self) -> str:
        """The desk's code."""
        return self.answer.desk

    @property
    def office(self) -> str:
        """The office where the desk stands."""
        return self.answer.office

    @property
    def municipality(self) -> str:
        """The municipality whose centre this is."""
        return self.anchor.municipality


def load(path: Path, secret: bytes) -> DeskIdentity | None:
    """The identity, or ``None`` before enrolment.

    Raises ``Damaged`` (``identity_damaged``, ``identity_other_secret``) and ``Unavailable('file_not_read')``.
    """
    content = read_sealed(path, secret, _PURPOSE)
    if content is None:
        return None
    try:
        return msgspec.msgpack.decode(content, type=DeskIdentity)
    except msgspec.DecodeError as error:
        raise Damaged("identity_damaged") from error


def save(path: Path, secret: bytes, identity: DeskIdentity) -> None:
    """Write the identity durably in place of an earlier one; raises ``Unavailable``."""
    write_sealed(path, secret, _PURPOSE, msgspec.msgpack.encode(identity))
