from PySide6.QtCore import Qt

from clerk_app.ui.widgets.link_line import LinkLine


def test_a_long_name_is_cut_and_told_whole(look, qtbot):
    link = LinkLine(look, "Скица баште испред пословног простора у улици Узорној.pdf")
    qtbot.addWidget(link)
    assert link.toolTip() == link.accessibleName() == "Скица баште испред пословног простора у улици Узорној.pdf"
    assert link.minimumSizeHint().width() < 60 < link.sizeHint().width()


def test_a_click_opens_and_takes_the_focus(look, qtbot):
    link = LinkLine(look, "скица.pdf")
    qtbot.addWidget(link)
    link.resize(link.sizeHint())
    link.show()
    link.activateWindow()
    qtbot.waitUntil(link.isActiveWindow)
    with qtbot.waitSignal(link.clicked):
        qtbot.mouseClick(link, Qt.MouseButton.LeftButton)
    assert link.hasFocus()
