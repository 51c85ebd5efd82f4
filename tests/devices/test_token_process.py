"""A card in a process of its own: what goes wrong there is an error here, and nothing more."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from clerk_app.devices.token_process import TokenProcess
from clerk_app.documents.certificates import read_certificate
from clerk_app.domain.errors import Refused, Unavailable

READS = "import sys; line = sys.stdin.readline(); line = sys.stdin.readline(); "


def token(code: str, wait: float = 30) -> TokenProcess:
    return TokenProcess([sys.executable, "-c", code], Path("/module.so"), "potpis", read_certificate, wait=wait)


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        ("import os; os.kill(os.getpid(), 11)", "ended"),
        (READS + "import os; os._exit(3)", "ended"),
        ("", "ended"),
    ],
)
def test_a_module_that_takes_its_process_down_takes_nothing_else(code: str, reason: str) -> None:
    given = bytearray(b"4711")
    with pytest.raises(Unavailable, match="token_failed") as raised, token(code).open(given):
        pass
    assert raised.value.params["reason"] == reason
    assert given == bytes(4)


def test_a_card_that_says_nothing_is_not_waited_for_for_ever() -> None:
    with pytest.raises(Unavailable, match="token_failed") as raised:
        token("import sys; sys.stdin.read()", wait=0.2).certificate()
    assert raised.value.params["reason"] == "silent"


def test_what_the_card_says_is_raised_here() -> None:
    told = '{"error": "Refused", "code": "pin_locked", "params": {}}'
    with pytest.raises(Refused, match="pin_locked"):
        token(READS + f"print({told!r}, flush=True)").certificate()


def test_a_program_that_is_not_there_is_told() -> None:
    with pytest.raises(Unavailable, match="token_failed"):
        TokenProcess(["/nowhere/at-all"], Path("/m.so"), "", read_certificate).certificate()
