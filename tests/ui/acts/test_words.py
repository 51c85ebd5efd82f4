"""What stands beside an act and a verdict is what a clerk would say of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC

import pytest

from clerk_app.domain.act_bodies import ActMade
from clerk_app.domain.acts import NEVER, TOLD, Act, Obtained
from clerk_app.domain.bodies import EnclosureRef
from clerk_app.domain.case_file import Way
from clerk_app.domain.catalogue import Wording
from clerk_app.ui.acts.words import act_line, lacking_words, verdict_line
from tests.support.fake_acts import VERDICT

PAPER = EnclosureRef(sha256="a" * 64, size=1, media_type="application/pdf", title="1.pdf")
MADE = ActMade(
    act="approved", number="350-1/2026", paper=PAPER, made_local="2026-11-23T09:00:00+01:00", clerk="omodelic"
)
ACT = Act(seq=3, subject=b"s", made=MADE, paper=PAPER, level="unsigned")


def test_an_act_that_nobody_signed_says_so(texts):
    said = act_line(ACT, texts)
    assert "350-1/2026" in said.title
    assert "није електронски потписан" in said.more


def test_what_is_waited_for_is_said(texts):
    signed = replace(ACT, level="B-B", made=replace(MADE, level="B-B", signer="Огњен Моделић"))
    assert "чека временски жиг" in act_line(signed, texts).more
    assert act_line(signed, texts).icon == "hourglass"
    assert "Није подешено ко даје временски жиг" in act_line(signed, texts, dated=False).more
    assert "чека доказ" in act_line(replace(signed, level="B-T"), texts).more
    done = act_line(replace(signed, level="B-LT"), texts)
    assert "чека" not in done.more
    assert done.icon == "badge-check"


def test_what_somebody_has_to_hear_of_is_said_while_it_waits(texts):
    signed = replace(ACT, level="B-B", made=replace(MADE, level="B-B", signer="Огњен Моделић"))
    told = act_line(replace(signed, short="tsa_unknown"), texts)
    assert "не верује служби за временски жиг" in told.more
    assert told.icon == "hourglass"
    assert "не зна за овај сертификат" in act_line(replace(signed, level="B-T", short="ocsp_unknown"), texts).more
    assert "везе" not in act_line(replace(signed, level="B-T", short="line_down"), texts).more


@pytest.mark.parametrize("code", sorted(TOLD | NEVER))
def test_every_reason_has_its_words(texts, code):
    assert texts.has(f"error.{code}")


def test_a_stamp_that_nobody_here_trusts_is_named_as_such(texts):
    more = verdict_line(replace(VERDICT, level="B-LT", stamped=""), texts, UTC).more
    assert "временски жиг није дао нико коме се овде верује" in more
    assert "нико коме" not in verdict_line(replace(VERDICT, level="B-B", stamped=""), texts, UTC).more


def test_why_it_will_never_be_better_is_said(texts):
    never = replace(ACT, level="B-LT", short="certificate_revoked")
    assert "опозван" in act_line(never, texts).more


@pytest.mark.parametrize(
    ("changed", "words", "role"),
    [
        ({}, "Потпис је исправан", "success"),
        ({"integrity": "altered"}, "измењен после потписа", "error"),
        ({"later": "changed"}, "Документ је мењан после потписа", "error"),
        ({"later": "filled"}, "после потписа попуњена поља", "warning"),
        ({"trust": "unknown_issuer"}, "не може да се провери овде", "warning"),
        ({"checked": "not_checked"}, "не може да се провери овде", "text_2"),
        ({"trust": "revoked", "checked": "revoked"}, "опозван", "error"),
    ],
)
def test_a_verdict_says_who_signed_and_what_it_is_worth(texts, changed, words, role):
    said = verdict_line(replace(VERDICT, **changed), texts, UTC)
    assert "Потписао: Огњен Моделић" in said.title
    assert words in said.title
    assert said.role == role
    assert "Временски жиг: 23.11.2026." in said.more


def test_without_a_stamp_the_signers_own_clock_is_named_as_such(texts):
    assert "по сату потписника" in verdict_line(replace(VERDICT, stamped=""), texts, UTC).more


@pytest.mark.parametrize(
    "state",
    ["not_asked", "waiting", "asked", "done", "dropped", "not_found", "source_unavailable", "denied", "refused", "new"],
)
def test_every_state_of_what_was_not_obtained_has_its_words(texts, state):
    said = lacking_words(Obtained(key="x", name=Wording(sr="Приходи"), state=state), texts)
    assert said.startswith("Приходи · ")
    assert "acts." not in said


@pytest.mark.parametrize(
    ("way", "words", "role"),
    [
        (Way(mark="held", code="centre_too_old"), "", "warning"),
        (Way(mark="refused", code="not_permitted"), "", "error"),
        (Way(code="nobody_knows_why"), "центар га није примио", "error"),
        (Way(mark="waiting"), "није електронски потписан", "text_2"),
    ],
)
def test_an_act_that_the_centre_did_not_take_says_so(texts, way, words, role):
    said = act_line(replace(ACT, way=way), texts)
    assert words in said.more
    assert said.role == role
    assert (said.more != act_line(ACT, texts).more) == (not way.counts)
