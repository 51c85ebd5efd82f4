"""What happens when 5,000 desks come back at once: a simulation, with the product's own rule for when to try again.

``python -m tests.bench.stampede`` writes ``docs/stampede.svg`` and the table in ``docs/scale.md``. Simulated are time,
the line and what the centre's work costs (``Costs``, measured); when a desk tries again is decided by
``clerk_app.sync.retry.decide`` itself, and beside it by what a program without care would do.
"""

from __future__ import annotations

import heapq
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from clerk_app.carriers.wire import CONNECT, SILENCE
from clerk_app.domain.errors import Unavailable
from clerk_app.sync.engine import PROBE_JITTER, PROBE_WAITING
from clerk_app.sync.retry import Again, decide, probed
from tests.bench.stampede_plot import plot, table

ROOT = Path(__file__).parents[2]
DESKS = 5_000
WAITING = 0.7  # of them have something to send
BACKLOG = 40  # requests of such a desk
NOTICED = 0.3  # of them are told by their system that the network is back, within two seconds
LONGEST = 900.0
_CORES = 2
_BUSY = 1.0  # seconds of queue after which a centre says "later" instead of working
_LEAST_ASKED, _MOST_ASKED = 2.0, 60.0

type Rule = Callable[[Unavailable, int, float, float], float]


@dataclass(frozen=True, slots=True)
class Costs:
    """Processor time at the centre in seconds (``docs/bench.md``): of a connection, an exchange, each request in it."""

    connection: float = 0.003
    exchange: float = 0.0005
    request: float = 0.00017
    refusal: float = 0.0003


@dataclass(frozen=True, slots=True)
class Story:
    """What happened: ``down`` seconds without the centre; then either every line returns, or the centre starts."""

    name: str
    down: float
    centre_restarts: bool


@dataclass(frozen=True, slots=True)
class Told:
    """How it went: when each desk that had something to send was done, when each try was made, connections for nothing.

    In seconds after the return.
    """

    done: tuple[float, ...]
    tries: tuple[float, ...]
    wasted: int


@dataclass(slots=True)
class Desk:
    """One desk: what it has to send, and how it stands with the centre."""

    requests: int
    attempts: int = 0
    connected: bool = False


@dataclass(slots=True)
class Centre:
    """Two cores and one queue, in order of arrival."""

    free: list[float] = field(default_factory=lambda: [0.0] * _CORES)

    def work(self, now: float, cost: float) -> float:
        """When it is done."""
        start = max(now, heapq.heappop(self.free))
        heapq.heappush(self.free, start + cost)
        return start + cost

    def waits(self, now: float) -> float:
        """How long what comes now would wait."""
        return max(0.0, self.free[0] - now)


def product(error: Unavailable, attempts: int, now: float, jitter: float) -> float:
    """As this program decides: a line is probed, a centre that answers is given time."""
    decision = decide(error, attempts, now, jitter)
    assert isinstance(decision, Again)
    return probed(decision, error, now + PROBE_WAITING * (1 + PROBE_JITTER * (2 * jitter - 1))).at


def careless(error: Unavailable, attempts: int, now: float, jitter: float) -> float:
    """Every five seconds, whatever is said."""
    del error, attempts, jitter
    return now + 5.0


def doubling(error: Unavailable, attempts: int, now: float, jitter: float) -> float:
    """Doubling without jitter, as much as is written everywhere."""
    del jitter
    return now + max(float(error.params.get("retry_after", 0)), min(300.0, 2.0 * 2.0 ** min(attempts, 16)))


def simulate(story: Story, rule: Rule, seed: int, costs: Costs | None = None, desks: int = DESKS) -> Told:
    """Let all desks come back at second 0; a try that meets a dead line or a dead centre costs that centre nothing."""
    chance, prices = random.Random(seed), costs or Costs()
    fleet = [Desk(BACKLOG if chance.random() < WAITING else 0) for _ in range(desks)]
    events = [(_first_try(desk, story, rule, chance), number) for number, desk in enumerate(fleet)]
    heapq.heapify(events)
    centre, done, tries, wasted = Centre(), list[float](), list[float](), 0
    while events:
        now, number = heapq.heappop(events)
        if now > LONGEST:
            break
        desk = fleet[number]
        tries.append(now)
        ended, error = _try(desk, centre, now, prices)
        if error is None:
            if desk.requests:
                done.append(ended)
            continue
        wasted += not desk.connected
        heapq.heappush(events, (rule(error, desk.attempts, ended, chance.random()), number))
        desk.attempts += 1
    return Told(tuple(sorted(done)), tuple(tries), wasted)


def _first_try(desk: Desk, story: Story, rule: Rule, chance: random.Random) -> float:
    """When a desk that has been failing since ``-story.down`` tries for the first time after second 0."""
    if not story.centre_restarts and chance.random() < NOTICED:
        return chance.uniform(0.0, 2.0)
    now = -story.down
    while now < 0.0:
        now = rule(Unavailable("line_down"), desk.attempts, now, chance.random())
        desk.attempts += 1
    return now


def _try(desk: Desk, centre: Centre, now: float, costs: Costs) -> tuple[float, Unavailable | None]:
    """One exchange: when it ended, and why it failed if it did."""
    at = now
    if not desk.connected:
        at = centre.work(now, costs.connection)
        if at - now > CONNECT:
            return now + CONNECT, Unavailable("line_slow")
        desk.connected = True
    waits = centre.waits(at)
    if waits > SILENCE:
        desk.connected = False
        return at + SILENCE, Unavailable("line_slow")
    if waits > _BUSY:
        asked = min(_MOST_ASKED, max(_LEAST_ASKED, waits))
        return centre.work(at, costs.refusal), Unavailable("centre_busy", retry_after=int(asked))
    return centre.work(at, costs.exchange + desk.requests * costs.request), None


STORIES = (
    Story("every line returns after two hours", 7200.0, centre_restarts=False),
    Story("the centre starts again after a minute", 60.0, centre_restarts=True),
)
RULES: dict[str, Rule] = {"this program": product, "doubling, no jitter": doubling, "every 5 s": careless}


def main() -> int:
    """Simulate every story under every rule, and write it down."""
    told = {(story.name, name): simulate(story, rule, seed=5) for story in STORIES for name, rule in RULES.items()}
    (ROOT / "docs" / "stampede.svg").write_text(plot(told), encoding="utf-8")
    page = ROOT / "docs" / "scale.md"
    page.write_text(written(page.read_text(encoding="utf-8"), table(told)), encoding="utf-8")
    return 0


def written(page: str, rows: Sequence[str]) -> str:
    """The page with its table anew."""
    begin, end = "<!-- stampede -->\n", "<!-- /stampede -->"
    before, _, rest = page.partition(begin)
    return before + begin + "\n".join(rows) + "\n" + end + rest.partition(end)[2]


if __name__ == "__main__":
    raise SystemExit(main())
