"""A clerk at the windows of a desk, with a case whose records are asked for."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QApplication

from clerk_app.app.open import Prepared
from clerk_app.app.windows import Program
from clerk_app.demo.people import JELENA
from clerk_app.demo.visits import Visit
from clerk_app.domain.bodies import RequestReceived
from clerk_app.domain.ezup import Record
from clerk_app.ui.detail.page import DetailPage
from clerk_app.ui.records.record_dialog import RecordDialog
from clerk_app.ui.records.words import state_of
from clerk_app.ui.widgets.button import Button
from tests.journeys.at_the_windows import AtTheWindows
from tests.journeys.town import Town
from tests.support.centre_rows import rows
from tests.support.opened_program import wait_in_qt, working_program

AN_EXTRACT = Visit(JELENA, "извод рођ", (("Врста извода", "*1"), ("Однос са подносиоцем", "*1")))


class Counter:
    """A clerk at the windows of a desk, and the case that is open."""

    def __init__(self, program: Program, town: Town, pictures: Path) -> None:
        self.program, self.town = program, town
        self.windows = AtTheWindows(program, pictures)
        self.hands, self.text = self.windows.hands, self.windows.text
        assert program.open_desk is not None
        self.prepared: Prepared = program.open_desk.prepared
        wait_in_qt(lambda: self.prepared.desk.stores.reference.get("ezup") is not None)
        self.subject = b""

    @property
    def page(self) -> DetailPage:
        return self.windows.page

    @property
    def records(self) -> list[Record]:
        """The records as the page shows them."""
        opened = self.page._opened
        return list(opened.records) if opened is not None and opened.view.subject == self.subject else []

    @property
    def body(self) -> RequestReceived:
        """The request as the page shows it."""
        opened = self.page._opened
        assert opened is not None
        assert opened.body is not None
        return opened.body

    def state(self, dataset: str) -> str:
        return next((state_of(one) for one in self.records if one.proof.dataset == dataset), "")

    def receives(self, visit: Visit, *, signed: bool = True, by_party: tuple[str, ...] = ()) -> None:
        """A request is taken in: the party says which records it brings, and signs; its screen is opened."""
        party = self.text("intake.by_party")
        records = tuple((f"{label}: {party}", "") for label in by_party)
        said = ((self.text("intake.signed_on_paper"), ""),) if signed else ()
        self.subject = self.windows.takes_in(replace(visit, records=records, said=said)).subject
        self.opens()

    def opens(self) -> None:
        """The records of the case on the screen."""
        self.windows.opens(self.subject, "records")
        self.windows.until(lambda: bool(self.records))

    def asks(self) -> None:
        """Everything that the body obtains is asked for."""
        self.windows.bound("obtain_records")
        self.hands.press("Ctrl+Y")

    def presses(self, words: str, dataset: str) -> None:
        """The button of one record's row."""
        label = next(one.proof.label.sr for one in self.records if one.proof.dataset == dataset)

        def found() -> list[Button]:
            buttons = self.page.records.findChildren(Button)
            named = f"{self.text(f'ezup.{words}')}: {label}"
            return [one for one in buttons if one.isVisible() and one.accessibleName().startswith(named)]

        self.windows.until(lambda: bool(found()))
        found()[0].setFocus()
        self.hands.press("Space")

    def reads(self, dataset: str) -> RecordDialog:
        """The record is opened."""
        self.presses("open", dataset)
        return self.windows.shown(RecordDialog)

    def attaches(self, dataset: str, *fills: str) -> None:
        """The record is read and put with the case; of the form only what is ticked is filled."""
        dialog = self.reads(dataset)
        for key in fills:
            dialog.fills.lines[key].check.setFocus()
            self.hands.press("Space")
        assert dialog.fills.ticked() == fills
        self.windows.confirms()
        wait_in_qt(lambda: self.state(dataset) == "attached")

    def payloads(self) -> int:
        with self.prepared.desk.stores.file.database.reading() as connection:
            return int(connection.execute("SELECT count(*) FROM replica_record").fetchone()[0])

    def at_centre(self, what: str) -> list[tuple[Any, ...]]:
        return rows(f"sqlite:///{self.town.database}", f"SELECT {what} FROM ezup_query ORDER BY arrived, seq")


@contextmanager
def counter(qapp: QApplication, town: Town, tmp_path: Path) -> Iterator[Counter]:
    with working_program(qapp, town, tmp_path / "desk") as (program, _access):
        yield Counter(program, town, tmp_path / "pictures")
