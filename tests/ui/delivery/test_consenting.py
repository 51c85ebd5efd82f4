"""How consent was given or taken back: only ways that exist here, none of them chosen beforehand."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from clerk_app.domain.delivery_bodies import ConsentGiven
from clerk_app.domain.eid import masked_email
from clerk_app.ui.delivery.consenting import ConsentDialog
from clerk_app.ui.screens.detail import DetailScreen
from tests.support.delivered import WITH_CARD, Case
from tests.ui.delivery.conftest import over, show


@pytest.mark.parametrize(("given", "key"), [(True, "give"), (False, "take_back")])
def test_a_way_is_chosen_before_anything_is_recorded(context, page, texts, given, key):
    page.show()
    dialog = ConsentDialog(context, given=given, over=page)
    heard: list[object] = []
    dialog.way_given.connect(heard.append)
    dialog.open_over()
    assert dialog.windowTitle() == texts.text(f"delivery.consent_{key}_title")
    assert list(dialog.radios) == ["paper", "spoken"]
    QTest.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert (heard, dialog.verb.isEnabled()) == ([], False)
    assert dialog.verb.toolTip() == texts.text("delivery.consent_way_missing")
    dialog.radios["spoken"].setChecked(True)
    QTest.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert heard == ["spoken"]


def test_where_notices_go_is_known_with_consent_and_not_with_its_end(stage, desk):
    case = Case(desk, replace(WITH_CARD, email="d.ogledic@primer.rs"))
    show(stage, case)
    for given in (True, False):
        stage.screen(DetailScreen)._page.delivery.consent_wanted.emit(given)
        dialog = over(stage, ConsentDialog)
        dialog.way_given.emit("paper")
        dialog.reject()
        stage.settle()
    first, last = [body for _, body in desk.case_files.of(case.subject).recorded(ConsentGiven)]
    assert (first.given, last.given) == (True, False)
    assert first.email == masked_email("d.ogledic@primer.rs")
    assert (last.phone, last.email) == ("", "")
