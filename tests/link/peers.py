"""What others need for the same requests on the same lines; only what goes up, no status comes back to them."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from tests.bench.figures import Figure, figure
from tests.link.exchanging import side_by_side
from tests.link.line import Line
from tests.link.namespaces import ADDRESSES, CENTRE, DESK
from tests.link.profiles import PROFILES, Profile
from tests.link.scenes import Scene, Scenes
from tests.link.stage import PORT, Side

SCRIPT = "tests/link/peers.py"
_NAME = "link peers"
_REQUESTS, _BATCH = 1000, 100
_SINGLY = 60
"""So many of them are sent one by one; the rest would take as long each, ten minutes and more in all."""


@dataclass(frozen=True, slots=True)
class Sent:
    """How many seconds and IP bytes (up) all requests take in one way."""

    seconds: float
    bytes: float


def measure(scenes: Scenes, seeds: Sequence[int], at_once: int) -> list[Figure]:
    """Both ways on both lines."""
    scene, found = scenes.of(_REQUESTS), []
    for profile in (PROFILES["sat64"], PROFILES["rural256"]):
        for size, most, what in (
            (1, _SINGLY, f"a plain POST per request ({_SINGLY} run, {_REQUESTS:,} by proportion)"),
            (_BATCH, _REQUESTS, f"a gzip batch of {_BATCH}"),
        ):
            works = [partial(_sent, profile, seed, scene, size, most) for seed in seeds]
            found += _figures(profile, scene, what, side_by_side(works, at_once))
    return found


def _figures(profile: Profile, scene: Scene, what: str, sent: Sequence[Sent]) -> list[Figure]:
    limit = scene.limit(profile)
    return [
        figure(
            _NAME,
            f"{profile.name}, {scene.count:,} requests: {what}",
            "× limit",
            [one.seconds / limit for one in sent],
            floor=f"limit {limit:.2f} s",
            note="one kept connection without TLS, nothing comes back but that it was kept",
            script=SCRIPT,
        ),
        figure(
            _NAME,
            f"{profile.name}: {what}: IP bytes up, a request",
            "B",
            [one.bytes / scene.count for one in sent],
            script=SCRIPT,
        ),
    ]


def _sent(profile: Profile, seed: int, scene: Scene, at_once: int, most: int) -> Sent:
    host = ADDRESSES[CENTRE]
    with tempfile.TemporaryDirectory(prefix="salter-link-") as work, Line(profile, seed) as line:
        sink = Side(line.at(CENTRE, [sys.executable, "-m", "tests.link.sink", host, str(PORT), work]))
        try:
            sink.hear()
            before = line.shape()
            told = _peer(line, f"http://{host}:{PORT}", scene.rows, at_once, most)
            share = told["sent"] / scene.count
            return Sent(told["seconds"] / share, line.traffic().since(before).up.bytes / share)
        finally:
            sink.end()


def _peer(line: Line, url: str, rows: Path, at_once: int, most: int) -> dict[str, float]:
    peer = Side(line.at(DESK, [sys.executable, "-m", "tests.link.peer", url, str(rows), str(at_once), str(most)]))
    try:
        return peer.hear()
    finally:
        peer.end()
