"""Bodies of journal entries: what was done at the desk, as values that the contract writes canonically."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from clerk_app.domain.findings import Finding
from clerk_app.domain.people import Person

FormValues = dict[str, str]
RepresentationKind = Literal["power_of_attorney", "parent", "guardian", "legal_representative"]
PaperReason = Literal["power_cut", "breakdown", "away", "other"]


@dataclass(frozen=True, slots=True, kw_only=True)
class EnclosureRef:
    """An enclosure named by its content: SHA-256 (hex) and size in bytes of the plain file."""

    sha256: str
    size: int
    media_type: str
    title: str
    proof: str = ""
    original: bool = False
    pages: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ProofChoice:
    """Who obtains a record: the body ex officio, or the party (law on administrative procedure, art. 103)."""

    proof: str
    by: Literal["body", "party"]


@dataclass(frozen=True, slots=True, kw_only=True)
class FeeLine:
    """A computed line of the fee; ``amount`` in para.

    It is ``unit`` (para) times ``quantity`` (a number as text), by the version of the tariff that holds from
    ``valid_from`` (ISO); entries from before these were kept have none of the three.
    """

    code: str
    level: str
    tariff: str
    amount: int
    valid_from: str = ""
    unit: int = 0
    quantity: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderTerms:
    """What the slip for one level of a fee asks for: model and reference, and the last day to pay (ISO, or empty)."""

    level: str
    model: str
    reference: str
    expires: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FeeCharged:
    """The fee as it was computed at the desk, with the ground of an exemption where one was given.

    ``inputs`` are the values of the form that the tariff looked at; ``terms`` is what the slips of each level say.
    """

    lines: tuple[FeeLine, ...] = ()
    exemption: str = ""
    total: int = 0
    inputs: FormValues = field(default_factory=dict)
    terms: tuple[OrderTerms, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Representation:
    """By what somebody speaks for the applicant; for a power of attorney its number, date, maker and what it covers.

    ``issued`` and ``until`` are ISO dates or empty; ``seen`` says that the clerk saw the paper itself.
    """

    kind: RepresentationKind = "power_of_attorney"
    number: str = ""
    issued: str = ""
    issuer: str = ""
    until: str = ""
    scope: str = ""
    seen: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class OnPaper:
    """A request that was taken on paper while nothing else worked, and entered here later.

    ``received_local`` of the request is then the time on the paper; ``entered_local`` is when it was typed in.
    """

    entered_local: str
    reason: PaperReason = "power_cut"
    number: str = ""
    clerk: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestReceived:
    """``request.received`` 1: a citizen's request was taken at this desk.

    ``form`` maps ``section.field`` (``section[i].field`` in repeated sections) to the value as text; ``received_local``
    is the desk's local time with offset (ISO), which is the legal time of receipt. ``visit`` is the same (hex) for all
    requests of one visit; ``statements`` are the codes of those that the citizen signed. ``bring_by`` is until when
    (ISO) the citizen was told to bring what is missing, or empty.
    """

    number: str
    service: str
    service_version: int
    applicant: Person
    form: FormValues
    received_local: str
    clerk: str
    clerk_name: str = ""
    representative: Person | None = None
    proofs: tuple[ProofChoice, ...] = ()
    enclosures: tuple[EnclosureRef, ...] = ()
    fee: FeeCharged = field(default_factory=FeeCharged)
    findings: tuple[Finding, ...] = ()
    deadline: str = ""
    delivery: str = "counter"
    language: str = "sr"
    note: str = ""
    signed_on_paper: bool = False
    insisted: bool = False
    representation: Representation | None = None
    on_paper: OnPaper | None = None
    statements: tuple[str, ...] = ()
    visit: str = ""
    bring_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestCorrected:
    """``request.corrected`` 1: changed fields only, and the centre's version that the change stands on.

    ``resolves`` numbers earlier entries of this desk that the centre did not take for a conflict: a clerk has compared
    both sides, and this takes their place.
    """

    base_version: int
    form: FormValues
    note: str = ""
    resolves: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestAnnulled:
    """``request.annulled`` 1: the request was withdrawn as a mistake of the desk; nothing is deleted."""

    reason: str
    clerk: str
    clerk_name: str = ""
    by_supervisor: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptPrinted:
    """``receipt.printed`` 1: a receipt left the printer, proven by it or confirmed by the clerk."""

    job: str
    copy: int
    proof: Literal["printer", "clerk"]
    unique_number: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskEnrolled:
    """``desk.enrolled`` 1: first entry of a chain; names the desk that this one replaces and its last known head."""

    municipality: str
    office: str
    replaces: str = ""
    replaced_head: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LooksCommitted:
    """``looks.committed`` 1: the hash (hex) over the look rows of an hour, with how many there were."""

    first: int
    count: int
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BodiesErased:
    """``bodies.erased`` 1: retention ended for these entries of this desk; their bodies, salt and keys are gone."""

    seqs: tuple[int, ...]
    ground: str
