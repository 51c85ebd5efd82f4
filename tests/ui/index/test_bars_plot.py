import pytest

from clerk_app.ui.index.bars_plot import Bar, BarsPlot
from tests.gates.drawn import drawn


@pytest.fixture
def plot(look, qtbot):
    made = BarsPlot(look)
    qtbot.addWidget(made)
    made.resize(380, 150)
    return made


def words(plot):
    return [piece.text for piece in drawn(plot)]


def bars(count):
    return [Bar(name=f"поступак {n}", share=n / 10, value=f"{n}0 %", about=f"{n} од 10") for n in range(count)]


def test_bars_have_names_values_and_what_stands_below(plot, look):
    plot.show_bars([Bar(name="Таксе", share=0.5, value="50 %", about="5 од 10", office=0.25)], "ништа")
    assert words(plot) == ["Таксе", "50 %", "5 од 10"]
    image = plot.grab().toImage()
    colours = {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())}
    assert {look.colour("plot_1").name(), look.colour("sunken").name(), look.colour("text").name()} <= colours


def test_what_has_no_room_is_counted(plot):
    plot.show_bars(bars(9), "ништа", "и још {n}")
    said = words(plot)
    shown = sum(word.startswith("поступак") for word in said)
    assert 0 < shown < 9
    assert said[-1] == f"и још {9 - shown}"
    plot.resize(380, 800)
    assert sum(word.startswith("поступак") for word in words(plot)) == 9


def test_a_long_name_is_cut_and_told_whole_by_the_tip(plot):
    plot.show_bars([Bar(name="Уверење " * 12, share=None, value="—")], "ништа")
    assert words(plot)[0].endswith("…")
    assert "Уверење " * 11 in plot.toolTip()


def test_without_bars_it_says_so(plot):
    plot.show_bars([], "премало података")
    assert words(plot) == ["премало података"]
