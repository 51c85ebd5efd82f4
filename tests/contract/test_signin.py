import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clerk_app.contract import canonical, reference, signin
from clerk_app.contract.keys import SigningKey
from clerk_app.contract.signin import Grant, SignedGrant, SignInAnswer, SignInRequest, sign, verified
from clerk_app.domain.errors import Damaged, Invalid

CENTRE = SigningKey(b"c" * 32)
GRANT = Grant("g1", "m.primeric", "Милица Примерић", "clerk", "999", "1", "A7", 1_000, 2_000)
SIGNED = sign(GRANT, CENTRE)


def test_a_grant_that_the_centre_signed_is_believed():
    assert verified(SIGNED, CENTRE.public) == GRANT


def test_another_centres_is_not():
    with pytest.raises(Damaged, match="grant_forged"):
        verified(SIGNED, SigningKey(b"x" * 32).public)


@given(st.data())
def test_no_bit_of_it_can_be_flipped(data: st.DataObject):
    part = data.draw(st.sampled_from(("payload", "signature")))
    forged = bytearray(getattr(SIGNED, part))
    bit = data.draw(st.integers(0, len(forged) * 8 - 1))
    forged[bit // 8] ^= 1 << bit % 8
    with pytest.raises(Damaged, match="grant_forged"):
        verified(msgspec.structs.replace(SIGNED, **{part: bytes(forged)}), CENTRE.public)


@given(st.binary(max_size=80), st.binary(max_size=80))
def test_any_bytes_are_forged(payload: bytes, signature: bytes):
    with pytest.raises(Damaged, match="grant_forged"):
        verified(SignedGrant(payload=payload, signature=signature), CENTRE.public)


def test_a_clerk_cannot_be_promoted_by_editing():
    promoted = SIGNED.payload.replace(b'"clerk"', b'"supervisor"')
    assert promoted != SIGNED.payload
    with pytest.raises(Damaged, match="grant_forged"):
        verified(msgspec.structs.replace(SIGNED, payload=promoted), CENTRE.public)


def test_what_the_centre_signed_for_another_purpose_is_no_grant():
    other = reference.sign([reference.Item("municipality", 1, msgspec.Raw(SIGNED.payload))], CENTRE)
    bare = SignedGrant(payload=SIGNED.payload, signature=CENTRE.sign(SIGNED.payload))
    for signed in (SignedGrant(payload=other.payload, signature=other.signature), bare):
        with pytest.raises(Damaged, match="grant_forged"):
            verified(signed, CENTRE.public)


def test_a_signed_grant_of_a_role_that_is_not_known_here_is_malformed():
    payload = SIGNED.payload.replace(b'"clerk"', b'"oracle"')
    signed = SignedGrant(payload=payload, signature=CENTRE.sign(b"salter grant 1\0" + payload))
    with pytest.raises(Invalid, match="malformed"):
        verified(signed, CENTRE.public)


def test_messages_come_back_and_the_password_stays_out_of_reports():
    request = SignInRequest("m.primeric", "тајна", b"r" * 32, want_key=True)
    answer = SignInAnswer(grant=SIGNED, rewrapped=b"w" * 80)
    for value in (request, answer, signin.EscrowDeposit(wrap=b"w" * 80)):
        assert canonical.decode(canonical.encode(value), type(value)) == value
    assert "тајна" not in f"{request!r} {request}"
