import pytest

from clerk_app.app.stop import Stop
from clerk_app.domain.errors import Cancelled


class Line:
    """Counts how often it was cut."""

    def __init__(self) -> None:
        self.cuts = 0

    def cut(self) -> None:
        self.cuts += 1


def test_what_is_under_way_is_cut_and_nothing_more_is_begun():
    stop, lines = Stop(), [Line(), Line()]
    for line in lines:
        stop.watch(line)
    assert not stop.wanted
    stop.now()
    assert stop.wanted
    assert [line.cuts for line in lines] == [1, 1]
    with pytest.raises(Cancelled):
        stop.watch(Line())
