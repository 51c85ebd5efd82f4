"""Deliveries in words: nothing of the centre is told as ours, and a code without words does no harm."""

from __future__ import annotations

from dataclasses import replace

import pytest

from clerk_app.domain.delivery import Delivery, Document, Step
from clerk_app.domain.delivery_policy import CHANNELS
from clerk_app.domain.delivery_states import STATES
from clerk_app.domain.delivery_told import HAPPENINGS, Evidence
from clerk_app.ui.delivery import words
from tests.domain.test_delivery_bodies import BODIES, REF
from tests.domain.test_delivery_told import CAME, moved

DONE = Delivery(
    id="0a" * 16, sha256="a" * 64, title="Решење", kind="decision", channel="counter",
    legal_date="2026-11-23", appeal_until="2026-12-08",
)  # fmt: skip


def test_every_state_and_channel_has_words_and_a_look(texts):
    for state in STATES:
        assert words.state_words(state, texts) != texts.text("delivery.state_unknown")
        assert words.step_look(Step(state=state, at=1, here=False))[0]
    assert words.state_words("thrown", texts) == texts.text("delivery.state_unknown")
    assert all(words.channel_words(channel, texts) != channel for channel in CHANNELS)
    assert words.channel_words("pigeon", texts) == "pigeon"


def test_the_legal_day_is_the_centres_or_not_settled(texts):
    document = Document(ref=REF, kind="decision")
    assert words.legal_words(document, texts) == "датум достављања још није утврђен"
    assert words.appeal_words(document, texts) == ""
    told = replace(document, deliveries=(DONE,))
    assert words.legal_words(told, texts) == "датум достављања по центру: 23.11.2026."
    assert words.appeal_words(told, texts) == "Рок за жалбу тече до 08.12.2026."


BY_PASSPORT = Evidence(kind="signature", number="passport 4321")
CAME_BACK = Evidence(kind="return", number="RE 1", text="непознат")


@pytest.mark.parametrize(
    ("step", "said"),
    [
        (Step(state="collected", at=1, here=True, mark="waiting"), "уписано овде, чека везу"),
        (Step(state="collected", at=1, here=True, mark="refused", code="no_words"), "уписано овде, центар га није"),
        (Step(state="collected", at=1, here=True, mark="held", code="consent_missing"), "није дао сагласност"),
        (Step(state="opened", at=1, here=False), "центар"),
        (Step(state="collected", at=1, here=False, evidence=BY_PASSPORT), "пасош …4321"),
        (Step(state="returned", at=1, here=False, evidence=CAME_BACK), "RE 1 · непознат"),
    ],
)
def test_a_step_says_whose_word_it_is_and_what_it_rests_on(texts, step, said):
    assert said in words.step_words(step, texts)


def test_what_waits_here_looks_like_that(texts):
    assert words.step_look(Step(state="collected", at=1, here=True, mark="waiting")) == ("circle-dashed", "offline")
    assert words.step_look(Step(state="thrown", at=1, here=False)) == ("file-text", "text_2")


def test_a_document_that_is_called_by_its_number_is_told_with_its_kind(texts, case, desk):
    policy = desk.actions.systems.delivery.policy()
    act = Document(ref=replace(REF, title="354-4809118/2026-08"), kind="certificate")
    assert words.title_words(act, policy, texts) == "354-4809118/2026-08 · уверење"
    assert words.title_words(replace(act, ref=REF, kind="decision"), policy, texts) == "Решење"
    assert words.title_words(replace(act, kind="unheard"), policy, texts) == "354-4809118/2026-08"
    assert words.title_words(act, None, texts) == "354-4809118/2026-08"


def test_a_delivery_says_why_it_goes_that_way(texts):
    assert words.delivery_words(replace(DONE, why="wish"), texts) == "шалтер (тако грађанин жели)"
    assert words.delivery_words(replace(DONE, why="unheard"), texts) == "шалтер"
    assert words.not_words("no_inbox", texts) == "Грађанин нема еСандуче."


def test_every_line_of_the_history_is_told(texts):
    lines = [body.history() for body, _ in BODIES]
    lines += [CAME.history(), moved("available").history(), moved("delivered", legal_date="2026-11-23").history()]
    lines.append(replace(CAME, replaces="c" * 64).history())
    lines.append(replace(moved("returned"), withdrawn="2026-11-23").history())
    lines.append(("hand_over_refused", {"title": "Решење", "note": "неће", "clerk": "М. Примерић"}))
    assert {kind for kind, _ in lines} == HAPPENINGS
    for kind, params in lines:
        title, _more = words.history_words(kind, params, texts)
        assert title
        assert "{" not in title
    title, more = words.history_words(*moved("delivered", legal_date="2026-11-23").history(), texts)
    assert (title, more) == ("Достављено 23.11.2026.: Решење", "Рок за жалбу тече до 08.12.2026.")
