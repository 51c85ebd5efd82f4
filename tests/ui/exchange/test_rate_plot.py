from datetime import UTC, datetime

import pytest

from clerk_app.ports.index import Outage
from clerk_app.ports.line_record import Pace
from clerk_app.sync.pace import STRETCH
from clerk_app.ui.exchange.rate_plot import History, RatePlot, scale_step
from tests.support.stage import look_of, texts_in

NOW = datetime(2026, 11, 23, 8, 52, tzinfo=UTC)
END = int(NOW.timestamp()) * 1_000_000
MINUTE = 60 * 1_000_000


def pace(ago, rate=9000):
    return Pace(END - ago * MINUTE, rate, 0)


def outage(ago, until, *, running=False):
    return Outage(began=END - ago * MINUTE, ended=END - until * MINUTE, kind="line_down", running=running)


def test_a_line_goes_on_only_over_what_was_measured():
    close, far = [pace(60), pace(55), pace(45)], [pace(20), pace(15)]
    history = History(NOW, (*close, Pace(END - 30 * MINUTE, 0, 300), *far))
    assert list(history.runs()) == [close, far]
    assert STRETCH == 5 * MINUTE


def test_an_outage_ends_a_line():
    before, after = [pace(20)], [pace(10)]
    assert list(History(NOW, (*before, *after), (outage(14, 12),)).runs()) == [before, after]


@pytest.mark.parametrize(("most", "step"), [(0, 1), (900, 1), (3 * 1024, 1), (10 * 1024, 5), (45 * 1024, 20)])
def test_the_scale_has_round_numbers_and_room_for_the_fastest(most, step):
    assert scale_step(most) == step
    assert step * 3 * 1024 >= most


def test_it_draws_lines_and_outages_and_says_the_same_in_words(qapp, fonts):
    plot = RatePlot(look_of(), texts_in())
    plot.resize(700, plot.height())
    plot.show_history(History(NOW))
    empty = plot.grab().toImage()
    plot.show_history(History(NOW, (pace(60), pace(55, 2048)), (outage(40, 0, running=True),)))
    assert plot.accessibleDescription() == "2 мерења, сада 2 kB/с, 1 прекид"
    drawn = plot.grab().toImage()
    assert drawn != empty
    plot.show_history(History(NOW, (pace(60), pace(55, 2048))))
    assert plot.grab().toImage() != drawn
