"""Words about the work on a case: how long it has, who works on it, and what may be done with it now."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from clerk_app.domain.cases import TO_SUPPLEMENT, State
from clerk_app.domain.permissions import may
from clerk_app.domain.requests import FINISHED, RequestView
from clerk_app.i18n import Texts


def due_words(day: date, today: date, texts: Texts) -> str:
    """A day that counts, with how many days are left to it or have passed since; begins small."""
    left, shown = (day - today).days, texts.date(day)
    if left < 0:
        return texts.many("case.due_past", -left, date=shown)
    if left == 0:
        return texts.text("case.due_today")
    return texts.text("case.due_tomorrow", date=shown) if left == 1 else texts.many("case.due_left", left, date=shown)


def handler_words(view: RequestView, user: str, texts: Texts) -> str:
    """Who works on a case: a name, whoever is signed in, or nobody yet."""
    if not view.handler or view.work is None:
        return texts.text("case.nobody")
    named = view.work.handler_name or view.handler
    return texts.text("case.myself", name=named) if view.handler == user else named


def ways(view: RequestView, role: str, user: str, steps: Sequence[State]) -> tuple[str, ...]:
    """The commands that make sense on a case now, the most pressing first; ``steps`` may follow."""
    open_case = not view.annulled and view.state not in FINISHED
    receives, hands = open_case and may(role, "receive"), open_case and may(role, "hand_over")
    waits, mine = view.state == TO_SUPPLEMENT, view.handler == user
    withdrawn = view.work is not None and view.work.withdrawn
    found = (
        ("supplement", receives and waits and not withdrawn),
        ("take_case", hands and not view.handler),
        ("next_state", bool(steps)),
        ("call_supplement", TO_SUPPLEMENT in steps and not withdrawn),
        ("hand_case", hands),
        ("take_case", hands and bool(view.handler) and not mine),
        ("supplement", receives and (not waits or withdrawn)),
        ("withdraw", receives and not withdrawn),
    )
    return tuple(command for command, sensible in found if sensible)
