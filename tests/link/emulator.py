"""A bad line as a process: it carries real IP packets between two namespaces, as slowly as its profile says.

``python -m tests.link.emulator PROFILE SEED DESK_NAMESPACE CENTRE_NAMESPACE`` makes both, says ``ready`` and then does
what each line of its standard input says: ``shape`` (until then the line is free), ``cut``, ``restore``, ``counts``. To
each it answers with its counts as one line of JSON. When its input ends, it removes the namespaces and ends.
"""

from __future__ import annotations

import json
import os
import select
import signal
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict

from tests.link import namespaces
from tests.link.namespaces import CENTRE, DESK
from tests.link.profiles import PROFILES, QUEUE, Profile
from tests.link.shaping import Direction

_AT_ONCE = 64  # packets that are read before anything is delivered
_MOST = 65536
_LONGEST = 0.5
_BEFORE_OTHERS = -10  # a busy machine must not make the line slower than it says


class Emulator:
    """Carries packets between the devices ``desk`` and ``centre`` until its input ends."""

    def __init__(self, profile: Profile, seed: str, desk: int, centre: int) -> None:
        half = profile.round_trip / 2
        self._up = Direction(kbit=profile.up, delay=half, queue=QUEUE, loss=profile.loss, seed=f"{seed} up")
        self._down = Direction(kbit=profile.down, delay=half, queue=QUEUE, loss=profile.loss, seed=f"{seed} down")
        self._ways = ((desk, self._up, centre), (centre, self._down, desk))
        self._poll = select.epoll()
        self._input = sys.stdin.fileno()
        self._heard = b""
        self._over = False
        for one in (desk, centre, self._input):
            self._poll.register(one, select.EPOLLIN)
        self._orders: dict[str, Callable[[], None]] = {
            "shape": self._shape,
            "cut": lambda: self._cut(cut=True),
            "restore": lambda: self._cut(cut=False),
            "counts": lambda: None,
        }

    def run(self) -> None:
        """Carry on."""
        while not self._over:
            ready = {place for place, _ in self._poll.poll(self._pause())}
            for source, way, _ in self._ways:
                if source in ready:
                    self._take(source, way)
            if self._input in ready:
                self._hear()
            now = time.monotonic()
            for _, way, target in self._ways:
                for packet in way.due(now):
                    with suppress(BlockingIOError):
                        os.write(target, packet)

    def _pause(self) -> float:
        due = [way.next_at for _, way, _ in self._ways if way.next_at is not None]
        return min(_LONGEST, max(0.0, min(due) - time.monotonic())) if due else _LONGEST

    def _take(self, source: int, way: Direction) -> None:
        for _ in range(_AT_ONCE):
            try:
                packet = os.read(source, _MOST)
            except BlockingIOError:
                return
            if packet[0] >> 4 == 4:  # IPv6 asks for routers on any device, and nobody sent that
                way.offer(time.monotonic(), packet)

    def _hear(self) -> None:
        said = os.read(self._input, _MOST)
        self._over = not said
        *lines, self._heard = (self._heard + said).split(b"\n")
        for line in lines:
            self._orders[line.decode()]()
            told = {"up": asdict(self._up.counts), "down": asdict(self._down.counts)}
            sys.stdout.write(json.dumps(told) + "\n")
            sys.stdout.flush()

    def _shape(self) -> None:
        for _, way, _ in self._ways:
            way.shaped = True

    def _cut(self, *, cut: bool) -> None:
        for _, way, _ in self._ways:
            way.cut = cut


def main() -> int:
    """Be the line."""
    profile, seed, desk, centre = sys.argv[1:]
    signal.signal(signal.SIGTERM, lambda _number, _frame: sys.exit(0))
    with suppress(OSError):
        os.nice(_BEFORE_OTHERS)
    try:
        ends = namespaces.make(desk, DESK), namespaces.make(centre, CENTRE)
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        Emulator(PROFILES[profile], seed, *ends).run()
    finally:
        for name in (desk, centre):
            namespaces.remove(name)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
