"""How long an identity card takes over real PC/SC, when every command costs the card 15 ms, as real chips do."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from clerk_app.devices.card_watcher import CardWatcher
from clerk_app.devices.pcsc import PcscReaders
from clerk_app.ports.cards import Card, CardEvent, CardGone, CardNews, PhotoRead, TextRead
from tests.bench.figures import Figure, at_most, figure
from tests.devices.samples import PERAS_CARD, PORTRAIT
from tests.support.virtual_card import VirtualCard
from tests.support.vpcd import Vpcd

ROUNDS = 15
A_COMMAND = 0.015
COMMANDS = 39
_PATIENCE = 10.0


class TimedReaders:
    """The real readers, and the moment at which the card that was put in began to be opened."""

    def __init__(self, readers: PcscReaders) -> None:
        self._readers = readers
        self.began = 0.0

    def names(self) -> tuple[str, ...]:
        """As the readers have it."""
        return self._readers.names()

    def wait(self, timeout: float) -> Sequence[CardEvent]:
        """As the readers have it."""
        return self._readers.wait(timeout)

    def wake(self) -> None:
        """As the readers have it."""
        self._readers.wake()

    def open(self, reader: str) -> Card:
        """The first moment in which anything is asked of the card."""
        self.began = time.perf_counter()
        return self._readers.open(reader)


class Seen:
    """When each kind of news came."""

    def __init__(self) -> None:
        self.at: dict[type, float] = {}

    def __call__(self, news: CardNews) -> None:
        """News from the watcher."""
        self.at[type(news)] = time.perf_counter()


def measure(work: Path) -> list[Figure]:
    """The same card put in again and again."""
    del work
    text, whole, commands = [], [], []
    with tempfile.TemporaryDirectory() as folder, Vpcd(Path(folder)) as service:
        service.start()
        readers = PcscReaders()
        timed, seen = TimedReaders(readers), Seen()
        watcher = CardWatcher(timed, seen)
        for _ in range(ROUNDS + 1):
            with VirtualCard(service.port, PERAS_CARD, latency=A_COMMAND) as card:
                _until(watcher, seen, PhotoRead)
                commands.append(len(card.commands))
            text.append(seen.at[TextRead] - timed.began)
            whole.append(seen.at[PhotoRead] - timed.began)
            _until(watcher, seen, CardGone)
            seen.at.clear()
        readers.close()
    return _figures(text[1:], whole[1:], commands[1:])


def _figures(text: list[float], whole: list[float], commands: list[int]) -> list[Figure]:
    least = COMMANDS * A_COMMAND
    of_floor = [one / least for one in whole]
    floor = f"{COMMANDS} commands × {1000 * A_COMMAND:.0f} ms = {1000 * least:.0f} ms"
    photo = f"portrait of {len(PORTRAIT):,} bytes"
    return [
        figure("card", "identity card: commands", "commands", commands, reach=at_most(COMMANDS), note=photo),
        figure(
            "card",
            "identity card: whole",
            "of the floor",
            of_floor,
            reach=at_most(1.05),
            floor=floor,
        ),
        figure("card", "identity card: whole", "ms", [1000 * one for one in whole]),
        figure("card", "identity card: person on the screen", "ms", [1000 * one for one in text], reach=at_most(170)),
    ]


def _until(watcher: CardWatcher, seen: Seen, kind: type) -> None:
    ends = time.monotonic() + _PATIENCE
    while kind not in seen.at:
        if time.monotonic() > ends:
            raise TimeoutError(kind.__name__)
        watcher.step(0.5)
