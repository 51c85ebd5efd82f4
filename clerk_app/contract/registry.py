"""The registry (eRegistry) as plain REST, for other bodies' and municipal software that takes no part in the exchange.

Its three operations are the ones that the real registry is known to have: form a unique submission number, update the
status of a case, view the history of its statuses. Receipts and tokens are ours.
"""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import msgspec
from msgspec import Meta

from clerk_app.contract import canonical
from clerk_app.contract.keys import SigningKey, verifies
from clerk_app.domain.cases import State
from clerk_app.domain.errors import Damaged

TOKENS = "/v1/registry/tokens"
SUBMISSION_NUMBERS = "/v1/registry/submission-numbers"
CASE = "/v1/registry/cases/{number}"
CASE_STATUS = f"{CASE}/status"
STATUS_HISTORY = f"{CASE}/status-history"
RECEIPT = f"{CASE}/receipt"

KEY_HEADER = "Idempotency-Key"
KEY_PATTERN = r"^[A-Za-z0-9._:-]{1,120}$(?!\n)"
NUMBER_PATTERN = "^[0-9]{9}20[0-9]{2}$"
MOST_STEPS = 1000
"""How many steps of a history one answer holds."""

# One line of text that every database holds; Python's ``$`` alone would let a line end by.
_LINE = r"^[^\u0000-\u001f\u007f]*$(?!\n)"
_NAME = r"^[^\u0000-\u001f\u007f]+$(?!\n)"
Code = Annotated[str, Meta(min_length=1, max_length=80, pattern=_NAME)]
Line = Annotated[str, Meta(max_length=200, pattern=_LINE)]
Note = Annotated[str, Meta(max_length=2000, pattern=r"^[^\u0000]*$")]
Moment = Annotated[datetime, Meta(tz=True)]
EventId = Annotated[str, Meta(pattern=KEY_PATTERN)]


class TokenRequest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Who asks for a token, and the secret that its centre gave it."""

    client: Code
    secret: Annotated[str, Meta(min_length=1, max_length=200)]

    def __repr__(self) -> str:
        """Without the secret."""
        return f"TokenRequest(client={self.client!r})"


class Token(msgspec.Struct, frozen=True):
    """Goes into ``Authorization: Bearer`` until ``ends``."""

    token: str
    ends: datetime

    def __repr__(self) -> str:
        """Without the token."""
        return f"Token(ends={self.ends!r})"


class Submission(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """What a unique number is wanted for.

    ``body``: code of the body that received it. ``procedure``: id in the RAP, or of a service. ``reference``: what the
    caller calls it. ``content``, ``enclosures`` and ``officer`` are for the receipt; who submitted it is not told.
    """

    body: Code
    procedure: Code
    received_at: Moment
    classification: Line = ""
    unit: Line = ""
    reference: Line = ""
    content: Line = ""
    officer: Line = ""
    enclosures: Annotated[list[Line], Meta(max_length=100)] = []


class SubmissionNumber(msgspec.Struct, frozen=True):
    """The number as paths take it (``0048127362026``), as people read it, and when it was given."""

    number: str
    shown: str
    serial: int
    year: int
    given_at: datetime


class StatusUpdate(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """A case moved to ``state`` at ``at``; ``event`` names this one update among the caller's updates of the case."""

    event: EventId
    state: State
    at: Moment
    note: Note = ""


class CaseStatus(msgspec.Struct, frozen=True, kw_only=True):
    """How the case stands now; ``late``: this update was older than that, and stands in the history alone."""

    number: str
    state: str
    at: datetime
    late: bool


class Step(msgspec.Struct, frozen=True, omit_defaults=True):
    """One step of a case."""

    state: str
    at: datetime
    note: str = ""


class StatusHistory(msgspec.Struct, frozen=True, omit_defaults=True):
    """The steps of a case in the order in which they happened; ``next`` is the ``from`` of what comes after these."""

    number: str
    state: str
    steps: list[Step]
    next: int | None = None


class Receipt(msgspec.Struct, frozen=True, kw_only=True):
    """What a confirmation of receipt has to say (office rules); what is not known here is empty."""

    number: str
    provisional: str
    body: str
    body_name: str
    submitter: str
    received_at: datetime
    registered_at: datetime
    procedure: str
    content: str
    classification: str
    unit: str
    reference: str
    enclosures: list[str]
    officer: str
    status_at: str


class SealedReceipt(msgspec.Struct, frozen=True):
    """A receipt, and the centre's Ed25519 signature over it as canonical JSON (keys sorted, no spaces, UTF-8)."""

    receipt: Receipt
    seal: bytes


_DOMAIN = b"salter registry receipt 1\0"


def sealed(receipt: Receipt, signer: SigningKey) -> SealedReceipt:
    """Close a receipt with the centre's key."""
    return SealedReceipt(receipt, signer.sign(_DOMAIN + canonical.encode(receipt)))


def verified(sealed_receipt: SealedReceipt, centre_public: bytes) -> Receipt:
    """The receipt inside, if the centre signed it; raises ``Damaged('answer_forged')``."""
    if not verifies(centre_public, sealed_receipt.seal, _DOMAIN + canonical.encode(sealed_receipt.receipt)):
        raise Damaged("answer_forged")
    return sealed_receipt.receipt
