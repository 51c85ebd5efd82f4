"""Only what the centre signed for this desk is believed."""

from __future__ import annotations

import msgspec
import pytest

from clerk_app.contract import answers
from clerk_app.contract.answers import Answers
from clerk_app.contract.keys import SigningKey
from clerk_app.domain.errors import Unavailable
from clerk_app.sync.incoming import FRESH, Incoming, News
from tests.support.fake_outbox import FakeOutbox, InlineWrite
from tests.support.model_centre import ModelCentre
from tests.support.sync_entries import CENTRE_SIGN, DESK, DESK_SEAL, IDENTITY, StillClock


class Ear:
    """An ``Incoming`` with everything that it touches."""

    def __init__(self) -> None:
        self.outbox = FakeOutbox()
        self.write = InlineWrite()
        self.clock = StillClock()
        self.changed: list[frozenset[bytes]] = []
        self.alarms: list[str] = []
        self.revisions: list[int] = []
        self.orders: list[str] = []
        news = News(
            changed=self.changed.append,
            alarm=self.alarms.append,
            reference=self.revisions.append,
            order=self.orders.append,
        )
        self.monotonic = 50.0
        self.incoming = Incoming(self.outbox, self.write, IDENTITY, self.clock, news, monotonic=lambda: self.monotonic)


def said(**values: object) -> bytes:
    plain = Answers(desk=DESK, have=0, chain_ok_to=0, position=0, now=5)
    return answers.make(msgspec.structs.replace(plain, **values), DESK_SEAL.public, CENTRE_SIGN)


def forged() -> dict[str, bytes]:
    good = said()
    foreign = answers.make(
        Answers(desk="X9Y9", have=9, chain_ok_to=0, position=9, now=5), DESK_SEAL.public, CENTRE_SIGN
    )
    return {
        "signed by another": ModelCentre().answer(0, signer=SigningKey(b"x" * 32)),
        "for another desk": foreign,
        "cut short": good[:-1],
        "one bit turned": bytes([*good[:40], good[40] ^ 1, *good[41:]]),
        "empty": b"",
        "text": b"<html></html>",
    }


@pytest.mark.parametrize("kind", sorted(forged()))
def test_what_is_forged_or_foreign_alarms_and_changes_nothing(kind: str) -> None:
    ear = Ear()
    ear.outbox.accept(1)
    ear.outbox.cut(1000, 0)
    assert ear.incoming.take(forged()[kind]) is None
    assert len(ear.alarms) == 1
    assert ear.outbox.applied == []
    assert ear.clock.learned == []
    assert ear.changed == []


def test_an_answer_is_applied_and_told() -> None:
    ear = Ear()
    ear.outbox.accept(2)
    ear.outbox.cut(1000, 0)
    taken = ear.incoming.take(said(have=2, alarms=["chain_forked"], more=True))
    assert taken is not None
    assert (taken.have, taken.news, taken.more) == (2, True, True)
    assert ear.changed == [frozenset(row.entry.header.subject for row in ear.outbox.rows.values())]
    assert ear.alarms == ["chain_forked"]
    assert ear.clock.learned == [5]


def test_the_same_answer_again_is_no_news() -> None:
    ear = Ear()
    ear.outbox.accept(1)
    ear.outbox.cut(1000, 0)
    raw = said(have=1)
    first, again = ear.incoming.take(raw), ear.incoming.take(raw)
    assert first is not None
    assert again is not None
    assert (first.news, again.news) == (True, False)
    assert len(ear.changed) == 1


def test_what_the_centre_wants_of_the_desk_is_told_when_it_changes() -> None:
    ear = Ear()
    for order in ("", "stop", "stop", "wipe", ""):
        ear.incoming.take(said(order=order))
    assert ear.orders == ["stop", "wipe", ""]


def test_an_old_answer_teaches_no_old_time() -> None:
    ear = Ear()
    for now in (50, 20, 60):
        ear.incoming.take(said(now=now))
    assert ear.clock.learned == [50, 60]


def test_a_store_that_has_no_time_is_told_to_the_caller() -> None:
    ear = Ear()
    ear.write.error = Unavailable("store_busy")
    with pytest.raises(Unavailable, match="store_busy"):
        ear.incoming.take(said())


def test_how_far_the_reference_data_have_come_is_passed_on_when_it_is_told() -> None:
    ear = Ear()
    for told in (7, 0, 9):
        ear.incoming.take(said(reference=told))
    assert ear.revisions == [7, 9]


def test_the_revision_is_the_one_told_last_and_counts_for_an_hour_after_the_last_word() -> None:
    ear = Ear()
    assert ear.incoming.revision == 0
    ear.incoming.take(said(reference=7))
    ear.monotonic += FRESH - 1
    assert ear.incoming.revision == 7
    ear.incoming.take(said(now=6))
    ear.incoming.take(forged()["signed by another"])
    ear.monotonic += FRESH - 1
    assert ear.incoming.revision == 7
    ear.monotonic += 1
    assert ear.incoming.revision == 0


def test_what_is_known_of_the_offices_key_is_said_with_it() -> None:
    ear = Ear()
    ear.incoming.take(said(reference=7, office_key=2))
    assert ear.incoming.revision == 9
    ear.incoming.take(said(now=6, office_key=3))
    assert ear.incoming.revision == 10
    assert ear.revisions == [7]
