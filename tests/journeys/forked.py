"""Processes of our program without its start-up: each is forked from a server that has imported everything.

They are processes like any other: killed, locked out and ended by themselves. What they wrote is in files, and stays.
"""

from __future__ import annotations

import multiprocessing
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import IO

PRELOADED = ["tests.faults.desk_worker", "clerk_app.__main__", "clerk_app.cli.queue", "clerk_app.cli.receive"]
PRELOADED += ["clerk_app.cli.sync", "clerk_app.cli.enrol", "clerk_app.cli.central", "clerk_app.cli.verify_receipt"]
_NAMES = ("in", "out", "err")


class Forked:
    """``main(argv)`` in a process of its own, whose standard streams are files; ``environment`` is added to ours."""

    def __init__(
        self,
        main: Callable[[Sequence[str]], int],
        argv: Sequence[str],
        *,
        stdin: str = "",
        environment: Mapping[str, str] | None = None,
    ) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="forked-")
        self._streams = [Path(self._folder.name, name) for name in _NAMES]
        self._streams[0].write_text(stdin, encoding="utf-8")
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload(PRELOADED)
        self._process = context.Process(
            target=_run, args=(main, [*argv], [str(path) for path in self._streams], {**(environment or {})})
        )
        self._process.start()

    def first_line(self) -> str:
        """What it said first, once it has said so."""
        while True:
            line, whole, _rest = self._read(1).partition("\n")
            if whole:
                return line
            self._process.join(0.02)
            assert self._process.exitcode is None, self._read(2)

    def end(self, patience: float) -> subprocess.CompletedProcess[str]:
        """Wait ``patience`` seconds, then kill it; a negative code is the signal that ended it."""
        self._process.join(patience)
        if self._process.exitcode is None:
            self._process.kill()
            self._process.join()
        out, err = self._read(1), self._read(2)
        code = self._process.exitcode
        self._process.close()
        self._folder.cleanup()
        return subprocess.CompletedProcess([], -1 if code is None else code, out, err)

    def _read(self, stream: int) -> str:
        """What it has written so far; nothing before it has begun."""
        path = self._streams[stream]
        return path.read_text(encoding="utf-8") if path.exists() else ""


def _run(
    main: Callable[[Sequence[str]], int], argv: Sequence[str], streams: Sequence[str], environment: Mapping[str, str]
) -> None:
    """Be the process."""
    os.environ.update(environment)
    sys.stdin, sys.stdout, sys.stderr = (_opened(place, path) for place, path in enumerate(streams))
    code = main(argv)
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


def _opened(number: int, path: str) -> IO[str]:
    """A file in the place of a standard stream, for Python and for everything below it."""
    handle = os.open(path, os.O_RDONLY if number == 0 else os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    os.dup2(handle, number)
    os.close(handle)
    return open(number, "r" if number == 0 else "w", encoding="utf-8", closefd=False)
