"""Port: receipt printers, and what goes on paper."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal, Protocol

from clerk_app.contract.ezup import LogRow
from clerk_app.contract.reference import Municipality
from clerk_app.domain.bodies import FormValues, RequestReceived
from clerk_app.domain.catalogue import Service
from clerk_app.domain.days import Day
from clerk_app.domain.delivery_bodies import HandedOver
from clerk_app.domain.delivery_told import DeliveryMoved
from clerk_app.domain.ezup import Query
from clerk_app.domain.index_figures import Figures
from clerk_app.domain.ips import PaymentSlip
from clerk_app.domain.lookups import NO_LABELS, Labels
from clerk_app.domain.numbers import UniqueNumber
from clerk_app.domain.own_data import Part
from clerk_app.domain.payments_day import PaymentsDay
from clerk_app.domain.people import Person
from clerk_app.domain.requests import Happening, RequestView
from clerk_app.domain.retention import Retention
from clerk_app.ports.desk_file import PrintJob


@dataclass(frozen=True, slots=True, kw_only=True)
class Raster:
    """A 1-bit picture, packed, most significant bit first, 1 = black; rows padded to whole bytes."""

    width: int
    height: int
    rows: bytes


@dataclass(frozen=True, slots=True)
class PrinterStatus:
    """What a receipt printer says of itself; ``problem`` is an error code or empty."""

    ready: bool
    problem: str = ""
    paper_low: bool = False


@dataclass(frozen=True, slots=True)
class Proof:
    """What is known of a print: ``printed``, ``unknown`` (ask the clerk), or ``not_printed`` with a reason code."""

    outcome: Literal["printed", "unknown", "not_printed"]
    reason: str = ""


class ReceiptPrinter(Protocol):
    """A receipt printer that tells the truth about what it printed."""

    width: int

    def status(self) -> PrinterStatus:
        """Ask before printing; never raises for an absent printer."""

    def print(self, raster: Raster, job: bytes, *, again: bool = False) -> Proof:
        """Print, cut, and ask for proof with the 4-byte ``job``; ``again`` first drops what the printer still holds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Issuer:
    """Who stands at the head of every paper: the municipality, and the desk that gives it."""

    municipality: Municipality
    desk: str
    counter: str
    practice: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptFacts:
    """What a receipt says; the renderer words it in the language of ``body``.

    ``registered`` is microseconds UTC; ``qr`` the signed text; ``copy`` 0 is the original; ``annulled`` the reason.
    """

    issuer: Issuer
    body: RequestReceived
    service: Service
    unique: UniqueNumber | None
    registered: int | None
    clerk_name: str
    qr: str
    signature: bytes
    copy: int = 0
    annulled: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestFacts:
    """What the filled request says before it is signed; ``number`` is empty while it is a draft.

    ``labels`` is what lists say of its values, here as in the other papers. ``obtained`` tells of proofs that are with
    the case since when (microseconds UTC) they were obtained ex officio.
    """

    issuer: Issuer
    body: RequestReceived
    service: Service
    annulled: str = ""
    labels: Labels = NO_LABELS
    obtained: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class SlipFacts:
    """One payment slip, with the NBS IPS text of its QR.

    ``past``: the day by which it was to be paid is over, and what is done with money that comes late; ``last_day`` is
    that day (ISO), if it is known.
    """

    issuer: Issuer
    slip: PaymentSlip
    number: str
    language: str
    annulled: str = ""
    past: Literal["", "take", "keep"] = ""
    last_day: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CallFacts:
    """What a call to supplement says, worded in the language of ``body``.

    ``missing``: each in the handler's words; ``until`` is an ISO date or empty; ``made`` the desk's local time (ISO).
    """

    issuer: Issuer
    body: RequestReceived
    service: Service
    unique: UniqueNumber | None
    missing: tuple[str, ...]
    until: str
    made: str
    clerk_name: str
    note: str = ""
    annulled: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryFacts:
    """What the confirmation of a hand-over says, in the language of ``body``; ``kind`` is the document's label."""

    issuer: Issuer
    body: RequestReceived
    unique: UniqueNumber | None
    handed: HandedOver
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DayFacts:
    """The sheet of a day; ``made`` is the desk's local time (ISO). No person is named but the clerk."""

    issuer: Issuer
    day: Day
    made: str
    clerk_name: str
    language: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentsDayFacts:
    """The end-of-day list of payments; ``made`` is the desk's local time (ISO). No person is named but the clerk."""

    issuer: Issuer
    day: PaymentsDay
    made: str
    language: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexFacts:
    """The indicators of a period on paper or in a file; ``made`` is the desk's local time (ISO)."""

    issuer: Issuer
    figures: Figures
    made: str
    clerk_name: str
    language: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldLook:
    """One look at a request: when (microseconds UTC), by whom (the user, else the grant), and what it was."""

    at: int
    who: str
    activity: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldRequest:
    """What one request holds of the person.

    ``forms``: the values as received, then those of each correction, cut to the person's own rows unless the request is
    the person's; ``body`` and ``prints`` only then. ``own``: entries about it here, of others only what they took.
    ``delivered``: steps of deliveries that rest on what others recorded, only where the request is the person's.
    ``queries`` are those to registers about the person. ``view`` names
    the applicant: to anybody else paper tells its numbers and state only.
    """

    part: Part
    view: RequestView
    service: Service | None
    person: Person | None
    forms: tuple[FormValues, ...]
    body: RequestReceived | None = None
    prints: tuple[PrintJob, ...] = ()
    own: tuple[Happening, ...] = ()
    delivered: tuple[DeliveryMoved, ...] = ()
    looks: tuple[HeldLook, ...] = ()
    queries: tuple[Query, ...] = ()
    labels: Labels = NO_LABELS


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldDraft:
    """What a draft (``saved``: microseconds UTC) holds of the person; titles and note only of the person's own."""

    part: Part
    saved: int
    clerk: str
    service: Service | None
    person: Person | None
    form: FormValues
    enclosures: tuple[str, ...] = ()
    note: str = ""
    labels: Labels = NO_LABELS


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldFacts:
    """What this desk holds on one person, told to that person; ``made`` is the desk's local time (ISO).

    ``accesses`` is the centre's log of questions to registers by their number; ``accesses_lack`` is the code of why it
    could not be read.
    """

    issuer: Issuer
    number: str
    made: str
    clerk: str
    language: str
    requests: tuple[HeldRequest, ...]
    drafts: tuple[HeldDraft, ...]
    retention: Retention
    accesses: tuple[LogRow, ...] = ()
    accesses_lack: str = ""


class Receipts(Protocol):
    """Receipts as pictures for a receipt printer."""

    def receipt(self, facts: ReceiptFacts, width: int) -> Raster:
        """The whole receipt, ``width`` dots wide."""


class Papers(Protocol):
    """A4 papers as PDF bytes."""

    def request(self, facts: RequestFacts) -> bytes:
        """The filled request, to print and sign, with what must be told about data processing."""

    def slip(self, facts: SlipFacts) -> bytes:
        """The payment slip with its QR."""

    def receipts(self, facts: Sequence[ReceiptFacts]) -> bytes:
        """Receipts, a page each."""

    def held(self, facts: HeldFacts) -> bytes:
        """What we hold on a person here; it is given to the person it tells of, and to nobody else."""


class CasePapers(Protocol):
    """A4 papers about the work on cases, as PDF bytes."""

    def call(self, facts: CallFacts) -> bytes:
        """The call to supplement, for the party."""

    def day(self, facts: DayFacts) -> bytes:
        """The sheet of a day, for the file."""


class PaymentPapers(Protocol):
    """What payments look like on the screen, on A4 and in a table."""

    def slip_picture(self, facts: SlipFacts) -> bytes:
        """A slip as PNG, to be looked at before it is printed."""

    def slip_code(self, facts: SlipFacts) -> bytes:
        """The slip's NBS IPS code as PNG, read again; nothing for a slip that is not to be paid."""

    def payments_day(self, facts: PaymentsDayFacts) -> bytes:
        """The end-of-day list as PDF."""

    def payments_table(self, facts: PaymentsDayFacts) -> bytes:
        """The same as CSV, for a spreadsheet."""


class IndexPapers(Protocol):
    """The indicators, to be given as evidence."""

    def indicators(self, facts: IndexFacts) -> bytes:
        """Everything with its plots and definitions, as PDF."""

    def indicator_table(self, facts: IndexFacts) -> bytes:
        """The same counts as CSV, for a spreadsheet."""


class DeliveryPaper(Protocol):
    """The confirmation of a delivery on A4."""

    def delivery(self, facts: DeliveryFacts) -> bytes:
        """The confirmation as PDF."""


class EveryPaper(Papers, CasePapers, PaymentPapers, IndexPapers, DeliveryPaper, Protocol):
    """Whatever goes on A4."""


class Sign(Protocol):
    """The signature of the desk on receipts."""

    key_id: str

    def sign(self, message: bytes) -> bytes:
        """64 bytes of Ed25519."""
