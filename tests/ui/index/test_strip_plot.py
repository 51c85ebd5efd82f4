from datetime import date

import pytest

from clerk_app.domain.index_line import DarkSpan
from clerk_app.ui.index.strip_plot import Strip, StripPlot
from tests.gates.drawn import drawn

FIRST = date(2026, 11, 1).toordinal()
SPAN = DarkSpan(day=FIRST + 4, begins=0.25, ends=0.75, seconds=43_200)


@pytest.fixture
def plot(look, qtbot):
    made = StripPlot(look)
    qtbot.addWidget(made)
    made.resize(380, 150)
    return made


def words(plot):
    return [piece.text for piece in drawn(plot)]


def colours(plot):
    image = plot.grab().toImage()
    return {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())}


def test_a_month_is_a_strip_of_days_with_the_outage_filled_in(plot, look):
    plot.show_strip(Strip(first=FIRST, last=FIRST + 29, upto=FIRST + 22, spans=(SPAN,)))
    assert {"0", "12", "24", "1"} <= set(words(plot))
    assert look.colour("plot_2").name() in colours(plot)
    plot.show_strip(Strip(first=FIRST, last=FIRST + 29, upto=FIRST + 22, spans=()))
    assert look.colour("plot_2").name() not in colours(plot)


def test_a_longer_period_has_columns(plot, look):
    columns = (("окт", 30.4), ("нов", 0.0))
    plot.show_strip(Strip(first=FIRST - 200, last=FIRST, upto=FIRST, spans=(), columns=columns))
    assert words(plot) == ["30", "окт", "0", "нов"]
    assert look.colour("plot_2").name() in colours(plot)


def test_before_anything_is_known_it_draws_nothing(plot):
    assert words(plot) == []
