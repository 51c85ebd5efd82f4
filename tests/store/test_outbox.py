from __future__ import annotations

import pytest

from clerk_app.contract.answers import Registered, Result
from clerk_app.domain.errors import Damaged
from clerk_app.ports.outbox import Cut, OutboxSize, Reached
from tests.store.desk import DESK, Desk, answers, change, subject

PLENTY = 100_000


def sequences(cut: Cut | None) -> list[int]:
    assert cut is not None
    return [entry.header.seq for entry in cut.entries]


def test_what_was_cut_is_numbered_and_sent_again_as_it_was(desk: Desk) -> None:
    for who in range(3):
        desk.accept(who)
    first = desk.outbox.cut(PLENTY, desk.micros())
    assert first is not None
    assert first.first == 1
    assert desk.outbox.cut(PLENTY, desk.micros()) is None
    assert desk.outbox.again(0) == (first,)
    desk.accept(7)
    second = desk.outbox.cut(PLENTY, desk.micros())
    assert second is not None
    assert second.first == 4
    assert desk.outbox.again(0) == (first, second)
    assert desk.outbox.again(3) == (second,)


def test_the_rest_of_a_parcel_of_which_the_centre_has_a_part(desk: Desk) -> None:
    for who in range(4):
        desk.accept(who)
    cut = desk.outbox.cut(PLENTY, desk.micros())
    assert cut is not None
    (rest,) = desk.outbox.again(2)
    assert rest.first == 3
    assert rest.entries == cut.entries[2:]


def test_have_closes_everything_up_to_it_but_what_was_named(desk: Desk) -> None:
    for who in range(4):
        desk.accept(who)
    order = sequences(desk.outbox.cut(PLENTY, desk.micros()))
    named = [Result(order[1], "held", "grant_late"), Result(order[2], "refused", "not_ours", {"why": "x"})]
    applied = desk.outbox.apply(answers(have=3, results=named))
    states: dict[int, str] = dict(desk.rows("SELECT seq, state FROM desk_outbox"))
    assert [states[seq] for seq in order] == ["accepted", "held", "refused", "sending"]
    assert applied.subjects == {subject(seq - 1) for seq in order[:3]}
    assert desk.confirmed == [order[0]]
    assert desk.outbox.reached() == Reached(position=0, have=3)


def test_the_same_answer_twice_changes_nothing_the_second_time(desk: Desk) -> None:
    desk.accept(1)
    desk.outbox.cut(PLENTY, desk.micros())
    told = answers(have=1, position=5, changes=[change(5, 1, 1, Registered(4812736, 2026, 9))])
    assert desk.outbox.apply(told).subjects == {subject(1)}
    before = desk.rows("SELECT * FROM view_request")
    assert desk.outbox.apply(told).subjects == frozenset()
    assert desk.rows("SELECT * FROM view_request") == before


def test_a_held_entry_holds_back_later_entries_of_its_subject_only(desk: Desk) -> None:
    desk.accept(1)
    desk.outbox.cut(PLENTY, desk.micros())
    desk.outbox.apply(answers(have=1, results=[Result(1, "held", "conflict")]))
    desk.annul(1)
    desk.accept(2)
    assert sequences(desk.outbox.cut(PLENTY, desk.micros())) == [3]


def test_later_means_again_under_a_new_number(desk: Desk) -> None:
    desk.accept(1)
    desk.outbox.cut(PLENTY, desk.micros())
    desk.outbox.apply(answers(have=1, results=[Result(1, "later", "centre_busy")]))
    assert desk.outbox.cut(PLENTY, desk.micros()) is None
    desk.clock.move(minutes=6)
    cut = desk.outbox.cut(PLENTY, desk.micros())
    assert cut is not None
    assert cut.first == 2


def test_a_moment_set_by_a_clock_that_jumped_holds_nothing_back(desk: Desk) -> None:
    desk.accept(1)
    desk.outbox.cut(PLENTY, desk.micros())
    desk.outbox.apply(answers(have=1, results=[Result(1, "later", "centre_busy")]))
    desk.clock.move(days=-400)
    assert sequences(desk.outbox.cut(PLENTY, desk.micros())) == [1]


def test_the_number_of_a_held_culprit_goes_to_the_next_entry_alone(desk: Desk) -> None:
    for who in range(3):
        desk.accept(who)
    order = sequences(desk.outbox.cut(PLENTY, desk.micros()))
    assert desk.outbox.hold(order[1], "too_large").subjects == {subject(order[1] - 1)}
    left = desk.outbox.again(0)
    assert [(cut.first, sequences(cut)) for cut in left] == [(1, [order[0]]), (3, [order[2]])]
    desk.accept(8)
    desk.accept(9)
    filled = desk.outbox.cut(PLENTY, desk.micros())
    assert filled is not None
    assert (filled.first, len(filled.entries)) == (2, 1)
    beyond = desk.outbox.cut(PLENTY, desk.micros())
    assert beyond is not None
    assert beyond.first == 4


def test_where_nobody_writes_any_more_the_number_of_a_held_culprit_goes_to_what_the_centre_has(desk: Desk) -> None:
    """Its answer, ``have``, stops at the free number: what went after it would seem to wait until tomorrow."""
    for who in range(4):
        desk.accept(who)
        assert desk.outbox.cut(PLENTY, desk.micros()) is not None
    desk.outbox.apply(answers(have=1))
    desk.outbox.hold(3, "too_large")
    filled = desk.outbox.cut(PLENTY, desk.micros())
    assert filled is not None
    assert (filled.first, sequences(filled)) == (3, [1])
    assert desk.outbox.cut(PLENTY, desk.micros()) is None
    desk.outbox.apply(answers(have=4))
    assert desk.outbox.unconfirmed() == (3,)
    assert desk.outbox.cut(PLENTY, desk.micros()) is None


def test_a_free_number_that_nothing_waits_behind_is_kept_for_the_next_entry(desk: Desk) -> None:
    for who in range(2):
        desk.accept(who)
        assert desk.outbox.cut(PLENTY, desk.micros()) is not None
    desk.outbox.apply(answers(have=1))
    desk.outbox.hold(2, "too_large")
    assert desk.outbox.cut(PLENTY, desk.micros()) is None
    desk.accept(5)
    filled = desk.outbox.cut(PLENTY, desk.micros())
    assert filled is not None
    assert (filled.first, sequences(filled)) == (2, [3])


def test_holding_what_the_centre_already_has_does_nothing(desk: Desk) -> None:
    desk.accept(1)
    desk.outbox.cut(PLENTY, desk.micros())
    desk.outbox.apply(answers(have=1))
    assert desk.outbox.hold(1, "too_large").subjects == frozenset()


def test_an_entry_that_another_carrier_brought_is_closed_by_its_name(desk: Desk) -> None:
    desk.accept(1)
    desk.outbox.apply(answers(results=[Result(1, "accepted")]))
    assert desk.outbox.cut(PLENTY, desk.micros()) is None
    assert desk.outbox.unconfirmed() == ()


def test_what_an_answer_did_is_counted_once(desk: Desk) -> None:
    for who in (1, 2, 3):
        desk.accept(who)
    desk.annul(1)
    said = answers(results=[Result(1, "accepted"), Result(2, "held", "conflict"), Result(4, "accepted")])
    applied = desk.outbox.apply(said)
    assert (applied.confirmed, applied.requests, applied.stopped) == (2, 1, 1)
    again = desk.outbox.apply(said)
    assert (again.confirmed, again.requests, again.stopped) == (0, 0, 0)


def test_a_centre_that_has_more_than_was_sent_stops_the_desk_and_closes_nothing(desk: Desk) -> None:
    desk.accept(1)
    desk.outbox.cut(PLENTY, desk.micros())
    for _ in range(2):
        with pytest.raises(Damaged, match="desk_restored"):
            desk.outbox.apply(answers(have=9, position=5, changes=[change(5, 1, 1, Registered(4812736, 2026, 9))]))
    assert desk.rows("SELECT state FROM desk_outbox") == [("sending",)]
    assert desk.rows("SELECT reached FROM replica_position") == [(0,)]
    assert desk.confirmed == []


def test_the_size_counts_what_waits_or_is_under_way(desk: Desk) -> None:
    assert desk.outbox.size() == OutboxSize(0, 0, 0)
    sizes = [len(desk.accept(who).entry.body or b"") for who in range(3)]
    desk.outbox.cut(1, desk.micros())
    size = desk.outbox.size()
    assert (size.entries, size.bytes) == (3, sum(sizes))
    assert 0 < desk.micros() - size.oldest + 100 < 1000
    desk.outbox.apply(answers(have=1))
    assert desk.outbox.size().entries == 2


def test_an_entry_can_be_read_again_for_the_spool(desk: Desk) -> None:
    entry = desk.accept(1).entry
    assert desk.outbox.entry(1) == entry
    assert desk.outbox.entry(2) is None
    assert entry.header.desk == DESK
