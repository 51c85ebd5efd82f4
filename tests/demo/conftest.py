"""The windows that the day is played on: a clerk at work, and nobody at the counter."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from clerk_app.app.windows import Program
from tests.journeys.town import Town
from tests.support.opened_program import working_program


@pytest.fixture(scope="module")
def program(qapp: QApplication, town: Town, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Program]:
    with working_program(qapp, town, tmp_path_factory.mktemp("demo")) as (program, _access):
        yield program
