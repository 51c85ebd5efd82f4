from pathlib import Path

from clerk_app.cli.frame import Exit
from tests.cli.conftest import Call
from tests.journeys.town import lines


def test_each_line_gets_its_number(as_clerk: Call) -> None:
    answer = as_clerk("receive", stdin=lines(3))
    assert answer.code == Exit.DONE
    assert answer.out.count('"number"') == 3


def test_a_bad_line_is_said_and_the_rest_received(as_clerk: Call) -> None:
    good = lines(2).splitlines(keepends=True)
    answer = as_clerk("receive", stdin=f"{good[0]}{{not json\n{good[1]}")
    assert answer.code == Exit.FAILED
    assert answer.out.count('"number"') == 2
    assert '"error"' in answer.err


def test_a_file_that_is_not_there_receives_nothing(as_clerk: Call, tmp_path: Path) -> None:
    answer = as_clerk("receive", str(tmp_path / "none.json"))
    assert (answer.code, answer.out) == (Exit.USAGE, "")
    assert "none.json" in answer.err


def test_nobody_receives_with_a_wrong_password(as_clerk: Call) -> None:
    answer = as_clerk("receive", stdin=lines(1), password="not this one")
    assert (answer.code, answer.out) == (Exit.NOT_SIGNED_IN, "")
