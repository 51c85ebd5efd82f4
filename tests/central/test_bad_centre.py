"""The centre that misbehaves does so as it is told: other tests stand on that."""

from __future__ import annotations

import httpx
import pytest

from clerk_app.contract import answers, canonical
from clerk_app.contract.exchange import ANSWERS, PROOF_HEADER, Problem, prove
from clerk_app.contract.keys import SealingKey, SigningKey
from clerk_app.contract.parcel import split
from clerk_app.domain.errors import Damaged, Invalid
from tests.support.bad_centre import PORTAL, BadCentre, Mood

SIGN, SEAL = SigningKey(b"d" * 32), SealingKey(b"D" * 32)
TARGET = f"{ANSWERS}?position=0&have=0&hold=0"


def ask(centre: BadCentre) -> httpx.Response:
    return httpx.get(centre.url + TARGET, headers={PROOF_HEADER: prove("A1", SIGN, "GET", TARGET)}, timeout=0.5)


@pytest.mark.parametrize(
    ("mood", "status", "code"),
    [
        ("unauthorised", 401, "desk_unknown"),
        ("unprocessable", 422, "malformed"),
        ("broken", 500, "centre_fault"),
        ("busy", 503, "centre_busy"),
    ],
)
def test_problems(mood: Mood, status: int, code: str) -> None:
    with BadCentre(mood) as centre:
        reply = ask(centre)
    assert (reply.status_code, canonical.decode(reply.content, Problem).code) == (status, code)
    assert ("retry-after" in reply.headers) == (mood == "busy")


def test_a_portal_answers_gladly_and_the_mood_may_change() -> None:
    with BadCentre("portal") as centre:
        assert ask(centre).content == PORTAL
        centre.mood = "broken"
        assert ask(centre).status_code == 500
        assert len(centre.heard) == 2


@pytest.mark.parametrize(("mood", "error"), [("silent", httpx.ReadTimeout), ("hangs_up", httpx.RemoteProtocolError)])
def test_no_answer(mood: Mood, error: type[httpx.TransportError]) -> None:
    with BadCentre(mood) as centre, pytest.raises(error):
        ask(centre)


def test_a_slow_answer_never_gets_anywhere() -> None:
    with (
        BadCentre("slow") as centre,
        httpx.stream("GET", centre.url + TARGET, timeout=5) as reply,
    ):
        pieces = reply.iter_raw()
        begun = [next(pieces) for _ in range(4)]
    assert begun[1:] == [b"\0"] * 3
    assert list(split(begun)) == []


def test_an_answer_that_stalls_has_begun_and_says_no_more() -> None:
    with (
        BadCentre("stalls") as centre,
        httpx.stream("GET", centre.url + TARGET, timeout=0.5) as reply,
    ):
        pieces = reply.iter_raw()
        assert list(split([next(pieces)])) == []
        with pytest.raises(httpx.ReadTimeout):
            next(pieces)


def test_forged_answers_open_and_do_not_verify() -> None:
    with BadCentre("forged", desk_seal=SEAL.public) as centre:
        (raw,) = split([ask(centre).content])
    with pytest.raises(Damaged, match="answer_forged"):
        answers.open_answers(raw, "A1", SEAL, SIGN.public)


def test_garbage_is_no_stream() -> None:
    with BadCentre("garbage") as centre, pytest.raises(Invalid, match="too_large"):
        list(split([ask(centre).content]))
