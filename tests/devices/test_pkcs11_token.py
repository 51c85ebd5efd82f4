"""A card by PKCS#11, on SoftHSM2: what is on it, right and wrong PINs, a card that is pulled; its PIN is not kept."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa, utils
from pkcs11 import exceptions as told

from clerk_app.app.itself import program
from clerk_app.devices.pkcs11_token import Pkcs11Token, translate
from clerk_app.devices.token_process import TokenProcess
from clerk_app.documents.certificates import read_certificate
from clerk_app.documents.signing import PadesSigning
from clerk_app.domain.errors import Refused, Unavailable
from tests.support.signed import AT, paper
from tests.support.signers import Leaf, SignersAuthority
from tests.support.software_token import MODULE, PIN, SoftwareToken, software_token

pytestmark = [
    pytest.mark.skipif(not MODULE.exists(), reason="SoftHSM2 is not installed"),
]
DIGEST = hashlib.sha256(b"akt").digest()


@pytest.fixture(scope="module")
def authority() -> SignersAuthority:
    return SignersAuthority()


@pytest.fixture
def card(tmp_path: Path) -> Iterator[SoftwareToken]:
    with software_token(tmp_path) as made:
        yield made


def pin(text: str = PIN) -> bytearray:
    return bytearray(text.encode())


def token(label: str = "potpis") -> TokenProcess:
    """The card in a process of its own, as the program has it."""
    return TokenProcess([*program(), "token-host"], MODULE, label, read_certificate)


def verify(leaf: Leaf, signature: bytes) -> None:
    """Raises where the signature is not the key's."""
    key, already = leaf.certificate.public_key(), utils.Prehashed(hashes.SHA256())
    if isinstance(key, ec.EllipticCurvePublicKey):
        key.verify(signature, DIGEST, ec.ECDSA(already))
    elif isinstance(key, rsa.RSAPublicKey):
        key.verify(signature, DIGEST, padding.PKCS1v15(), already)


@pytest.mark.parametrize("curve", [False, True])
def test_the_card_signs_and_tells_whose_it_is(card: SoftwareToken, authority: SignersAuthority, curve: bool) -> None:
    leaf = authority.leaf(key=ec.generate_private_key(ec.SECP256R1()) if curve else None)
    card.keep(leaf, authority.der)
    assert token().certificate().name == "Милица Петровић"
    given = pin()
    with token().open(given) as opened:
        assert opened.certificate.chain == (authority.der,)
        verify(leaf, opened.sign(DIGEST))
    assert given == bytes(len(PIN)), "the PIN was kept"


def test_the_only_certificate_with_a_key_needs_no_label(card: SoftwareToken, authority: SignersAuthority) -> None:
    card.keep(authority.leaf(), authority.der)
    assert token("").certificate().name == "Милица Петровић"


def test_a_label_that_is_not_there_is_told(card: SoftwareToken, authority: SignersAuthority) -> None:
    card.keep(authority.leaf())
    with pytest.raises(Refused, match="certificate_missing"):
        token("drugi").certificate()


def test_a_wrong_pin_is_told_each_time_wiped_and_a_right_one_still_opens(
    card: SoftwareToken, authority: SignersAuthority
) -> None:
    card.keep(authority.leaf())
    for _ in range(3):
        given = pin("0000")
        with pytest.raises(Refused) as raised, token().open(given):
            pass
        assert raised.value.code in {"pin_wrong", "pin_last_try"}
        assert given == bytes(4)
    with token().open(pin()) as opened:
        assert opened.sign(DIGEST)


def test_a_card_that_is_pulled_between_pin_and_signature_signs_nothing(
    card: SoftwareToken, authority: SignersAuthority
) -> None:
    card.keep(authority.leaf())
    with token().open(pin()) as opened:
        card.pull()
        with pytest.raises(Unavailable, match="token_pulled"):
            PadesSigning().sign(paper(), opened, AT)
    card.put_in()
    with token().open(pin()) as opened:
        assert PadesSigning().sign(paper(), opened, AT)


def test_a_reader_without_a_card_is_told(card: SoftwareToken) -> None:
    card.cards.rename(card.cards.with_name("elsewhere"))
    card.cards.mkdir()
    with pytest.raises(Unavailable, match="token_missing"):
        token().certificate()
    with pytest.raises(Unavailable, match="token_missing"), token().open(pin()):
        pass


def test_what_is_no_module_is_told(tmp_path: Path) -> None:
    (tmp_path / "modul.so").write_bytes(b"no module")
    for module in (tmp_path / "nema.so", tmp_path / "modul.so"):
        with pytest.raises(Unavailable, match="token_module_missing"):
            Pkcs11Token(module, "", read_certificate).certificate()


@pytest.mark.parametrize(
    ("error", "kind", "code"),
    [
        (told.PinLocked(), Refused, "pin_locked"),
        (told.UserPinNotInitialized(), Refused, "pin_not_set"),
        (told.DeviceRemoved(), Unavailable, "token_pulled"),
        (told.TokenNotPresent(), Unavailable, "token_pulled"),
        (told.NoSuchKey(), Refused, "certificate_missing"),
        (told.GeneralError(), Unavailable, "token_failed"),
    ],
)
def test_what_a_module_says_becomes_what_a_clerk_can_do(error: told.PKCS11Error, kind: type, code: str) -> None:
    made = translate(error)
    assert isinstance(made, kind)
    assert made.code == code
