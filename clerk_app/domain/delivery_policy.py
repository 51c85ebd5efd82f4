"""How documents reach a citizen: the centre's rules, and which way one document goes (DOMAIN §1.4, §1.5).

Days, presumptions and what needs consent are not known of the real systems: they are policy that the centre gives.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from clerk_app.domain.catalogue import Wording

Channel = Literal["inbox_personal", "inbox_notification", "counter", "post", "courier", "notice_board"]
CHANNELS: tuple[Channel, ...] = get_args(Channel)
INBOXES: frozenset[str] = frozenset({"inbox_personal", "inbox_notification"})
Effect = Literal["deemed", "another_way", "at_once"]
Refusal = Literal["deemed", "another_way"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelRule:
    """One way of delivery.

    ``days`` without a word after it became available, a notice was left or it was posted have the ``effect``: it counts
    as delivered, or goes ``another_way``; ``at_once`` needs no word at all. ``attempts`` is how often it is tried,
    ``then`` the way after that, if there is one. ``refused`` says what becomes of it where nobody takes it.
    """

    code: Channel
    days: int
    effect: Effect
    attempts: int = 1
    then: Channel | Literal[""] = ""
    consent: bool = False
    refused: Refusal = "deemed"


@dataclass(frozen=True, slots=True, kw_only=True)
class KindRule:
    """One kind of document: whether a term begins with it (``personal`` delivery), and whether it ends the case.

    ``appeal_days`` is the term for an appeal from the day of delivery, 0 where there is none.
    """

    code: str
    label: Wording
    personal: bool
    outcome: bool
    appeal_days: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryPolicy:
    """Every channel and kind of document; ``otherwise`` is the way of whoever has no inbox and wished for nothing."""

    channels: tuple[ChannelRule, ...]
    kinds: tuple[KindRule, ...]
    otherwise: Channel = "post"

    def channel(self, code: str) -> ChannelRule | None:
        """The rule of a channel, if this municipality has it."""
        return next((rule for rule in self.channels if rule.code == code), None)

    def kind(self, code: str) -> KindRule | None:
        """The rule of a kind of document."""
        return next((rule for rule in self.kinds if rule.code == code), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Addressee:
    """What is known of whom a document is for; ``None`` where nobody could be asked.

    ``wish`` is what was said when the request was received: ``counter``, ``post`` or ``inbox``.
    """

    has_inbox: bool | None = None
    consent: bool | None = None
    wish: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """The channel that is proposed, why (a code), and for every other one why not (a code; empty: possible)."""

    channel: Channel
    why: str
    others: dict[Channel, str]


def choose_channel(policy: DeliveryPolicy, kind: str, whom: Addressee) -> Choice:
    """By which way a document of this kind goes to somebody, as the policy has it."""
    closed = {rule.code: obstacle(policy, rule.code, kind, whom) for rule in policy.channels}
    channel, why = _proposed(policy, kind, whom, closed)
    return Choice(channel=channel, why=why, others={code: said for code, said in closed.items() if code != channel})


def obstacle(policy: DeliveryPolicy, channel: str, kind: str, whom: Addressee) -> str:
    """Why a document of this kind may not go this way, as a code; nothing where it may. Asked at both ends.

    An inbox of which nobody knows closes nothing: the centre finds out, and goes on by another way.
    """
    rule, document = policy.channel(channel), policy.kind(kind)
    if rule is None:
        return "channel_unknown"
    if document is None:
        return "document_kind_unknown"
    if channel == "notice_board":
        return "notice_is_last"
    if channel == "inbox_notification" and document.personal:
        return "personal_required"
    if channel in INBOXES:
        return _no_inbox(rule, whom)
    return ""


def _no_inbox(rule: ChannelRule, whom: Addressee) -> str:
    if whom.has_inbox is False:
        return "no_inbox"
    return "" if whom.consent or not rule.consent else "consent_missing"


def _proposed(policy: DeliveryPolicy, kind: str, whom: Addressee, closed: dict[Channel, str]) -> tuple[Channel, str]:
    document = policy.kind(kind)
    inbox: Channel = "inbox_personal" if document is None or document.personal else "inbox_notification"
    barred = closed.get(inbox, "channel_unknown")
    sure = not barred and whom.has_inbox is not None
    if whom.wish in ("counter", "post") and whom.wish in closed:
        return ("counter" if whom.wish == "counter" else "post"), "wish"
    if whom.wish == "inbox":
        reason = "wish" if sure else barred or "inbox_unknown"
        return (inbox, reason) if sure else (policy.otherwise, reason)
    return (inbox, "has_inbox") if sure else (policy.otherwise, "otherwise")


def noting_refused(channel: str, state: str) -> str:
    """Why a desk may not note this of a delivery, as a code.

    Of what lies in an inbox the inbox alone speaks, and nothing is posted but what goes to the notice board.
    """
    if channel in INBOXES or state == "opened":
        return "only_inbox_says"
    return "only_board_posts" if state == "public_notice_posted" and channel != "notice_board" else ""
