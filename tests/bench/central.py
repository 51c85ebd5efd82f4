"""How much one node of the centre takes on PostgreSQL: parcels, polls, open streams, and how long an accept waits.

Two processes of the centre, the database and whoever sends share the machine's cores.
"""

from __future__ import annotations

import resource
import threading
import time
from collections.abc import Sequence
from contextlib import ExitStack
from functools import partial
from pathlib import Path

from clerk_app.contract.exchange import ANSWERS, EXCHANGE
from clerk_app.contract.parcel import framed
from tests.bench.centre_stage import PARCEL, PROCESSES, Load, Stage, stage
from tests.bench.figures import Figure, at_least, at_most, figure, quantile
from tests.bench.raw_inserts import bare_rate
from tests.support.at_once import at_once
from tests.support.lone_desk import LoneDesk

ROUNDS = 3
EACH = 25  # parcels of each desk in a round
DESKS = 4
POLLERS, POLLS = 8, 500
SECONDS = 10  # of half load
STREAMS, LISTENERS = 5000, 200
FAR = 2**40  # a position that no feed reaches: nothing is new to whoever has heard so much
_PAUSE = threading.Event()  # never set
_OPEN = "SELECT count(*) FROM request WHERE serial IS NULL"
_END = "SELECT position FROM feed_counter"


def measure(work: Path) -> list[Figure]:
    """Everything, on one stage."""
    with stage(work) as made:
        found = accepts(made)
        return [*found, *waits(made, found[0].median), *polls(made), *streams(made)]


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
    note = "signature, seal, rules, chain, ledger and feed; synced; over TLS by kept connections"
    part = "of the floor's rate"
    return [
        figure(
            "central", f"{what}: requests accepted", "a second", rates, reach=at_least(6000), floor=floor, note=note
        ),
        figure("central", f"{what}: the same, {part}", part, ratios, reach=at_least(0.15), floor=floor),
        figure("central", "numbers given to what was accepted", "a second", numbered),
    ]


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

    at_once(start, *(partial(stream, place) for place in range(len(desks))))
    return time.perf_counter() - began[0]


def _numbered(made: Stage) -> float:
    """Requests a second until none is without its number."""
    waiting = made.ask(_OPEN)
    made.number(now=True)
    began = time.perf_counter()
    while made.ask(_OPEN):
        _PAUSE.wait(0.01)
    taken = time.perf_counter() - began
    made.number(now=False)
    return waiting / taken


def polls(made: Stage) -> list[Figure]:
    """Whether there is news, asked as fast as it is answered over kept connections by desks that have heard all."""
    desks = [made.desk(clerk=False) for _ in range(POLLERS)]
    rates, shares = [], []
    for _ in range(ROUNDS):
        began, spent = time.perf_counter(), time.process_time()
        at_once(*(partial(_poll, made, place, desks[place]) for place in range(POLLERS)))
        took = time.perf_counter() - began
        rates.append(POLLERS * POLLS / took)
        shares.append((time.process_time() - spent) / took)
    note = f"whoever asks takes {sorted(shares)[len(shares) // 2]:.2f} of one of the two cores"
    return [figure("central", "idle polls on kept connections", "a second", rates, reach=at_least(2000), note=note)]


def _poll(made: Stage, place: int, desk: LoneDesk) -> None:
    """As a desk asks that awaits nothing: with what it was told last, of a feed that it has heard to its end."""
    position = made.ask(_END)
    with made.line(place) as line:
        told = desk.opened(line.ask(desk, "GET", f"{ANSWERS}?position={position}&have=0&hold=0")[4:])
        known = told.reference + told.office_key
        target = f"{ANSWERS}?position={told.position}&have={told.have}&hold=0&reference={known}"
        for _ in range(POLLS):
            assert line.ask(desk, "GET", target) == b""


def waits(made: Stage, rate: float) -> list[Figure]:
    """How long a clerk's one entry waits while parcels come at half the rate that was reached."""
    load, desks, one = Load(7), [made.desk() for _ in range(DESKS)], made.desk()
    each = max(1, int(rate / 2 / PARCEL * SECONDS / DESKS))
    parcels = [load.parcels(desk, each) for desk in desks]
    singles = load.parcels(one, SECONDS * 10, 1)
    slow: list[float] = []
    whole: list[float] = []
    at_once(
        *(partial(_paced, made, place, desk, parcels[place], whole) for place, desk in enumerate(desks)),
        partial(_paced, made, 0, one, singles, slow),
    )
    middle, worst = (quantile([1000 * taken for taken in slow], part) for part in (0.5, 0.99))
    of_parcels = quantile([1000 * taken for taken in whole], 0.99)
    what = "under half load"
    return [
        figure("central", f"one entry accepted {what}: the slowest in a hundred", "ms", [worst], reach=at_most(50)),
        figure("central", f"one entry accepted {what}: the middle one", "ms", [middle]),
        figure("central", f"a parcel of {PARCEL} {what}: the slowest in a hundred", "ms", [of_parcels]),
    ]


def _paced(made: Stage, place: int, desk: LoneDesk, parcels: Sequence[bytes], taken: list[float]) -> None:
    """Send one after another at even times; what comes late is counted from when it was due."""
    began = time.perf_counter()
    with made.line(place) as line:
        for number, raw in enumerate(parcels):
            due = began + SECONDS * number / len(parcels)
            _PAUSE.wait(max(0.0, due - time.perf_counter()))
            line.ask(desk, "POST", EXCHANGE, framed(raw))
            taken.append(time.perf_counter() - due)


def streams(made: Stage) -> list[Figure]:
    """Answer streams held open at once, each by a desk's own connection; memory is of all processes of the centre."""
    resource.setrlimit(resource.RLIMIT_NOFILE, (resource.getrlimit(resource.RLIMIT_NOFILE)[1],) * 2)
    desks = [made.desk(clerk=False) for _ in range(LISTENERS)]
    target = f"{ANSWERS}?position={FAR}&have=0&hold=50"
    with ExitStack() as undo:
        before = sum(_memory(centre.pid) for centre in made.centres)
        for place in range(STREAMS):
            line = undo.enter_context(made.line(place))
            line.send(desks[place % LISTENERS], "GET", target)
            line.first()
        held = sum(_memory(centre.pid) for centre in made.centres)
    note = f"by {LISTENERS} desks, over TLS, in {PROCESSES} processes; {before:.0f} MB before the first"
    return [figure("central", f"{STREAMS:,} answer streams open: memory", "MB", [held], reach=at_most(1024), note=note)]


def _memory(pid: int) -> float:
    """Resident, in MB."""
    for line in Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1]) / 1024
    raise ProcessLookupError(pid)
