"""The far end of a card: what is asked is answered, and what the card refuses is told as the card says it."""

from __future__ import annotations

import io
import json
import os
from pathlib import Path
from threading import Thread
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


def test_a_card_stays_open_between_questions_until_it_is_closed() -> None:
    sign = line(do="sign", digest=encoded(DIGEST))
    answers = told(
        InventedToken(), line(do="held"), opening(PIN), line(do="certificate"), line(do="held"), sign,
        line(do="close"), line(do="held"), sign,
    )  # fmt: skip
    assert [sorted(one) for one in answers[1:5]] == [["chain", "der"]] * 3 + [["signature"]]
    assert [answers[0]["code"], answers[6]["code"], answers[7]["code"]] == [
        "pin_missing",
        "pin_missing",
        "token_pulled",
    ]


def test_a_card_at_fault_or_with_a_wrong_pin_is_open_no_longer() -> None:
    pulled = InventedToken()
    pulled.error = Unavailable("token_pulled")
    assert (
        told(pulled, opening(PIN), line(do="sign", digest=encoded(DIGEST)), line(do="held"))[2]["code"] == "pin_missing"
    )
    assert told(InventedToken(), opening(PIN), opening("0000"), line(do="held"))[2]["code"] == "pin_missing"


def test_a_card_that_is_pulled_while_nobody_asks_is_closed() -> None:
    card, (theirs, ours) = InventedToken(), os.pipe()
    answers = io.BytesIO()
    with os.fdopen(theirs, "rb") as asked, os.fdopen(ours, "wb", buffering=0) as asking:
        served = Thread(target=serve, args=(asked, answers, lambda _module, _label: card), kwargs={"look": 0.01})
        served.start()
        asking.write(line(module="/module.so", label="") + opening(PIN))
        card.there = False
        assert card.closed.wait(30)
        card.there = True
        asking.write(line(do="held"))
        asking.close()
        served.join(30)
    assert json.loads(answers.getvalue().splitlines()[1])["code"] == "pin_missing"


def test_it_ends_with_its_input() -> None:
    card = InventedToken()
    assert told(card, opening(PIN))[1:] == []
    assert card.closed.is_set()
    answers = io.BytesIO()
    serve(io.BytesIO(b""), answers, lambda _module, _label: InventedToken())
    assert answers.getvalue() == b""


def test_what_is_no_base64_is_told() -> None:
    with pytest.raises(ValueError, match="!"):
        decoded("!")
