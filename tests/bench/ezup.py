"""How long a record takes to the screen beyond what its register and the line take: windows, TLS, a real centre.

From the key that asks until the row of the record says that the answer came. The register of the seed takes its time
on purpose; a round trip is the middle one of many empty ones on a kept connection to the same centre.
"""

from __future__ import annotations

import shutil
import statistics
import time
from pathlib import Path

from clerk_app.contract.exchange import HEALTH
from tests.bench.figures import Figure, at_most, figure
from tests.journeys.ezup_counter import AN_EXTRACT, Counter, counter
from tests.journeys.town import Town
from tests.support.opened_program import wait_in_qt
from tests.support.stage import application

ROUNDS = 15
_TRIPS = 30


def measure(work: Path) -> list[Figure]:
    """One town, one desk, a case for each round; each case has its number before anything is asked."""
    folder = work / "ezup"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    with Town(folder / "town") as town, counter(application(), town, folder) as desk:
        register = desk.prepared.desk.actions.systems.ezup.rules().register_ms
        trip = _trip(desk)
        told = [_round(desk) for _ in range(ROUNDS)]
    beyond = [one - register - trip for one in told]
    return [
        figure(
            "ezup",
            "a record on the screen, beyond its register and the line",
            "ms",
            beyond,
            reach=at_most(100),
            floor=f"register {register} ms, round trip {trip:.1f} ms",
            note="from the key to the row that says so, through the open answers stream",
        ),
        figure("ezup", "the same, all of it", "ms", told),
    ]


def _trip(desk: Counter) -> float:
    """A round trip to the centre, in milliseconds."""
    wire = desk.prepared.desk._around.centre.files._wire
    times = []
    for _ in range(_TRIPS):
        began = time.perf_counter()
        wire.ask("GET", HEALTH)
        times.append(time.perf_counter() - began)
    return statistics.median(times) * 1000


def _round(desk: Counter) -> float:
    """Milliseconds from the key to the answer on the screen."""
    desk.receives(AN_EXTRACT)
    desk.windows.until_registered(desk.subject)
    began = time.perf_counter()
    desk.hands.press("Ctrl+Y")
    wait_in_qt(lambda: desk.state("mkr") == "done")
    return (time.perf_counter() - began) * 1000
