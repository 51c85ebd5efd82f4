"""The office's key is fetched when the centre tells of a newer one, and believed only with its signature."""

from __future__ import annotations

import pytest

from clerk_app.contract import relay
from clerk_app.contract.keys import SigningKey
from clerk_app.contract.relay import OfficeKey, OfficeKeyAnswer
from clerk_app.domain.errors import CounterError, Damaged, Refused, Unavailable
from clerk_app.sync.office_key import OfficeKeyChore
from tests.support.fake_outbox import InlineWrite
from tests.support.memory_relay import MemoryBook
from tests.support.sync_entries import CENTRE_SIGN, DESK, DESK_SEAL, IDENTITY


class Centre:
    def __init__(self, key: OfficeKey, signer: SigningKey = CENTRE_SIGN, error: CounterError | None = None) -> None:
        self.key, self.signer, self.error = key, signer, error
        self.asked = 0

    def office_key(self) -> OfficeKeyAnswer:
        self.asked += 1
        if self.error is not None:
            raise self.error
        return relay.seal_key(self.key, DESK, DESK_SEAL.public, self.signer)


KEY = OfficeKey(2, b"n" * 32)


def chore(centre: Centre, book: MemoryBook, came: list[str] | None = None) -> OfficeKeyChore:
    return OfficeKeyChore(centre, book, InlineWrite(), IDENTITY, lambda: (came if came is not None else []).append("k"))


def test_a_newer_key_is_fetched_once_kept_and_told_of() -> None:
    centre, book = Centre(KEY), MemoryBook(None)
    came: list[str] = []
    made = chore(centre, book, came)
    made.run(lambda: None)
    assert centre.asked == 0
    assert made.is_behind(2)
    assert not made.is_behind(2)
    made.run(lambda: None)
    made.run(lambda: None)
    assert (centre.asked, book.key(), came) == (1, KEY, ["k"])
    assert not made.is_behind(1)


def test_one_that_is_here_is_not_fetched() -> None:
    made = chore(centre := Centre(KEY), MemoryBook(KEY))
    assert not made.is_behind(2)
    made.run(lambda: None)
    assert centre.asked == 0


def test_a_forged_one_is_not_kept_and_a_line_that_is_down_is_tried_again() -> None:
    book = MemoryBook(None)
    made = chore(Centre(KEY, SigningKey(b"x" * 32)), book)
    made.is_behind(2)
    with pytest.raises(Damaged, match="office_key_forged"):
        made.run(lambda: None)
    failing = chore(Centre(KEY, error=Unavailable("line_down")), book)
    failing.is_behind(2)
    with pytest.raises(Unavailable):
        failing.run(lambda: None)
    assert book.key() is None


def test_a_desk_that_gets_none_makes_nothing_of_it_but_other_refusals_are_heard() -> None:
    for code in ("office_key_none", "desk_fenced"):
        made = chore(Centre(KEY, error=Refused(code)), MemoryBook(None))
        made.is_behind(2)
        made.run(lambda: None)
    made = chore(Centre(KEY, error=Refused("desk_unknown")), MemoryBook(None))
    made.is_behind(2)
    with pytest.raises(Refused):
        made.run(lambda: None)
