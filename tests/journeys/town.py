"""A town for journeys: a central and a printer in processes of their own, and as many desks as a test enrols."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from clerk_app.__main__ import main
from clerk_app.actions.intake_form import IntakeForm
from clerk_app.app.enrol import enrol
from clerk_app.app.place import Place, find_place
from clerk_app.central.server import CentralSettings, open_parts
from clerk_app.central.steps import Step
from clerk_app.contract import canonical
from clerk_app.documents import qr
from clerk_app.domain import receipts
from clerk_app.domain.receipts import ReceiptCode
from clerk_app.i18n import Texts
from tests.journeys.forked import Forked
from tests.support.central_process import PLACE, RESOURCES, ROOT, CentralProcess, address_of
from tests.support.lone_desk import Caller
from tests.support.specimens import APPLICANT

CLERK, PASSWORD = "mprimeric", "primer-2026"
SECOND, SECOND_PASSWORD = "jprobic", "proba-2026"
SUPERVISOR, SUPERVISOR_PASSWORD = "suzoric", "uzor-2026"
_PATIENCE = 60.0
_WHOLE_DAY = 240.0  # the demonstration's, on a machine that is busy otherwise


class PrinterProcess:
    """The simulated printer as a process of its own; every cut receipt is a picture in ``folder``."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._codes: dict[Path, ReceiptCode] = {}
        command = [sys.executable, "-m", "tests.journeys.printer_process", str(folder)]
        self._process = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        assert self._process.stdout is not None
        self.address = f"tcp://127.0.0.1:{self._process.stdout.readline().strip()}"

    def receipts(self) -> list[Path]:
        """Everything that was cut so far."""
        return sorted(self.folder.glob("*.png"))

    def numbers(self, desk: str) -> Counter[str]:
        """How many receipts of a desk bear each number, by the codes on them; a picture without a code fails."""
        for picture in self.receipts():
            if picture not in self._codes:
                (text,) = [found for found in qr.read(picture.read_bytes()) if receipts.is_code(found)]
                self._codes[picture], _signature = receipts.parse(text)
        return Counter(code.number for code in self._codes.values() if code.desk == desk)

    def stop(self) -> None:
        self._process.communicate("", timeout=_PATIENCE)


class Town:
    """Used by ``with``; the central keeps address and database over ``stop`` and ``start``.

    ``database`` is a file of its own, unless the address of an empty one is given. Where the clock is ``scripted``,
    ``days_pass`` moves it on.
    """

    def __init__(self, folder: Path, database: str = "", *, scripted: bool = False) -> None:
        self.folder = folder
        self._scripted = scripted
        self.database: Path | str = database or folder / "central.db"
        self._files = folder / "central.db.files"
        self.central = CentralProcess(self.database, files=self._files, scripted=scripted)
        self.url = ""

    def __enter__(self) -> Self:
        self.central.launch()
        self.printer = PrinterProcess(self.folder / "printer")
        self.central.start()
        self.url = self.central.url
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.central.stop()
        self.printer.stop()

    def go_down(self) -> None:
        """The central is not there any more."""
        self.central.stop()

    def come_back(self, *, die_at: Step | None = None, nth: int = 1) -> None:
        """The central is there again, at the same address."""
        self.central = CentralProcess(
            self.database,
            files=self._files,
            port=self.central.port,
            scripted=self._scripted,
            die_at=die_at,
            nth=nth,
        )
        self.central.start()

    def days_pass(self, days: int) -> None:
        """What an operator does with the scripted clock."""
        with Caller(self.url) as operator:
            operator.client.post("/operator/clock", json={"advance_seconds": days * 24 * 3600}).raise_for_status()

    def code(self, counter: str = PLACE[1]) -> str:
        """A new enrolment code, made beside the running central as ``clerk-app central code`` does."""
        settings = CentralSettings(
            listen="127.0.0.1:0",
            database_url=address_of(self.database),
            texts=Texts(RESOURCES / "texts"),
            files=self._files,
        )
        parts = open_parts(settings)
        try:
            return parts.enrolment.make_code(PLACE[0], counter)
        finally:
            parts.database.close()

    def desk(self, name: str) -> Path:
        """The root folder of a newly enrolled desk."""
        root = self.folder / name
        self.enrol(root)
        return root

    def enrol(self, root: Path) -> None:
        """Make a desk of a folder anywhere."""
        enrol(place_of(root), self.url, self.code())


def place_of(root: Path, **settings: object) -> Place:
    """A desk in ``root``, with a demo vault and nothing of this machine's own settings."""
    return find_place(settings, {}, root=root, demo=True)


def lines(count: int, name: str = "form") -> str:
    """Filled forms as ``clerk-app receive`` takes them, one a line."""
    forms = (
        IntakeForm(id=f"{name}-{place}", applicant=APPLICANT, service="local-tax-clearance", service_version=1)
        for place in range(count)
    )
    return "".join(f"{canonical.encode(form).decode()}\n" for form in forms)


class Ended:
    """A command that has ended: exit code, and what it wrote."""

    def __init__(self, ended: subprocess.CompletedProcess[str]) -> None:
        self.code, self.out, self.err = ended.returncode, ended.stdout, ended.stderr
        assert "Traceback" not in self.err, self.err

    @property
    def told(self) -> list[dict[str, Any]]:
        """Its lines of JSON."""
        return [json.loads(line) for line in self.out.splitlines()]

    @property
    def numbers(self) -> list[str]:
        """The numbers that it gave."""
        return [line["number"] for line in self.told]

    @property
    def error(self) -> dict[str, Any]:
        """What it said of what went wrong, as JSON."""
        said: dict[str, Any] = json.loads(self.err.splitlines()[-1])
        return said


class Terminal:
    """Runs ``clerk-app`` as a person or a script does, for one desk, in a process of its own each time.

    ``fresh`` starts a new interpreter, as what reads the environment when it is imported needs; else it is forked.
    """

    def __init__(self, root: Path, *, environment: Mapping[str, str] | None = None, fresh: bool = False) -> None:
        self._desk = ["--root", str(root), "--json"]
        self._environment = environment or {}
        self._fresh = fresh

    def run(self, command: str, *arguments: str, stdin: str = "") -> Ended:
        """One command of a desk with a demo vault."""
        return self.on_keyring(command, "--demo-vault", *arguments, stdin=stdin)

    def on_keyring(self, command: str, *arguments: str, stdin: str = "") -> Ended:
        """One command of a desk whose secret lies on the keyring of the operating system."""
        started = clerk_app if self._fresh else forked_app
        return started(command, *self._desk, *arguments, stdin=stdin, environment=self._environment)

    def as_clerk(
        self, command: str, *arguments: str, stdin: str = "", user: str = CLERK, password: str = PASSWORD
    ) -> Ended:
        """One command with somebody signed in."""
        return self.run(command, "--user", user, "--password-stdin", *arguments, stdin=f"{password}\n{stdin}")


def forked_app(command: str, *arguments: str, stdin: str = "", environment: Mapping[str, str] | None = None) -> Ended:
    """``clerk-app COMMAND`` until it ends, without waiting for imports."""
    return Ended(Forked(main, [command, *arguments], stdin=stdin, environment=environment).end(_PATIENCE))


def clerk_app(command: str, *arguments: str, stdin: str = "", environment: Mapping[str, str] | None = None) -> Ended:
    """``clerk-app COMMAND`` until it ends, from the very beginning."""
    return Ended(
        subprocess.run(
            [sys.executable, "-m", "clerk_app", command, *arguments],
            cwd=ROOT,
            input=stdin,
            capture_output=True,
            text=True,
            timeout=_WHOLE_DAY,
            check=False,
            env={**os.environ, **(environment or {})},
        )
    )
