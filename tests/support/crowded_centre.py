"""Many processes over one database of the centre: some take parcels, some give numbers, some listen; any may be killed.

As a program (``python -m tests.support.crowded_centre FOLDER ADDRESS``) it is the nursery: it is told by lines which
role to begin, and begins each as a fork of itself, for to start a centre anew takes longer than most of them live. What
a role has done is told by one byte, after it was committed and written down. Whoever comes after one that was killed
goes on from what is in the folder: the parcels of its desk, how far it had sent them, and what its reader had heard.
"""

from __future__ import annotations

import ctypes
import os
import pickle
import random
import signal
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Self

from clerk_app.central import clock
from clerk_app.central.answers import Heard
from clerk_app.central.server import CentralSettings, open_parts
from clerk_app.i18n import Texts
from tests.support.lone_desk import LoneDesk

RESOURCES = Path(__file__).parents[2] / "resources"
WROTE, NUMBERED, HEARD, ENDED = b"w", b"n", b"h", b"e"
_LOOK_AGAIN = 0.02  # seconds after which somebody with nothing to do asks the database again
_DIE_WITH_PARENT = 1


class Town:
    """The folder of one run: a desk's parcels, made before; and what became of them, appended line by line."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def keep(self, desk: LoneDesk, parcels: list[bytes]) -> None:
        """Before anybody begins."""
        known = {"code": desk.code, "parcels": parcels, "requests": len(desk.entries)}
        (self._folder / f"{desk.code}.parcels").write_bytes(pickle.dumps(known))
        self.sent(desk.code).touch()
        self.heard(desk.code).touch()

    def parcels(self, desk: str) -> tuple[list[bytes], int]:
        """What a desk has to send, and how many requests that is."""
        known = pickle.loads((self._folder / f"{desk}.parcels").read_bytes())
        return known["parcels"], known["requests"]

    def sent(self, desk: str) -> Path:
        """A line for each parcel that was answered."""
        return self._folder / f"{desk}.sent"

    def heard(self, desk: str) -> Path:
        """A line for each answer that a reader has taken: position reached, and what it was told."""
        return self._folder / f"{desk}.heard"


def lines_of(path: Path) -> list[str]:
    """Whole lines; a kill may leave the beginning of one."""
    return path.read_text(encoding="ascii").split("\n")[:-1]


def _append(path: Path, line: str) -> None:
    """After the last whole line, in one write: it is there, or it is not."""
    whole = "".join(f"{one}\n" for one in lines_of(path))
    with path.open("r+b") as file:
        file.truncate(len(whole))
        file.seek(len(whole))
        file.write(f"{line}\n".encode("ascii"))


class Roles:
    """What the processes of the nursery do."""

    def __init__(self, folder: Path, address: str, told: int) -> None:
        self._town = Town(folder)
        self._told = told
        self._settings = CentralSettings(
            listen="127.0.0.1:0",
            database_url=address,
            files=folder / "files",
            texts=Texts(RESOURCES / "texts"),
            now=clock.now,
        )
        self._rest = threading.Event()

    def writer(self, desk: str) -> None:
        """Send the parcels of a desk in order; the one whose answer was not heard is sent again."""
        parts = open_parts(self._settings)
        parcels, _ = self._town.parcels(desk)
        for raw in parcels[len(lines_of(self._town.sent(desk))) :]:
            parts.accepting.take(raw)
            _append(self._town.sent(desk), "sent")
            self._tell(WROTE)

    def numberer(self, _name: str) -> None:
        """Give numbers for ever, whenever the lease is free."""
        parts = open_parts(self._settings)
        while True:
            if parts.numbering.give():
                self._tell(NUMBERED)
            else:
                self._rest.wait(_LOOK_AGAIN)

    def reader(self, desk: str) -> None:
        """Listen for a desk until every request of it has its number, with the position that was reached last."""
        parts = open_parts(self._settings)
        _, requests = self._town.parcels(desk)
        told = [line.split() for line in lines_of(self._town.heard(desk))]
        position, numbered = int(told[-1][0]) if told else 0, sum(len(line) - 1 for line in told)
        while numbered < requests:
            answers = parts.answering.next(parts.desks.get(desk), Heard(position, 0))
            given = [one for one in answers.changes if one.kind == "registered"]
            if answers.position == position:
                self._rest.wait(_LOOK_AGAIN)
                continue
            position, numbered = answers.position, numbered + len(given)
            _append(
                self._town.heard(desk), " ".join(map(str, (position, *(f"{one.position}:{one.seq}" for one in given))))
            )
            self._tell(HEARD)

    def _tell(self, what: bytes) -> None:
        os.write(self._told, what)


def main() -> int:
    """Be the nursery, until nobody asks any more."""
    folder, address = Path(sys.argv[1]), sys.argv[2]
    roles, children = Roles(folder, address, sys.stdout.fileno()), list[int]()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    for line in sys.stdin:
        role, name = line.split()
        child = os.fork()
        if not child:
            ctypes.CDLL(None).prctl(_DIE_WITH_PARENT, signal.SIGKILL)
            work: Callable[[str], None] = getattr(roles, role)
            work(name)
            os.write(sys.stdout.fileno(), ENDED)
            os._exit(0)
        children.append(child)
        sys.stderr.write(f"{child}\n")
        sys.stderr.flush()
    for child in children:
        try:
            os.kill(child, signal.SIGKILL)
        except ProcessLookupError:
            continue
    return 0


class Crowd:
    """The processes of one run; ``kills`` by role, ``steps`` by what was told."""

    def __init__(self, folder: Path, address: str, seed: int) -> None:
        self._command = [sys.executable, "-m", __name__, str(folder), address]
        self._chance = random.Random(seed)
        self._alive: dict[tuple[str, str], int] = {}
        self.kills: Counter[str] = Counter()
        self.steps: Counter[bytes] = Counter()

    def __enter__(self) -> Self:
        pipe = subprocess.PIPE
        self._nursery = subprocess.Popen(
            self._command, cwd=RESOURCES.parent, stdin=pipe, stdout=pipe, stderr=pipe, bufsize=0
        )
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """The nursery ends its children, and itself."""
        assert self._nursery.stdin is not None
        self._nursery.stdin.close()
        self._nursery.wait(60)
        for pipe in (self._nursery.stdout, self._nursery.stderr):
            assert pipe is not None
            pipe.close()

    def begin(self, role: str, name: str) -> None:
        """One more process."""
        assert self._nursery.stdin is not None
        assert self._nursery.stderr is not None
        self._nursery.stdin.write(f"{role} {name}\n".encode())
        self._alive[role, name] = int(self._nursery.stderr.readline())

    def strike(self) -> None:
        """Kill one of them, whatever it is at, and begin another in its place."""
        role, name = self._chance.choice(sorted(self._alive))
        try:
            os.kill(self._alive[role, name], signal.SIGKILL)
        except ProcessLookupError:  # it has done its work
            return
        self.kills[role] += 1
        self.begin(role, name)

    def run(self, ends: int, often: tuple[int, int], most: int) -> None:
        """Until so many have done their work; after each few steps one is killed, at most so many."""
        assert self._nursery.stdout is not None
        due = self._chance.randint(*often)
        while self.steps[ENDED] < ends:
            step = self._nursery.stdout.read(1)
            assert step, "the nursery has ended"
            self.steps[step] += 1
            due -= 1
            if due <= 0 and self.kills.total() < most:
                self.strike()
                due = self._chance.randint(*often)


def heard_of(folder: Path, desk: str) -> list[tuple[int, list[tuple[int, int]]]]:
    """What the readers of a desk have taken, in order: position reached, and place and entry of each number."""
    told = []
    for line in lines_of(Town(folder).heard(desk)):
        position, *given = line.split()
        told.append((int(position), [(int(one.partition(":")[0]), int(one.partition(":")[2])) for one in given]))
    return told


if __name__ == "__main__":
    raise SystemExit(main())
