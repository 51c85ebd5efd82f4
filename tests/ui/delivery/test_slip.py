"""What came back: only what can have happened, a day that is no later than today, and a scan."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from clerk_app.actions.delivery import Slip
from clerk_app.domain.delivery import Delivery, Step
from clerk_app.ui.delivery.slip import SlipDialog, notings

TODAY = date(2026, 11, 23)


def delivery(state):
    step = Step(state=state, at=1, here=False)
    return Delivery(id="0a" * 16, sha256="a" * 64, title="Решење", kind="decision", channel="post", steps=(step,))


@pytest.fixture
def opened(context, page):
    page.resize(1000, 800)
    page.show()
    dialog = SlipDialog(context, delivery("dispatched"), TODAY, over=page)
    heard: list[object] = []
    dialog.slip_given.connect(heard.append)
    dialog.open_over()
    return dialog, heard


def do(dialog):
    QTest.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)


def test_only_what_can_follow_is_offered():
    assert notings(delivery("notice_left")) == ("refused", "collected", "returned")
    assert notings(delivery("delivered")) == ()


def test_nothing_is_offered_that_is_not_a_desks_to_say():
    assert notings(delivery("dispatched")) == ("refused", "notice_left", "collected", "returned")
    assert notings(replace(delivery("available"), channel="inbox_personal")) == ()
    assert "public_notice_posted" in notings(replace(delivery("dispatched"), channel="notice_board"))


def test_nothing_is_chosen_beforehand_and_it_is_asked_for(opened, texts):
    dialog, heard = opened
    missing = texts.text("delivery.slip_what_missing")
    assert (dialog.state.value(), dialog.verb.isEnabled(), dialog.verb.toolTip()) == (None, False, missing)
    do(dialog)
    assert (heard, dialog.state_row.message) == ([], missing)
    dialog.state.set_value("returned")
    assert (dialog.verb.isEnabled(), dialog.verb.toolTip(), dialog.state_row.message) == (True, "", "")


def test_a_day_to_come_is_marked(opened, texts):
    dialog, heard = opened
    dialog.state.set_value("returned")
    dialog.on.set_date(date(2026, 11, 24))
    do(dialog)
    assert (heard, dialog.on_row.message) == ([], texts.text("error.slip_day"))


def test_it_gives_what_stands_on_the_slip_and_the_scan(opened):
    dialog, heard = opened
    dialog.state.set_value("returned")
    dialog.number.setText("RE 1")
    dialog.note.set_note("непознат")
    dialog.enclose(Path("scan.pdf"))
    do(dialog)
    assert heard == [(Slip(state="returned", on="2026-11-23", number="RE 1", text="непознат"), Path("scan.pdf"))]


def test_the_scan_is_chosen_from_a_file(opened):
    dialog, _heard = opened
    dialog.scan.click()
    asked = dialog.findChild(QFileDialog)
    assert asked is not None
    asked.fileSelected.emit("scan.pdf")
    assert dialog._path == Path("scan.pdf")
    asked.reject()
