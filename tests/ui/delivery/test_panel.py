"""Beside the tabs: each document with how it stands; nothing where there is none."""

from __future__ import annotations

from clerk_app.ui.screens.detail import DetailScreen
from tests.support.desk_day import registered_one
from tests.ui.delivery.conftest import show


def test_it_is_there_while_the_case_has_a_document(stage, desk, case):
    stage.go("detail", registered_one(desk).subject)
    panel = stage.screen(DetailScreen)._page.deliveries
    assert not panel.isVisible()
    show(stage, case)
    assert panel.isVisible()
    assert "још није упућено" in stage.words()
    case.moved("dispatched")
    show(stage, case)
    assert "Решење о порезу → пошта" in stage.words()
