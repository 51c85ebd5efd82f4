"""eID over real sockets: what is asked and opened, what a refusal is, and that no person goes to a stranger."""

from __future__ import annotations

import pytest

from clerk_app.carriers.https_eid import HttpsEid
from clerk_app.carriers.wire import Wire, pinned_wire, unverified_wire
from clerk_app.contract import canonical
from clerk_app.contract.eid import (
    EID_ISSUANCES,
    EID_LOOKUPS,
    EID_REGISTRATIONS,
    EidAccount,
    EidIssuance,
    EidLookup,
    EidRegistration,
    seal_parameters,
)
from clerk_app.contract.keys import SealingKey
from clerk_app.domain.errors import CounterError, Damaged, Refused, Unavailable
from tests.carriers.test_https_door import Centre, problem
from tests.contract.test_eid import ACT, DESK, PARAMETERS
from tests.support.eid_people import CITIZEN, EMAIL, PHONE

LOOKUP = EidLookup(grant="g", id_number=CITIZEN.id_number)
REGISTRATION = EidRegistration(id=ACT, grant="g", identity=CITIZEN, email=EMAIL, phone=PHONE)
ISSUANCE = EidIssuance(id=ACT, grant="g", identity=CITIZEN)
ACCOUNT = EidAccount("basic", "active", "p•••@primer.example", "•••567")


def with_line(wire: Wire, work):
    try:
        return work(HttpsEid(wire, DESK))
    finally:
        wire.close()


def test_each_question_goes_to_its_place_and_comes_back(serve, authority, tls) -> None:
    sealed = seal_parameters(PARAMETERS, DESK.public, ACT)
    centre = Centre(lookups=ACCOUNT, registrations=ACCOUNT, consentid_parameters=sealed)
    wire = pinned_wire(serve(centre, tls).url, authority.pem)
    said = with_line(wire, lambda line: (line.look_up(LOOKUP), line.register(REGISTRATION), line.issue(ISSUANCE)))
    assert said == (ACCOUNT, ACCOUNT, PARAMETERS)
    assert [request.target for request in centre.seen] == [EID_LOOKUPS, EID_REGISTRATIONS, EID_ISSUANCES]
    assert canonical.decode(centre.seen[1].body, EidRegistration) == REGISTRATION
    assert all(CITIZEN.id_number not in request.target for request in centre.seen)


def test_what_is_not_sealed_to_this_desk_is_not_believed(serve, authority, tls) -> None:
    sealed = seal_parameters(PARAMETERS, SealingKey(b"x" * 32).public, ACT)
    wire = pinned_wire(serve(Centre(consentid_parameters=sealed), tls).url, authority.pem)
    with pytest.raises(Damaged, match="seal_broken"):
        with_line(wire, lambda line: line.issue(ISSUANCE))


@pytest.mark.parametrize(
    ("answer", "kind", "code"),
    [
        (problem("account_exists", 409), Refused, "account_exists"),
        (problem("register_unavailable", 503), Unavailable, "register_unavailable"),
        (problem("centre_busy", 503), Unavailable, "centre_trouble"),
        (problem("register_unavailable", 403), Refused, "register_unavailable"),
    ],
)
def test_a_register_that_is_away_is_not_a_centre_in_trouble(
    serve, authority, tls, answer, kind: type[CounterError], code: str
) -> None:
    wire = pinned_wire(serve(Centre(registrations=answer), tls).url, authority.pem)
    with pytest.raises(kind) as caught:
        with_line(wire, lambda line: line.register(REGISTRATION))
    assert caught.value.code == code


def test_nobody_goes_to_a_centre_that_was_not_checked(serve, tls) -> None:
    centre = Centre()
    for work in (
        lambda line: line.look_up(LOOKUP),
        lambda line: line.register(REGISTRATION),
        lambda line: line.issue(ISSUANCE),
    ):
        with pytest.raises(Unavailable, match="line_certificate"):
            with_line(unverified_wire(serve(centre, tls).url), work)
    assert centre.seen == []
