"""What passed is told as it is known: sent is not arrived, left is not at the centre, and once answered it stays so."""

from __future__ import annotations

from clerk_app.contract.answers import Answers, Result
from clerk_app.ports.outbox import Cut
from clerk_app.sync.passed import MOST, UNRECORDED, PassedLog
from tests.support.sync_entries import DESK, entry


def cut(first: int, count: int = 2) -> Cut:
    return Cut(first=first, entries=tuple(entry(seq) for seq in range(first, first + count)), position=0)


def answer(have: int, *results: Result) -> Answers:
    return Answers(desk=DESK, have=have, chain_ok_to=have, position=0, now=0, results=list(results))


class Log:
    def __init__(self) -> None:
        self.now = 100
        self.log = PassedLog(lambda: self.now)

    def told(self) -> list[tuple[str, int, str]]:
        return [(one.carrier, one.first, one.fate) for one in self.log.newest(9)]


def test_a_parcel_is_sent_until_the_centre_has_all_of_it() -> None:
    at = Log()
    at.log.given("line", cut(1), 900)
    at.log.given("line", cut(3), 800)
    at.log.answered(answer(2))
    assert at.told() == [("line", 3, "sent"), ("line", 1, "answered")]
    at.log.answered(answer(3))
    assert at.told()[0] == ("line", 3, "sent")
    at.now = 300
    at.log.answered(answer(4, Result(3, "held", "conflict"), Result(9, "held", "conflict")))
    newest = at.log.newest(1)[0]
    assert (newest.fate, newest.stopped, newest.answered, newest.entries) == ("answered", 1, 300, 2)


def test_what_was_cut_goes_again_in_its_own_row() -> None:
    at = Log()
    at.log.given("line", cut(1), 900)
    at.log.cut_off("line")
    assert at.told() == [("line", 1, "cut")]
    at.log.given("line", cut(1), 950)
    (one,) = at.log.newest(9)
    assert (one.fate, one.tries, one.bytes) == ("sent", 2, 950)


def test_what_a_relay_has_is_left_there_until_the_centre_speaks_by_whatever_carrier() -> None:
    at = Log()
    at.log.given("relay", cut(1), 900)
    at.log.left("relay")
    at.log.given("line", cut(1), 900)
    at.log.cut_off("line")
    assert at.told() == [("line", 1, "cut"), ("relay", 1, "left")]
    at.log.answered(answer(2))
    assert at.told() == [("line", 1, "answered"), ("relay", 1, "answered")]


def test_a_stick_is_one_row_until_its_answer_is_in() -> None:
    at = Log()
    at.log.taken_along(57, 21, 31_000)
    at.log.taken_along(60, 22, 33_000)
    at.log.answered(answer(99))
    (one,) = at.log.newest(9)
    assert (one.fate, one.entries, one.tries) == ("left", 60, 2)
    at.log.brought(2)
    (one,) = at.log.newest(9)
    assert (one.fate, one.stopped) == ("answered", 2)


def test_only_what_is_new_is_written_and_what_went_anew_is_forgotten() -> None:
    at = Log()
    at.log.given("line", cut(1), 900)
    new, gone = at.log.unsaved()
    assert ([one.number for one in new], gone) == ([1], [])
    assert at.log.unsaved() == ([], [])
    at.log.cut_off("line")
    at.log.given("line", cut(1), 900)
    new, gone = at.log.unsaved()
    assert ([one.number for one in new], gone) == ([2], [1])


def test_what_was_under_way_when_the_program_ended_was_cut() -> None:
    at, after = Log(), Log()
    at.log.given("line", cut(1), 900)
    after.log.recover(at.log.newest(9))
    assert after.told() == [("line", 1, "cut")]
    after.log.given("line", cut(3), 900)
    assert [one.number for one in after.log.newest(9)] == [2, 1]


def test_it_is_bounded() -> None:
    at = Log()
    for number in range(MOST + 5):
        at.log.given("line", cut(1 + 2 * number), 1)
    assert len(at.log.newest(10**6)) == MOST
    assert len(at.log.unsaved()[0]) == MOST


def test_requests_are_counted_among_the_entries() -> None:
    at = Log()
    at.log.given("line", cut(1, 3), 1)
    requests = sum(one.header.kind == "request.received" for one in cut(1, 3).entries)
    assert at.log.newest(1)[0].requests == requests


def test_where_nobody_wants_to_know_nothing_happens() -> None:
    UNRECORDED.given("line", cut(1), 1)
    UNRECORDED.cut_off("line")
    UNRECORDED.left("line")
