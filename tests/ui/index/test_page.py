from PySide6.QtCore import Qt


def test_arrows_go_through_the_grid_and_stop_at_its_edge(screen, qtbot, stage):
    tiles = screen.page.tiles.all
    tiles[0].setFocus()
    for key, place in (
        (Qt.Key.Key_Left, 0),
        (Qt.Key.Key_Right, 1),
        (Qt.Key.Key_Down, 4),
        (Qt.Key.Key_Down, 4),
        (Qt.Key.Key_Right, 5),
        (Qt.Key.Key_Right, 5),
        (Qt.Key.Key_Up, 2),
    ):
        now = next(tile for tile in tiles if tile.hasFocus())
        qtbot.keyClick(now, key)
        assert tiles[place].hasFocus()


def test_it_says_what_this_is_not_and_where_the_office_is_from(stage):
    words = stage.words()
    assert "није званична оцена" in words
    assert "Услужни центар" in words
    assert "21.11.2026." in words


def test_a_period_that_is_not_of_whole_months_is_said_to_stand_beside_whole_ones(screen, stage):
    alone = "Бројке канцеларије постоје само по месецима"
    for kind in ("month", "last_month", "quarter", "year"):
        screen.choose_period(kind)
        stage.settle()
        assert alone not in stage.words()
    screen.periods.choose_days("2026-10-05", "2026-11-10")
    screen._load()
    stage.settle()
    assert alone in stage.words()
    assert "цели месеци канцеларије, октобар 2026. – новембар 2026." in stage.words()
    screen.choose_period("month")
    stage.settle()
    assert alone not in stage.words()
