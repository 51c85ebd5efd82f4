"""What happened stands on paper in the words of the screen, and never as a code."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from clerk_app.documents.happenings import happening_words
from clerk_app.domain.requests import HistoryItem
from clerk_app.ui.detail import timeline

BY = {"clerk": "Милица Примерић"}
PAID = {"order": "Т-1", "amount": "330,00", "number": "12/26", **BY}
TITLE = {"title": "Решење"}
TOLD: dict[str, dict[str, str]] = {
    "received": {"number": "A7-000417-E", **BY},
    "filed": {"number": "9000000001"},
    "corrected": {"fields": "2"},
    "annulled": {"reason": "Погрешна услуга", **BY},
    "registered": {"number": "004812736/2026"},
    "status": {"state": "u_radu", "note": "Одељење"},
    "moved": {"state": "neuredan_dopuna", "note": "", **BY},
    "findings": {"count": "2"},
    "receipt_printed": {"number": ""},
    "receipt_copied": {"number": ""},
    "handed": {"to": "Огњен Моделић", "note": "пренето", **BY},
    "supplemented": {"fields": "1", "papers": "2", "note": "донела", **BY},
    "withdrawn": {"reason": "не треба", **BY},
    "amended": {"fields": "3"},
    "payment": {"state": "partially_paid"},
    "act_signed": {"act": "approved", "number": "350-1/2026", "signer": "Огњен Моделић", **BY},
    "act_unsigned": {"act": "approved", "number": "350-1/2026", "signer": "", **BY},
    "act_upgraded": {"level": "B-LT"},
    "act_not_upgraded": {"level": "B-B"},
    "ezup_stated": BY,
    "ezup_asked": TITLE | BY,
    "ezup_done": TITLE,
    "ezup_not_found": TITLE,
    "ezup_source_unavailable": TITLE,
    "ezup_denied": TITLE,
    "ezup_attached": TITLE | BY,
    "ezup_dropped": TITLE | BY,
    "payment_seen": PAID,
    "payment_scanned": PAID,
    "payment_terminal": PAID,
    "payment_cancelled": {"order": "Т-1", "reason": "грешка", **BY},
    "payment_refund_asked": PAID | {"reason": "двапут"},
    **{
        f"order_{what}": PAID
        for what in (
            "pending", "paid", "late", "over", "kept", "proven", "terminal", "attached", "cancelled", "expired",
            "refund_asked", "refunded", "repeated",
        )
    },
    "consented": {"how": "paper", **BY},
    "consent_withdrawn": {"how": "spoken", **BY},
    "dispatched": TITLE | {"channel": "inbox_personal"} | BY,
    "handed_over": TITLE | {"note": ""} | BY,
    "hand_over_refused": TITLE | {"note": "није хтео"} | BY,
    "delivery_noted": {"step": "notice_left", "note": "", **BY},
    "document_came": TITLE | {"by": "Писарница"},
    "document_better": TITLE,
    "delivery_step": TITLE | {"channel": "inbox_notification", "step": "expired_deemed"},
    "delivered": TITLE | {"channel": "post", "step": "delivered", "day": "2026-11-20", "until": "2026-12-05"},
    "delivery_withdrawn": TITLE | {"channel": "post", "step": "delivered", "day": "2026-11-20"},
    "never_heard_of": {"state": "of_next_year"},
}  # fmt: skip
_WORDING = frozenset({"taken", "payment_state", "annulled_there"})
"""Other words for kinds that are told above."""


def items() -> list[HistoryItem]:
    """Each kind once as the desk's word and once as the centre's."""
    here = [HistoryItem(at=0, kind=kind, source="desk", params=told) for kind, told in TOLD.items()]
    return here + [replace(item, source="centre") for item in here]


def latin(said: str) -> list[str]:
    """Latin words, those with a digit in them aside: numbers and signs are written so."""
    return [word for word in said.split() if re.search("[A-Za-z]", word) and not re.search(r"[\d@]", word)]


def test_every_kind_that_has_words_is_tried_here(texts):
    known = {key.removeprefix("history.") for key in texts.of("sr-Cyrl")._messages if key.startswith("history.")}
    assert known - _WORDING <= set(TOLD)


@pytest.mark.parametrize("item", items(), ids=lambda item: f"{item.kind}-{item.source}")
def test_paper_says_it_as_the_screen_does_and_without_codes(texts, item):
    words = texts.of("sr-Cyrl")
    told = happening_words(item, words)
    assert told == tuple(part.replace("\u00a0", " ") for part in timeline.happening_words(item, words))
    assert latin(" ".join(told)) == []
    assert not re.search(r"\d{4}-\d\d-\d\d", " ".join(told)), "days as people write them"


def test_who_takes_a_case_has_taken_it(texts):
    item = HistoryItem(at=0, kind="handed", source="desk", params={"to": "Огњен", "clerk": "Огњен"})
    assert happening_words(item, texts.of("sr-Cyrl")) == ("Предмет преузет", "Службеник: Огњен")


def test_a_state_that_is_newer_than_the_program_is_no_code(texts):
    step = HistoryItem(at=0, kind="delivery_noted", source="desk", params={"step": "of_next_year"})
    assert latin(" ".join(happening_words(step, texts.of("sr-Cyrl")))) == []
