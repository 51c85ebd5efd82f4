import threading

import pytest

from clerk_app.app.lanes import WriteAndWait, desk_lanes
from clerk_app.domain.errors import Unavailable
from clerk_app.lanes import Ticket, at_once


@pytest.fixture
def lanes():
    lanes = desk_lanes(at_once)
    yield lanes
    lanes.close()


def test_each_resource_has_a_thread_of_its_own(lanes):
    every = (lanes.writes, lanes.reads, lanes.long_reads, lanes.paper, lanes.devices)
    threads = {lane.call(threading.get_ident, 5) for lane in every}
    assert len(threads) == 5
    assert threading.get_ident() not in threads


def test_work_on_the_writing_lane_is_waited_for_and_its_error_is_the_callers(lanes):
    wait = WriteAndWait(lanes.writes)
    assert wait(threading.get_ident) == lanes.writes.call(threading.get_ident, 5)

    def full():
        raise Unavailable("disk_full")

    with pytest.raises(Unavailable, match="disk_full"):
        wait(full)


def test_closing_finishes_what_is_queued_and_names_nobody(lanes):
    done: list[int] = []
    for number in range(5):
        lanes.writes.submit(lambda number=number: done.append(number))
    assert lanes.close() == []
    assert done == [0, 1, 2, 3, 4]
    with pytest.raises(Unavailable, match="lane_closed"):
        lanes.reads.submit(lambda: None)


def test_closing_gives_up_long_reading(lanes):
    hold, begun = threading.Event(), threading.Event()
    ticket = Ticket()

    def work():
        begun.set()
        assert hold.wait(5)
        ticket.check()
        pytest.fail("it was not given up")

    lanes.long_reads.submit(work, ticket=ticket)
    assert begun.wait(5)
    threading.Timer(0.05, hold.set).start()
    assert lanes.close() == []
    assert ticket.cancelled
