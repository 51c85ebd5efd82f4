"""A centre that misbehaves: every way in which the other end of a line can let a desk down."""

from __future__ import annotations

import ssl
import threading
from types import TracebackType
from typing import Literal

from clerk_app.contract import answers, canonical
from clerk_app.contract.answers import Answers
from clerk_app.contract.exchange import ANSWERS, PROBLEM_PREFIX, PROBLEM_TYPE, STREAM_TYPE, Problem, desk_of
from clerk_app.contract.keys import SigningKey
from clerk_app.contract.parcel import framed
from tests.support.raw_server import RawServer, Request, Talk

type Mood = Literal[
    "unauthorised",
    "unprocessable",
    "broken",
    "busy",
    "portal",
    "silent",
    "slow",
    "stalls",
    "hangs_up",
    "forged",
    "garbage",
]

PORTAL = b"<!doctype html><html><body><h1>Welcome to the guest network</h1></body></html>"
_PROBLEMS: dict[str, tuple[int, str]] = {
    "unauthorised": (401, "desk_unknown"),
    "unprocessable": (422, "malformed"),
    "broken": (500, "centre_fault"),
    "busy": (503, "centre_busy"),
}
_DRIP = 0.2  # seconds between the bytes of a slow answer
_PATIENCE = 30.0
_ANNOUNCED = 64 * 1024  # bytes of an answer that never becomes whole


class BadCentre:
    """Listens on loopback in one ``mood``, which a test may change at any time; counts requests in ``heard``.

    ``context`` makes it speak TLS (take the real centre's authority for a certificate that desks trust). ``forged``
    answers are sealed to ``desk_seal`` and signed by nobody that a desk knows.
    """

    def __init__(self, mood: Mood, context: ssl.SSLContext | None = None, desk_seal: bytes = b"") -> None:
        self.mood: Mood = mood
        self.heard: list[str] = []
        self._desk_seal = desk_seal
        self._closing = threading.Event()
        self._server = RawServer(self._talk, context)
        self.url = self._server.url

    def __enter__(self) -> BadCentre:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        self._closing.set()
        self._server.close()

    def _talk(self, talk: Talk) -> None:
        while (request := talk.request()) is not None:
            self.heard.append(f"{request.method} {request.target}")
            if not self._answer(talk, request):
                return

    def _answer(self, talk: Talk, request: Request) -> bool:
        """Answer in the mood of the moment; tells whether the connection is kept."""
        mood = self.mood
        if mood in _PROBLEMS:
            status, code = _PROBLEMS[mood]
            problem = Problem(type=PROBLEM_PREFIX + code, title=code, status=status)
            talk.answer(canonical.encode(problem), status=f"{status} Problem", kind=PROBLEM_TYPE, extra=_retry(status))
        elif mood == "portal":
            talk.answer(PORTAL, kind="text/html; charset=utf-8")
        elif mood == "garbage":
            talk.answer(b"\xff\xfe not what was agreed", kind=STREAM_TYPE)
        elif mood == "forged":
            talk.answer(self._forged(request), kind=STREAM_TYPE)
        elif mood == "slow":
            self._drip(talk)
        elif mood in ("silent", "stalls"):
            self._fall_silent(talk)
        return mood not in ("silent", "hangs_up", "slow", "stalls")

    def _forged(self, request: Request) -> bytes:
        """An answer that says that everything has arrived, from somebody who is not the centre."""
        if not request.target.startswith(ANSWERS):
            return b""
        desk = desk_of(request.headers["desk-proof"])
        said = Answers(desk=desk, have=10**6, chain_ok_to=10**6, position=10**6, now=1)
        return framed(answers.make(said, self._desk_seal, SigningKey(b"nobody's key".ljust(32))))

    def _fall_silent(self, talk: Talk) -> None:
        """Say nothing more, before an answer or in the middle of one."""
        if self.mood == "stalls":
            talk.send(_begun())
        self._closing.wait(_PATIENCE)

    def _drip(self, talk: Talk) -> None:
        """An answer that comes byte by byte and is never whole."""
        talk.send(_begun())
        while not self._closing.wait(_DRIP):
            talk.send(b"1\r\n\0\r\n")


def _begun() -> bytes:
    """The head of an answer, and the first bytes of what it announces."""
    head = f"HTTP/1.1 200 OK\r\nContent-Type: {STREAM_TYPE}\r\nTransfer-Encoding: chunked\r\n\r\n".encode()
    return head + b"6\r\n" + _ANNOUNCED.to_bytes(4) + answers.MAGIC[:2] + b"\r\n"


def _retry(status: int) -> str:
    return "Retry-After: 1\r\n" if status == 503 else ""
