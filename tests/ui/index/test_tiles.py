from dataclasses import replace

from clerk_app.domain.index import Tally, measured
from clerk_app.ui.index.tiles import make_tiles, service_bar, trend_of


def tile_of(tiles, code):
    return next(tile for tile in tiles.all if code in tile.codes)


def test_every_indicator_has_its_place_among_six_tiles(look, texts, figures, qtbot):
    tiles = make_tiles(look, texts)
    for tile in tiles.all:
        qtbot.addWidget(tile)
    assert len(tiles.all) == 6
    assert {code for tile in tiles.all for code in tile.codes} == set(figures.measures)


def test_tiles_say_their_numbers_and_their_description_says_all(look, texts, figures, qtbot):
    tiles = make_tiles(look, texts)
    for tile in tiles.all:
        qtbot.addWidget(tile)
    tiles.show_figures(figures)
    shares = tile_of(tiles, "by_portal")
    assert all(texts.text(f"index.{code}") in shares.accessibleDescription() for code in shares.codes)
    on_time = tile_of(tiles, "on_time").parts[0]
    assert on_time.number.text() == f"{round(100 * figures.measures['on_time'].value)} %"
    assert tile_of(tiles, "offline").parts[0].number.text() == "56 h"


def test_a_trend_has_the_office_by_month_and_the_target(figures, texts):
    trend = trend_of("not_asked", figures, texts)
    assert (trend.target, trend.target_name, trend.top) == (0.8, "циљ 80 %", 1.0)
    assert len(trend.values) == len(trend.office) == len(trend.labels) == len(figures.steps)
    assert trend.labels[-1] == "23.11."
    assert trend_of("visits", figures, texts).top == 2.0


def test_a_procedure_with_too_few_cases_has_no_bar(figures, texts):
    line = replace(figures.services[0], tally=Tally(settled=4, on_time=4, ended=4, spent=10, allowed=20))
    bar = service_bar(line, figures, texts)
    assert (bar.share, bar.value) == (None, "—")
    assert "4 од 4" in bar.about
    assert "просечно 2,5 дана" in bar.about


def test_a_desk_without_work_says_that_it_knows_too_little(look, texts, figures, qtbot):
    tiles = make_tiles(look, texts)
    for tile in tiles.all:
        qtbot.addWidget(tile)
    nothing = measured(Tally(), 5)
    tiles.show_figures(replace(figures, total=Tally(), measures=nothing, steps=(), services=(), office=None, dark=()))
    assert tile_of(tiles, "rating").parts[0].number.text() == "—"
    assert "премало података" in texts.text("index.why.few")
