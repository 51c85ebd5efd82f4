"""A relay in this process over a real socket and a real file, before a centre reduced to its promises."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from pathlib import Path

from clerk_app.contract.exchange import Taken
from clerk_app.contract.parcel import take_apart
from clerk_app.contract.relay import Fetched, OfficeKey, RelayKey, derive, mac_of
from clerk_app.domain.errors import Refused, Unavailable
from clerk_app.i18n import Texts
from clerk_app.relay import certificate
from clerk_app.relay.identity import Identity
from clerk_app.relay.server import OfficeRelay, RelaySettings
from clerk_app.relay.shelf import Limits, Shelf
from tests.support.model_centre import ModelCentre
from tests.support.sync_entries import DESK, DESK_SIGN

TEXTS = Texts(Path(__file__).parents[2] / "resources" / "texts", strict=True)
KEY = OfficeKey(1, b"o" * 32)
KEYS = derive(KEY)
IDENTITY = Identity(
    relay="R1",
    municipality="primerovo",
    office="usluzni-centar",
    office_name="Услужни центар",
    sign_seed=b"r" * 32,
    ca_pem="",
    certificate=certificate.make(),
)


def told(key: OfficeKey = KEY, *desks: str) -> RelayKey:
    """What a centre says of an office's key, to whose relay these desks may speak."""
    public = dict.fromkeys((DESK, *desks), DESK_SIGN.public)
    return RelayKey("primerovo", "usluzni-centar", key.generation, mac_of(key), public)


class ModelUpstream:
    """The port ``Upstream`` to a ``ModelCentre``; ``down`` while there is no line."""

    def __init__(self, centre: ModelCentre | None = None, key: RelayKey | None = None) -> None:
        self.centre = centre or ModelCentre()
        self.says = key or told()
        self.down = False
        self.asked: list[str] = []
        self.spoke = threading.Condition()

    def carry(self, parcels: Sequence[bytes]) -> list[Taken]:
        self._note("carry")
        rejected: Refused | None = None
        for place, raw in enumerate(parcels):
            try:
                self.centre.receive(raw)
            except Refused as error:
                rejected = rejected or Refused(error.code, place=place)
        if rejected is not None:
            raise rejected
        return [_taken(raw) for raw in parcels]

    def answer(self, desk: str, position: int, have: int) -> Fetched:
        self._note("answer")
        raw = self.centre.answer(position, desk=desk, asked=(position, have))
        return Fetched(raw, len(self.centre.feed), self.centre.have, more=False)

    def key(self) -> RelayKey:
        self._note("key")
        return self.says

    def cut(self) -> None:
        """Nothing here waits."""

    def close(self) -> None:
        """Nothing here is open."""

    def _note(self, what: str) -> None:
        if self.down:
            raise Unavailable("line_down")
        with self.spoke:
            self.asked.append(what)
            self.spoke.notify_all()


def _taken(raw: bytes) -> Taken:
    head = take_apart(raw).head
    return Taken(desk=head.desk, first=head.first, known=0, accepted=head.count, refused=0, held=0, have=0)


class LoneRelay:
    """Listens on loopback until it is stopped."""

    def __init__(
        self, folder: Path, upstream: ModelUpstream | None = None, limits: Limits | None = None, *, most_pages: int = 0
    ) -> None:
        self.upstream = upstream or ModelUpstream()
        self.shelf = Shelf(folder / "relay.db", limits or Limits(), most_pages=most_pages)
        settings = RelaySettings(listen="127.0.0.1:0", texts=TEXTS)
        self._relay = OfficeRelay(settings, self.shelf, IDENTITY, self.upstream)
        self._relay.learn(self.upstream.says)
        self.address = f"127.0.0.1:{self._relay.start()}"

    def learn(self, key: RelayKey) -> None:
        """What its centre says from now on."""
        self.upstream.says = key
        self._relay.learn(key)

    def stop(self) -> None:
        self._relay.stop()
