import pytest
from hypothesis import given
from hypothesis import strategies as st

from clerk_app.contract.keys import SEAL_OVERHEAD, SIGNATURE_BYTES, SealingKey, SigningKey, key_id, seal, verifies
from clerk_app.domain.errors import Damaged, Invalid

SIGNER = SigningKey(b"s" * 32)
OPENER = SealingKey(b"o" * 32)


@given(st.binary(max_size=300))
def test_a_signature_verifies_over_its_message_alone(message: bytes):
    signature = SIGNER.sign(message)
    assert len(signature) == SIGNATURE_BYTES
    assert verifies(SIGNER.public, signature, message)
    assert not verifies(SIGNER.public, signature, message + b"\0")
    assert not verifies(SigningKey(b"t" * 32).public, signature, message)


@given(st.integers(0, SIGNATURE_BYTES * 8 - 1))
def test_no_bit_of_a_signature_can_be_flipped(bit: int):
    forged = bytearray(SIGNER.sign(b"message"))
    forged[bit // 8] ^= 1 << bit % 8
    assert not verifies(SIGNER.public, bytes(forged), b"message")


@given(st.binary(max_size=80), st.binary(max_size=80))
def test_any_bytes_may_claim_to_be_a_key_or_a_signature(public: bytes, signature: bytes):
    assert not verifies(public, signature, b"message")


@given(st.binary(max_size=300), st.binary(max_size=40))
def test_what_is_sealed_opens_for_its_key_and_purpose_alone(plain: bytes, info: bytes):
    sealed = seal(OPENER.public, plain, info)
    assert len(sealed) == len(plain) + SEAL_OVERHEAD
    assert OPENER.open(sealed, info) == plain
    for key, purpose in ((SealingKey(b"p" * 32), info), (OPENER, info + b"x")):
        with pytest.raises(Damaged, match="seal_broken"):
            key.open(sealed, purpose)


def test_the_same_message_is_never_sealed_alike():
    assert seal(OPENER.public, b"plain", b"") != seal(OPENER.public, b"plain", b"")


def test_a_seal_cut_anywhere_is_broken():
    sealed = seal(OPENER.public, b"plain", b"info")
    for end in range(len(sealed)):
        with pytest.raises(Damaged, match="seal_broken"):
            OPENER.open(sealed[:end], b"info")


@given(st.data())
def test_a_seal_with_a_flipped_bit_is_broken(data: st.DataObject):
    sealed = bytearray(seal(OPENER.public, b"plain", b"info"))
    bit = data.draw(st.integers(0, len(sealed) * 8 - 1))
    sealed[bit // 8] ^= 1 << bit % 8
    with pytest.raises(Damaged, match="seal_broken"):
        OPENER.open(bytes(sealed), b"info")


@pytest.mark.parametrize("public", [b"", b"k" * 31, b"k" * 33, bytes(32)])
def test_what_is_no_public_key_is_refused(public: bytes):
    with pytest.raises(Invalid, match="malformed"):
        seal(public, b"plain", b"info")


def test_a_key_is_named_by_eight_bytes():
    assert len(key_id(SIGNER.public)) == 8
    assert key_id(SIGNER.public) != key_id(OPENER.public)
