"""A real PC/SC service with a reader whose cards come over TCP (vsmartcard's vpcd); needs root and pcscd."""

import fcntl
import os
import socket
import subprocess
import tempfile
import threading
import time
from pathlib import Path
from typing import Self

PCSCD = "/usr/sbin/pcscd"
DRIVER = "/usr/lib/pcsc/drivers/serial/libifdvpcd.so"
SERVICE_SOCKET = "/run/pcscd/pcscd.comm"
READER = "Counter reader 00 00"
SECOND_READER = "Counter reader 00 01"

_READER_CONFIG = """FRIENDLYNAME "Counter reader"
DEVICENAME /dev/null:0x{port:04X}
LIBPATH {driver}
CHANNELID 0x{port:04X}
"""


class Vpcd:
    """One private pcscd at a time on this machine: parallel test workers queue at a file lock."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._process: subprocess.Popen[bytes] | None = None
        self._config: Path | None = None
        self.port = 0

    def __enter__(self) -> Self:
        self._lock = Path(tempfile.gettempdir(), "counter-pcscd.lock").open("w")
        fcntl.flock(self._lock, fcntl.LOCK_EX)
        return self

    def __exit__(self, *_error) -> None:
        self.stop()
        self._lock.close()

    def start(self, *, with_reader: bool = True) -> None:
        """Run the service and wait until it answers; does nothing when it runs that way already."""
        config = self._folder / ("reader" if with_reader else "none")
        if self._process is not None and config == self._config:
            return
        self.stop()
        config.mkdir(exist_ok=True)
        self._config = config
        if with_reader:
            self.port = _free_pair_of_ports()
            (config / "vpcd").write_text(_READER_CONFIG.format(port=self.port, driver=DRIVER))
        log = (self._folder / "pcscd.log").open("ab")
        self._process = subprocess.Popen(
            [PCSCD, "--foreground", "--error", "-c", str(config)], stdout=log, stderr=log, env=_bare_environment()
        )
        log.close()
        _until(lambda: self._answers(with_reader=with_reader), "pcscd did not start")

    def stop(self) -> None:
        """End the service; does nothing when it does not run."""
        if self._process is None:
            return
        self._process.terminate()
        try:
            self._process.wait(5)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait(5)
        self._process = None
        _until(lambda: not _listens_on_unix(SERVICE_SOCKET), "pcscd left its socket behind")

    def kill(self) -> None:
        """End it as a crash does: its socket file stays behind."""
        assert self._process is not None
        self._process.kill()
        self._process.wait(5)
        self._process = None

    def _answers(self, *, with_reader: bool) -> bool:
        assert self._process is not None
        if self._process.poll() is not None:
            raise RuntimeError((self._folder / "pcscd.log").read_text())
        return _listens_on_unix(SERVICE_SOCKET) and (not with_reader or _listens_on_tcp(self.port))


def _listens_on_tcp(port: int) -> bool:
    """Looked up, never tried: a connection would be a card in the reader."""
    wanted = f":{port:04X}"
    rows = (line.split() for line in Path("/proc/net/tcp").read_text().splitlines()[1:])
    return any(row[1].endswith(wanted) and row[3] == "0A" for row in rows)


def _listens_on_unix(path: str) -> bool:
    return any(line.endswith(path) for line in Path("/proc/net/unix").read_text().splitlines())


def _free_pair_of_ports() -> int:
    """The driver opens a second slot on the next port."""
    while True:
        with socket.socket() as first, socket.socket() as second:
            first.bind(("0.0.0.0", 0))
            port: int = first.getsockname()[1]
            try:
                second.bind(("0.0.0.0", port + 1))
            except OSError:
                continue
            return port


def _until(reached, trouble: str) -> None:
    pause = threading.Event()
    deadline = time.monotonic() + 10
    while not reached():
        if time.monotonic() > deadline:
            raise TimeoutError(trouble)
        pause.wait(0.01)


def _bare_environment() -> dict[str, str]:
    return {"PATH": os.environ.get("PATH", "")}
