"""Lanes: in order, priority first, one outcome each, cancelled means silent, closed within its time."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from queue import Queue

import pytest

from clerk_app.domain.errors import Cancelled, Unavailable
from clerk_app.lanes import InlineLane, Lane, Ticket, at_once, close_all

WAIT = 10.0


def here() -> str:
    return threading.current_thread().name


class Desk:
    """Collects deliveries and runs them on the test's thread."""

    def __init__(self) -> None:
        self.outcomes: Queue[Callable[[], None]] = Queue()

    def deliver(self, outcome: Callable[[], None]) -> None:
        self.outcomes.put(outcome)

    def run_one(self) -> None:
        self.outcomes.get(timeout=WAIT)()

    def run_all(self) -> None:
        while not self.outcomes.empty():
            self.run_one()


@pytest.fixture
def desk() -> Desk:
    return Desk()


@pytest.fixture
def lane(desk: Desk) -> Iterator[Lane]:
    made = Lane("test", desk.deliver)
    yield made
    assert made.close(WAIT)


def test_work_runs_elsewhere_and_result_comes_here(lane: Lane, desk: Desk) -> None:
    heard: list[tuple[str, str]] = []
    lane.submit(
        lambda: threading.current_thread().name, lambda name: heard.append((name, threading.current_thread().name))
    )
    desk.run_one()
    assert heard == [("test", here())]


def test_priority_goes_before_what_waits(lane: Lane, desk: Desk) -> None:
    hold, order = threading.Event(), []
    begun = threading.Event()

    def first() -> None:
        begun.set()
        assert hold.wait(WAIT)

    lane.submit(first)
    assert begun.wait(WAIT)
    lane.submit(lambda: order.append("second"))
    lane.submit(lambda: order.append("third"))
    lane.submit(lambda: order.append("urgent"), priority=True)
    hold.set()
    assert lane.close(WAIT)
    assert order == ["urgent", "second", "third"]


def test_failure_goes_to_failed(lane: Lane, desk: Desk) -> None:
    heard: list[Exception] = []

    def work() -> None:
        raise Unavailable("printer_absent")

    lane.submit(work, lambda _: pytest.fail("done was called"), heard.append)
    desk.run_one()
    assert isinstance(heard[0], Unavailable)


def test_failure_without_an_owner_is_raised_where_it_is_delivered(lane: Lane, desk: Desk) -> None:
    def work() -> None:
        raise ZeroDivisionError

    lane.submit(work)
    with pytest.raises(ZeroDivisionError):
        desk.run_one()


def test_cancelled_before_and_during_says_nothing(lane: Lane, desk: Desk) -> None:
    hold, begun = threading.Event(), threading.Event()

    def first() -> str:
        begun.set()
        assert hold.wait(WAIT)
        return "result"

    running = lane.submit(first, lambda _: pytest.fail("a dropped result was delivered"))
    assert begun.wait(WAIT)
    waiting = lane.submit(lambda: pytest.fail("cancelled work was begun"))
    running.cancel()
    waiting.cancel()
    hold.set()
    assert lane.close(WAIT)
    desk.run_all()


def test_long_work_asks_its_ticket(lane: Lane, desk: Desk) -> None:
    ticket = Ticket()

    def work() -> None:
        ticket.cancel()
        ticket.check()

    heard: list[object] = []
    lane.submit(work, heard.append, heard.append, ticket=ticket)
    assert lane.close(WAIT)
    desk.run_all()
    assert heard == []
    with pytest.raises(Cancelled):
        ticket.check()


def test_what_is_told_meanwhile_comes_before_the_result(lane: Lane, desk: Desk) -> None:
    heard: list[str] = []

    def work() -> str:
        lane.tell(lambda: heard.append("meanwhile"))
        return "result"

    lane.submit(work, heard.append)
    desk.run_one()
    desk.run_one()
    assert heard == ["meanwhile", "result"]
    InlineLane().tell(lambda: heard.append("now"))
    assert heard[-1] == "now"


def test_a_lane_gives_up_what_it_does_and_what_waits(lane: Lane, desk: Desk) -> None:
    hold, begun = threading.Event(), threading.Event()

    def first() -> None:
        begun.set()
        assert hold.wait(WAIT)

    running = lane.submit(first, lambda _: pytest.fail("a result that nobody wants was delivered"))
    assert begun.wait(WAIT)
    waiting = lane.submit(lambda: pytest.fail("work that was given up was begun"))
    lane.give_up()
    hold.set()
    assert (running.cancelled, waiting.cancelled) == (True, True)
    later: list[str] = []
    lane.submit(lambda: "later", later.append)
    assert lane.close(WAIT)
    desk.run_all()
    assert later == ["later"]


class Owner:
    """Something that only one thread may let go of, as a timer of Qt's."""

    def __init__(self, ended: list[str]) -> None:
        self.ended = ended

    def __del__(self) -> None:
        self.ended.append(here())

    def hear(self, _result: object) -> None:
        pass


@pytest.mark.parametrize("end", ["done", "failed", "cancelled before", "cancelled under way"])
def test_what_the_callbacks_hold_is_let_go_of_where_they_are_called(lane: Lane, desk: Desk, end: str) -> None:
    ended: list[str] = []
    ticket = Ticket()

    def work() -> None:
        if end == "failed":
            raise Unavailable("printer_absent")
        if end == "cancelled under way":
            raise Cancelled

    def submit() -> None:
        owner = Owner(ended)
        lane.submit(work, owner.hear, owner.hear, ticket=ticket)

    if end == "cancelled before":
        ticket.cancel()
    submit()
    assert lane.call(lambda: True, WAIT)
    assert ended == []
    desk.run_one()
    assert ended == [here()]


def test_closed_lane_takes_no_more(lane: Lane) -> None:
    assert lane.close(WAIT)
    with pytest.raises(Unavailable) as caught:
        lane.submit(lambda: None)
    assert caught.value.code == "lane_closed"


def test_stuck_lane_is_named_and_not_waited_for() -> None:
    hold, begun = threading.Event(), threading.Event()
    stuck, free = Lane("stuck", at_once), Lane("free", at_once)

    def work() -> None:
        begun.set()
        hold.wait(WAIT)

    stuck.submit(work)
    assert begun.wait(WAIT)
    assert close_all([free, stuck], 0.05) == ["stuck"]
    hold.set()
    assert close_all([stuck], WAIT) == []


def test_inline_lane_delivers_before_it_returns() -> None:
    heard: list[object] = []
    lane = InlineLane()
    lane.submit(lambda: 1, heard.append)
    lane.submit(lambda: 1 // 0, failed=heard.append, priority=True)
    cancelled = Ticket()
    cancelled.cancel()
    lane.submit(lambda: 2, heard.append, ticket=cancelled)
    assert heard[0] == 1
    assert isinstance(heard[1], ZeroDivisionError)
    assert len(heard) == 2
    assert lane.close()
