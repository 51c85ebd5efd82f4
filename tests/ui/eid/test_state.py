from dataclasses import replace

import pytest

from clerk_app.domain.errors import Invalid, Refused
from clerk_app.domain.people import Person
from clerk_app.ui.eid.state import EidForm, EidState, of_person
from tests.ui.eid.conftest import CITIZEN


def test_nobody_goes_on_before_the_face_was_compared(form):
    identity = form.identity()
    assert (identity.id_number, identity.document.tail, identity.document.biometric) == ("0101990990000", "4321", True)
    with pytest.raises(Invalid, match="eid_face_missing") as caught:
        replace(form, face=False).identity()
    assert caught.value.field == "face"


def test_a_card_with_a_chip_is_biometric_and_its_face_is_still_to_be_seen():
    begun = EidForm(register_act="", issue_act="")
    read, typed = of_person(begun, CITIZEN), of_person(begun, Person(surname="Пробић", phone="060"))
    assert (read.biometric, read.face, read.person) == (True, False, CITIZEN)
    assert (typed.biometric, typed.phone) == (False, "060")


def test_an_error_stands_at_its_field_alone(form):
    state = EidState(form=form, error=Invalid("eid_email_form", field="email"))
    assert state.error_at("email") is state.error
    assert state.error_at("phone") is None
    assert EidState(form=form, error=Refused("under_age", age=16)).error_at("email") is None


def test_the_visit_has_no_place_for_a_code(form):
    assert not {"code", "parameters", "user_id", "qr"} & set(EidForm.__slots__)
