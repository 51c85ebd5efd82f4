"""The preview is the intake itself: conditions, computed values and fees follow what is typed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from clerk_app.contract import catalogue
from clerk_app.domain.findings import Finding
from clerk_app.i18n import Texts
from clerk_app.ui.intake.form_page import FormPage
from clerk_app.ui.intake.state import STEPS
from clerk_app.ui.preview import Preview
from tests.ui.conftest import RESOURCES, Dress

SERVICES = sorted((RESOURCES / "catalogue").glob("*.toml"))
TODAY = date(2026, 11, 23)


def shown(qtbot: QtBot, dress: Dress, texts: Texts, path: Path, scale: float = 1.0) -> Preview:
    preview = Preview(texts, dress("light", scale), catalogue.load(path.read_bytes()), TODAY)
    qtbot.addWidget(preview)
    preview.resize(1366, 700)
    preview.show()
    return preview


def form_of(preview: Preview) -> FormPage:
    (page,) = preview.findChildren(FormPage)
    return page


@pytest.mark.parametrize("path", SERVICES, ids=lambda path: path.stem)
def test_every_service_is_shown_step_by_step(qtbot: QtBot, dress: Dress, texts: Texts, path: Path) -> None:
    preview = shown(qtbot, dress, texts, path)
    assert form_of(preview).isVisible()
    for step in STEPS:
        preview.view.step_wanted.emit(step)
    assert not form_of(preview).isVisible()


def test_what_is_typed_is_worked_out(qtbot: QtBot, dress: Dress, texts: Texts) -> None:
    preview = shown(qtbot, dress, texts, RESOURCES / "catalogue" / "birth-extract.toml")
    page = form_of(preview)
    assert page.state is not None
    values = {"request.kind": "domestic", "request.copies": "2", "request.purpose": "other"}
    page.form_changed.emit(replace(page.state.form, values=values))
    assert page.state.assessment is not None
    assert page.state.assessment.fee.total == 52000 + 12000
    assert "request.purpose_note" in {finding.where for finding in page.state.findings}


def test_a_finding_leads_to_its_field(qtbot: QtBot, dress: Dress, texts: Texts) -> None:
    preview = shown(qtbot, dress, texts, RESOURCES / "catalogue" / "newborn.toml", scale=2.0)
    preview.view.step_wanted.emit("review")
    preview.view.finding_chosen.emit(Finding("required_missing", "mother.surname"))
    assert form_of(preview).isVisible()
