"""The line to the centre, in the three ways a desk uses it: unknown, pinned, and as itself."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass

from clerk_app.actions.enrolling import Doors, NewDesk
from clerk_app.app.itself import VERSION
from clerk_app.app.line import OfficeLine
from clerk_app.app.stop import Stop
from clerk_app.carriers.https import HttpsLine
from clerk_app.carriers.https_documents import HttpsDocuments
from clerk_app.carriers.https_door import HttpsDoor
from clerk_app.carriers.https_eid import HttpsEid
from clerk_app.carriers.https_ezup import HttpsEzup
from clerk_app.carriers.https_files import HttpsFiles
from clerk_app.carriers.https_inbox import HttpsInbox
from clerk_app.carriers.https_office import HttpsOffice
from clerk_app.carriers.sockets import FILES_BUFFER
from clerk_app.carriers.transport import Route
from clerk_app.carriers.wire import DeskProof, Wire, pinned_wire, unverified_wire
from clerk_app.contract.keys import SealingKey, SigningKey, key_id
from clerk_app.settings.identity import DeskIdentity
from clerk_app.sync.identity import DeskIdentity as ExchangeIdentity


@dataclass(frozen=True, slots=True, eq=False)
class Centre:
    """Everything that speaks to the centre as this desk; the sign-in has a wire of its own, so that it never waits."""

    line: HttpsLine
    files: HttpsFiles
    door: HttpsDoor
    carrier: HttpsLine
    eid: HttpsEid
    ezup: HttpsEzup
    inbox: HttpsInbox
    documents: HttpsDocuments
    office: HttpsOffice
    wires: tuple[Wire, ...]

    def close(self) -> None:
        """Close every connection."""
        for wire in self.wires:
            wire.close()


def centre_of(identity: DeskIdentity, url: str = "", line: OfficeLine | None = None) -> Centre:
    """The centre of an enrolled desk; ``url`` overrides where it was found at enrolment."""
    proof = DeskProof(identity.desk, SigningKey(identity.sign_seed))
    address = url or identity.central_url
    route = line.route(address) if line is not None else None
    steady, people = (pinned_wire(address, identity.anchor.ca_pem, proof, route) for _ in range(2))
    files = pinned_wire(address, identity.anchor.ca_pem, proof, route, send_buffer=FILES_BUFFER)
    return Centre(
        line=HttpsLine(steady, f"salter/{VERSION}"),
        files=HttpsFiles(files, identity.anchor.centre_sign),
        door=HttpsDoor(people),
        carrier=HttpsLine(people),
        eid=HttpsEid(people, SealingKey(identity.seal_private)),
        ezup=HttpsEzup(people, SealingKey(identity.seal_private)),
        inbox=HttpsInbox(people),
        documents=HttpsDocuments(files, SealingKey(identity.seal_private)),
        office=HttpsOffice(files),
        wires=(steady, files, people),
    )


@contextmanager
def doors_to(url: str, stop: Stop, route: Route | None = None) -> Iterator[Doors]:
    """How an unknown centre at ``url`` is reached while enrolling; every connection is closed at the end."""
    with ExitStack() as wires:

        def door(wire: Wire) -> HttpsDoor:
            wires.callback(wire.close)
            stop.watch(wire)
            return HttpsDoor(wire)

        def desk(new: NewDesk) -> HttpsDoor:
            proof = DeskProof(new.answer.desk, SigningKey(new.sign_seed))
            return door(pinned_wire(url, new.anchor.ca_pem, proof, route))

        yield Doors(
            unverified=door(unverified_wire(url, route)),
            pinned=lambda anchor: door(pinned_wire(url, anchor.ca_pem, route=route)),
            desk=desk,
        )


def exchange_identity(identity: DeskIdentity) -> ExchangeIdentity:
    """The desk as the exchange knows it: keys ready to use, and who can open its parcels."""
    return ExchangeIdentity(
        desk=identity.desk,
        signer=SigningKey(identity.sign_seed),
        opener=SealingKey(identity.seal_private),
        centre_sign=identity.anchor.centre_sign,
        recipients=(identity.anchor.centre_seal,),
    )


class DeskSign:
    """The desk's signature on receipts."""

    def __init__(self, seed: bytes) -> None:
        self._key = SigningKey(seed)
        self.key_id = key_id(self._key.public).hex()

    def sign(self, message: bytes) -> bytes:
        """64 bytes of Ed25519."""
        return self._key.sign(message)
