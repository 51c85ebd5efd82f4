"""Starting the program with windows: application, excepthook, log, and the first page.

What needs no Qt is imported before it: once PySide6 is there, its hook makes every import dearer.
"""

from __future__ import annotations

import gc
import sys
import threading
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from clerk_app.app.place import Place, find_place
from clerk_app.i18n import Texts
from clerk_app.log import start_log

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from clerk_app.app.access import Access
    from clerk_app.app.windows import Program


def run_windows(
    arguments: Mapping[str, object],
    environment: Mapping[str, str],
    *,
    root: Path | None = None,
    demo: bool = False,
    texts: Texts | None = None,
) -> int:
    """Run until the window is closed; gives Qt's exit code. ``texts`` are those that are open already."""
    gc.disable()  # what is made for the first picture is no garbage: looking for some costs it 15 ms
    place = find_place(arguments, environment, root=root, demo=demo, texts=texts)
    application = make_application()
    program, access = make_program(application, place)
    access.start()
    with ExitStack() as ending:
        _behind_the_picture(lambda: _settle(application, ending))
        code = application.exec()
    program.close()
    return code


def make_application() -> QApplication:
    """The one application object, with a name for the window manager."""
    from PySide6.QtWidgets import QApplication

    from clerk_app.ui.theme import styled_application

    running = QApplication.instance()
    application = running if isinstance(running, QApplication) else styled_application("salter")
    application.setApplicationName("salter")
    application.setQuitOnLastWindowClosed(True)
    return application


def make_program(application: QApplication, place: Place) -> tuple[Program, Access]:
    """The program of one place and the way into it, with its log and its last defence."""
    from clerk_app.app.access import Access
    from clerk_app.app.collecting import Collecting
    from clerk_app.app.windows import Program

    start_log(place.paths.logs)
    install_hooks()
    text = place.texts.text("program.demo_frame") if place.demo else ""
    program = Program(application, place, text)
    collecting = Collecting(program)
    collecting.start()
    program.at_end(collecting.stop)
    return program, Access(program)


def _behind_the_picture(act: Callable[[], None]) -> None:
    from PySide6.QtCore import QTimer

    from clerk_app.app.access import BEHIND_THE_PICTURE

    QTimer.singleShot(BEHIND_THE_PICTURE, act)


def _settle(application: QApplication, ending: ExitStack) -> None:
    """What the first picture need not wait for; until now a signal ended a program that had opened nothing."""
    from clerk_app.app.ending import ended_by_signals

    gc.freeze()  # modules and classes stay until the end: no later search need look at them
    ending.enter_context(ended_by_signals(application))


def install_hooks() -> None:
    """A bug is logged with its trace and never ends the program silently; committed work stays (DESIGN §7)."""
    import logging

    logger = logging.getLogger("clerk_app.crash")

    def on_bug(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        logger.critical("bug", exc_info=(kind, error, trace))

    sys.excepthook = on_bug
    threading.excepthook = lambda given: (
        on_bug(given.exc_type, given.exc_value, given.exc_traceback) if given.exc_value is not None else None
    )
