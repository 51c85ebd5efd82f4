from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from clerk_app.ui.widgets.icon_button import IconButton


def test_another_icon_has_another_name_and_look(look, qtbot):
    button = IconButton(look, "eye", "Прикажи")
    qtbot.addWidget(button)
    before = button.grab().toImage()
    button.show_icon("eye-off", "Сакриј")
    assert (button.accessibleName(), button.toolTip()) == ("Сакриј", "Сакриј")
    assert button.grab().toImage() != before


def test_a_click_leaves_the_focus_where_the_clerk_types(look, qtbot):
    page = QWidget()
    qtbot.addWidget(page)
    column = QVBoxLayout(page)
    field, button = QLineEdit(), IconButton(look, "eye", "Прикажи")
    column.addWidget(field)
    column.addWidget(button)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    field.setFocus()
    with qtbot.waitSignal(button.clicked):
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert field.hasFocus()
    qtbot.keyClick(field, Qt.Key.Key_Tab)
    assert button.hasFocus()
