"""The card of a file that is saved: its button, its progress with a way to stop, and where the file lies."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog

from clerk_app.domain.errors import Unavailable
from clerk_app.ui.commands import Bound
from clerk_app.ui.devices.saving import Saving
from clerk_app.ui.devices.saving_card import SavingCard, breakable
from tests.ui.devices.test_saving import Standing


@pytest.fixture
def lane():
    return Standing()


@pytest.fixture
def saving(lane, qapp):
    return Saving("copy", "database", lane, lambda folder, _told: folder / "salter-A7.db")


@pytest.fixture
def card(context, saving, qtbot):
    card = SavingCard(context, saving)
    qtbot.addWidget(card)
    card.show()
    return card


def test_before_anything_it_says_what_it_is_for(card):
    assert card.about.isVisible()
    assert not any(part.isVisible() for part in (card.progress, card.note, card.folder))
    assert card.button.accessibleName() == "Сачувај: Копија података шалтера"


def test_its_button_does_what_the_command_does(card, context):
    asked: list[str] = []
    context.commands.bind_screen([Bound("save_copy", lambda: asked.append("copy"))])
    card.button.click()
    assert asked == ["copy"]


def test_while_it_goes_it_shows_how_far_and_can_be_stopped(card, saving, lane):
    saving.begin(Path("/stick"))
    saving._on_shown(3, 10)
    assert card.progress.isVisible()
    assert "30 %" in card.progress._words.accessibleName()
    assert not card.button.isVisible()
    card.choose()
    assert card.findChild(QFileDialog) is None
    card.progress.cancelled.emit()
    assert card.button.isVisible()
    lane.jobs[0]()
    assert saving.path is None


def test_afterwards_it_says_where_the_file_lies_and_leads_there(card, saving, lane, viewer, tmp_path):
    saving.begin(tmp_path)
    lane.jobs[0]()
    assert "salter-A7.db" in card.note.accessibleName()
    assert not card.about.isVisible()
    card.folder.click()
    assert viewer.paths == [tmp_path]


def test_a_card_of_another_look_shows_what_stands(context, card, saving, lane, tmp_path, qtbot):
    saving.begin(tmp_path)
    lane.jobs[0]()
    again = SavingCard(context, saving)
    qtbot.addWidget(again)
    again.show()
    assert again.note.accessibleName() == card.note.accessibleName()


def test_what_went_wrong_is_said(card, saving):
    saving._on_failed(Unavailable("copy_not_written"))
    assert "Копија није сачувана" in card.note.accessibleName()
    assert not card.folder.isVisible()


def test_the_folder_is_asked_for(card, saving, tmp_path):
    card.choose()
    dialog = card.findChild(QFileDialog)
    assert dialog.fileMode() == QFileDialog.FileMode.Directory
    dialog.fileSelected.emit(str(tmp_path))
    dialog.close()
    assert saving.busy


def test_a_long_path_may_be_broken_after_each_folder():
    assert breakable(Path("/a/b")).replace("\u200b", "") == str(Path("/a/b"))
    assert breakable(Path("/a/b")).count("\u200b") == str(Path("/a/b")).count(os.sep)
