"""Which document: one alone is not asked about, several have nothing chosen beforehand."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from clerk_app.domain.delivery import Document
from clerk_app.ui.delivery.which import WhichDialog, ask_which
from tests.domain.test_delivery_bodies import REF

FIRST = Document(ref=REF, kind="decision", by="Одељење за привреду")
SECOND = replace(FIRST, ref=replace(REF, sha256="b" * 64), by="", signed="М. Примерић")


def test_the_only_document_is_taken_at_once(context, page):
    heard: list[object] = []
    ask_which(context, (FIRST,), heard.append, policy=None, verb="Уручи", over=page)
    assert heard == [FIRST]


def test_of_several_one_is_chosen(context, page, texts):
    page.show()
    dialog = WhichDialog(context, (FIRST, SECOND), None, verb="Уручи", over=page)
    heard: list[object] = []
    dialog.document_given.connect(heard.append)
    dialog.open_over()
    assert [radio.text() for radio in dialog.radios] == ["Решење · Одељење за привреду", "Решење · М. Примерић"]
    QTest.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert (heard, dialog.verb.isEnabled()) == ([], False)
    assert dialog.verb.toolTip() == texts.text("delivery.which_missing")
    dialog.radios[1].setChecked(True)
    assert dialog.verb.isEnabled()
    QTest.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert heard == [SECOND]
