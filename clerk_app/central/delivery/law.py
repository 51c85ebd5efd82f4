"""When a document counts as delivered: computed here, at the centre, from steps and policy, and told to everybody.

Sources: the law on general administrative procedure on delivery (articles 66 to 78), as far as DOMAIN §1.4 knows them;
the numbers are policy.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from clerk_app.central.clock import HOME, local, micros
from clerk_app.domain.catalogue import Deadline
from clerk_app.domain.deadlines import due
from clerk_app.domain.delivery_policy import ChannelRule, KindRule

_WAITS: frozenset[str] = frozenset({"available", "notice_left", "public_notice_posted"})
PRESUMED: frozenset[str] = frozenset({"expired_deemed", "deemed_public"})
"""What silence is taken for."""


def waits_until(rule: ChannelRule, state: str, at: int) -> int | None:
    """From when on silence has its effect (microseconds UTC): once the last day is over; ``None`` where none waits."""
    if state not in _WAITS or rule.effect == "at_once" or rule.days <= 0:
        return None
    after = local(at).date() + timedelta(days=rule.days + 1)
    return micros(datetime.combine(after, time(), HOME))


def legal_date(rule: ChannelRule, state: str, at: int, waited_from: int) -> date:
    """The day on which a document counts as delivered after this step at ``at``.

    A presumption counts from the day on which the waiting began; that day itself is not counted.
    """
    return last_day(rule, waited_from) if state in PRESUMED else local(at).date()


def last_day(rule: ChannelRule, waited_from: int) -> date:
    """The last day of waiting."""
    return local(waited_from).date() + timedelta(days=rule.days)


def appeal_until(kind: KindRule | None, delivered: date) -> str:
    """The last day of the term that begins with delivery (ISO), moved on to one that is worked; empty without one."""
    if kind is None or kind.appeal_days <= 0:
        return ""
    last = due(Deadline(kind="days", days=kind.appeal_days), delivered)
    return last.isoformat() if last is not None else ""


def presumed(state: str) -> str:
    """The step that silence leads to."""
    return "deemed_public" if state == "public_notice_posted" else "expired_deemed"
