"""A desk's line to the relay of its office: whoever holds the office's key, whatever certificate they show."""

from __future__ import annotations

import socket
import ssl
import struct
from collections.abc import Callable, Generator, Iterator

import httpx

from clerk_app.carriers.https import HttpsLine
from clerk_app.carriers.problems import not_ours
from clerk_app.carriers.tls import fingerprint_of, leaf_context, unverified_context
from clerk_app.carriers.wire import CONNECT, Wire, decoded
from clerk_app.contract import relay
from clerk_app.contract.parcel import MOST_BYTES, split
from clerk_app.contract.relay import HELLO, NEIGHBOURS, OFFICE_PROOF_HEADER, RELAY_PROOF_HEADER, Hello, ProofKey
from clerk_app.domain.errors import Damaged, Invalid, Unavailable
from clerk_app.ports.relay import NeighbourParcel

_NUMBER_BYTES = 8
_NOT_ADMITTED = 401


class OfficeAuth(httpx.Auth):
    """Shows the desk's proof with every request, and believes no answer without the relay's."""

    def __init__(self, desk: str, keys: ProofKey, fingerprint: bytes) -> None:
        self._desk = desk
        self._keys = keys
        self._fingerprint = fingerprint

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        """Add the proof, and look at what comes; raises ``Damaged('relay_foreign')``.

        A relay that does not know our key cannot show that it has it: its refusal is heard all the same.
        """
        target = request.url.raw_path.decode("ascii")
        proof = relay.prove(self._keys, self._fingerprint, self._desk, request.method, target)
        request.headers[OFFICE_PROOF_HEADER] = str(proof)
        response = yield request
        shown = response.headers.get(RELAY_PROOF_HEADER, "")
        holds = relay.answered(shown, self._keys.mac, self._fingerprint, proof.nonce)
        if not holds and response.status_code != _NOT_ADMITTED:
            raise Damaged("relay_foreign")


class OfficeLine:
    """The port ``RelayLine`` over one kept connection."""

    def __init__(self, wire: Wire) -> None:
        self._wire = wire
        self._line = HttpsLine(wire)

    def hello(self) -> Hello:
        """Which relay this is, and which of its runs."""
        return decoded(self._wire.ask("GET", HELLO), Hello)

    def send(self, parcels: Iterator[bytes]) -> None:
        """Leave parcels there."""
        self._line.send(parcels)

    def answers(self, position: int, have: int, hold: int) -> Iterator[bytes]:
        """What was fetched for this desk."""
        return self._line.answers(position, have, hold)

    def neighbours(self, after: int) -> list[NeighbourParcel]:
        """Parcels of the others behind a number."""
        answer = self._wire.ask("GET", f"{NEIGHBOURS}?after={after}")
        try:
            return [_neighbour(piece) for piece in split([answer.body], _LONGEST)]
        except (Invalid, struct.error) as error:
            raise not_ours() from error

    def cut(self) -> None:
        """End whatever is under way, from another thread."""
        self._wire.cut()

    def close(self) -> None:
        """Let go of the connection."""
        self._wire.close()


_LONGEST = MOST_BYTES + _NUMBER_BYTES


def _neighbour(piece: bytes) -> NeighbourParcel:
    (number,) = struct.unpack(">Q", piece[:_NUMBER_BYTES])
    return NeighbourParcel(number, piece[_NUMBER_BYTES:])


class OfficeRoads:
    """The port ``RelayRoads``; ``find`` looks for addresses, as the setting says."""

    def __init__(self, desk: str, find: Callable[[], tuple[str, ...]]) -> None:
        self._desk = desk
        self._find = find
        self._open: OfficeLine | None = None

    def find(self) -> tuple[str, ...]:
        """Where a relay may be."""
        return self._find()

    def reach(self, address: str, keys: ProofKey) -> tuple[OfficeLine, Hello]:
        """Look at the certificate, hold on to it, and say hello."""
        fingerprint = _shown_at(address)
        auth = OfficeAuth(self._desk, keys, fingerprint)
        line = OfficeLine(Wire(f"https://{address}", leaf_context(fingerprint), auth, trusted=False))
        self._open = line
        try:
            return line, line.hello()
        except BaseException:
            line.close()
            raise

    def cut(self) -> None:
        """End whatever is under way, from another thread."""
        if self._open is not None:
            self._open.cut()


def parts_of(address: str) -> tuple[str, int]:
    """Host and port of ``host:port``; raises ``Invalid('relay_address')``."""
    host, _, port = address.rpartition(":")
    if not host or not (port.isascii() and port.isdigit()) or not 0 < int(port) <= 65535:
        raise Invalid("relay_address", field="relay")
    return host.removeprefix("[").removesuffix("]"), int(port)


def _shown_at(address: str) -> bytes:
    """The fingerprint of the certificate that is shown at an address; raises ``Unavailable('relay_none')``."""
    try:
        with (
            socket.create_connection(parts_of(address), CONNECT) as plain,
            unverified_context().wrap_socket(plain) as wrapped,
        ):
            return fingerprint_of(wrapped)
    except (OSError, ssl.SSLError) as error:
        raise Unavailable("relay_none") from error
