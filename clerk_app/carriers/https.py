"""The carrier that speaks at once: parcels stream up in one POST while answers stream down in one GET."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

from clerk_app.carriers.problems import not_ours, translated
from clerk_app.carriers.wire import PIECE, SILENCE, Wire, decoded
from clerk_app.contract.exchange import ANSWERS, EXCHANGE, STREAM_TYPE, Summary, Taken
from clerk_app.contract.parcel import MOST_BYTES, framed, split
from clerk_app.domain.errors import Invalid

PATIENCE_AT_END = 30.0  # the last parcels may still be on their way when the body has ended


class HttpsLine:
    """Port ``Line`` over HTTPS; ``program`` tells name and version of this program to the centre's operator."""

    def __init__(self, wire: Wire, program: str = "") -> None:
        self._wire = wire
        self._headers = {"Content-Type": STREAM_TYPE} | ({"User-Agent": program} if program else {})

    def send(self, parcels: Iterator[bytes]) -> None:
        """Stream parcels in one request; nothing is dialled when there are none."""
        first = next(parcels, None)
        if first is None:
            return
        pieces = _pieces(chain((first,), parcels))
        with self._wire.stream("POST", EXCHANGE, pieces, headers=self._headers, patience=PATIENCE_AT_END) as response:
            if response.headers.get("content-type", "").startswith("text/"):
                raise not_ours()
            with translated(answered=True):
                for _ in response.iter_raw():
                    """Read to the end, so that the connection is kept; what it says is said better by the answers."""

    def carry(self, parcels: Sequence[bytes]) -> list[Taken]:
        """Bring parcels of any desk in one request, and say what became of each; none dial nobody."""
        if not parcels:
            return []
        body = b"".join(map(framed, parcels))
        answer = self._wire.ask("POST", EXCHANGE, body, headers=self._headers, size=len(body))
        return decoded(answer, Summary).parcels

    def answers(self, position: int, have: int, hold: int) -> Iterator[bytes]:
        """Answers as they come; a stream that ends within a piece was cut, and the piece is not given."""
        target = f"{ANSWERS}?position={position}&have={have}&hold={hold}"
        with self._wire.stream("GET", target, patience=hold + SILENCE) as response:
            if not response.headers.get("content-type", "").startswith(STREAM_TYPE):
                raise not_ours()
            try:
                with translated(answered=True):
                    yield from split(response.iter_raw(), MOST_BYTES)
            except Invalid as error:
                raise not_ours() from error

    def cut(self) -> None:
        """End whatever is under way, from another thread."""
        self._wire.cut()


def _pieces(parcels: Iterator[bytes]) -> Iterator[bytes]:
    for parcel in parcels:
        frame = framed(parcel)
        for place in range(0, len(frame), PIECE):
            yield frame[place : place + PIECE]
