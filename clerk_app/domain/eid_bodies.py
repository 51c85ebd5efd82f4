"""Bodies of journal entries about eID: who was registered and given parameters; never the parameters themselves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True, kw_only=True)
class EidRegistered:
    """``eid.registered`` 1: an account of the basic level was registered; ``person`` is the masked number."""

    name: str
    person: str
    level: str
    document: str
    document_tail: str
    clerk: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EidIssued:
    """``eid.issued`` 1: the centre has given this desk activation parameters, written down before they are shown.

    They are of no use before ``eid.given``. ``issue`` is the id under which they were asked for, which opens nothing.
    """

    issue: str
    name: str
    person: str
    level: str
    document: str
    document_tail: str
    clerk: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EidGiven:
    """``eid.given`` 1: the sheet is in the citizen's hands, proven by the printer or seen by the clerk."""

    issue: str
    proof: Literal["printer", "clerk"]


@dataclass(frozen=True, slots=True, kw_only=True)
class EidVoided:
    """``eid.voided`` 1: the sheet did not come out, or nobody knows: these parameters are to open nothing."""

    issue: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EidBooked:
    """``eid.booked`` 1: somebody will come again at ``at`` (local ISO), because there was no line."""

    name: str
    phone: str
    at: str
    email: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EidAttended:
    """``eid.attended`` 1: what became of an appointment."""

    outcome: Literal["done", "missed", "cancelled"]


EID_KINDS: dict[str, type] = {
    "eid.registered": EidRegistered,
    "eid.issued": EidIssued,
    "eid.given": EidGiven,
    "eid.voided": EidVoided,
    "eid.booked": EidBooked,
    "eid.attended": EidAttended,
}
