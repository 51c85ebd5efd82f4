"""How a record stands, in colour, icon and word: the same on the tab, in its dialog and in the log."""

from __future__ import annotations

from datetime import datetime

from clerk_app.domain.ezup import Query, Record
from clerk_app.i18n import Texts
from clerk_app.ui.link_words import local_time, told_moment

_LOOKS: dict[str, tuple[str, str]] = {
    "not_asked": ("circle-dashed", "text_2"),
    "waiting": ("circle-dashed", "offline"),
    "asking": ("clock", "accent"),
    "asked": ("clock", "accent"),
    "done": ("circle-check", "success"),
    "attached": ("paperclip", "success"),
    "dropped": ("rotate-ccw", "warning"),
    "not_found": ("search", "warning"),
    "source_unavailable": ("hourglass", "warning"),
    "denied": ("circle-x", "error"),
    "refused": ("circle-x", "error"),
    "party": ("user-round", "text_2"),
}


def state_of(record: Record) -> str:
    """How a record stands, as a code of its look."""
    query = record.query
    if query is None:
        return "party" if record.choice is not None and record.choice.by == "party" else "not_asked"
    return "attached" if query.attached_at else query.state


def record_look(state: str) -> tuple[str, str]:
    """Icon and colour role; a state that this program does not know looks like one that waits."""
    return _LOOKS.get(state, _LOOKS["waiting"])


def state_words(record: Record, now: datetime, texts: Texts) -> str:
    """How a record stands, in a few words."""
    state, query = state_of(record), record.query
    if query is None:
        return texts.text(f"ezup.state.{state}")
    at = query.attached_at or query.told_at or query.at
    return texts.text(f"ezup.state.{state}", at=told_moment(at, now, texts))


def reason_words(query: Query, texts: Texts) -> str:
    """Why a query was denied or ended without an answer; nothing where nobody said."""
    return reason_text(query.reason, texts)


def reason_text(reason: str, texts: Texts) -> str:
    """A reason by its code."""
    if not reason:
        return ""
    for key in (f"ezup.reason.{reason}", f"error.{reason}"):
        if texts.has(key):
            return texts.text(key)
    return texts.text("ezup.reason.other")


def asked_by(query: Query, now: datetime, texts: Texts) -> str:
    """Who asked, when, and by what key."""
    moment = texts.moment(local_time(query.at, now.tzinfo))
    return texts.text("ezup.asked_by", clerk=query.clerk, moment=moment, number=query.key)
