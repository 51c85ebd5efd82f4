"""What happened with a request, in words for paper: the same words as the screen has for it."""

from __future__ import annotations

from collections.abc import Mapping

from clerk_app.documents.wording import day
from clerk_app.domain.delivery_told import HAPPENINGS as DELIVERY_HAPPENINGS
from clerk_app.domain.numbers import parse_unique
from clerk_app.domain.requests import HistoryItem
from clerk_app.i18n import Texts

_STEPS = frozenset({"status", "moved"})
_OF_CASES = frozenset({"handed", "supplemented", "withdrawn", "amended"})
_BROUGHT = ("fields", "papers")


def happening_words(item: HistoryItem, texts: Texts) -> tuple[str, str]:
    """What happened, and what more is known of it; kinds that this program does not know are told as changes."""
    kind, params = item.kind, dict(item.params)
    if kind in _STEPS:
        state = _known(f"state.{params.get('state', '')}", "state.u_radu", texts)
        return state[:1].upper() + state[1:], _said(params, texts)
    if kind == "payment":
        return texts.text("history.payment_state", state=payment_words(params.get("state", ""), texts)), ""
    if kind == "handed" and params.get("clerk") == params.get("to"):
        return texts.text("history.taken"), _said(params, texts)
    if kind in DELIVERY_HAPPENINGS:
        return texts.text(f"history.{kind}", **_delivery(params, texts)), _more_of_delivery(params, texts)
    if kind in _OF_CASES:
        return texts.text(f"history.{kind}", **params), _said(params, texts)
    return _other(item, params, texts)


def payment_words(state: str, texts: Texts) -> str:
    """A state of payment; one that this program does not know is told as such."""
    key = f"payment.state.{state or 'none'}"
    return texts.text(key) if texts.has(key) else texts.text("payment.state.other", state=state)


def step_words(state: str, texts: Texts) -> str:
    """A state of a delivery; one that this program does not know is told as a step."""
    return _known(f"delivery.state.{state}", "delivery.state_unknown", texts)


def _other(item: HistoryItem, params: dict[str, str], texts: Texts) -> tuple[str, str]:
    if item.kind == "registered":
        number = params.get("number", "")
        params["number"] = str(parse_unique(number) or number)
    told_back = item.kind == "annulled" and item.source == "centre"
    key = "history.annulled_there" if told_back else f"history.{item.kind}"
    title = texts.text(key, **params) if texts.has(key) else texts.text("detail.changed")
    by_name = item.kind == "annulled" and params.get("clerk")
    more = f"detail.more.{item.kind}_by" if by_name else f"detail.more.{item.kind}"
    return title, texts.text(more, **params) if texts.has(more) else ""


def _delivery(params: Mapping[str, str], texts: Texts) -> dict[str, str]:
    """What a sentence about delivery needs, each code in words."""
    told = dict(params)
    if "channel" in told:
        key = f"delivery.channel.{told['channel']}"
        told["channel"] = texts.text(key) if texts.has(key) else told["channel"]
    if "step" in told:
        told["step"] = step_words(told["step"], texts)
    if "how" in told:
        told["how"] = texts.text(f"delivery.consent_how.{told['how']}")
    if "day" in told:
        told["day"] = day(texts, told["day"])
    return told


def _more_of_delivery(params: Mapping[str, str], texts: Texts) -> str:
    until = texts.text("delivery.appeal_until", day=day(texts, params["until"])) if params.get("until") else ""
    return _joined(until, params.get("by", ""), params.get("note", ""), _clerk(params, texts))


def _said(params: Mapping[str, str], texts: Texts) -> str:
    """What more is known of work on a case: how much was brought, why, the note, and who did it."""
    counts = [(name, int(params.get(name) or 0)) for name in _BROUGHT]
    brought = ", ".join(texts.many(f"detail.more.{name}", count) for name, count in counts if count)
    return _joined(brought, params.get("reason", ""), params.get("note", ""), _clerk(params, texts))


def _clerk(params: Mapping[str, str], texts: Texts) -> str:
    return texts.text("detail.more.received", clerk=params["clerk"]) if params.get("clerk") else ""


def _known(key: str, otherwise: str, texts: Texts) -> str:
    return texts.text(key if texts.has(key) else otherwise)


def _joined(*parts: str) -> str:
    return " · ".join(part for part in parts if part)
