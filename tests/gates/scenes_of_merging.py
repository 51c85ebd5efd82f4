"""States of the screen on which two sides of a request are compared."""

from __future__ import annotations

from clerk_app.domain.merging import Chosen
from clerk_app.ui.merging.third import ThirdDialog
from clerk_app.ui.screens.merge import MergeScreen
from tests.gates.scenes import Scene
from tests.support.conflict_day import conflicting
from tests.support.fake_desk import FakeDesk
from tests.support.stage import Stage


def merging(stage: Stage, desk: FakeDesk) -> None:
    """Nothing is chosen yet."""
    stage.go("merge", _subject(desk))


def chosen(stage: Stage, desk: FakeDesk) -> None:
    """One side of each, with what is special shown."""
    merging(stage, desk)
    page = stage.screen(MergeScreen)._page
    page.reveal_wanted.emit()
    sides: tuple[Chosen, ...] = ("here", "centre", "here")
    for row, side in zip(page.rows, sides, strict=False):
        row.cards[side].click()
    stage.settle()


def third(stage: Stage, desk: FakeDesk) -> None:
    """A value that neither side has."""
    merging(stage, desk)
    page = stage.screen(MergeScreen)._page
    page.third_wanted.emit(page.rows[0])
    stage.settle()


def conflict_card(stage: Stage, desk: FakeDesk) -> None:
    """The card that leads there."""
    stage.go("attention", _subject(desk))


def _subject(desk: FakeDesk) -> bytes:
    held = (item.subject for item in desk.outbox.items if item.code == "conflict")
    return next(held, b"") or conflicting(desk)


MERGE_SCENES = [
    Scene("conflict card", conflict_card),
    Scene("merging", merging),
    Scene("merging chosen", chosen),
    Scene("merging a third value", third, ThirdDialog),
]
