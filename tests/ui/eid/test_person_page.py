from dataclasses import replace
from typing import Any

from PySide6.QtTest import QTest

from clerk_app.contract.eid import EidAccount
from clerk_app.domain.errors import Invalid
from clerk_app.domain.people import Person
from clerk_app.ui.eid.person_page import EidPersonPage
from clerk_app.ui.eid.state import EidState


def page_of(context, page, qtbot, form, **state):
    made = EidPersonPage(context)
    made.setParent(page)
    made.show_state(EidState(form=form, **state))
    forms: list[Any] = []
    made.form_changed.connect(forms.append)
    return made, forms


def test_the_card_fills_all_fields_and_a_right_number_is_marked(context, page, qtbot, form):
    made, _forms = page_of(context, page, qtbot, form)
    shown = {name: field.text() for name, field in made._fields.items()}
    assert shown == {
        "id_number": "0101990990000",
        "surname": "Пробић",
        "given_name": "Проба",
        "birth_date": "01.01.1990.",
        "document": "009994321",
        "expires": "01.05.2031.",
    }
    assert made.summary(EidState(form=form)) == "Пробић Проба  010199••••••0 · лична карта"
    assert made.summary(EidState(form=replace(form, person=Person()))) == ""


def test_what_is_typed_becomes_the_person_and_another_number_another_account(context, page, qtbot, form):
    made, forms = page_of(context, page, qtbot, replace(form, account=EidAccount("basic", "active")))
    made._fields["expires"].clear()
    QTest.keyClicks(made._fields["expires"], "1.6.2032")
    assert forms[-1].person.document.expires == "2032-06-01"
    assert forms[-1].account is not None
    made._fields["id_number"].clear()
    QTest.keyClicks(made._fields["id_number"], "2308003990429")
    assert (forms[-1].person.birth_date, forms[-1].account) == ("2003-08-23", None)
    made._face.click()
    assert forms[-1].face is False


def test_an_error_stands_under_its_field_and_takes_the_focus(context, page, qtbot, form):
    made, _forms = page_of(context, page, qtbot, form, error=Invalid("eid_expiry_missing", field="expires"))
    assert made._rows["expires"].message == context.texts.text("error.eid_expiry_missing")
    assert made._rows["surname"].message == ""
    page.show()
    qtbot.waitExposed(page)
    for where, widget in (("expires", made._fields["expires"]), ("face", made._face)):
        made.take_focus(where)
        assert page.focusWidget() is widget


def test_while_the_centre_is_asked_it_is_not_asked_again(context, page, qtbot, form):
    made, _forms = page_of(context, page, qtbot, form, busy="look_up")
    assert not made.button.isEnabled()
