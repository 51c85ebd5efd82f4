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
from clerk_app.demo.hands import Hands
from clerk_app.domain.bodies import FormValues, ProofChoice
from clerk_app.domain.ezup import Record
from clerk_app.domain.people import Person
from clerk_app.ui.records.record_dialog import RecordDialog
from clerk_app.ui.records.tab import RecordsTab
from clerk_app.ui.records.words import state_of
from clerk_app.ui.screens.detail import DetailScreen
from clerk_app.ui.widgets.button import Button
from tests.journeys.town import Town
from tests.support.centre_rows import rows
from tests.support.opened_program import opened_program, sign_in, wait_in_qt

JELENA = Person(id_number="1403988985008", surname="Примерић", given_name="Јелена", birth_date="1988-03-14")
EXTRACT: FormValues = {"request.kind": "domestic", "person.relation": "self"}


class Counter:
    """A clerk at the windows of a desk, and the case that is open."""

    def __init__(self, program: Program, town: Town, pictures: Path) -> None:
        self.program, self.town = program, town
        self.shell = sign_in(program)
        self.hands = Hands(program.window, pictures)
        assert program.open_desk is not None
        self.prepared: Prepared = program.open_desk.prepared
        wait_in_qt(lambda: self.prepared.desk.stores.reference.get("ezup") is not None)
        self.subject = b""

    @property
    def page(self) -> Any:
        screen = self.shell._screens["detail"]
        assert isinstance(screen, DetailScreen)
        return screen._page

    @property
    def records(self) -> list[Record]:
        """The records as the page shows them."""
        opened = self.page._opened
        return list(opened.records) if opened is not None and opened.view.subject == self.subject else []

    def state(self, dataset: str) -> str:
        return next((state_of(one) for one in self.records if one.proof.dataset == dataset), "")

    def receives(
        self, person: Person, service: str, values: FormValues, *, signed: bool = True, party: str = ""
    ) -> None:
        """A request is taken, the party having said who obtains each record; its screen is opened."""
        actions = self.prepared.desk.actions
        chosen = actions.choosing.service(service, 1)
        form = replace(actions.intake.begin(person), service=service, service_version=1, values=values)
        choices = tuple(
            ProofChoice(proof=proof.code, by="party" if proof.dataset == party else "body")
            for proof in chosen.proofs
            if proof.dataset
        )
        form = replace(form, proofs=choices, signed_on_paper=signed)
        self.subject = actions.intake.accept(form, chosen, None).view.subject
        self.shell.go("detail", self.subject)
        wait_in_qt(lambda: bool(self.records))
        self.page.tabs.choose("records")

    def presses(self, words: str, dataset: str) -> None:
        """The button of one record's row."""
        text = self.program.place.texts.text(f"ezup.{words}")
        label = next(one.proof.label.sr for one in self.records if one.proof.dataset == dataset)

        def found() -> list[Button]:
            buttons = self.page.findChild(RecordsTab).findChildren(Button)
            return [one for one in buttons if one.isVisible() and one.accessibleName().startswith(f"{text}: {label}")]

        wait_in_qt(lambda: bool(found()))
        found()[0].click()

    def reads(self, dataset: str) -> RecordDialog:
        """The record is opened."""
        self.presses("open", dataset)
        wait_in_qt(lambda: isinstance(QApplication.activeModalWidget(), RecordDialog))
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, RecordDialog)
        return dialog

    def payloads(self) -> int:
        with self.prepared.desk.stores.file.database.reading() as connection:
            return int(connection.execute("SELECT count(*) FROM replica_record").fetchone()[0])

    def at_centre(self, what: str) -> list[tuple[Any, ...]]:
        return rows(f"sqlite:///{self.town.database}", f"SELECT {what} FROM ezup_query ORDER BY arrived, seq")


@contextmanager
def counter(qapp: QApplication, town: Town, tmp_path: Path) -> Iterator[Counter]:
    with opened_program(qapp, town.desk("desk")) as (program, _access):
        yield Counter(program, town, tmp_path / "pictures")
