"""Writing an act: what is missing is marked, the PIN leaves the field at once, and a card that signs is waited for."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from clerk_app.actions.acts import Begun
from clerk_app.domain.acts import ActDraft, Evidence, Filed, Obtained
from clerk_app.domain.catalogue import Wording
from clerk_app.domain.errors import Invalid, Refused
from clerk_app.ui.acts.act_dialog import ActDialog
from tests.support.fake_acts import CERTIFICATE

CONTROL = Qt.KeyboardModifier.ControlModifier
FOUND = Evidence(
    obtained=(Obtained(key="body:licence", name=Wording(sr="Дозвола")),), filed=(Filed(key="paper:0", title="Скица"),)
)
BEGUN = Begun(
    subject=b"s",
    draft=ActDraft(kind="approved", proofs=("paper:0",)),
    evidence=FOUND,
    number="350-1/2026",
    remedy=Wording(sr="Жалба."),
    signer=CERTIFICATE,
)


@pytest.fixture
def made(context, page):
    page.resize(1200, 740)
    page.show()

    def make(**changed):
        dialog = ActDialog(
            context, Begun(**{name: getattr(BEGUN, name) for name in BEGUN.__slots__} | changed), over=page
        )
        dialog.open_over()
        return dialog

    return make


def test_what_was_written_and_ticked_is_the_draft(made):
    dialog = made()
    dialog.disposition.setPlainText("Одобрава се.")
    dialog.reasons.setPlainText("Јер је тако.")
    dialog.proofs.obtained.lines["body:licence"].check.setChecked(True)
    dialog.language.set_value("sr-Latn")
    draft = dialog.draft()
    assert draft == ActDraft(
        kind="approved",
        disposition="Одобрава се.",
        reasons="Јер је тако.",
        proofs=("body:licence", "paper:0"),
        language="sr-Latn",
    )


def test_the_pin_is_given_once_and_leaves_the_field(made, qtbot):
    dialog = made()
    heard: list[tuple[ActDraft, bytearray]] = []
    dialog.sign_wanted.connect(heard.append)
    dialog.pin.setText("4711")
    qtbot.keyClick(dialog, Qt.Key.Key_Return, CONTROL)
    ((draft, pin),) = heard
    assert (draft.kind, bytes(pin)) == ("approved", b"4711")
    assert dialog.pin.text() == ""
    assert not dialog.verb.isEnabled()
    qtbot.keyClick(dialog, Qt.Key.Key_Return, CONTROL)
    assert len(heard) == 1, "while the card signs it is not asked again"


def test_a_card_that_is_open_asks_for_no_pin_until_it_says_that_it_must(made, qtbot):
    dialog = made(pin_wanted=False)
    heard: list[tuple[ActDraft, bytearray]] = []
    dialog.sign_wanted.connect(heard.append)
    assert not dialog.pin_row.isVisibleTo(dialog)
    assert "Картица је отворена" in " ".join(label.text() for label in dialog.signer.findChildren(QLabel))
    qtbot.keyClick(dialog, Qt.Key.Key_Return, CONTROL)
    assert bytes(heard[0][1]) == b""
    dialog.say_wrong(Invalid("pin_missing", field="pin"))
    assert dialog.pin_row.isVisibleTo(dialog)
    assert dialog.focusWidget() is dialog.pin


def test_what_is_wrong_stands_where_it_is_mended(made):
    dialog = made()
    dialog.say_wrong(Invalid("act_disposition_missing", field="disposition"))
    assert dialog.focusWidget() is dialog.disposition
    dialog.say_wrong(Refused("pin_last_try"))
    assert dialog.pin_row.message.startswith("ПИН није тачан. Остао је још један")
    assert dialog.focusWidget() is dialog.pin
    assert dialog.verb.isEnabled()


def test_without_a_card_there_is_no_pin_and_it_says_why(made, qtbot):
    dialog = made(signer=None, why="token_not_set")
    heard: list[ActDraft] = []
    dialog.make_wanted.connect(heard.append)
    assert not dialog.pin_row.isVisibleTo(dialog)
    assert not dialog.without.isVisibleTo(dialog)
    qtbot.keyClick(dialog, Qt.Key.Key_Return, CONTROL)
    assert [draft.kind for draft in heard] == ["approved"]


def test_a_confirmation_has_no_remedy_unless_the_handler_wants_one(made):
    dialog = made()
    assert dialog.remedy.isChecked()
    dialog.kind.set_value("confirmation")
    dialog.kind.value_chosen.emit("confirmation")
    assert not dialog.remedy.isChecked()


def test_without_words_for_a_remedy_none_can_be_wanted(made):
    assert not made(remedy=None).remedy.isEnabled()


def test_what_was_not_obtained_stands_apart_with_its_state_and_what_was_denied_cannot_be_ticked(made):
    denied = Obtained(key="body:denied", name=Wording(sr="Пензија"), state="denied")
    unasked = Obtained(key="body:unasked", name=Wording(sr="Приходи"), state="not_asked")
    dialog = made(evidence=Evidence(obtained=(*FOUND.obtained, denied, unasked), filed=FOUND.filed))
    assert set(dialog.proofs.obtained.lines) == {"body:licence"}
    assert [line.words for line in dialog.proofs.lacking.lines.values()] == [
        "Пензија · упит није дозвољен",
        "Приходи · није тражено",
    ]
    assert not dialog.proofs.lacking.lines["body:denied"].check.isEnabled()
    dialog.proofs.lacking.lines["body:unasked"].check.click()
    assert dialog.draft().proofs == ("body:unasked", "paper:0")


def test_at_1366_by_768_most_proofs_are_in_sight_and_the_verbs_too(made, page):
    page.resize(1366, 768)
    filed = tuple(Filed(key=f"paper:{n}", title="Копија решења о регистрацији") for n in range(20))
    dialog = made(evidence=Evidence(obtained=FOUND.obtained, filed=filed))
    assert dialog.height() <= page.height()
    assert dialog.proofs.pane.height() > 300
    assert dialog.rect().contains(dialog.verb.geometry())
    few = made()
    assert few.proofs.pane.height() < dialog.proofs.pane.height()
    assert few.proofs.pane.verticalScrollBar().maximum() == 0
