from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from clerk_app.app.windows import Program
from clerk_app.demo.front import Front
from clerk_app.demo.hands import Hands
from clerk_app.demo.script import Player, Until
from clerk_app.demo.visiting import Counter, Visiting
from clerk_app.demo.visits import VISITS, Visit
from clerk_app.demo.watching import Watching
from tests.support.opened_program import wait_in_qt


def sketch() -> Path:
    raise AssertionError("nothing is enclosed in this visit")


@pytest.fixture
def visiting(program: Program, tmp_path: Path) -> Visiting:
    portrait = (program.place.resources / "devices" / "portrait.jpg").read_bytes()
    hands = Hands(program.window, tmp_path)
    return Visiting(Counter(hands, Watching(program), program.place.texts.text, portrait, sketch))


def played(script: Iterator[Until], program: Program) -> object:
    """Why it stopped before its end, or nothing."""
    ends: list[object] = []
    player = Player(script, program, Front(program.window))
    player.ended.connect(ends.append)
    player.play()
    wait_in_qt(lambda: bool(ends))
    return ends[0]


@pytest.mark.parametrize("visit", [VISITS[-1], VISITS[4]], ids=["by card", "typed"])
def test_a_visit_ends_with_a_receipt_in_the_citizens_hand(visit: Visit, visiting: Visiting, program: Program) -> None:
    watching = Watching(program)
    before = watching.accepted()
    assert played(visiting.play(visit, picture=False), program) is None
    assert (watching.accepted(), watching.printed()) == (before + 1, before + 1)
    assert watching.at_counter() == ""


def test_what_the_citizen_says_of_records_and_of_the_way_is_entered(visiting: Visiting, program: Program) -> None:
    text, watching = program.place.texts.text, Watching(program)
    brought = (f"Подаци катастра о парцели: {text('intake.by_party')}", "")
    by_post = (text("intake.delivery"), "*2")
    visit = replace(VISITS[1], file=False, records=(brought,), said=(by_post,))
    assert played(visiting.play(visit, picture=False), program) is None
    body = watching.desk().stores.bodies.received(watching.views()[0].subject)
    assert body is not None
    assert {one.proof: one.by for one in body.proofs}["parcel"] == "party"
    assert body.delivery == "post"
