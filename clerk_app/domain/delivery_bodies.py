"""Bodies of journal entries about delivery: consent, dispatch, hand-over at the counter, and what came back.

A delivery is named by 32 hex digits that whoever begins it makes; a document by the SHA-256 of its bytes.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from clerk_app.domain.bodies import EnclosureRef
from clerk_app.domain.delivery_policy import Channel

ConsentWay = Literal["paper", "screen", "spoken"]
Taker = Literal["applicant", "representative"]
IdentityKind = Literal["id_card", "passport", "other"]
Checked = Literal["card", "eyes"]
Signed = Literal["strokes", "paper", "none"]
Noting = Literal[
    "opened", "refused", "notice_left", "collected", "returned", "failed", "public_notice_posted"
]  # fmt: skip
NOTINGS: tuple[Noting, ...] = get_args(Noting)
"""What a desk may note of a delivery: what somebody else's paper says, never that it counts as delivered."""

PAD = 1000
"""Points of a signature lie within 0..PAD across; down the same scale."""
MOST_STROKES = 60
MOST_POINTS = 600
TAIL = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentGiven:
    """``delivery.consented`` 1: the citizen agreed to electronic delivery, or took that back.

    ``on`` is an ISO date; e-mail and telephone for notices are masked, for the inbox has them.
    """

    channel: Literal["inbox"] = "inbox"
    given: bool
    how: ConsentWay
    on: str
    clerk: str
    clerk_name: str = ""
    email: str = ""
    phone: str = ""

    def history(self) -> tuple[str, dict[str, str]]:
        """A line of its own."""
        line = "consented" if self.given else "consent_withdrawn"
        return line, {"how": self.how, "clerk": self.clerk_name or self.clerk}


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispatched:
    """``delivery.dispatched`` 1: a document is sent by a channel; ``why`` is the code of the reason for it."""

    delivery: str
    document: EnclosureRef
    kind: str
    channel: Channel
    why: str
    clerk: str
    clerk_name: str = ""

    def history(self) -> tuple[str, dict[str, str]]:
        """A line of its own."""
        told = {"title": self.document.title, "channel": self.channel, "clerk": self.clerk_name or self.clerk}
        return "dispatched", told


@dataclass(frozen=True, slots=True, kw_only=True)
class HandedOver:
    """``delivery.handed`` 1: a document was handed over at the counter, or whoever came would not take it.

    ``tail``: the last signs of the identity document that was seen. ``strokes``: the signature, each stroke as x, y,
    x, y … within ``PAD``. ``taken`` is false for who refused; ``signed`` is ``none`` only with a note.
    """

    delivery: str
    document: EnclosureRef
    kind: str
    to: Taker
    name: str
    identity: IdentityKind
    tail: str
    checked: Checked
    taken: bool
    signed: Signed
    handed_local: str
    clerk: str
    clerk_name: str = ""
    strokes: tuple[tuple[int, ...], ...] = ()
    note: str = ""

    def history(self) -> tuple[str, dict[str, str]]:
        """A line of its own."""
        line = "handed_over" if self.taken else "hand_over_refused"
        return line, {"title": self.document.title, "note": self.note, "clerk": self.clerk_name or self.clerk}


@dataclass(frozen=True, slots=True, kw_only=True)
class Noted:
    """``delivery.noted`` 1: what a slip, a notice or a returned letter says; ``on`` is its ISO date."""

    delivery: str
    state: Noting
    on: str
    clerk: str
    clerk_name: str = ""
    number: str = ""
    text: str = ""
    scan: EnclosureRef | None = None

    def history(self) -> tuple[str, dict[str, str]]:
        """A line of its own."""
        return "delivery_noted", {"step": self.state, "note": self.text, "clerk": self.clerk_name or self.clerk}

    def files(self) -> tuple[EnclosureRef, ...]:
        """The slip, where it was scanned."""
        return (self.scan,) if self.scan is not None else ()


DELIVERY_KINDS: dict[str, type] = {
    "delivery.consented": ConsentGiven,
    "delivery.dispatched": Dispatched,
    "delivery.handed": HandedOver,
    "delivery.noted": Noted,
}
