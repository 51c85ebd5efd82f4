"""The card is opened with care: never in practice, never by guessing, each card counted for itself."""

from __future__ import annotations

from dataclasses import replace

import pytest

from clerk_app.actions.act_card import ActCard, now
from clerk_app.domain.errors import Invalid, Refused, Unavailable
from clerk_app.ports.paper import Issuer
from tests.support.fake_acts import CERTIFICATE, PIN, InventedToken
from tests.support.hand_clock import HandClock, micros
from tests.support.specimens import ISSUER


class Issuing:
    """Who stands on the paper."""

    def __init__(self, *, practice: bool = False) -> None:
        self._issuer = replace(ISSUER, practice=practice)

    def issuer(self) -> Issuer:
        return self._issuer


class Other(InventedToken):
    """The card of somebody else."""

    def certificate(self):
        return replace(CERTIFICATE, serial="2222")


def card(*tokens: InventedToken, practice: bool = False) -> ActCard:
    """A reader in which the first card lies; the test changes the list."""
    held = list(tokens) or [InventedToken()]
    return ActCard(lambda: held[0], Issuing(practice=practice), HandClock())  # type: ignore[arg-type]  # one method


def wrong(made: ActCard) -> str:
    with pytest.raises(Refused) as raised, made.opened(bytearray(b"0000")):
        pass
    return raised.value.code


def test_in_practice_no_card_signs() -> None:
    made = card(practice=True)
    with pytest.raises(Unavailable, match="token_not_set"):
        made.certificate()
    with pytest.raises(Unavailable, match="token_not_set"), made.opened(bytearray(PIN.encode())):
        pass


def test_after_three_wrong_pins_even_the_right_one_is_not_tried() -> None:
    made = card()
    assert [wrong(made) for _ in range(3)] == ["pin_wrong", "pin_wrong", "pin_thrice_wrong"]
    with pytest.raises(Refused, match="pin_thrice_wrong"), made.opened(bytearray(PIN.encode())):
        pass


def test_a_card_that_is_open_needs_no_pin_until_it_is_put_away() -> None:
    made = card()
    assert not made.is_open()
    with pytest.raises(Invalid, match="pin_missing"), made.opened(bytearray()):
        pass
    for pin in (bytearray(PIN.encode()), bytearray()):
        with made.opened(pin) as opened:
            assert opened.certificate == CERTIFICATE
    assert made.is_open()
    made.put_away()
    assert not made.is_open()
    with pytest.raises(Invalid, match="pin_missing"), made.opened(bytearray()):
        pass


def test_a_card_that_is_chosen_no_longer_is_put_away() -> None:
    first, held = InventedToken(), list[InventedToken]()
    held.append(first)
    made = ActCard(lambda: held[0], Issuing(), HandClock())  # type: ignore[arg-type]  # one method
    with made.opened(bytearray(PIN.encode())):
        pass
    held[0] = Other()
    made.certificate()
    assert not first.is_open()


def test_another_card_is_counted_for_itself() -> None:
    held = [InventedToken()]
    made = ActCard(lambda: held[0], Issuing(), HandClock())  # type: ignore[arg-type]  # one method
    for _ in range(3):
        wrong(made)
    held[0] = Other()
    with made.opened(bytearray(PIN.encode())) as opened:
        assert opened.certificate == CERTIFICATE


def test_the_moment_is_the_centres_as_far_as_it_is_known() -> None:
    clock = HandClock()
    assert now(clock) == micros(clock.wall) / 1_000_000
    clock.offset = 5_000
    assert now(clock) == micros(clock.wall) / 1_000_000 + 5
