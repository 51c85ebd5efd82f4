from dataclasses import replace
from typing import Any

from PySide6.QtTest import QTest

from clerk_app.contract.eid import EidAccount
from clerk_app.domain.errors import Invalid
from clerk_app.ui.eid.account_page import EidAccountPage, EidContactPage, account_words
from clerk_app.ui.eid.state import EidState
from tests.ui.eid.conftest import BASIC


def test_an_account_is_shown_masked_and_a_blocked_one_leads_nowhere(context, page, form):
    made = EidAccountPage(context)
    made.setParent(page)
    made.show_state(EidState(form=form))
    assert made.button.isHidden()
    made.show_state(EidState(form=replace(form, account=BASIC)))
    assert made.summary(EidState(form=replace(form, account=BASIC))) == "основни ниво · p•••@primer.example"
    assert not made.button.isHidden()
    made.show_state(EidState(form=replace(form, account=EidAccount("high", "blocked", "p•••@x.example", "•••1"))))
    assert made.button.isHidden()
    assert "блокиран" in made._note.accessibleName()
    assert account_words(EidAccount(), context.texts) == "нема налог"


def test_another_address_is_to_be_read_back_anew(context, page, form):
    made = EidContactPage(context)
    made.setParent(page)
    made.show_state(EidState(form=form))
    forms: list[Any] = []
    made.form_changed.connect(forms.append)
    QTest.keyClicks(made._fields["email"], "x")
    assert (forms[-1].email, forms[-1].read_back) == ("proba@primer.examplex", False)
    made.show_state(EidState(form=forms[-1]))
    made._read_back.click()
    assert forms[-1].read_back


def test_errors_stand_at_address_number_and_confirmation(context, page, form):
    made = EidContactPage(context)
    made.setParent(page)
    for field, code in (("email", "eid_email_form"), ("phone", "eid_phone_form"), ("read_back", "eid_not_read_back")):
        made.show_state(EidState(form=form, error=Invalid(code, field=field)))
        assert made._rows[field].message == context.texts.text(f"error.{code}")
    wanted: list[Any] = []
    made.wanted.connect(wanted.append)
    made.button.click()
    made._paper.click()
    assert wanted == ["register", "print_agreement"]
    made.show_agreement("Подаци за налог.")
    assert "Подаци за налог." in made._agreement.accessibleName()
