"""Relays are made by a code, proven by their signature, and heard no more once they are revoked."""

from __future__ import annotations

import pytest

from clerk_app.central.misses import MOST_MISSES
from clerk_app.central.relay.relays import VALID
from clerk_app.contract import enrolment
from clerk_app.contract.exchange import prove
from clerk_app.contract.keys import SigningKey
from clerk_app.contract.relay import KEY, RELAY_PURPOSE, RelayEnrolmentAnswer, RelayEnrolmentRequest
from clerk_app.domain.errors import Invalid, Refused
from tests.central.conftest import Running

SIGNER = SigningKey(b"r" * 32)


def enrolled(centre: Running, office: str, signer: SigningKey = SIGNER) -> RelayEnrolmentAnswer:
    relays = centre.central.parts.relays
    secret = enrolment.parse(relays.make_code(office)).secret
    return relays.enrol(RelayEnrolmentRequest(secret, signer.public))


def shown(name: str, signer: SigningKey = SIGNER) -> tuple[str, str, str]:
    return prove(name, signer, "GET", KEY, RELAY_PURPOSE), "GET", KEY


def test_a_code_makes_one_relay_and_answers_the_same_key_again(centre: Running) -> None:
    relays, office = centre.central.parts.relays, centre.office()
    secret = enrolment.parse(relays.make_code(office)).secret
    made = relays.enrol(RelayEnrolmentRequest(secret, SIGNER.public))
    assert (made.relay, made.office, made.office_name) == ("R1", office, "Месна канцеларија")
    assert relays.enrol(RelayEnrolmentRequest(secret, SIGNER.public)) == made
    with pytest.raises(Refused, match="enrolment_code_wrong"):
        relays.enrol(RelayEnrolmentRequest(secret, SigningKey(b"x" * 32).public))
    assert enrolled(centre, office, SigningKey(b"y" * 32)).relay == "R2"


def test_a_code_is_for_an_office_that_is_there_and_for_a_while(centre: Running) -> None:
    relays = centre.central.parts.relays
    with pytest.raises(Invalid, match="office_unknown"):
        relays.make_code("nema-je")
    secret = enrolment.parse(relays.make_code(centre.office())).secret
    centre.clock.at += VALID
    with pytest.raises(Refused, match="enrolment_code_wrong"):
        relays.enrol(RelayEnrolmentRequest(secret, SIGNER.public))


def test_guessing_is_slowed_as_that_of_desks_codes_is(centre: Running) -> None:
    for _ in range(MOST_MISSES):
        with pytest.raises(Refused, match="enrolment_code_wrong"):
            centre.central.parts.relays.enrol(RelayEnrolmentRequest("AAAAAAAA", SIGNER.public))
    with pytest.raises(Refused, match="enrolment_wait"):
        enrolled(centre, centre.office())


def test_only_its_own_signature_for_this_purpose_proves_a_relay(centre: Running) -> None:
    relays = centre.central.parts.relays
    made = enrolled(centre, centre.office())
    assert relays.proven(*shown(made.relay)).office == made.office
    with pytest.raises(Refused, match="desk_proof"):
        relays.proven(prove(made.relay, SIGNER, "GET", KEY), "GET", KEY)
    with pytest.raises(Refused, match="desk_proof"):
        relays.proven(*shown(made.relay, SigningKey(b"x" * 32)))
    with pytest.raises(Refused, match="relay_unknown"):
        relays.proven(*shown("R9"))


def test_a_revoked_relay_is_not_heard_and_its_key_counts_no_longer(centre: Running) -> None:
    relays, office = centre.central.parts.relays, centre.office()
    first, second = enrolled(centre, office), enrolled(centre, office, SigningKey(b"y" * 32))
    staying = relays.proven(*shown(second.relay, SigningKey(b"y" * 32)))
    before = relays.key(staying)
    relays.revoke(first.relay)
    relays.revoke(first.relay)
    with pytest.raises(Refused, match="relay_revoked"):
        relays.proven(*shown(first.relay))
    after = relays.key(staying)
    assert (before.generation, after.generation) == (1, 2)
    assert before.mac != after.mac
    with pytest.raises(Refused, match="relay_unknown"):
        relays.revoke("R9")


def test_a_relay_is_told_the_desks_of_its_office_that_may_speak(centre: Running) -> None:
    relays, office = centre.central.parts.relays, centre.office()
    made = enrolled(centre, office)
    here, gone, elsewhere = centre.desk(office), centre.desk(office), centre.desk()
    centre.central.parts.enrolment.retire(gone.code, bytes(32))
    told = relays.key(relays.proven(*shown(made.relay)))
    assert told.desks == {here.code: here.sign.public}
    assert elsewhere.code not in told.desks
    assert (told.office, told.municipality) == (office, here.anchor.municipality)
