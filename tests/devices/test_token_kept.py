"""A card that stays open: one process and one PIN for several acts, gone at once when it is put away or at fault."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from clerk_app.app.itself import program
from clerk_app.devices.token_kept import TokenKept
from clerk_app.documents.certificates import read_certificate
from clerk_app.domain.errors import Invalid, Refused, Unavailable
from tests.support.fake_acts import CERTIFICATE, PIN
from tests.support.signers import SignersAuthority
from tests.support.software_token import MODULE, software_token
from tests.support.software_token import PIN as CARD_PIN

DIGEST = bytes(range(32))
FAR = """
import os, sys
from pathlib import Path
from clerk_app.devices.token_host import serve
from tests.support.fake_acts import InventedToken
with Path({begun!r}).open("a") as begun:
    begun.write(f"{{os.getpid()}}\\n")
serve(sys.stdin.buffer, sys.stdout.buffer, lambda _module, _label: InventedToken())
"""


class Begun:
    """The processes that were begun at the far end."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / "begun"
        code = FAR.format(begun=str(self._file))
        self.card = TokenKept(
            [sys.executable, "-c", code], Path("/module.so"), "", lambda _der, _chain=(): CERTIFICATE, wait=60
        )

    @property
    def processes(self) -> list[int]:
        return [int(line) for line in self._file.read_text().splitlines()] if self._file.exists() else []


@pytest.fixture
def begun(tmp_path: Path) -> Iterator[Begun]:
    made = Begun(tmp_path)
    yield made
    made.card.end()


def signs(card: TokenKept, pin: str = "") -> bytes:
    given = bytearray(pin.encode())
    with card.open(given) as opened:
        assert given == bytes(len(pin)), "the PIN was kept"
        return opened.sign(DIGEST)


def test_several_acts_take_one_process_and_one_pin(begun: Begun) -> None:
    assert begun.card.certificate() == CERTIFICATE
    assert not begun.card.is_open()
    assert [signs(begun.card, PIN), signs(begun.card), signs(begun.card)] == [DIGEST] * 3
    assert begun.card.is_open()
    assert len(begun.processes) == 1


def test_whether_it_is_open_is_answered_without_beginning_anything(begun: Begun) -> None:
    assert not begun.card.is_open()
    assert begun.processes == []


def test_once_it_is_put_away_the_pin_is_needed_again(begun: Begun) -> None:
    signs(begun.card, PIN)
    begun.card.end()
    assert not begun.card.is_open()
    with pytest.raises(Invalid, match="pin_missing"):
        signs(begun.card)
    assert signs(begun.card, PIN) == DIGEST
    assert len(begun.processes) == 2


def test_a_wrong_pin_leaves_it_shut_and_the_process_ready(begun: Begun) -> None:
    signs(begun.card, PIN)
    with pytest.raises(Refused, match="pin_wrong"):
        signs(begun.card, "0000")
    with pytest.raises(Invalid, match="pin_missing"):
        signs(begun.card)
    assert len(begun.processes) == 1


def test_a_process_that_died_is_begun_anew(begun: Begun) -> None:
    signs(begun.card, PIN)
    os.kill(begun.processes[0], signal.SIGKILL)
    with pytest.raises((Unavailable, Invalid)):
        signs(begun.card)
    assert signs(begun.card, PIN) == DIGEST


def test_one_that_is_put_away_while_it_is_open_signs_no_more(begun: Begun) -> None:
    with begun.card.open(bytearray(PIN.encode())) as opened:
        begun.card.end()
        with pytest.raises(Unavailable, match="token_failed"):
            opened.sign(DIGEST)


@pytest.mark.skipif(not MODULE.exists(), reason="SoftHSM2 is not installed")
def test_a_card_that_was_pulled_between_two_acts_wants_its_pin(tmp_path: Path) -> None:
    authority = SignersAuthority()
    with software_token(tmp_path) as card:
        card.keep(authority.leaf())
        token = TokenKept([*program(), "token-host"], MODULE, "potpis", read_certificate)
        try:
            assert signs(token, CARD_PIN)
            card.pull()
            assert not token.is_open()
            card.put_in()
            with pytest.raises(Invalid, match="pin_missing"):
                signs(token)
            assert signs(token, CARD_PIN)
        finally:
            token.end()
