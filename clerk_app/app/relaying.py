"""Exchange by the office's relay joined to an open desk: where relays are, what they do, and who is told of it."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from dataclasses import replace

from clerk_app.app.place import Place
from clerk_app.app.secrets import secret_of
from clerk_app.app.stores import Stores
from clerk_app.carriers.relay import OfficeRoads
from clerk_app.carriers.relay_finding import RelayFinder
from clerk_app.contract.relay import place_mark, proof_of
from clerk_app.domain.errors import CounterError
from clerk_app.log import event
from clerk_app.ports.relay import RelayBook
from clerk_app.settings.identity import DeskIdentity
from clerk_app.settings.relay_proof import RelayProof
from clerk_app.sync.engine import Surroundings
from clerk_app.sync.link import WORKS, LinkState
from clerk_app.sync.neighbours import NeighbourReading
from clerk_app.sync.relay_state import RelayState
from clerk_app.sync.relaying import Relaying, RelaySurroundings

_LOG = logging.getLogger(__name__)


def roads_of(place: Place, identity: DeskIdentity) -> OfficeRoads:
    """The ways to a relay of the desk's office."""
    mark = place_mark(identity.anchor.municipality, identity.answer.office)
    return OfficeRoads(identity.desk, RelayFinder(place.settings.relay, mark).find)


def keep_proof(place: Place, book: RelayBook) -> None:
    """Keep what proves the desk to a relay where it is found with nobody signed in; without it only the spool waits."""
    key = book.key()
    if key is None:
        return
    try:
        RelayProof(place.paths.relay_proof, secret_of(place)).keep(proof_of(key))
    except CounterError as error:
        event(_LOG, "relay.proof_not_kept", level=logging.WARNING, code=error.code)


class ByRelay:
    """Relaying of a desk; ``told`` hears of the link, as the exchange and relaying say it together.

    ``relay`` hears of the relay by itself, also while the line works.
    """

    def __init__(
        self, told: Callable[[LinkState], None], relay: Callable[[RelayState], None] = lambda _state: None
    ) -> None:
        self._told = told
        self._told_relay = relay
        self._guard = threading.Lock()
        self._link = LinkState()
        self._state = RelayState()
        self._relaying: Relaying | None = None

    def join(
        self, place: Place, identity: DeskIdentity, world: Surroundings, stores: Stores, *, behind: Callable[[], None]
    ) -> None:
        """Make it, over the same outbox as the exchange; ``behind`` tells the exchange what was cut for a relay."""
        keep_proof(place, stores.relays)

        def now() -> int:
            return place.clock.stamp().at

        self._relaying = Relaying(
            RelaySurroundings(
                roads=roads_of(place, identity),
                book=stores.relays,
                reading=NeighbourReading(identity.desk, stores.reference, stores.neighbours, world.write, now),
                outbox=world.outbox,
                write=world.write,
                identity=world.identity,
                pulse=world.pulse,
                now=now,
                news=world.news,
                behind=behind,
                told=self._relay,
                passed=world.passed,
            )
        )

    def start(self) -> None:
        """Begin, with the exchange."""
        if self._relaying is not None:
            self._relaying.start()

    def nudge(self) -> None:
        """Something was accepted, or a person asks."""
        if self._relaying is not None:
            self._relaying.nudge()

    def look_again(self) -> None:
        """A person asks how the relay is."""
        if self._relaying is not None:
            self._relaying.look_again()

    def key_came(self) -> None:
        """The office has another key."""
        if self._relaying is not None:
            self._relaying.key_came()

    def stop(self) -> None:
        """End within about five seconds."""
        if self._relaying is not None:
            self._relaying.end()
            self._relaying.joined()

    def link(self, state: LinkState) -> None:
        """The exchange speaks of the line."""
        with self._guard:
            self._link = state
        self._tell()
        if self._relaying is not None:
            self._relaying.take(state)

    def _relay(self, state: RelayState) -> None:
        with self._guard:
            self._state = state
            down = self._link.kind == "down"
        self._told_relay(state)
        if down:
            self._tell()

    def _tell(self) -> None:
        with self._guard:
            link, state = self._link, self._state
        if link.kind == "down":
            link = replace(link, relay=WORKS if state.works else state.code, relayed=state.there)
        self._told(link)
