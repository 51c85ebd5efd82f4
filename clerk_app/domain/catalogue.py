"""Services as versioned data: what a definition can say. Loading and checking lie in ``contract.catalogue``."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

FieldType = Literal[
    "text", "multiline", "integer", "decimal", "money", "date", "choice", "yes_no",
    "jmbg", "pib", "company_number", "phone", "email", "account", "lookup",
]  # fmt: skip
FieldClass = Literal["open", "personal", "special"]
FeeLevel = Literal["republic", "local"]
ProofSource = Literal["citizen", "ezup", "either"]
Delivery = Literal["counter", "post", "inbox"]
DeadlineKind = Literal["at_once", "days", "working_days", "booked"]
ApplicantKind = Literal["natural", "legal", "foreigner"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """One text in the languages that the definition gives; Serbian is in Cyrillic, Latin is derived from it."""

    sr: str
    en: str = ""
    hu: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One value of a choice field."""

    code: str
    label: Wording


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One field of a form. ``visible``, ``required`` and ``computed`` are CEL over ``form`` and ``today``.

    ``columns`` is the share of a 12-column row. ``minimum`` and ``maximum`` are a number, or for dates an ISO date or
    ``today``. ``list`` names the list that a lookup takes its values from. ``sensitivity`` drives masking, indexing and
    erasure (DESIGN §9).
    """

    code: str
    label: Wording
    type: FieldType = "text"
    sensitivity: FieldClass = "personal"
    required: str = "false"
    visible: str = "true"
    computed: str = ""
    hint: Wording | None = None
    unit: str = ""
    choices: tuple[Choice, ...] = ()
    list: str = ""
    minimum: str = ""
    maximum: str = ""
    max_length: int = 200
    columns: int = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A titled group of fields; with ``repeat_max`` above 1 it is filled once per member, row or vehicle."""

    code: str
    title: Wording
    fields: tuple[Field, ...]
    visible: str = "true"
    repeat_min: int = 1
    repeat_max: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A check across fields: when ``broken`` (CEL) is true, the finding stands at ``field`` with ``message``."""

    code: str
    field: str
    broken: str
    message: Wording


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """A document or record that the procedure needs; ``dataset`` names the eZUP dataset that can stand for it.

    ``key`` is the field of the form (``section.field``) whose value the record is searched by; without one, and while
    the field is not seen, it is the applicant. ``fills`` maps fields of the form to fields of the record.
    """

    code: str
    label: Wording
    source: ProofSource = "citizen"
    dataset: str = ""
    required: str = "true"
    key: str = ""
    fills: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fee:
    """One line of the fee: ``amount`` in para (1/100 RSD), times ``quantity`` (CEL), while ``applies`` (CEL)."""

    code: str
    label: Wording
    level: FeeLevel
    tariff: str
    amount: int
    valid_from: str
    applies: str = "true"
    quantity: str = "1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Exemption:
    """A ground on which no fee is due; the ground is printed on the act (DOMAIN §4.3).

    ``applies`` (CEL) says when the form itself names this ground: it is then offered as chosen.
    """

    code: str
    label: Wording
    legal: str = ""
    applies: str = "false"
    covers: tuple[FeeLevel, ...] = ("republic", "local")


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """How long the body has: counted in calendar or working days, at once, or to a booked date."""

    kind: DeadlineKind
    days: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """A sentence that the citizen signs."""

    code: str
    text: Wording


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """A procedure in the catalogue, at one version; requests keep the version they began with.

    ``rap`` is its number in the register of administrative procedures, empty where nobody has looked it up. ``unit`` is
    the organisational unit that gets the case, as it stands behind the number of an act; ``classification`` the sign in
    front of it. From the day ``ended`` (ISO) on no new request is begun; what was begun goes on.
    """

    id: str
    version: int
    rap: str
    name: Wording
    department: Wording
    legal_basis: Wording
    classification: str
    deadline: Deadline
    sections: tuple[Section, ...]
    rules: tuple[Rule, ...] = ()
    proofs: tuple[Proof, ...] = ()
    fees: tuple[Fee, ...] = ()
    exemptions: tuple[Exemption, ...] = ()
    statements: tuple[Statement, ...] = ()
    delivery: tuple[Delivery, ...] = ("counter",)
    keywords: tuple[str, ...] = ()
    unit: str = ""
    applicants: tuple[ApplicantKind, ...] = ("natural", "foreigner")
    ended: str = ""

    def is_offered(self, today: str) -> bool:
        """Whether a new request may be begun on ``today`` (ISO)."""
        return not self.ended or today < self.ended
