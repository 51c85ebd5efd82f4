"""The far end of a card: what runs in the process of its own where the module of the card is loaded.

A line of JSON asks, a line of JSON answers; the PIN follows its line as plain bytes, so that it can be wiped. Bytes are
base64. The process ends with its input.
"""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, BinaryIO

from clerk_app.domain.errors import CounterError
from clerk_app.ports.signing import Certificate, OpenToken, Token

type Json = dict[str, Any]
type Make = Callable[[Path, str], Token]
_LONGEST = 64 * 1024


def plain(der: bytes, chain: Sequence[bytes] = ()) -> Certificate:
    """A certificate as it lies on the card; whoever asked reads it."""
    return Certificate(name="", issuer="", serial="", begins=0, ends=0, der=der, chain=tuple(chain))


def serve(asked: BinaryIO, told: BinaryIO, make: Make) -> None:
    """Answer until nobody asks any more; the first line names the module and the certificate."""
    first = json.loads(asked.readline(_LONGEST) or b"null")
    if first is None:
        return
    token = make(Path(first["module"]), first["label"])
    while (line := asked.readline(_LONGEST)) != b"":
        question = json.loads(line)
        _answer(asked, told, question, token)


def _answer(asked: BinaryIO, told: BinaryIO, question: Json, token: Token) -> None:
    """One answer; of a card that is opened, the signatures that are asked for until it is closed."""
    try:
        if question["do"] == "certificate":
            _tell(told, _certificate(token.certificate()))
            return
        pin = bytearray(asked.read(question["pin"]))
        with token.open(pin) as opened:
            _tell(told, _certificate(opened.certificate))
            _sign_until_closed(asked, told, opened)
        _tell(told, {})
    except CounterError as error:
        _tell(told, {"error": type(error).__name__, "code": error.code, "params": error.params})


def _sign_until_closed(asked: BinaryIO, told: BinaryIO, opened: OpenToken) -> None:
    while (line := asked.readline(_LONGEST)) != b"":
        question = json.loads(line)
        if question["do"] == "close":
            return
        try:
            _tell(told, {"signature": encoded(opened.sign(decoded(question["digest"])))})
        except CounterError as error:
            _tell(told, {"error": type(error).__name__, "code": error.code, "params": error.params})


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


def _tell(told: BinaryIO, answer: Json) -> None:
    told.write(json.dumps(answer).encode() + b"\n")
    told.flush()
