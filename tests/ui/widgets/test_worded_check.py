from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from clerk_app.ui.widgets.worded_check import WordedCheck


def test_the_words_are_part_of_the_target_and_break(look, qtbot):
    check = WordedCheck(look, "Изјављујем да су сви подаци у овом захтеву тачни и потпуни. " * 3)
    qtbot.addWidget(check)
    told: list[object] = []
    check.toggled.connect(told.append)
    check.resize(200, 300)
    check.show()
    QTest.mouseClick(check._words, Qt.MouseButton.LeftButton)
    assert (check.is_checked(), told) == (True, [True])
    check.set_checked(on=False)
    assert told == [True, False]
    assert check._words.height() > 2 * check.check.height()
    assert check.check.accessibleName().startswith("Изјављујем")
