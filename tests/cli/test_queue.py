from clerk_app.cli.frame import Exit
from tests.cli.conftest import Call
from tests.journeys.town import lines


def test_what_waits_is_listed_with_its_number(as_clerk: Call) -> None:
    number = as_clerk("receive", stdin=lines(1)).told["number"]
    queue = as_clerk("queue")
    assert queue.code == Exit.DONE
    assert [one["number"] for one in queue.told["waiting"]] == [number]
    assert queue.told["attention"] == []


def test_an_empty_queue_is_no_fault(as_clerk: Call) -> None:
    queue = as_clerk("queue")
    assert queue.code == Exit.DONE
    assert (queue.told["entries"], queue.told["bytes"]) == (0, 0)
