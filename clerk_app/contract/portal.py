"""What a citizen says to the portal and hears of it, as JSON, and the code on the confirmation of a filing.

A citizen has an account of the portal's own and speaks with the token of a session. Times are microseconds UTC,
amounts para. What stands in a filing is never a reason to refuse it; its bounds here only keep it from flooding a line.
"""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from clerk_app.contract.keys import SigningKey, verifies
from clerk_app.domain import portal_codes
from clerk_app.domain.bodies import FormValues, Representation
from clerk_app.domain.catalogue import Wording
from clerk_app.domain.errors import Damaged
from clerk_app.domain.findings import Finding
from clerk_app.domain.people import Person
from clerk_app.domain.portal_codes import PortalCode

SESSIONS = "/v1/portal/sessions"
SERVICES = "/v1/portal/services"
FILINGS = "/v1/portal/filings"
FILING = FILINGS + "/{number}"
MOST_BODY = 64 * 1024

type Name = Annotated[str, Meta(min_length=1, max_length=80)]
type Key = Annotated[str, Meta(pattern="^[0-9A-Za-z_-]{8,64}$")]
"""Chosen by whoever files, once for each filing: the same again is the same filing."""
type FieldName = Annotated[str, Meta(pattern=r"^[A-Za-z0-9_.\[\]-]{1,200}$")]
type Line = Annotated[str, Meta(max_length=200)]
type Note = Annotated[str, Meta(max_length=2000)]
type Form = Annotated[dict[FieldName, Annotated[str, Meta(max_length=5000)]], Meta(max_length=500)]
type Titles = Annotated[tuple[Line, ...], Meta(max_length=30)]


class SessionRequest(msgspec.Struct, frozen=True):
    """Who wants to speak."""

    account: Name
    password: Annotated[str, Meta(max_length=200)]


class Session(msgspec.Struct, frozen=True):
    """``token`` goes into the header ``Authorization: Bearer``, until ``expires``."""

    token: str
    expires: int
    name: str


class Offered(msgspec.Struct, frozen=True, kw_only=True):
    """A service that can be filed online; ``definition`` is at ``/v1/portal/services/<id>``."""

    id: str
    version: int
    name: Wording
    department: Wording
    office: str


class OfferedServices(msgspec.Struct, frozen=True):
    """All of them, by id."""

    services: list[Offered]


class Filing(msgspec.Struct, frozen=True, kw_only=True):
    """A request as a citizen files it; the applicant is who has the account.

    With ``applicant`` somebody else is spoken for: the account's person is then the representative, by
    ``representation``. ``enclosures`` are titles: files stay on the portal.
    """

    key: Key
    service: Name
    form: Form = {}
    enclosures: Titles = ()
    delivery: Annotated[str, Meta(max_length=20)] = "inbox"
    language: Annotated[str, Meta(max_length=10)] = "sr"
    phone: Annotated[str, Meta(max_length=40)] = ""
    email: Line = ""
    note: Note = ""
    exemption: Annotated[str, Meta(max_length=40)] = ""
    applicant: Person | None = None
    representation: Representation | None = None


class Step(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Something that happened to a filing.

    ``kind``: ``filed``, or the kind of a change of the contract. ``state`` of the case or of the payment.
    """

    at: int
    kind: str
    state: str = ""
    note: str = ""
    office: str = ""


class Filed(msgspec.Struct, frozen=True, kw_only=True):
    """A filing as it stands; ``form`` and ``history`` (oldest first) are told of one alone.

    ``code`` is the text of the QR on its confirmation; ``pay_by`` is there while it is not paid.
    """

    number: str
    code: str
    filed: int
    service: str
    service_name: Wording
    applicant: str
    state: str
    office: str
    unique_number: str = ""
    deadline: str = ""
    amount: int = 0
    payment: str = ""
    pay_by: int | None = None
    missing: tuple[str, ...] = ()
    supplement_by: str = ""
    withdrawn: bool = False
    findings: tuple[Finding, ...] = ()
    enclosures: tuple[str, ...] = ()
    form: FormValues = {}
    history: tuple[Step, ...] = ()


class Filings(msgspec.Struct, frozen=True):
    """One's own filings, newest first; with ``more``, ask again with ``before`` the last number."""

    filings: list[Filed]
    more: bool = False


class Pay(msgspec.Struct, frozen=True):
    """A test payment: ``pending`` begins it, ``paid`` brings it to its end; nothing is paid in fact."""

    step: Literal["pending", "paid"] = "paid"


class Supplement(msgspec.Struct, frozen=True, kw_only=True):
    """The answer to a call to supplement: changed fields, and the titles of what was enclosed."""

    form: Form = {}
    enclosures: Titles = ()
    note: Note = ""


class Withdrawal(msgspec.Struct, frozen=True):
    """The citizen gives it up."""

    reason: Note = ""


_DOMAIN = b"salter portal code 1\0"


def sign_code(code: PortalCode, centre: SigningKey) -> str:
    """The text of a filing's code, with the centre's signature."""
    return code.text(centre.sign(_DOMAIN + code.signed_bytes()))


def read_code(text: str, centre_public: bytes) -> PortalCode:
    """What a code says; raises ``Invalid('portal_code')``, and ``Damaged('portal_code_forged')`` for one of others."""
    code, signature = portal_codes.parse(text)
    if not verifies(centre_public, signature, _DOMAIN + code.signed_bytes()):
        raise Damaged("portal_code_forged")
    return code
