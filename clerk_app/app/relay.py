"""The office relay joined: its file, its identity, its line to the centre."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path

from clerk_app.carriers.relay_upstream import HttpsRelayDoor, HttpsUpstream, RelayProof
from clerk_app.carriers.wire import Wire, pinned_wire, unverified_wire
from clerk_app.contract.keys import SigningKey
from clerk_app.domain.errors import Refused, Unavailable
from clerk_app.relay import identity as identities
from clerk_app.relay.identity import Identity
from clerk_app.relay.server import OfficeRelay, RelaySettings
from clerk_app.relay.shelf import Limits, Shelf

FILE = "relay.db"


def open_relay(
    folder: Path, upstream: str, code: str, settings: RelaySettings, limits: Limits | None = None
) -> tuple[OfficeRelay, Identity]:
    """The relay of a folder, enrolled by ``code`` where it is not yet.

    Raises ``Refused`` (``relay_not_enrolled``, and what the centre says), ``Invalid`` and ``Unavailable``.
    """
    with ExitStack() as undo:
        shelf = Shelf(_file(folder), limits or Limits())
        undo.callback(shelf.close)
        identity = identities.kept(shelf) or _enrolled(shelf, upstream, code)
        proof = RelayProof(identity.relay, SigningKey(identity.sign_seed))
        line = HttpsUpstream(pinned_wire(upstream, identity.ca_pem, proof))
        relay = OfficeRelay(settings, shelf, identity, line)
        undo.pop_all()
    return relay, identity


def _enrolled(shelf: Shelf, upstream: str, code: str) -> Identity:
    if not code:
        raise Refused("relay_not_enrolled")
    with ExitStack() as wires:

        def door(wire: Wire) -> HttpsRelayDoor:
            wires.callback(wire.close)
            return HttpsRelayDoor(wire)

        return identities.enrol(
            shelf, code, door(unverified_wire(upstream)), lambda anchor: door(pinned_wire(upstream, anchor.ca_pem))
        )


def _file(folder: Path) -> Path:
    """The file, in a folder that is open to its owner alone."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise Unavailable("folder_unusable", folder=folder.name) from error
    return folder / FILE
