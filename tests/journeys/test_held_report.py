"""What we hold on a person: from the card in the reader, and from an opened request, to the paper in the viewer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtWidgets import QApplication

from clerk_app.app.access import Access
from clerk_app.app.windows import Program
from clerk_app.demo.hands import Hands
from clerk_app.demo.people import JELENA
from clerk_app.demo.watching import Watching
from clerk_app.devices.card_image import card_image
from clerk_app.domain.requests import RequestView
from clerk_app.ui.held_dialog import HeldDialog
from clerk_app.ui.screens.lock import LockPage
from tests.journeys.town import CLERK, PASSWORD, SUPERVISOR, SUPERVISOR_PASSWORD, Town
from tests.support.opened_program import opened_program, sign_in, wait_in_qt
from tests.support.viewer import Viewer, in_the_viewers_place


class Counter:
    """A program with a reader of ours, somebody at work, and the hands and eyes that work it."""

    def __init__(self, program: Program, access: Access, folder: Path) -> None:
        self.program, self.access = program, access
        self.hands, self.watching = Hands(program.window, folder / "pictures"), Watching(program)

    def receive(self) -> RequestView:
        """A request of the card's holder, taken by whoever is at work."""
        actions = self.watching.desk().actions
        service = actions.choosing.service("local-tax-clearance", 1)
        form = replace(actions.intake.begin(JELENA), service=service.id, service_version=service.version)
        return actions.intake.accept(form, service, None).view

    def is_registered(self, subject: bytes) -> bool:
        view = self.watching.desk().actions.requests.view(subject)
        return view is not None and bool(view.unique_number)

    def card_in(self) -> None:
        reader = self.watching.reader()
        assert reader is not None
        reader.insert(card_image(JELENA, b""))
        wait_in_qt(lambda: self.watching.at_counter() == JELENA.surname)

    def ask(self, command: str) -> None:
        """A command from the palette: its words typed, and Enter."""
        self.hands.press("Ctrl+K")
        wait_in_qt(lambda: QApplication.activeModalWidget() is not None)
        self.hands.type(self.program.place.texts.text(f"command.{command}"))
        wait_in_qt(lambda: True)
        self.hands.press("Return")

    def dialog(self) -> HeldDialog:
        wait_in_qt(lambda: self.program.window.findChild(HeldDialog) is not None)
        found = self.program.window.findChild(HeldDialog)
        assert found is not None
        return found

    def looks(self) -> list[tuple[str, bytes]]:
        with self.watching.desk().stores.file.database.reading() as connection:
            rows = connection.execute("SELECT activity, subject FROM journal_look ORDER BY id").fetchall()
        return [(activity, bytes(subject)) for activity, subject in rows]


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Town]:
    """One of its own for each: what another desk of the office received is held here too."""
    with Town(tmp_path) as running:
        yield running


@pytest.fixture
def viewer(qapp: QApplication) -> Iterator[Viewer]:
    with in_the_viewers_place() as viewer:
        yield viewer


@pytest.fixture
def counter(qapp: QApplication, town: Town, tmp_path: Path, viewer: Viewer) -> Iterator[Counter]:
    with opened_program(qapp, town.desk(tmp_path.name), reader="simulated") as (program, access):
        yield Counter(program, access, tmp_path)


def words_of(path: Path) -> str:
    """Everything that a paper says."""
    pdf = pypdfium2.PdfDocument(path)
    said = "\n".join(page.get_textpage().get_text_range() for page in pdf)
    pdf.close()
    return said


def test_a_supervisor_gives_the_person_of_the_card_their_report(counter: Counter, viewer: Viewer) -> None:
    sign_in(counter.program, SUPERVISOR, SUPERVISOR_PASSWORD)
    view = counter.receive()
    counter.card_in()
    counter.ask("held")
    counter.dialog()
    counter.hands.press("Ctrl+Return")
    wait_in_qt(lambda: bool(viewer.paths))
    assert viewer.opened == ["held-1.pdf"]
    said = words_of(viewer.paths[0])
    assert all(part in said for part in (JELENA.id_number, view.number, JELENA.address.street))
    assert counter.looks() == [("export", view.subject)]

    counter.access.lock()
    wait_in_qt(lambda: isinstance(counter.program.page, LockPage))
    assert not viewer.paths[0].exists()


def test_from_an_opened_request_its_applicant_gets_it_in_the_language_they_read(
    counter: Counter, viewer: Viewer
) -> None:
    shell = sign_in(counter.program, SUPERVISOR, SUPERVISOR_PASSWORD)
    view = counter.receive()
    shell.go("detail", view.subject)
    wait_in_qt(lambda: shell.commands.action("held").isEnabled())
    wait_in_qt(lambda: counter.is_registered(view.subject))  # what the centre's word changes has been shown by then
    wait_in_qt(lambda: counter.hands.sees(counter.program.place.texts.text("command.held")))
    wait_in_qt(counter.hands.back_in_front)
    counter.hands.into(counter.program.place.texts.text("command.held"))
    counter.hands.press("Space")
    dialog = counter.dialog()
    dialog.language.set_value("en")
    dialog.verb.click()
    wait_in_qt(lambda: bool(viewer.paths))
    said = words_of(viewer.paths[0])
    assert counter.program.place.texts.in_language("en").text("held.title") in said
    assert view.number in said
    assert counter.looks() == [("open", view.subject), ("export", view.subject)]


def test_a_clerk_is_told_who_may_and_no_look_is_noted(counter: Counter, viewer: Viewer) -> None:
    shell = sign_in(counter.program, CLERK, PASSWORD)
    counter.card_in()
    counter.ask("held")
    counter.dialog().verb.click()
    refused = counter.program.place.texts.text("error.not_permitted")
    wait_in_qt(lambda: shell.toast.isVisible() and shell.toast.accessibleName() == refused)
    assert (viewer.paths, counter.looks()) == ([], [])


def test_the_lock_takes_the_question_away(counter: Counter, viewer: Viewer) -> None:
    sign_in(counter.program, SUPERVISOR, SUPERVISOR_PASSWORD)
    counter.card_in()
    counter.ask("held")
    counter.dialog()
    counter.access.lock()
    wait_in_qt(lambda: counter.program.window.findChild(HeldDialog) is None)
    assert isinstance(counter.program.page, LockPage)
    assert viewer.paths == []
