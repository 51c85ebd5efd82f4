from dataclasses import replace

import pytest

from clerk_app.ui.index.trend_plot import Trend, TrendPlot
from tests.gates.drawn import drawn

TREND = Trend(
    labels=("2.11.", "9.11.", "16.11."), values=(0.5, None, 0.75), office=(None, None, None), top=1.0,
    said=lambda value: f"{round(100 * value)} %", own_name="овај шалтер", office_name="канцеларија",
    nothing="премало података",
)  # fmt: skip


@pytest.fixture
def plot(look, qtbot):
    made = TrendPlot(look, "plot_1")
    qtbot.addWidget(made)
    made.resize(380, 150)
    return made


def words(plot):
    return [piece.text for piece in drawn(plot)]


def colours(plot):
    image = plot.grab().toImage()
    return {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())}


def test_it_draws_its_scale_its_steps_and_the_last_value(plot, look):
    plot.show_trend(TREND)
    said = words(plot)
    assert {"100 %", "0 %", "2.11.", "9.11.", "16.11.", "75 %"} <= set(said)
    assert "канцеларија" not in said
    assert look.colour("plot_1").name() in colours(plot)


def test_the_office_and_the_target_are_named_where_they_are(plot, look):
    plot.show_trend(replace(TREND, office=(0.4, 0.4, 0.5), target=0.8, target_name="циљ 80 %"))
    assert {"овај шалтер", "канцеларија", "циљ 80 %"} <= set(words(plot))
    assert look.colour("text_3").name() in colours(plot)


def test_without_a_value_it_says_why(plot):
    plot.show_trend(replace(TREND, values=(None, None, None)))
    assert words(plot) == ["премало података"]


def test_many_steps_are_not_all_labelled(plot):
    many = tuple(f"{day}.11." for day in range(1, 31))
    plot.show_trend(replace(TREND, labels=many, values=(0.5,) * 30, office=(None,) * 30))
    shown = [word for word in words(plot) if word in many]
    assert shown[0] == "30.11."
    assert 2 <= len(shown) < 12


def test_before_anything_is_known_it_draws_nothing(plot):
    assert words(plot) == []
