"""States of a delivery, and which may follow which."""

from __future__ import annotations

from typing import Literal, get_args

State = Literal[
    "prepared", "signed", "dispatched", "available", "opened", "refused", "notice_left", "collected", "expired_deemed",
    "delivered", "failed", "returned", "public_notice_posted", "deemed_public",
]  # fmt: skip
STATES: tuple[State, ...] = get_args(State)
ENDED: frozenset[str] = frozenset({"delivered", "failed", "returned"})
"""States after which nothing more happens to a delivery."""

NEXT: dict[str, frozenset[str]] = {
    "prepared": frozenset({"signed", "dispatched", "failed"}),
    "signed": frozenset({"dispatched", "failed"}),
    "dispatched": frozenset(
        {"available", "opened", "refused", "notice_left", "collected", "failed", "returned", "public_notice_posted"}
    ),
    "available": frozenset(
        {"opened", "refused", "notice_left", "collected", "expired_deemed", "failed", "returned", "delivered"}
    ),
    "notice_left": frozenset({"collected", "refused", "expired_deemed", "failed", "returned"}),
    "opened": frozenset({"delivered"}),
    "refused": frozenset({"delivered", "failed"}),
    "collected": frozenset({"delivered"}),
    "expired_deemed": frozenset({"delivered"}),
    "public_notice_posted": frozenset({"deemed_public", "failed"}),
    "deemed_public": frozenset({"delivered"}),
    "delivered": frozenset(),
    "failed": frozenset(),
    "returned": frozenset(),
}
"""The steps that a delivery can take (DOMAIN §1.4); asked at both ends."""


def may_follow(state: str, to: str) -> bool:
    """Whether a delivery in ``state`` can come to ``to``."""
    return to in NEXT.get(state, frozenset())
