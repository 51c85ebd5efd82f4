from clerk_app.cli.frame import Exit
from tests.cli.conftest import Call
from tests.journeys.town import Town, lines


def test_one_exchange_empties_the_queue(as_clerk: Call) -> None:
    as_clerk("receive", stdin=lines(3))
    answer = as_clerk("sync", "--once", "--hold", "0")
    assert answer.code == Exit.DONE
    assert (answer.told["left"], answer.told["alarms"]) == (0, [])
    assert as_clerk("queue").told["entries"] == 0


def test_without_a_line_everything_stays_and_is_said(as_clerk: Call, town: Town) -> None:
    as_clerk("receive", stdin=lines(2))
    town.go_down()
    try:
        answer = as_clerk("sync", "--once", "--hold", "0")
    finally:
        town.come_back()
    assert answer.code != Exit.DONE
    assert as_clerk("queue").told["entries"] == 2
