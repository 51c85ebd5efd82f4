from dataclasses import replace

import msgspec
import pytest

from clerk_app.app.centre import DeskSign, centre_of, doors_to, exchange_identity
from clerk_app.app.stop import Stop
from clerk_app.contract.keys import SealingKey, SigningKey, key_id, verifies
from clerk_app.domain.errors import Cancelled
from tests.settings.test_identity import ANCHOR, IDENTITY
from tests.support.certificates import TestAuthority

WITH_CA = replace(IDENTITY, anchor=msgspec.structs.replace(ANCHOR, ca_pem=TestAuthority().pem))


def test_the_exchange_knows_the_desk_by_its_keys_and_the_centre_as_the_only_reader():
    ours = exchange_identity(IDENTITY)
    assert ours.desk == IDENTITY.desk
    assert ours.signer.public == SigningKey(IDENTITY.sign_seed).public
    assert ours.opener.public == SealingKey(IDENTITY.seal_private).public
    assert (ours.centre_sign, ours.recipients) == (ANCHOR.centre_sign, (ANCHOR.centre_seal,))


def test_a_receipt_is_signed_with_the_key_that_its_id_names():
    sign = DeskSign(IDENTITY.sign_seed)
    public = SigningKey(IDENTITY.sign_seed).public
    assert verifies(public, sign.sign(b"receipt"), b"receipt")
    assert sign.key_id == key_id(public).hex()


def test_exchange_files_and_sign_in_never_wait_for_each_other():
    centre = centre_of(WITH_CA)
    try:
        assert len({id(wire) for wire in centre.wires}) == 3
    finally:
        centre.close()


def test_doors_to_an_unknown_centre_are_opened_once_for_each_need():
    with doors_to("https://centar.primer.rs", Stop()) as doors:
        assert doors.unverified is not doors.pinned(WITH_CA.anchor)
        assert doors.pinned(WITH_CA.anchor) is not doors.pinned(WITH_CA.anchor)


def test_once_stopped_no_door_is_opened_any_more():
    stop = Stop()
    with doors_to("https://centar.primer.rs", stop) as doors:
        stop.now()
        with pytest.raises(Cancelled):
            doors.pinned(WITH_CA.anchor)
