"""Words about acts and signatures: how good one is, by whom, and what is still waited for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, tzinfo

from clerk_app.domain.acts import TOLD, Act, Obtained
from clerk_app.domain.signatures import Level, SignatureVerdict
from clerk_app.i18n import Texts
from clerk_app.ui.print_words import known_reason

_LOOKS = {
    "good": ("badge-check", "success"),
    "not_checked": ("badge-check", "text_2"),
    "altered": ("circle-alert", "error"),
    "changed_later": ("triangle-alert", "error"),
    "filled_later": ("triangle-alert", "warning"),
    "revoked": ("circle-alert", "error"),
}
_STAMPED: frozenset[Level] = frozenset({"B-T", "B-LT", "B-LTA"})
_OTHER = ("triangle-alert", "warning")


@dataclass(frozen=True, slots=True)
class Said:
    """One line: icon, its colour, what is most worth saying, and the rest of it."""

    icon: str
    role: str
    title: str
    more: str


def act_line(act: Act, texts: Texts, *, dated: bool = True) -> Said:
    """An act of the list: what it is, its number, who made and signed it, and what is waited for.

    Where nobody is set up to date signatures (``dated``), nothing is waited for in vain; what the centre did not take
    is no act of the case.
    """
    made = act.made
    by = made.clerk_name or made.clerk
    about = [texts.text("acts.by_clerk", clerk=by)]
    about += [texts.text("acts.by_signer", signer=made.signer)] if made.signer else []
    about.append(texts.text(f"signature.level.{act.level}"))
    if act.waits and not dated and act.level == "B-B":
        about.append(texts.text("error.tsa_not_set"))
    elif act.waits:
        about.append(texts.text("acts.waits_proof" if act.level == "B-T" else "acts.waits"))
    if act.short and (not act.waits or act.short in TOLD):
        about.append(known_reason(act.short, texts, kinds=("error",)) or act.short)
    icon, role = ("file-text", "text_2") if act.level == "unsigned" else ("badge-check", "success")
    if act.waits:
        icon, role = "hourglass", "offline"
    if not act.way.counts:
        mark = "held" if act.way.mark == "held" else "refused"
        about.append(known_reason(act.way.code, texts) or texts.text(f"delivery.here.{mark}"))
        icon, role = ("triangle-alert", "warning") if mark == "held" else ("circle-x", "error")
    return Said(icon, role, f"**{texts.text(f'act.kind.{made.act}')}**  {made.number}", " · ".join(about))


def lacking_words(one: Obtained, texts: Texts) -> str:
    """A record that was not obtained, with how it stands."""
    key = f"acts.lacking.{one.state}"
    state = texts.text(key if texts.has(key) else "acts.lacking.source_unavailable")
    return f"{texts.wording(one.name)} · {state}"


def verdict_line(verdict: SignatureVerdict, texts: Texts, zone: tzinfo | None) -> Said:
    """The verdict on one signature."""
    icon, role = _LOOKS.get(verdict.code, _OTHER)
    day = date.fromisoformat(verdict.ends)
    told = [texts.text("signature.issuer", issuer=verdict.issuer, day=texts.date(day))]
    told += _moments(verdict, texts, zone)
    told.append(texts.text(f"signature.level.{verdict.level}"))
    title = f"**{texts.text('signature.by', signer=verdict.signer)}**  {texts.text(f'signature.{verdict.code}')}"
    return Said(icon, role, title, " · ".join(told))


def _moments(verdict: SignatureVerdict, texts: Texts, zone: tzinfo | None) -> list[str]:
    """The time that counts: an authority's, else the signer's own."""
    told = verdict.stamped or verdict.claimed
    if not told:
        return []
    moment = texts.moment(datetime.fromisoformat(told).astimezone(zone))
    said = [texts.text("signature.stamped" if verdict.stamped else "signature.claimed", moment=moment)]
    if verdict.level in _STAMPED and not verdict.stamped:
        said.append(texts.text("signature.stamp_unknown"))
    return said
