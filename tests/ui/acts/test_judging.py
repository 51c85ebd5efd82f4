"""What was found of a paper is worded where it stands: verdicts, that it is not signed, or why nobody knows."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QWidget

from clerk_app.ui.acts.judging import Judged, Judging
from tests.domain.test_delivery_bodies import REF
from tests.support.fake_acts import VERDICT


def test_every_finding_has_its_lines(texts):
    judged = Judged(b"s")
    assert judged.lines(REF, texts, None) == []
    judged.found[REF.sha256] = ()
    assert [line.title for line in judged.lines(REF, texts, None)] == [texts.text("signature.none")]
    judged.found[REF.sha256] = "није овде"
    assert [(line.title, line.role) for line in judged.lines(REF, texts, None)] == [("није овде", "error")]
    judged.found[REF.sha256] = (VERDICT, VERDICT)
    assert [VERDICT.signer in line.title for line in judged.lines(REF, texts, None)] == [True, True]


def test_a_fault_of_the_program_is_not_told_as_a_verdict(desk, texts):
    told: list[object] = []
    tab = QWidget()

    def broken():
        raise ZeroDivisionError

    judging = Judging(desk.place, texts, tab, lambda _paper, found: told.append(found))
    with pytest.raises(ZeroDivisionError):
        judging.judge(REF, broken)
    assert told == []
