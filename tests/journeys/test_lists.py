"""A list from the centre's file to the field of a form: it arrives, is used, and follows the centre's next version."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from clerk_app.demo.people import DRAGAN
from clerk_app.demo.watching import Watching
from clerk_app.ui.intake.page import IntakeView
from clerk_app.ui.shell import Shell
from clerk_app.ui.widgets.lookup_field import LookupField
from tests.journeys.town import CLERK, PASSWORD, Town, forked_app
from tests.support.central_process import address_of
from tests.support.opened_program import opened_program, sign_in, wait_in_qt


class Counter:
    """A clerk at work over a real desk and a real centre."""

    def __init__(self, shell: Shell, watching: Watching) -> None:
        self.shell = shell
        self.desk = watching.desk()

    def said(self, code: str) -> str | None:
        """What the desk's list of streets says of a code; an empty text before the list is here."""
        labels = self.desk.stores.lookups.labels([("streets", code)])
        label = labels.get(("streets", code))
        return label.sr if label is not None else None if labels else ""

    def street(self) -> LookupField:
        """The field of a new request for public space."""
        self.shell.go("intake", DRAGAN)
        view = next(view for view in self.shell.findChildren(IntakeView) if view.isVisible())
        view.service_chosen.emit(self.desk.actions.choosing.service("public-area", 1))
        wait_in_qt(lambda: any(one.isVisible() for one in self.shell.findChildren(LookupField)))
        return next(one for one in self.shell.findChildren(LookupField) if one.isVisible())


@pytest.fixture
def counter(qapp: QApplication, town: Town, tmp_path: Path) -> Iterator[Counter]:
    root = town.desk(f"{tmp_path.name}-desk")
    with opened_program(qapp, root, reader="simulated") as (program, _access):
        yield Counter(sign_in(program, CLERK, PASSWORD), Watching(program))


def test_from_the_file_at_the_centre_to_the_field_and_on_to_the_next_version(
    counter: Counter, town: Town, tmp_path: Path
) -> None:
    wait_in_qt(lambda: counter.said("9990010001") == "Узорна, Примерово")
    field = counter.street()
    field.setFocus()
    QTest.keyClicks(field, "uzorni t")
    wait_in_qt(lambda: field.list is not None)
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert field.text() == "Узорни трг, Примерово"

    file = tmp_path / "streets.csv"
    file.write_text("code,sr,en\n9990010002,Стари трг,Old square\n", encoding="utf-8")
    ended = forked_app("central", "list", str(file), "--database", address_of(town.database))
    assert (ended.code, ended.err) == (0, "")
    counter.desk.nudge(asked=True)
    wait_in_qt(lambda: counter.said("9990010002") == "Стари трг")
    assert counter.said("9990010001") is None
    wait_in_qt(lambda: field.text() == "Стари трг")
