"""Deliveries in words: states, channels, evidence, reasons, and the day on which a document counts as delivered."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from clerk_app.domain.delivery import Consent, Delivery, Document, Step
from clerk_app.domain.delivery_policy import DeliveryPolicy
from clerk_app.domain.delivery_told import Evidence
from clerk_app.i18n import Texts
from clerk_app.ui.print_words import known_reason

_LOOKS: dict[str, tuple[str, str]] = {
    "prepared": ("file-text", "text_2"),
    "signed": ("shield-check", "text_2"),
    "dispatched": ("send", "accent"),
    "available": ("inbox", "accent"),
    "opened": ("eye", "success"),
    "refused": ("user-round-x", "warning"),
    "notice_left": ("mail", "accent"),
    "collected": ("check", "success"),
    "expired_deemed": ("hourglass", "warning"),
    "delivered": ("badge-check", "success"),
    "failed": ("circle-x", "warning"),
    "returned": ("undo-2", "warning"),
    "public_notice_posted": ("landmark", "accent"),
    "deemed_public": ("hourglass", "warning"),
}
_HERE: dict[str, tuple[str, str]] = {
    "waiting": ("circle-dashed", "offline"),
    "sending": ("upload", "offline"),
    "relayed": ("network", "offline"),
    "held": ("triangle-alert", "warning"),
    "refused": ("circle-x", "error"),
}


def step_look(step: Step) -> tuple[str, str]:
    """Icon and colour of a step; what was recorded here and is on its way looks like that."""
    if step.here and step.mark in _HERE:
        return _HERE[step.mark]
    return _LOOKS.get(step.state, ("file-text", "text_2"))


def state_words(state: str, texts: Texts) -> str:
    """A state; one that this program does not know is told as a step."""
    key = f"delivery.state.{state}"
    return texts.text(key) if texts.has(key) else texts.text("delivery.state_unknown")


def channel_words(channel: str, texts: Texts) -> str:
    """A channel."""
    key = f"delivery.channel.{channel}"
    return texts.text(key) if texts.has(key) else channel


def why_words(code: str, texts: Texts) -> str:
    """Why a channel was taken, or is proposed; nothing for a reason without words."""
    key = f"delivery.why.{code}"
    return texts.text(key) if texts.has(key) else ""


def not_words(code: str, texts: Texts) -> str:
    """Why a channel cannot be taken."""
    return known_reason(code, texts)


def evidence_words(evidence: Evidence, texts: Texts) -> str:
    """What a step rests on."""
    key = f"delivery.evidence.{evidence.kind}"
    kind = texts.text(key) if evidence.kind != "none" and texts.has(key) else ""
    if evidence.kind in ("signature", "note"):
        identity, _, tail = evidence.number.partition(" ")
        number = texts.text(f"delivery.identity.{identity}", tail=tail) if _is_identity(identity) else ""
    else:
        number = evidence.number
    return " · ".join(part for part in (kind, number, evidence.text) if part)


def step_words(step: Step, texts: Texts) -> str:
    """Whose word a step is, where it stands on its way, and what it rests on."""
    if not step.here:
        by = texts.text("delivery.by_centre")
    elif step.mark in ("held", "refused"):
        by = known_reason(step.code, texts) or texts.text(f"delivery.here.{step.mark}")
    else:
        by = texts.text(f"delivery.here.{step.mark}")
    return " · ".join(part for part in (by, evidence_words(step.evidence, texts)) if part)


def legal_words(document: Document, texts: Texts) -> str:
    """The day on which a document counts as delivered, as the centre said; or that it has said none yet."""
    day = document.legal_date
    if not day:
        return texts.text("delivery.not_yet")
    return texts.text("delivery.legal_date", day=texts.date(date.fromisoformat(day)))


def appeal_words(document: Document, texts: Texts) -> str:
    """Until when the term runs that began with delivery; nothing where there is none."""
    dates = [one.appeal_until for one in document.deliveries if one.legal_date == document.legal_date]
    until = next((day for day in dates if day), "")
    return texts.text("delivery.appeal_until", day=texts.date(date.fromisoformat(until))) if until else ""


def consent_words(said: Consent | None, texts: Texts) -> str:
    """What the citizen last said of electronic delivery."""
    if said is None:
        return texts.text("delivery.consent_none")
    how = texts.text(f"delivery.consent_how.{said.how}")
    key = "delivery.consent_given" if said.given else "delivery.consent_taken_back"
    return texts.text(key, day=texts.date(date.fromisoformat(said.on)), how=how)


def kind_words(document: Document, policy: DeliveryPolicy | None, texts: Texts) -> str:
    """What kind of document it is, as the centre calls it; nothing for a kind that it does not know."""
    rule = policy.kind(document.kind) if policy is not None else None
    return texts.wording(rule.label) if rule is not None else ""


def title_words(document: Document, policy: DeliveryPolicy | None, texts: Texts) -> str:
    """A document by its title, with its kind where the title does not begin with it: an act is called by its number."""
    title, kind = document.ref.title, kind_words(document, policy, texts)
    return title if title.casefold().startswith(kind.casefold()) else f"{title} · {kind}"


def delivery_words(one: Delivery, texts: Texts) -> str:
    """A delivery's way, and why that one."""
    why = why_words(one.why, texts)
    return f"{channel_words(one.channel, texts)} ({why})" if why else channel_words(one.channel, texts)


def history_words(kind: str, params: Mapping[str, str], texts: Texts) -> tuple[str, str]:
    """A line of the history about delivery: what happened, and what more is known."""
    told = dict(params)
    if "channel" in told:
        told["channel"] = channel_words(told["channel"], texts)
    if "step" in told:
        told["step"] = state_words(told["step"], texts)
    for name in ("day", "until"):
        if told.get(name):
            told[name] = texts.date(date.fromisoformat(told[name]))
    if "how" in told:
        told["how"] = texts.text(f"delivery.consent_how.{told['how']}")
    clerk = texts.text("detail.more.received", clerk=told["clerk"]) if told.get("clerk") else ""
    until = texts.text("delivery.appeal_until", day=told["until"]) if told.get("until") else ""
    more = (until, told.get("by", ""), told.get("note", ""), clerk)
    return texts.text(f"history.{kind}", **told), " · ".join(part for part in more if part)


def _is_identity(code: str) -> bool:
    return code in ("id_card", "passport", "other")
