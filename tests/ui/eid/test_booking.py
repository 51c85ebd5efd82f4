from datetime import datetime
from typing import Any

from clerk_app.domain.errors import Invalid
from clerk_app.ui.eid.booking import BookingDialog, Wanted

AT = datetime.fromisoformat("2026-11-24T08:30+01:00")


def test_what_was_entered_is_given_and_the_dialog_stays_until_it_is_done(context, page):
    first = Wanted(name="Проба Пробић", phone="", email="p@x.example", at=AT)
    dialog = BookingDialog(context, first, ("08:00", "08:30"), over=page)
    wanted: list[Any] = []
    dialog.wanted.connect(wanted.append)
    dialog.phone.setText("060 123 45 67")
    dialog.time.set_value("08:00")
    dialog._on_verb()
    assert wanted == [Wanted(name="Проба Пробић", phone="060 123 45 67", email="p@x.example", at=AT.replace(minute=0))]
    dialog.show_error(Invalid("eid_phone_form", field="phone"))
    assert dialog._rows["phone"].message == context.texts.text("error.eid_phone_form")
    dialog.show_error(Invalid("slot_hours", field="at", opens="08:00", closes="15:00"))
    assert "15:00" in dialog._rows["at"].message
    assert dialog._rows["phone"].message == ""
    dialog.day.setText("32.1.2026")
    dialog._on_verb()
    assert len(wanted) == 1
    assert dialog._rows["at"].message
