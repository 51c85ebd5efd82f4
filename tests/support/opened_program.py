"""The program with its windows, in the process of the test: a desk of a running town with the simulated devices."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from clerk_app.app.access import Access
from clerk_app.app.start import make_program
from clerk_app.app.windows import Program
from clerk_app.devices.simulated_printer import SimulatedPrinter
from clerk_app.ui.screens.sign_in import Credentials, SignInPage
from clerk_app.ui.shell import Shell
from tests.journeys.town import CLERK, PASSWORD, Town, place_of

_PATIENCE = 30.0

# Kept to the end, as the one program of a real process is: Qt does not bear windows that Python frees midway.
_ENDED: list[tuple[Program, Access]] = []


@contextmanager
def opened_program(application: QApplication, root: Path, **settings: object) -> Iterator[tuple[Program, Access]]:
    """The first page of the desk in ``root`` on the screen; everything is ended afterwards."""
    program, access = make_program(application, place_of(root, **settings))
    access.start()
    try:
        yield program, access
    finally:
        program.close()
        program.window.close()
        _empty(program)
        _ENDED.append((program, access))


def _empty(program: Program) -> None:
    """Its window keeps no page: each look that is put on later would polish everything on it again."""
    page = program.window.page()
    if page is not None:
        program.window.drop_page(page)
        QCoreApplication.sendPostedEvents(page, QEvent.Type.DeferredDelete.value)


@contextmanager
def working_program(
    application: QApplication, town: Town, folder: Path, **settings: object
) -> Iterator[tuple[Program, Access]]:
    """A clerk at work at a newly enrolled desk that knows its services, with a reader and a printer of ours."""
    printer = SimulatedPrinter(folder / "papers")
    (folder / "papers").mkdir(parents=True)
    printer.start()
    settings |= {"reader": "simulated", "printer": f"tcp://127.0.0.1:{printer.port}"}
    try:
        with opened_program(application, town.desk(folder.name), **settings) as (program, access):
            sign_in(program)
            yield program, access
    finally:
        printer.stop()


def sign_in(program: Program, user: str = CLERK, password: str = PASSWORD) -> Shell:
    """The shell of a clerk whom the page for it let in."""
    page = program.page
    assert isinstance(page, SignInPage)
    page.sign_in_requested.emit(Credentials(user, password))
    wait_in_qt(lambda: isinstance(program.page, Shell))
    desk = program.open_desk
    assert desk is not None
    wait_in_qt(lambda: bool(desk.prepared.desk.stores.reference.services()))
    shell = program.page
    assert isinstance(shell, Shell)
    return shell


def wait_in_qt(holds: Callable[[], bool]) -> None:
    """Let Qt run until something holds."""
    loop, deadline = QEventLoop(), time.monotonic() + _PATIENCE
    look = QTimer(interval=5)
    look.timeout.connect(lambda: loop.quit() if holds() or time.monotonic() > deadline else None)
    look.start()
    loop.exec()
    assert holds(), "it never came"
