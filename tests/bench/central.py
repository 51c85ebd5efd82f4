"""How much one node of the centre takes on PostgreSQL: parcels, polls, open streams, and how long an accept waits.

Two processes of the centre, the database and whoever sends share the machine's cores.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Sequence
from pathlib import Path

from clerk_app.contract.exchange import EXCHANGE
from clerk_app.contract.parcel import framed
from tests.bench.centre_stage import PARCEL, Load, Stage, stage
from tests.bench.figures import Figure, at_least, figure
from tests.bench.raw_inserts import bare_rate
from tests.support.at_once import at_once
from tests.support.lone_desk import LoneDesk

ROUNDS = 5
EACH = 30  # parcels of each desk in a round
DESKS = 4
_OPEN = "SELECT count(*) FROM request WHERE serial IS NULL"


def measure(work: Path) -> list[Figure]:
    """Everything, on one stage."""
    with stage(work) as made:
        return accepts(made)


def accepts(made: Stage) -> list[Figure]:
    """Parcels of a hundred, as fast as they are taken, beside bare inserts of the same bodies in the same round."""
    load, desks = Load(), [made.desk() for _ in range(DESKS)]
    made.number(now=False)
    _send(made, desks, [load.parcels(desk, 5) for desk in desks])
    made.ask("ANALYZE")
    rates, bare, ratios, numbered = [], [], [], []
    for _ in range(ROUNDS):
        parcels = [load.parcels(desk, EACH) for desk in desks]
        bodies = [entry.body or b"" for desk in desks for entry in desk.entries[-EACH * PARCEL :]]
        rates.append(len(bodies) / _send(made, desks, parcels))
        bare.append(bare_rate(made.address, bodies))
        ratios.append(rates[-1] / bare[-1])
        numbered.append(_numbered(made))
    floor = f"bare inserts by unnest: {sorted(bare)[len(bare) // 2]:,.0f} a second"
    what = f"parcels of {PARCEL}"
    return [
        figure("central", f"{what}: requests accepted", "a second", rates, reach=at_least(6000), floor=floor,
               note="signature, seal, rules, chain, ledger and feed; synced; over TLS by kept connections"),
        figure("central", f"{what}: the same, of the floor's rate", "of the floor's rate", ratios, reach=at_least(0.15), floor=floor),
        figure("central", "numbers given to what was accepted", "a second", numbered),
    ]  # fmt: skip


def _send(made: Stage, desks: Sequence[LoneDesk], parcels: Sequence[Sequence[bytes]]) -> float:
    """Seconds until every parcel is answered; each desk streams its own, by turns to each process."""

    def stream(place: int) -> None:
        body = b"".join(map(framed, parcels[place]))
        with made.line(place) as line:
            gate.wait()
            line.ask(desks[place], "POST", EXCHANGE, body)

    gate = threading.Barrier(len(desks) + 1)
    began: list[float] = []

    def start() -> None:
        gate.wait()
        began.append(time.perf_counter())

    at_once(start, *((lambda place=place: stream(place)) for place in range(len(desks))))
    return time.perf_counter() - began[0]


def _numbered(made: Stage) -> float:
    """Requests a second until none is without its number."""
    waiting = made.ask(_OPEN)
    made.number(now=True)
    began = time.perf_counter()
    while made.ask(_OPEN):
        time.sleep(0.01)
    taken = time.perf_counter() - began
    made.number(now=False)
    return waiting / taken
