"""Parameters are opened by the desk they are for, under the id it asked with; values tell nobody in their words."""

from __future__ import annotations

import pytest

from clerk_app.contract.eid import (
    EidIssuance,
    EidLookup,
    EidParameters,
    EidRegistration,
    checked_id,
    open_parameters,
    seal_parameters,
)
from clerk_app.contract.keys import SealingKey
from clerk_app.domain.errors import Damaged, Invalid
from tests.support.eid_people import CITIZEN, EMAIL, PHONE

DESK, ACT = SealingKey(b"d" * 32), "0f" * 16
PARAMETERS = EidParameters(user_id="0123456789", code="ABCD-EFGH-JKLM", qr="CONSENTID:0123456789:ABCD-EFGH-JKLM")


def test_what_was_sealed_is_opened_by_this_desk_for_this_act() -> None:
    sealed = seal_parameters(PARAMETERS, DESK.public, ACT)
    assert open_parameters(sealed, DESK, ACT) == PARAMETERS
    assert b"ABCD" not in sealed.sealed
    for opener, act in ((SealingKey(b"e" * 32), ACT), (DESK, "1f" * 16)):
        with pytest.raises(Damaged, match="seal_broken"):
            open_parameters(sealed, opener, act)


@pytest.mark.parametrize("text", ["", "0f", "0F" * 16, "0g" * 16, "0f" * 17])
def test_an_id_is_sixteen_bytes_in_hex(text: str) -> None:
    with pytest.raises(Invalid, match="malformed"):
        checked_id(text)
    assert checked_id(ACT) == ACT


def test_no_value_tells_a_person_or_a_code_when_it_is_shown() -> None:
    asked = (
        EidLookup(grant="g", id_number=CITIZEN.id_number),
        EidRegistration(id=ACT, grant="g", identity=CITIZEN, email=EMAIL, phone=PHONE),
        EidIssuance(id=ACT, grant="g", identity=CITIZEN),
        PARAMETERS,
    )
    shown = repr(asked)
    for secret in (CITIZEN.id_number, CITIZEN.surname, EMAIL, PHONE, PARAMETERS.code, PARAMETERS.user_id):
        assert secret not in shown
