"""eID over HTTP: accounts, registrations and the activation parameters of ConsentID, which are sealed to the desk.

Every act has an id that the desk makes: the same one again is the same act. The proof of a desk can be replayed, so
that what may be seen once is sealed to the desk, and the clerk's grant stands in each question.
"""

from __future__ import annotations

from typing import Annotated

import msgspec
from msgspec import Meta

from clerk_app.contract import canonical
from clerk_app.contract.keys import SealingKey, seal
from clerk_app.domain.eid import AccountState, EidIdentity, Level
from clerk_app.domain.errors import Invalid

EID_LOOKUPS = "/v1/eid/lookups"
EID_REGISTRATIONS = "/v1/eid/registrations"
EID_ISSUANCES = "/v1/eid/consentid-parameters"
EID_POLICY = "eid"
"""The name of the policy in reference data."""

ID_BYTES = 16
ActId = Annotated[str, Meta(pattern=r"^[0-9a-f]{32}$(?!\n)")]
"""What a desk calls one act, made by itself."""
_INFO = b"salter consentid 1"


class EidLookup(msgspec.Struct, frozen=True):
    """Whether somebody has an account. The number never stands in an address, which is logged."""

    grant: str
    id_number: str

    def __repr__(self) -> str:
        """Without the number."""
        return f"EidLookup(grant={self.grant!r})"


class EidRegistration(msgspec.Struct, frozen=True):
    """An account of the basic level; e-mail and telephone (E.164) were read back to the citizen."""

    id: ActId
    grant: str
    identity: EidIdentity
    email: str
    phone: str

    def __repr__(self) -> str:
        """Without the person."""
        return f"EidRegistration(id={self.id!r})"


class EidIssuance(msgspec.Struct, frozen=True):
    """Activation parameters for an account; those that were given before open nothing from then on."""

    id: ActId
    grant: str
    identity: EidIdentity

    def __repr__(self) -> str:
        """Without the person."""
        return f"EidIssuance(id={self.id!r})"


class EidAccount(msgspec.Struct, frozen=True):
    """What a desk may know of an account; e-mail and telephone are masked. Without an account the level is ``none``."""

    level: Level = "none"
    state: AccountState = "none"
    email: str = ""
    phone: str = ""


class EidParameters(msgspec.Struct, frozen=True):
    """What activates ConsentID: user id and registration code, and the same as text of a QR."""

    user_id: str
    code: str
    qr: str

    def __repr__(self) -> str:
        """Without any of it: a value may end up in a log or a report of a crash."""
        return "EidParameters()"


class EidSealed(msgspec.Struct, frozen=True):
    """Parameters sealed (HPKE) to the desk that asked, bound to the id under which it did."""

    sealed: bytes


def seal_parameters(parameters: EidParameters, desk_public: bytes, issue: str) -> EidSealed:
    """Close parameters for one desk and one id."""
    return EidSealed(seal(desk_public, canonical.encode(parameters), _info(issue)))


def open_parameters(answer: EidSealed, desk: SealingKey, issue: str) -> EidParameters:
    """Undo ``seal_parameters`` at the desk; raises ``Damaged('seal_broken')``."""
    return canonical.decode(desk.open(answer.sealed, _info(issue)), EidParameters)


def checked_id(text: str) -> str:
    """An id that a desk made; raises ``Invalid('malformed')``."""
    if len(text) != 2 * ID_BYTES or not set(text) <= set("0123456789abcdef"):
        raise Invalid("malformed", what="eid", where="id")
    return text


def _info(issue: str) -> bytes:
    return _INFO + issue.encode()
