"""The far end of a card: what runs in the process of its own where the module of the card is loaded.

A line of JSON asks, a line of JSON answers; the PIN follows its line as plain bytes, so that it can be wiped. Bytes are
base64. A card stays open until it is closed, opened anew, pulled, or at fault. The process ends with its input.
"""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, ExitStack
from pathlib import Path
from queue import Empty, Queue
from threading import Thread
from typing import Any, BinaryIO, Protocol

from clerk_app.domain.errors import CounterError, Invalid, Unavailable
from clerk_app.ports.signing import Certificate, OpenToken

type Json = dict[str, Any]
_LONGEST = 64 * 1024
_LOOK = 2.0  # seconds after which a card that is open is looked for again


class HeldToken(OpenToken, Protocol):
    """A card that is open, and may be pulled meanwhile."""

    def is_there(self) -> bool:
        """Whether it is still the card in the reader."""


class HeldCard(Protocol):
    """The port ``Token`` of a card that can stay open."""

    def certificate(self) -> Certificate:
        """As ``Token.certificate``."""

    def open(self, pin: bytearray) -> AbstractContextManager[HeldToken]:
        """As ``Token.open``."""


type Make = Callable[[Path, str], HeldCard]


def plain(der: bytes, chain: Sequence[bytes] = ()) -> Certificate:
    """A certificate as it lies on the card; whoever asked reads it."""
    return Certificate(name="", issuer="", serial="", begins=0, ends=0, der=der, chain=tuple(chain))


def serve(asked: BinaryIO, told: BinaryIO, make: Make, *, look: float = _LOOK) -> None:
    """Answer until nobody asks any more; the first line names the module and the certificate."""
    first = json.loads(asked.readline(_LONGEST) or b"null")
    if first is None:
        return
    questions: Queue[tuple[Json, bytearray] | None] = Queue()
    Thread(target=_listen, args=(asked, questions), name="asked", daemon=True).start()
    host = _Host(make(Path(first["module"]), first["label"]))
    try:
        while (question := host.waited(questions, look)) is not None:
            told.write(json.dumps(host.answer(*question)).encode() + b"\n")
            told.flush()
    finally:
        host.close()


def _listen(asked: BinaryIO, questions: Queue[tuple[Json, bytearray] | None]) -> None:
    """Hand on what is asked, the PIN with its question."""
    try:
        while (line := asked.readline(_LONGEST)) != b"":
            question = json.loads(line)
            questions.put((question, bytearray(asked.read(question.get("pin", 0)))))
    finally:
        questions.put(None)


class _Host:
    """The card, open or not; every call of its module comes from one thread."""

    def __init__(self, token: HeldCard) -> None:
        self._token = token
        self._held: HeldToken | None = None
        self._open = ExitStack()

    def waited(self, questions: Queue[tuple[Json, bytearray] | None], look: float) -> tuple[Json, bytearray] | None:
        """The next question; a card that is open is looked for meanwhile, and closed once it was pulled."""
        while True:
            try:
                return questions.get(timeout=look if self._held is not None else None)
            except Empty:
                self._look()

    def answer(self, question: Json, pin: bytearray) -> Json:
        """One answer, or what the card says instead; a card at fault is open no longer."""
        try:
            return self._answered(question, pin)
        except CounterError as error:
            if isinstance(error, Unavailable):
                self.close()
            return {"error": type(error).__name__, "code": error.code, "params": error.params}

    def close(self) -> None:
        """Let the card forget the PIN."""
        self._held = None
        self._open.close()

    def _answered(self, question: Json, pin: bytearray) -> Json:
        match question["do"]:
            case "certificate":
                return _certificate(self._token.certificate())
            case "open":
                self.close()
                self._held = self._open.enter_context(self._token.open(pin))
                return _certificate(self._held.certificate)
            case "held":
                self._look()
                if self._held is None:
                    raise Invalid("pin_missing")
                return _certificate(self._held.certificate)
            case "sign":
                if self._held is None:
                    raise Unavailable("token_pulled")
                return {"signature": encoded(self._held.sign(decoded(question["digest"])))}
        self.close()
        return {}

    def _look(self) -> None:
        """Close a card that was pulled."""
        if self._held is not None and not self._held.is_there():
            self.close()


def encoded(raw: bytes) -> str:
    """Bytes as JSON has them."""
    return base64.b64encode(raw).decode()


def decoded(text: str) -> bytes:
    """Undo ``encoded``; raises ``ValueError``."""
    try:
        return base64.b64decode(text, validate=True)
    except binascii.Error as error:
        raise ValueError(text) from error


def _certificate(certificate: Certificate) -> Json:
    return {"der": encoded(certificate.der), "chain": [encoded(one) for one in certificate.chain]}
