"""What asking the centre costs while there is nothing to say: IP bytes both ways, acknowledgements included."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

from tests.bench.figures import Figure, at_most, figure
from tests.link.profiles import PROFILES
from tests.link.scenes import Scenes
from tests.link.stage import Stage

SCRIPT = "tests/link/polling.py"
_NAME = "link poll"
_LINE = PROFILES["clean40"]
_POLLS = 9
_KEPT, _RESUMED = 500, 2500


def measure(scenes: Scenes) -> list[Figure]:
    """On a connection that is kept, and on a new one whose TLS session is resumed."""
    with Stage(_LINE, 1, scenes.of(0).folder) as stage:
        stage.line.shape()
        stage.desk.ask(do="start")
        stage.until_quiet()
        kept, resumed = ([_poll(stage, dial=dial) for _ in range(_POLLS)] for dial in (False, True))
        return [
            _figure("an idle poll on a kept TLS connection", kept, _KEPT),
            _figure("an idle poll on a new connection, its session resumed", resumed, _RESUMED),
        ]


def _poll(stage: Stage, *, dial: bool) -> int:
    before = stage.until_quiet()
    stage.desk.ask(do="poll", dial=dial)
    return stage.until_quiet().since(before).bytes


def _figure(what: str, values: Sequence[int], most: int) -> Figure:
    note = f"up and down, {median(values):.0f} in the middle; {_LINE.round_trip * 1000:.0f} ms, nothing lost"
    return figure(_NAME, what, "B", values, reach=at_most(most), note=note, script=SCRIPT)
