"""What an act adds to the history of its case."""

from __future__ import annotations

from dataclasses import replace

from clerk_app.domain.act_bodies import ACT_KINDS, ActUpgraded
from clerk_app.domain.kinds import KINDS
from clerk_app.domain.remembered import Remembered
from tests.central.test_acts import MADE, PAPER, UPGRADED


def test_a_signed_act_and_one_that_nobody_signed_are_told_apart() -> None:
    assert MADE.history()[0] == "act_signed"
    assert MADE.history()[1]["signer"] == "Огњен Моделић"
    assert replace(MADE, level="unsigned", signer="").history()[0] == "act_unsigned"


def test_an_upgrade_says_what_the_signature_became() -> None:
    assert UPGRADED.history() == ("act_upgraded", {"level": "B-LT"})
    nothing = replace(UPGRADED, of=UPGRADED.paper.sha256, level="B-B", short="tsa_unknown")
    assert nothing.history() == ("act_not_upgraded", {"level": "B-B"})
    assert isinstance(ActUpgraded(of="", paper=PAPER, level="B-T"), Remembered)
    assert UPGRADED.replaces() == (PAPER.sha256, PAPER)


def test_the_program_knows_its_kinds() -> None:
    assert ACT_KINDS.items() <= KINDS.items()
