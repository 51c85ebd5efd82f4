"""The carrier that speaks at once: parcels stream up in one POST while answers stream down in one GET."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain

import httpx

from clerk_app.carriers.problems import not_ours, translated
from clerk_app.carriers.wire import PIECE, SILENCE, SLOWEST, Wire, decoded
from clerk_app.contract.exchange import ANSWERS, EXCHANGE, LINK, NOTHING_NEW, STREAM_TYPE, Summary, Taken
from clerk_app.contract.parcel import MOST_BYTES, framed, split
from clerk_app.domain.errors import Invalid, Unavailable

_DELAYS = 3  # of these the shortest counts: what else takes time is not the line
PATIENCE_AT_END = 30.0  # the last parcels may still be on their way when the body has ended


class HttpsLine:
    """Port ``Line`` over HTTPS; ``program`` tells name and version of this program to the centre's operator.

    ``patience`` is how many seconds an answer may say nothing, or take beyond its slowest pace once it has begun.
    """

    def __init__(self, wire: Wire, program: str = "", *, patience: float = SILENCE) -> None:
        self._wire = wire
        self._patience = patience
        self._report: Callable[[int], str] = lambda _delay: ""
        self._delays: deque[float] = deque(maxlen=_DELAYS)
        self._headers = {"Content-Type": STREAM_TYPE} | ({"User-Agent": program} if program else {})

    def tell(self, report: Callable[[int], str]) -> None:
        """Have each question for answers tell of the line; ``report`` is given the delay in ms, 0 at first."""
        self._report = report

    def send(self, parcels: Iterator[bytes]) -> None:
        """Stream parcels in one request; nothing is dialled when there are none."""
        first = next(parcels, None)
        if first is None:
            return
        pieces = _pieces(chain((first,), parcels))
        with self._wire.stream("POST", EXCHANGE, pieces, headers=self._headers, patience=PATIENCE_AT_END) as response:
            if response.headers.get("content-type", "").startswith("text/"):
                raise not_ours()
            _read_off(response)  # what it says is said better by the answers

    def carry(self, parcels: Sequence[bytes]) -> list[Taken]:
        """Bring parcels of any desk in one request, and say what became of each; none dial nobody."""
        if not parcels:
            return []
        body = b"".join(map(framed, parcels))
        answer = self._wire.ask("POST", EXCHANGE, body, headers=self._headers, size=len(body))
        return decoded(answer, Summary).parcels

    def answers(self, position: int, have: int, hold: int, reference: int = 0) -> Iterator[bytes]:
        """Answers as they come, each whole: one that does not become whole in time is ``line_slow``.

        A stream that ends within an answer was cut (``line_down``); whoever ended it.
        """
        target = f"{ANSWERS}?position={position}&have={have}&hold={hold}"
        if reference:
            target += f"&reference={reference}"
        if told := self._report(round(min(self._delays, default=0.0) * 1000)):
            target += f"&{LINK}={told}"
        asked = time.monotonic()
        with self._wire.stream("GET", target, patience=hold + self._patience) as response:
            if reference and response.status_code == NOTHING_NEW:
                _read_off(response)
                return
            if not response.headers.get("content-type", "").startswith(STREAM_TYPE):
                raise not_ours()
            self._delays.append(time.monotonic() - asked)
            pace = _Pace(self._patience)
            try:
                with translated(answered=True):
                    for piece in split(pace.watched(response.iter_raw()), MOST_BYTES):
                        if piece:
                            yield piece
                        pace.came(piece)
            except Invalid as error:
                raise not_ours() from error

    def cut(self) -> None:
        """End whatever is under way, from another thread."""
        self._wire.cut()


class _Pace:
    """Whether answers come along; what is not whole yet is neither good nor forged, and pieces of nothing are none."""

    def __init__(self, patience: float) -> None:
        self._patience = patience
        self._held = 0
        self._began: float | None = None

    def watched(self, chunks: Iterable[bytes]) -> Iterator[bytes]:
        """The stream as it is; raises ``Unavailable`` (``line_slow``, ``line_down``)."""
        for chunk in chunks:
            now = time.monotonic()
            self._began = now if self._began is None else self._began
            self._held += len(chunk)
            if now - self._began > self._patience + self._held / SLOWEST:
                raise Unavailable("line_slow")
            yield chunk
        if self._held:
            raise Unavailable("line_down")

    def came(self, piece: bytes) -> None:
        """A piece was whole, and whoever wanted it has it."""
        self._held -= len(framed(piece))
        if piece:
            self._began = None


def _read_off(response: httpx.Response) -> None:
    """Read to the end, so that the connection is kept."""
    with translated(answered=True):
        for _ in response.iter_raw():
            """Of no use."""


def _pieces(parcels: Iterator[bytes]) -> Iterator[bytes]:
    for parcel in parcels:
        frame = framed(parcel)
        for place in range(0, len(frame), PIECE):
            yield frame[place : place + PIECE]
