"""Sending: the way that policy proposes with its reason, closed ways with theirs."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from clerk_app.domain.delivery import Delivery, Document
from clerk_app.domain.delivery_policy import Addressee, choose_channel
from clerk_app.ui.delivery.dispatching import DispatchDialog, inbox_words
from tests.domain.test_delivery_bodies import REF
from tests.support.delivery_world import DELIVERY_POLICY

AGREED = Addressee(has_inbox=True, consent=True)


@pytest.fixture
def opened(context, page):
    page.resize(1000, 800)
    page.show()

    def open_dialog(whom, *deliveries):
        document = Document(ref=REF, kind="decision", deliveries=deliveries)
        choice = choose_channel(DELIVERY_POLICY, "decision", whom)
        dialog = DispatchDialog(context, document, choice, whom, over=page)
        heard: list[object] = []
        dialog.channel_given.connect(heard.append)
        dialog.open_over()
        return dialog, heard

    return open_dialog


def do(dialog):
    QTest.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)


def test_enter_takes_what_is_proposed(opened):
    dialog, heard = opened(AGREED)
    assert dialog.radios["inbox_personal"].isChecked()
    do(dialog)
    assert heard == [("inbox_personal", "has_inbox")]


def test_another_way_is_the_clerks(opened, texts):
    dialog, heard = opened(AGREED)
    closed = dialog.radios["inbox_notification"]
    assert not closed.isEnabled()
    assert closed.accessibleDescription() == texts.text("error.personal_required")
    dialog.radios["post"].setChecked(True)
    do(dialog)
    assert heard == [("post", "clerk")]


def test_public_notice_opens_once_another_way_has_failed(opened):
    assert not opened(AGREED)[0].radios["notice_board"].isEnabled()
    failed = Delivery(id="0a" * 16, sha256="a" * 64, title="Решење", kind="decision", channel="post")
    assert opened(AGREED, failed)[0].radios["notice_board"].isEnabled()


@pytest.mark.parametrize(
    ("whom", "key"),
    [
        (Addressee(), "delivery.inbox_unknown"),
        (AGREED, "delivery.inbox_there"),
        (Addressee(has_inbox=False), "delivery.inbox_none"),
    ],
)
def test_what_is_known_of_the_inbox_is_said(context, texts, whom, key):
    assert inbox_words(whom, context) == texts.text(key)
