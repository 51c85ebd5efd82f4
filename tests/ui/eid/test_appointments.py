from typing import Any

from PySide6.QtWidgets import QPushButton

from clerk_app.actions.appointing import Appointment
from clerk_app.ui.eid.appointments import MOST_CLOSED, AppointmentPanel


def appointment(number, outcome=""):
    return Appointment(
        subject=bytes([number]),
        name=f"Пробић {number}",
        phone="+381601234567",
        at=f"2026-11-24T{8 + number:02}:00+01:00",
        outcome=outcome,
    )


def test_those_to_come_stand_first_and_can_be_closed(context, page, settle):
    made = AppointmentPanel(context)
    made.setParent(page)
    closed: list[Any] = []
    made.closed.connect(closed.append)
    over = [appointment(number, "missed") for number in range(1, 6)]
    made.show_appointments([appointment(0), *over])
    rows = [shown for shown, _row in made._rows._rows]
    assert rows == [appointment(0), *over[-MOST_CLOSED:]]
    buttons = [button for button in made.findChildren(QPushButton) if button is not made.book]
    assert [button.text() for button in buttons] == ["Дошао", "Није дошао", "Откажи"]
    assert "Пробић 0" in buttons[0].accessibleDescription()
    buttons[1].click()
    assert closed == [(appointment(0), "missed")]
    made.show_appointments([])
    settle()
    assert not made._none.isHidden()
