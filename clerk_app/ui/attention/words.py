"""An item that needs a person in words: what happened, whose it is, what is safe, and the ways out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from clerk_app.actions.attending import AttentionItem
from clerk_app.domain.act_bodies import ACT_KINDS
from clerk_app.domain.delivery_bodies import DELIVERY_KINDS
from clerk_app.domain.ezup_bodies import EZUP_KINDS
from clerk_app.domain.merging import CONFLICT
from clerk_app.domain.payment_bodies import PAYMENT_KINDS
from clerk_app.i18n import Texts
from clerk_app.ports.desk_file import JobState, Restored
from clerk_app.ports.files import StuckUpload
from clerk_app.ports.outbox import Attention, OutboxState
from clerk_app.ui.print_words import reason_words

WayOut = Literal[
    "send_again", "correct", "annul", "call", "it_came", "print_again", "print_now", "without_paper", "choose_file",
    "replace_desk", "open_case", "leave_case", "merge",
]  # fmt: skip
_DECIDED_AGAIN = frozenset({"case.moved", "case.handed", "rating.given", *PAYMENT_KINDS, *DELIVERY_KINDS, *EZUP_KINDS})
"""Kinds of which a new entry takes the place of the one that was not taken: that one never goes once more."""
_OF_CASES = _DECIDED_AGAIN | {"request.supplemented", "request.withdrawn", *ACT_KINDS}
_FIGURES, ANNULLED = "index.reported", "already_annulled"
_OF_UPLOADS: dict[str, tuple[WayOut, ...]] = {
    "enclosure_missing": ("choose_file", "send_again", "call"),
    "enclosure_damaged": ("send_again", "choose_file", "call"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemWords:
    """Everything that a card says; ``ways`` in order, the first is what Enter does."""

    icon: str
    role: str
    title: str
    about: str
    safe: str
    ways: tuple[WayOut, ...]


def item_words(item: AttentionItem, texts: Texts) -> ItemWords:
    """Word one item."""
    if item.restored is not None:
        return _stopped_words(item.restored, texts)
    if item.print_job is not None:
        return _print_words(item, texts)
    if item.upload is not None:
        return _upload_words(item.upload, texts)
    held = item.held
    refused = held is not None and held.state is OutboxState.REFUSED
    code, params = (held.code, held.params) if held is not None else ("", {})
    reason = reason_words(code, texts, params)
    kind = f"attention.kind.{held.kind}" if held is not None else ""
    what = texts.text(kind) if texts.has(kind) else texts.text("attention.kind.other")
    if refused:
        title, safe = texts.text("attention.refused", what=what), texts.text("attention.refused_safe")
        ways: tuple[WayOut, ...] = ("correct", "annul", "call")
    else:
        title, safe = texts.text("attention.held", what=what), texts.text("attention.held_safe")
        ways = ("send_again", "correct", "annul", "call")
    own = _own_words(item, held, texts, refused=refused) if held is not None else None
    title, safe, ways = own or (title, safe, ways)
    title = title or texts.text("attention.refused" if refused else "attention.held", what=what)
    icon, role = ("circle-x", "error") if refused else ("triangle-alert", "warning")
    return ItemWords(icon=icon, role=role, title=title, about=reason, safe=safe, ways=ways)


type _Own = tuple[str, str, tuple[WayOut, ...]]
"""A title of its own or none, what is safe, and the ways out."""


def _own_words(item: AttentionItem, held: Attention, texts: Texts, *, refused: bool) -> _Own | None:
    """What is said of kinds and reasons that have ways out of their own."""
    if _is_over(item, held):
        return "", texts.text("attention.annulled_safe"), ("leave_case", "call")
    if held.code == CONFLICT:
        return texts.text("attention.conflict"), texts.text("attention.conflict_safe"), ("merge", "annul", "call")
    if held.kind in _OF_CASES:
        return "", texts.text("attention.case_safe"), _ways_of_case(held.kind, refused=refused)
    if held.kind == _FIGURES:
        return "", texts.text("attention.figures_safe"), ("call",) if refused else ("send_again", "call")
    return None


def _is_over(item: AttentionItem, held: Attention) -> bool:
    """Whether nothing can come of a change, for its request has been annulled."""
    changes = held.kind.startswith("request.") and held.kind not in ("request.received", "request.annulled")
    annulled = item.view is not None and item.view.annulled
    return changes and (held.code == ANNULLED or (annulled and held.code == CONFLICT))


def _ways_of_case(kind: str, *, refused: bool) -> tuple[WayOut, ...]:
    """The case stands as the centre has it: whoever works on it decides again; a supplement may go once more."""
    if kind in _DECIDED_AGAIN:
        return ("open_case", "leave_case", "call")
    if refused:
        return ("open_case", "call")
    return ("send_again", "open_case", "call")


def _stopped_words(found: Restored, texts: Texts) -> ItemWords:
    """The desk itself, which cannot go on as it is."""
    return ItemWords(
        icon="circle-x",
        role="error",
        title=texts.text("stopped.title"),
        about=f"{texts.text(f'stopped.by.{found.by}')} {texts.text('stopped.why')}",
        safe=texts.text("stopped.safe"),
        ways=("replace_desk",),
    )


def _print_words(item: AttentionItem, texts: Texts) -> ItemWords:
    job = item.print_job
    unclear = job is not None and job.state is JobState.UNKNOWN
    reason = reason_words(job.reason, texts) if job is not None and job.reason else ""
    if unclear:
        about = " ".join(part for part in (reason, texts.text("attention.look_at_paper")) if part)
        return ItemWords(
            icon="printer",
            role="warning",
            title=texts.text("attention.print_unknown"),
            about=about,
            safe=texts.text("attention.print_safe"),
            ways=("it_came", "print_again"),
        )
    return ItemWords(
        icon="printer",
        role="warning",
        title=texts.text("attention.print_failed"),
        about=reason or texts.text("print.reason_unknown"),
        safe=texts.text("attention.print_safe"),
        ways=("print_now", "without_paper"),
    )


def _upload_words(upload: StuckUpload, texts: Texts) -> ItemWords:
    """An enclosure that waits for a person, or that is tried in vain."""
    own = f"attention.upload.{upload.code}"
    reason = texts.text(own) if texts.has(own) else reason_words(upload.code, texts)
    named = texts.text("attention.upload_named", title=upload.ref.title)
    title, safe = texts.text("attention.upload_tried"), texts.text("attention.upload_tried_safe")
    ways: tuple[WayOut, ...] = ("send_again", "call")
    if upload.held:
        title, safe = texts.text("attention.upload_held"), texts.text("attention.upload_held_safe")
        ways = _OF_UPLOADS.get(upload.code, ways)
    return ItemWords(
        icon="paperclip", role="warning", title=title, about=" ".join((named, reason)), safe=safe, ways=ways
    )
