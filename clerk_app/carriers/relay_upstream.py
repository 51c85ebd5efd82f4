"""A relay's line to its centre: parcels of its desks up, answers for them down."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import httpx

from clerk_app.carriers.https import HttpsLine
from clerk_app.carriers.problems import not_ours
from clerk_app.carriers.wire import Wire, decoded, json_headers
from clerk_app.contract import canonical, relay
from clerk_app.contract.enrolment import Anchor
from clerk_app.contract.exchange import ANCHOR, STREAM_TYPE, Taken, prove
from clerk_app.contract.keys import SigningKey
from clerk_app.contract.parcel import split
from clerk_app.contract.relay import (
    HAVE_HEADER,
    MORE_HEADER,
    POSITION_HEADER,
    RELAY_PROOF_HEADER,
    RELAY_PURPOSE,
    Fetched,
    RelayEnrolmentAnswer,
    RelayEnrolmentRequest,
    RelayKey,
)
from clerk_app.domain.errors import Invalid, Unavailable

_LIKELY_ANSWER = 64 * 1024


class RelayProof(httpx.Auth):
    """Signs every request with the relay's key."""

    def __init__(self, relay_name: str, key: SigningKey) -> None:
        self._relay = relay_name
        self._key = key

    def auth_flow(self, request: httpx.Request) -> Iterator[httpx.Request]:  # type: ignore[override] # a Generator is one
        """Add the proof."""
        target = request.url.raw_path.decode("ascii")
        request.headers[RELAY_PROOF_HEADER] = prove(self._relay, self._key, request.method, target, RELAY_PURPOSE)
        yield request


class HttpsUpstream:
    """The centre of a relay that is enrolled; ``program`` tells the centre's operator who carries."""

    def __init__(self, wire: Wire, program: str = "") -> None:
        self._wire = wire
        self._line = HttpsLine(wire, program)

    def carry(self, parcels: Sequence[bytes]) -> list[Taken]:
        """Bring parcels of any desks; raises ``Refused`` with the ``place`` of the first that is rejected whole."""
        return self._line.carry(parcels)

    def answer(self, desk: str, position: int, have: int) -> Fetched:
        """One answer for a desk of the office."""
        target = f"{relay.ANSWERS}?desk={desk}&position={position}&have={have}"
        answer = self._wire.ask("GET", target, size=_LIKELY_ANSWER)
        if not answer.headers.get("content-type", "").startswith(STREAM_TYPE):
            raise not_ours()
        try:
            (raw,) = split([answer.body])
            return Fetched(
                raw,
                int(answer.headers[POSITION_HEADER]),
                int(answer.headers[HAVE_HEADER]),
                answer.headers[MORE_HEADER] == "1",
            )
        except (Invalid, KeyError, ValueError) as error:
            raise not_ours() from error

    def key(self) -> RelayKey:
        """What desks are known by now."""
        return decoded(self._wire.ask("GET", relay.KEY), RelayKey)

    def cut(self) -> None:
        """End what is under way, from another thread."""
        self._wire.cut()

    def close(self) -> None:
        """Let go of the line."""
        self._wire.close()


class HttpsRelayDoor:
    """A centre that does not know this relay yet; the code's secret goes only over a wire that checked its CA."""

    def __init__(self, wire: Wire) -> None:
        self._wire = wire

    def anchor(self) -> Anchor:
        """The centre's keys; compare their fingerprint with the code before believing them."""
        return decoded(self._wire.ask("GET", ANCHOR), Anchor)

    def enrol(self, request: RelayEnrolmentRequest) -> RelayEnrolmentAnswer:
        """Become a relay; raises ``Refused`` for a code that is wrong, used or expired."""
        if not self._wire.trusted:
            raise Unavailable("line_certificate")
        body = canonical.encode(request)
        answer = self._wire.ask("POST", relay.ENROLMENTS, body, headers=json_headers())
        return decoded(answer, RelayEnrolmentAnswer)
