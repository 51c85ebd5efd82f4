"""The far end of a card: what is asked is answered, and what the card refuses is told as the card says it."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest

from clerk_app.devices.token_host import decoded, encoded, serve
from clerk_app.domain.errors import Unavailable
from tests.support.fake_acts import CERTIFICATE, PIN, InventedToken

DIGEST = bytes(range(32))


def told(token: InventedToken, *asked: bytes) -> list[dict[str, Any]]:
    first = json.dumps({"module": "/module.so", "label": "potpis"}).encode() + b"\n"
    answers, made = io.BytesIO(), list[tuple[Path, str]]()

    def make(module: Path, label: str) -> InventedToken:
        made.append((module, label))
        return token

    serve(io.BytesIO(first + b"".join(asked)), answers, make)
    assert made == [(Path("/module.so"), "potpis")]
    return [json.loads(line) for line in answers.getvalue().splitlines()]


def line(**question: object) -> bytes:
    return json.dumps(question).encode() + b"\n"


def opening(pin: str) -> bytes:
    return line(do="open", pin=len(pin)) + pin.encode()


def test_a_certificate_is_told_as_it_lies_on_the_card() -> None:
    (answer,) = told(InventedToken(), line(do="certificate"))
    assert answer == {"der": encoded(CERTIFICATE.der), "chain": []}


def test_a_card_that_is_open_signs_until_it_is_closed() -> None:
    sign = line(do="sign", digest=encoded(DIGEST))
    answers = told(InventedToken(), opening(PIN), sign, sign, line(do="close"), line(do="certificate"))
    assert [decoded(one["signature"]) for one in answers[1:3]] == [DIGEST, DIGEST]
    assert answers[3:] == [{}, {"der": encoded(CERTIFICATE.der), "chain": []}]


def test_what_the_card_refuses_is_told_and_the_next_question_is_answered() -> None:
    wrong, certificate = told(InventedToken(), opening("0000"), line(do="certificate"))
    assert wrong == {"error": "Refused", "code": "pin_wrong", "params": {}}
    assert "der" in certificate
    pulled = InventedToken()
    pulled.error = Unavailable("token_pulled")
    answers = told(pulled, opening(PIN), line(do="sign", digest=encoded(DIGEST)), line(do="close"))
    assert answers[1] == {"error": "Unavailable", "code": "token_pulled", "params": {}}


def test_it_ends_with_its_input() -> None:
    assert told(InventedToken(), opening(PIN))[1:] == [{}]
    answers = io.BytesIO()
    serve(io.BytesIO(b""), answers, lambda _module, _label: InventedToken())
    assert answers.getvalue() == b""


def test_what_is_no_base64_is_told() -> None:
    with pytest.raises(ValueError, match="!"):
        decoded("!")
