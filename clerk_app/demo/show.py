"""The demonstration from start to end: with a display for a person to use, without one as a day that plays itself."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from clerk_app.app.place import Place, find_place
from clerk_app.app.signals import heard_by, interrupting, unheard
from clerk_app.demo.people import CLERK, PASSWORD, SUPERVISOR, SUPERVISOR_PASSWORD
from clerk_app.demo.stage import Outside, Stage
from clerk_app.i18n import Texts


def has_display(environment: Mapping[str, str]) -> bool:
    """Whether there is a screen that windows can be shown on."""
    return sys.platform in {"win32", "darwin"} or bool(environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY"))


def play(
    outside: Outside, output: Path, language: str | None, environment: Mapping[str, str], *, headless: bool
) -> int:
    """Set the stage, run, and clean up, however it ends; gives the exit code.

    ``output`` gets pictures, receipts and the summary.
    """
    began = time.monotonic()
    with heard_by(interrupting), _workshop() as work:
        _clear(output)
        with _open_stage(work, outside) as stage:
            place = find_place({**stage.settings(), "language": language}, environment, root=work / "desk", demo=True)
            if headless:
                from clerk_app.demo.headless import play_day

                return play_day(place, stage, output, began, teller(place.texts))
            return _with_windows(place, stage)


@contextmanager
def _workshop() -> Iterator[Path]:
    """A folder that goes with all that was put into it."""
    work = Path(tempfile.mkdtemp(prefix="salter-demo-"))
    try:
        yield work
    finally:
        with heard_by(unheard):
            shutil.rmtree(work, ignore_errors=True)


@contextmanager
def _open_stage(work: Path, outside: Outside) -> Iterator[Stage]:
    """The stage with its central and printer at work; they end with it."""
    stage = Stage(work, outside)
    try:
        stage.open()
        yield stage
    finally:
        with heard_by(unheard):
            stage.close()


def _clear(output: Path) -> None:
    """Make the folder, without what an earlier day left there; anything else in it is not ours to delete."""
    output.mkdir(parents=True, exist_ok=True)
    for name in ("screenshots", "receipts", "slips"):
        shutil.rmtree(output / name, ignore_errors=True)
    (output / "summary.json").unlink(missing_ok=True)


def _with_windows(place: Place, stage: Stage) -> int:
    """Enrol by ourselves, say who may sign in, and leave the windows to the person."""
    from clerk_app.app.ending import ended_by_signals
    from clerk_app.app.enrol import enrol
    from clerk_app.app.name import note_clerk
    from clerk_app.app.start import make_application, make_program
    from clerk_app.demo.cards import CardTray

    if stage.code:
        enrol(place, stage.url, stage.code)
        for user in (SUPERVISOR, CLERK):
            note_clerk(place, user)
    names = {"clerk": f"{CLERK} / {PASSWORD}", "supervisor": f"{SUPERVISOR} / {SUPERVISOR_PASSWORD}"}
    who = place.texts.text("demo.who", **names)
    application = make_application()
    program, access = make_program(application, place)
    access.start()
    tray = CardTray(program, who)
    tray.show_in_corner()
    teller(place.texts)(who)
    with ended_by_signals(application):
        code = application.exec()
    program.close()
    return code


def teller(texts: Texts) -> Callable[[str], None]:
    """Prints each step with the time since the start."""
    del texts
    began = time.monotonic()

    def tell(words: str) -> None:
        sys.stdout.write(f"{time.monotonic() - began:6.1f} s  {words}\n")
        sys.stdout.flush()

    return tell


def choose_platform(environment: Mapping[str, str], *, headless: bool) -> None:
    """Without a display Qt draws into memory; to be called before anything of Qt is imported."""
    if headless and "QT_QPA_PLATFORM" not in environment:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
