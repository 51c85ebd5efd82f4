"""Who may speak to a relay: desks of the office with its newest key, to this certificate, and nobody else."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from clerk_app.contract import relay
from clerk_app.contract.relay import OfficeKey
from clerk_app.domain.errors import Refused
from clerk_app.relay.knowing import Knowing
from clerk_app.relay.shelf import Shelf
from tests.support.lone_relay import KEY, KEYS, told
from tests.support.sync_entries import DESK, DESK_SIGN

HERE = b"f" * 32
NEWER = OfficeKey(2, b"n" * 32)


@pytest.fixture
def shelf(tmp_path: Path) -> Iterator[Shelf]:
    made = Shelf(tmp_path / "relay.db")
    yield made
    made.close()


@pytest.fixture
def asked() -> list[str]:
    return []


@pytest.fixture
def knowing(shelf: Shelf, asked: list[str]) -> Knowing:
    made = Knowing(shelf, "R1", HERE, lambda: asked.append("key"))
    made.learn(told())
    return made


def shown(key: OfficeKey = KEY, desk: str = DESK, fingerprint: bytes = HERE) -> tuple[str, str, str]:
    return str(relay.prove(relay.derive(key), fingerprint, desk, "GET", "/v1/relay")), "GET", "/v1/relay"


def refusal(knowing: Knowing, *given: str) -> str:
    with pytest.raises(Refused) as met:
        knowing.admit(*given)
    return met.value.code


def test_a_desk_of_the_office_is_admitted_and_the_answer_proves_the_relay(knowing: Knowing) -> None:
    caller = knowing.admit(*shown())
    assert (caller.desk, caller.public) == (DESK, DESK_SIGN.public)
    assert relay.answered(knowing.proof(caller.nonce), KEYS.mac, HERE, caller.nonce)


def test_whoever_is_not_of_the_office_is_not(knowing: Knowing, asked: list[str]) -> None:
    assert refusal(knowing, *shown(OfficeKey(1, b"x" * 32))) == "relay_proof"
    assert refusal(knowing, *shown(fingerprint=b"m" * 32)) == "relay_proof"
    assert refusal(knowing, "", "GET", "/v1/relay") == "relay_proof"
    assert refusal(knowing, shown()[0], "POST", "/v1/exchange") == "relay_proof"
    assert asked == []


def test_a_desk_that_the_centre_did_not_name_makes_the_relay_ask(knowing: Knowing, asked: list[str]) -> None:
    assert refusal(knowing, *shown(desk="M1")) == "relay_desk_unknown"
    assert asked == ["key"]
    knowing.learn(told(KEY, "M1"))
    assert knowing.admit(*shown(desk="M1")).desk == "M1"


def test_of_two_generations_whoever_is_behind_is_told_so(knowing: Knowing, asked: list[str]) -> None:
    assert refusal(knowing, *shown(NEWER)) == "relay_key_old"
    assert asked == ["key"]
    knowing.learn(told(NEWER))
    assert refusal(knowing, *shown()) == "office_key_old"
    assert knowing.admit(*shown(NEWER)).desk == DESK


def test_a_relay_that_never_heard_the_centre_knows_nobody(shelf: Shelf, asked: list[str]) -> None:
    knowing = Knowing(shelf, "R1", HERE, lambda: asked.append("key"))
    assert refusal(knowing, *shown()) == "relay_key_old"
    assert (asked, knowing.proof(bytes(16))) == (["key"], "")


def test_what_was_learnt_is_known_after_a_start_which_is_another_run(shelf: Shelf, knowing: Knowing) -> None:
    again = Knowing(shelf, "R1", HERE, lambda: None)
    assert again.key == knowing.key
    assert again.run != knowing.run
