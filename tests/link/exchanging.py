"""Requests up and numbers and statuses down, on one line after another that loses other packets."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from typing import Any

from tests.bench.figures import Figure, at_most, figure
from tests.link.line import Traffic
from tests.link.profiles import Profile
from tests.link.scenes import AT_ONCE, Scene, Scenes
from tests.link.stage import Stage

SCRIPT = "tests/link/exchanging.py"
COUNTS = (200, 1000)
_REACH = {("sat64", 200): 1.20, ("sat64", 1000): 1.15, ("rural256", 200): 1.15, ("rural256", 1000): 1.05}
_BYTES = 160


@dataclass(frozen=True, slots=True)
class Round:
    """Seconds from the start of the exchange, dialling included; what was counted meanwhile."""

    confirmed: float
    numbered: float
    done: float
    parcels: list[tuple[int, int, float]]
    traffic: Traffic
    centre: dict[str, int]
    cpu: float

    @property
    def again(self) -> int:
        """Parcels that the line took more than once."""
        return len(self.parcels) - len({first for first, _, _ in self.parcels})


def measure(profile: Profile, scenes: Scenes, seeds: Sequence[int], at_once: int) -> list[Figure]:
    """All rounds with 200 and with 1,000 requests; ``at_once`` of them run side by side."""
    found: list[Figure] = []
    for count in COUNTS:
        scene = scenes.of(count)
        rounds = side_by_side([partial(one, profile, scene, seed) for seed in seeds], at_once)
        found += _figures(profile, scene, rounds)
    return [*found, _packed(profile, scenes)]


def side_by_side[T](works: Sequence[Callable[[], T]], at_once: int) -> list[T]:
    """What each comes to."""
    with ThreadPoolExecutor(at_once) as pool:
        return [begun.result() for begun in [pool.submit(work) for work in works]]


def _nothing(_stage: Stage) -> None:
    """Nothing more is done."""


def one(
    profile: Profile,
    scene: Scene,
    seed: int,
    during: Callable[[Stage], None] = _nothing,
    after: Callable[[Stage], None] = _nothing,
) -> Round:
    """One exchange of everything that waits; ``during`` it whatever is to happen to the line, ``after`` it a look."""
    with Stage(profile, seed, scene.folder) as stage:
        before = stage.line.shape()
        began: float = stage.desk.ask(do="start")["began"]
        stage.desk.tell(do="settled", registered=scene.count, statuses=scene.count)
        during(stage)
        ended: dict[str, Any] = stage.desk.hear()
        made = Round(
            confirmed=ended["confirmed"] - began,
            numbered=ended["numbered"] - began,
            done=ended["done"] - began,
            parcels=[(first, size, at - began) for first, size, at in ended["parcels"]],
            traffic=stage.line.traffic().since(before),
            centre=stage.centre.ask(),
            cpu=ended["cpu"],
        )
        note(profile, scene, seed, made)
        after(stage)
    return made


def note(profile: Profile, scene: Scene, seed: int, made: Round) -> None:
    """Say how a round went, for whoever looks for causes."""
    told = {
        "line": profile.name,
        "requests": scene.count,
        "seed": seed,
        "limits": round(made.done / scene.limit(profile), 3),
        "seconds": [round(moment, 2) for moment in (made.confirmed, made.numbered, made.done)],
        "parcels": len(made.parcels),
        "again": made.again,
        "overflowed": made.traffic.up.overflowed,
        "lost": [made.traffic.up.lost, made.traffic.down.lost],
        "cpu": round(made.cpu, 1),
    }
    print(json.dumps(told), flush=True)  # noqa: T201 - the program's own output


def _figures(profile: Profile, scene: Scene, rounds: Sequence[Round]) -> list[Figure]:
    limit, count, name = scene.limit(profile), scene.count, f"link {profile.name}"
    floor = f"limit {limit:.2f} s: {scene.packed:,} bytes of rows"
    reach = at_most(_REACH[profile.name, count]) if (profile.name, count) in _REACH else None
    what = f"{count:,} requests up, as many numbers and statuses down"
    return [
        figure(name, what, "× limit", [one.done / limit for one in rounds], reach=reach, floor=floor, script=SCRIPT),
        figure(name, f"{count:,}: seconds", "s", [one.done for one in rounds], floor=f"{limit:.2f} s", script=SCRIPT),
        figure(
            name,
            f"{count:,}: IP bytes up, a request",
            "B",
            [one.traffic.up.bytes / count for one in rounds],
            note="handshakes, acknowledgements, losses and all that the line's queue dropped included",
            script=SCRIPT,
        ),
        figure(
            name,
            f"{count:,}: bytes of parcels, a request",
            "B",
            [sum(size for _, size, _ in one.parcels) / count for one in rounds],
            note="sealed and signed, from a desk that the centre has nothing of",
            script=SCRIPT,
        ),
    ]


def _packed(profile: Profile, scenes: Scenes) -> Figure:
    return figure(
        f"link {profile.name}",
        f"bytes a request pushed at {AT_ONCE} a parcel, sealed and signed",
        "B",
        [scenes.a_request],
        reach=at_most(_BYTES),
        note="against what the centre has confirmed of this desk",
        script=SCRIPT,
    )
