"""Handing over: what is missing is marked, a card that is the applicant's fills in, a refusal asks why."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from clerk_app.actions.delivery import Handing
from clerk_app.domain.delivery import Document
from clerk_app.ui.delivery.handing import HandOverDialog
from tests.domain.test_delivery_bodies import REF
from tests.support.delivered import WITH_CARD

OTHER = replace(WITH_CARD, id_number="0101990900009", surname="Узорић", given_name="Весна")


@pytest.fixture
def opened(context, page):
    page.resize(1000, 800)
    page.show()

    def open_dialog(card=None, representative=""):
        document = Document(ref=REF, kind="decision")
        dialog = HandOverDialog(
            context, document, known=WITH_CARD, reader=card, representative=representative, over=page
        )
        heard: list[object] = []
        dialog.handing_given.connect(heard.append)
        dialog.open_over()
        return dialog, heard

    return open_dialog


def stroke(dialog):
    QTest.mousePress(dialog.pad, Qt.MouseButton.LeftButton, pos=QPoint(40, 40))
    QTest.mouseMove(dialog.pad, QPoint(120, 60))
    QTest.mouseRelease(dialog.pad, Qt.MouseButton.LeftButton, pos=QPoint(120, 60))


def do(dialog):
    QTest.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)


def test_the_document_and_the_signature_are_asked_for_in_turn(opened, texts):
    dialog, heard = opened()
    do(dialog)
    assert dialog.number_row.message == texts.text("error.hand_document_missing")
    dialog.number.setText("00 4321")
    do(dialog)
    assert dialog.pad_row.message == texts.text("error.hand_unsigned")
    stroke(dialog)
    do(dialog)
    (handing,) = heard
    assert (handing.number, handing.signed, handing.checked, len(handing.strokes)) == ("00 4321", "strokes", "eyes", 1)


def test_signed_on_paper_takes_the_pads_place(opened):
    dialog, heard = opened()
    dialog.number.setText("4321")
    stroke(dialog)
    dialog.on_paper.setChecked(True)
    assert not dialog.pad.isEnabled()
    do(dialog)
    assert heard == [Handing(number="4321", signed="paper")]


def test_the_card_of_the_applicant_says_who_it_is(opened):
    dialog, heard = opened(card=WITH_CARD)
    assert dialog.number.text() == "4321"
    dialog.on_paper.setChecked(True)
    do(dialog)
    assert heard == [Handing(number="4321", signed="paper", checked="card")]


def test_a_number_typed_over_the_cards_was_seen_by_eyes(opened):
    dialog, heard = opened(card=WITH_CARD)
    dialog.number.setText("9999")
    dialog.on_paper.setChecked(True)
    dialog.note.set_note("нова лична карта")
    do(dialog)
    assert heard[0].checked == "eyes"


def test_another_card_than_that_of_the_request_asks_for_a_note(opened, texts):
    dialog, heard = opened()
    dialog.number.setText("9999")
    dialog.on_paper.setChecked(True)
    do(dialog)
    assert (heard, dialog.note.message) == ([], texts.text("error.hand_document_other"))
    dialog.kind.set_value("passport")
    do(dialog)
    assert heard == [Handing(number="9999", signed="paper", identity="passport")]


def test_the_card_of_somebody_else_is_named_and_fills_nothing_in(opened, texts):
    dialog, _ = opened(card=OTHER)
    assert dialog.number.text() == ""
    assert dialog._seen.text() == texts.text("delivery.other_card", name="Весна Узорић")


def test_a_representative_is_named(opened, texts):
    dialog, heard = opened(representative="Весна Узорић")
    dialog.to.set_value("representative")
    dialog.to.value_chosen.emit("representative")
    assert dialog.name_row.isVisible()
    dialog.number.setText("4321")
    dialog.on_paper.setChecked(True)
    dialog.name.clear()
    do(dialog)
    assert dialog.name_row.message == texts.text("error.hand_name_missing")
    dialog.name.setText("Весна Узорић")
    do(dialog)
    assert (heard[0].to, heard[0].name) == ("representative", "Весна Узорић")


def test_who_refuses_signs_nothing_and_it_is_said_why(opened, texts):
    dialog, heard = opened()
    dialog.number.setText("4321")
    stroke(dialog)
    dialog.takes.set_value("no")
    dialog.takes.answered.emit("no")
    assert not dialog.pad_row.isVisible()
    assert dialog.verb.text() == texts.text("delivery.refuse_do")
    do(dialog)
    assert dialog.note.message == texts.text("error.hand_note_missing")
    dialog.note.set_note("неће да прими")
    do(dialog)
    assert heard == [Handing(number="4321", taken=False, note="неће да прими")]


def test_who_will_not_sign_has_taken_it_with_a_note(opened):
    dialog, heard = opened()
    dialog.number.setText("4321")
    dialog.note.set_note("неће да потпише")
    do(dialog)
    assert (heard[0].taken, heard[0].signed) == (True, "none")
    assert replace(heard[0], note="") == Handing(number="4321")
