"""The office's relay in words: how it is, where and since when, what lies there, and whether it sees the centre."""

from __future__ import annotations

from datetime import datetime

from clerk_app.i18n import Texts
from clerk_app.sync.relay_state import RelayState
from clerk_app.ui.link_words import told_moment
from clerk_app.ui.print_words import reason_words

_FAILED = ("failed", "warning")
_CODES: dict[str, tuple[str, str]] = {
    "office_key_none": ("none", "text_2"),
    "relay_off": ("off", "text_2"),
    "relay_none": ("not_found", "offline"),
    "relay_foreign": ("foreign", "error"),
    "relay_answers": ("foreign", "error"),
    "relay_proof": ("unknown_to", "error"),
    "relay_desk_unknown": ("unknown_to", "warning"),
    "relay_key_old": ("old_key", "warning"),
    "office_key_old": ("old_key", "warning"),
    "relay_full": ("full", "warning"),
}
_NOWHERE = frozenset({"none", "off"})


def relay_look(state: RelayState) -> tuple[str, str]:
    """How it is, as the tail of ``relay.is.<…>``, and the role of that word."""
    if not state.since:
        return "unasked", "text_2"
    if state.works or state.known:
        return ("works" if state.works else "ready"), "success"
    return _CODES.get(state.code, _FAILED)


def relay_word(state: RelayState, texts: Texts) -> str:
    """How it is, in a word or two."""
    return texts.text(f"relay.is.{relay_look(state)[0]}")


def relay_facts(state: RelayState, now: datetime, texts: Texts) -> tuple[str, ...]:
    """What more is known, one sentence a line: where and since when, what lies there, whether it sees the centre."""
    how = relay_look(state)[0]
    if how == "unasked":
        return (texts.text("relay.unasked"),)
    lines = [] if how in _NOWHERE else [_place(state, now, texts)]
    if state.works or state.known:
        lines += [texts.text("relay.only_dark")] if state.known else []
    else:
        lines.append(texts.text("relay.no_relay") if how == "none" else reason_words(state.code, texts))
    if state.there or state.works:
        lines.append(texts.many("link.relayed", state.there) if state.there else texts.text("relay.nothing_there"))
    if state.works:
        lines.append(_centre(state, now, texts))
    return tuple(lines)


def _place(state: RelayState, now: datetime, texts: Texts) -> str:
    since = told_moment(state.since, now, texts)
    if not state.address:
        return texts.text("relay.since", since=since)
    met = state.works or state.known  # else it was met before, and whoever answers now may be somebody else
    key = "relay.place" if met else "relay.place_before"
    return texts.text(key, name=state.name, address=state.address, since=since)


def _centre(state: RelayState, now: datetime, texts: Texts) -> str:
    if not state.away:
        return texts.text("relay.sees_centre")
    return texts.text("relay.sees_no_centre", since=told_moment(state.away, now, texts))
