import gc
import threading
import weakref
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QTimer

from clerk_app.app.collecting import Collecting, collect_what_is_due

YOUNG = 50


class Knot:
    """Two that hold each other: only a search frees them."""

    def __init__(self) -> None:
        self.other = self


@pytest.fixture
def low_threshold() -> Iterator[None]:
    before = gc.get_threshold()
    gc.collect()
    gc.set_threshold(YOUNG, *before[1:])
    yield
    gc.set_threshold(*before)


@pytest.fixture
def collecting(qapp) -> Iterator[Collecting]:
    collecting = Collecting()
    yield collecting
    collecting.stop()


def knots() -> list["weakref.ref[Knot]"]:
    return [weakref.ref(Knot()) for _ in range(2 * YOUNG)]


@pytest.mark.usefixtures("low_threshold")
def test_no_lane_begins_a_search(collecting):
    gc.enable()
    collecting.start()
    made: list[weakref.ref[Knot]] = []
    lane = threading.Thread(target=lambda: made.extend(knots()))
    lane.start()
    lane.join()
    assert all(one() is not None for one in made)
    collecting.stop()
    assert gc.isenabled()
    gc.disable()


@pytest.mark.usefixtures("low_threshold")
def test_what_is_due_is_collected_by_the_loop(collecting, qtbot):
    collecting.start()
    made = knots()
    collecting.findChild(QTimer).setInterval(0)
    qtbot.waitUntil(lambda: all(one() is None for one in made))


@pytest.mark.usefixtures("low_threshold")
def test_below_the_threshold_nothing_is_looked_for():
    gc.set_threshold(1_000_000, 10, 10)
    made = weakref.ref(Knot())
    collect_what_is_due()
    assert made() is not None


def test_python_is_left_as_it_was_found(collecting):
    assert not gc.isenabled()
    collecting.start()
    collecting.stop()
    assert not gc.isenabled()
