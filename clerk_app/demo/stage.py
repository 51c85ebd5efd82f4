"""The stage: a reference central in a process of its own, a printer that prints pictures, and a fresh desk."""

from __future__ import annotations

import json
import os
import signal
import subprocess
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from queue import Empty, Queue
from threading import Thread
from typing import Any

from clerk_app.app.itself import program
from clerk_app.app.signals import put_off
from clerk_app.demo.filings import file_online
from clerk_app.demo.registers import wake_registers
from clerk_app.devices.png import write_png
from clerk_app.devices.simulated_printer import SimulatedPrinter
from clerk_app.domain.errors import Unavailable
from clerk_app.ports.paper import Raster

SEED = "primerovo"
OFFICE = "usluzni-centar/1"
_READY_WITHIN = 30.0
_STOPS_WITHIN = 20.0


class CentralProcess:
    """The reference central as its own process, which can be stopped and started again at the same address."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._process: subprocess.Popen[str] | None = None
        self._listen = "127.0.0.1:0"
        self.url = ""

    @property
    def database(self) -> Path:
        """The central's database file."""
        return self._folder / "central.db"

    def start(self, *, code: bool = False) -> str:
        """Start, and give an enrolment code if one was asked for; raises ``Unavailable('central_not_started')``."""
        command = [*program(), "central", "--listen", self._listen, "--database", f"sqlite:///{self.database}"]
        command += ["--seed", SEED]
        command += ["--code", OFFICE] if code else []
        log = (self._folder / "central.log").open("a", encoding="utf-8")
        with log, put_off():
            self._process = subprocess.Popen(  # noqa: S603 - our own program
                command, stdout=subprocess.PIPE, stderr=log, text=True, env=dict(os.environ)
            )
        ready = self._ready(self._process)
        self.url = ready["url"]
        self._listen = self.url.rpartition("//")[2]
        return str(ready["codes"][0]["code"]) if code else ""

    def stop(self) -> None:
        """End it as a service manager would."""
        if self._process is None:
            return
        self._process.send_signal(signal.SIGTERM)
        try:
            self._process.wait(_STOPS_WITHIN)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        if self._process.stdout is not None:
            self._process.stdout.close()
        self._process = None

    def _ready(self, process: subprocess.Popen[str]) -> dict[str, Any]:
        """The first line that it prints, read with a timeout."""
        lines: Queue[str] = Queue()
        output = process.stdout
        if output is None:
            raise Unavailable("central_not_started")
        Thread(target=lambda: lines.put(output.readline()), daemon=True).start()
        try:
            ready: dict[str, Any] = json.loads(lines.get(timeout=_READY_WITHIN))
        except (Empty, ValueError) as error:
            process.kill()
            process.wait()
            raise Unavailable("central_not_started") from error
        return ready


@dataclass(frozen=True, slots=True)
class Outside:
    """Devices and a centre of one's own, in place of ours; empty where ours are wanted."""

    printer: str = ""
    reader: str = ""
    central: str = ""
    code: str = ""


class Stage:
    """Everything the demonstration runs on; ``close`` ends what it started."""

    def __init__(self, folder: Path, outside: Outside) -> None:
        self.folder = folder
        self.outside = outside
        self.receipts = folder / "receipts"
        self.receipts.mkdir(parents=True, exist_ok=True)
        self.central = None if outside.central else CentralProcess(folder)
        self.printer = None if outside.printer else SimulatedPrinter(self.receipts)
        self.code = outside.code
        self.url = outside.central
        self._ends = ExitStack()

    def open(self) -> None:
        """Start the central and the printer."""
        if self.central is not None:
            self._ends.callback(self.central.stop)
            self.code = self.central.start(code=True)
            self.url = self.central.url
            file_online(self.central.database, SEED)
            wake_registers(self.central.database)
        if self.printer is not None:
            self.printer.start()
            self._ends.callback(self.printer.stop)

    def sketch(self) -> Path:
        """A scanned page to enclose: a real PNG, drawn for the demonstration."""
        path = self.folder / "Скица баште.png"
        stride, height, frame = 80, 900, 6
        inner = b"\xff" + bytes(stride - 2) + b"\xff"
        lines = (b"\xff" * stride if line < frame or line >= height - frame else inner for line in range(height))
        write_png(path, Raster(width=stride * 8, height=height, rows=b"".join(lines)))
        return path

    def settings(self) -> dict[str, object]:
        """The settings that join the program to this stage."""
        ours = f"tcp://127.0.0.1:{self.printer.port}" if self.printer is not None else ""
        return {
            "printer": self.outside.printer or ours,
            "reader": self.outside.reader or "simulated",
        }

    def close(self) -> None:
        """Stop what was started, be it half of it."""
        self._ends.close()
