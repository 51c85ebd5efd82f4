import pytest
from PySide6.QtWidgets import QPushButton, QWidget

from clerk_app.domain.errors import Unavailable
from clerk_app.ports.paper import Proof
from clerk_app.ui.eid.appointments import AppointmentPanel
from clerk_app.ui.eid.booking import BookingDialog
from clerk_app.ui.eid.calendar import EidCalendar
from tests.ui.eid.test_doing import kinds, over


@pytest.fixture
def calendar(context, desk, page, form):
    panel = AppointmentPanel(context)
    panel.setParent(page)
    return EidCalendar(context, desk.place, panel, lambda: form, page)


def test_an_appointment_is_booked_from_the_dialog_its_slip_printed_and_it_is_closed(calendar, desk, page: QWidget):
    calendar._panel.book.click()
    dialog = over(page, BookingDialog)
    assert (dialog.name.text(), dialog.phone.text()) == ("Проба Пробић", "060 123 45 67")
    dialog.phone.setText("12")
    dialog._on_verb()
    assert kinds(desk) == []
    dialog.phone.setText("060 123 45 67")
    dialog._on_verb()
    assert kinds(desk) == ["eid.booked"]
    assert [facts.name for facts in desk.eid_paper.slips] == ["Проба Пробић"]
    ways = [button for button in calendar._panel.findChildren(QPushButton) if button.text() == "Дошао"]
    ways[0].click()
    assert kinds(desk) == ["eid.booked", "eid.attended"]
    assert [shown.outcome for shown, _row in calendar._panel._rows._rows] == ["done"]


def test_a_slip_that_did_not_come_out_is_said_and_the_appointment_stays(calendar, desk, page, context):
    desk.printer.proof = Proof("not_printed", "printer_no_paper")
    calendar.book()
    over(page, BookingDialog)._on_verb()
    assert kinds(desk) == ["eid.booked"]
    assert context.texts.text("error.appointment_slip_lost", reason="") in str(context.frame.said)


def test_without_rules_nothing_is_asked(calendar, desk, page, context, monkeypatch):
    def refuse() -> None:
        raise Unavailable("reference_missing")

    monkeypatch.setattr(calendar._place.actions.appointing, "proposed", refuse)
    calendar.book()
    assert page.findChild(BookingDialog) is None
    assert context.texts.text("error.reference_missing") in str(context.frame.said)
