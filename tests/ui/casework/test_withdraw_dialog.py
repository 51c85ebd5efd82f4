import pytest
from PySide6.QtCore import Qt

from clerk_app.ui.casework.withdraw_dialog import WithdrawDialog


@pytest.mark.parametrize("represented", [False, True])
def test_the_reason_may_be_left_out_and_the_representative_is_asked_about_where_there_is_one(
    context, page, qtbot, represented
):
    page.resize(1000, 700)
    page.show()
    dialog = WithdrawDialog(context, "A7-000417-E", represented=represented, over=page)
    heard: list[object] = []
    dialog.withdrawal_given.connect(heard.append)
    dialog.open_over()
    assert dialog.by_representative.isVisible() == represented
    dialog.by_representative.setChecked(represented)
    qtbot.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert heard == [("", represented)]
