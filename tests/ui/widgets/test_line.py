from clerk_app.ui.widgets.line import Line


def test_a_line_is_one_pixel_of_the_dividers_colour(look, qtbot):
    line = Line(look)
    qtbot.addWidget(line)
    line.resize(300, 20)
    assert line.height() == 1
    assert line.grab().toImage().pixelColor(150, 0) == look.colour("divider")
