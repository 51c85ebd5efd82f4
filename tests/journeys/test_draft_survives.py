"""The window program is killed (-9) while the clerk is typing: after the next start the draft is there."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from clerk_app.app.open import prepare
from tests.journeys.town import CLERK, PASSWORD, Town, place_of
from tests.journeys.typing_worker import EVERY, LETTERS
from tests.support.central_process import ROOT

KEYS = 60
UNSAVED = 2000 // EVERY  # keys of two seconds may be lost, on a machine that is busy


@pytest.fixture
def root(tmp_path: Path) -> Iterator[Path]:
    with Town(tmp_path) as town:
        yield town.desk("desk")


def test_what_was_typed_is_a_draft_after_a_kill_in_the_middle(root: Path) -> None:
    command = [sys.executable, "-m", "tests.journeys.typing_worker", str(root)]
    program = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert program.stdout is not None
    with program.stdout as said:
        typed = next(int(line.split()[1]) for line in said if line.startswith(("ended", f"typing {KEYS}")))
        program.kill()
        program.wait()
    assert typed == KEYS

    prepared = prepare(place_of(root))
    try:
        prepared.signing_in.sign_in(CLERK, PASSWORD)
        (draft,) = prepared.desk.actions.intake.drafts()
    finally:
        prepared.close()
    assert draft.applicant is not None
    surname = draft.applicant.surname
    assert (LETTERS * KEYS).startswith(surname)
    assert len(surname) >= KEYS - UNSAVED
