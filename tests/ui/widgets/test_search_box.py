from clerk_app.ui.widgets.search_box import SearchBox

WORDS, SHORT = "Захтев, особа, услуга или наредба", "Тражи"


def box_of(look, qtbot):
    box = SearchBox(look, WORDS, SHORT, "Ctrl+K")
    qtbot.addWidget(box)
    return box


def test_it_says_what_can_be_found_and_has_room_for_it(look, qtbot):
    box = box_of(look, qtbot)
    assert (box.text(), box.accessibleName()) == (WORDS, WORDS)
    assert box.minimumSizeHint().width() <= box.sizeHint().width()
    assert box.sizeHint().width() >= 400


def test_large_text_makes_it_short_but_still_spoken_in_full(dress, qtbot):
    box = box_of(dress("light", 2.0), qtbot)
    assert (box.text(), box.accessibleName()) == (SHORT, WORDS)
    assert box.sizeHint().width() < 800
