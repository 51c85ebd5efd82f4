"""Keys of an office, and proofs between desk and relay: what holds, and that nothing else does."""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from clerk_app.contract import relay
from clerk_app.contract.keys import SealingKey, SigningKey
from clerk_app.contract.relay import OfficeKey, OfficeProof
from clerk_app.domain.errors import Damaged

KEY = OfficeKey(3, bytes(range(32)))
KEYS = relay.derive(KEY)
HERE = hashlib.sha256(b"a certificate").digest()
CENTRE = SigningKey(b"c" * 32)
DESK = SealingKey(b"d" * 32)
PAGE = Path(__file__).parents[2] / "docs" / "contract" / "relay.md"


def test_a_key_comes_to_the_desk_that_it_is_sealed_to_and_to_no_other() -> None:
    sealed = relay.seal_key(KEY, "A7", DESK.public, CENTRE)
    assert relay.open_key(sealed, "A7", DESK, CENTRE.public) == KEY
    with pytest.raises(Damaged, match="office_key_forged"):
        relay.open_key(sealed, "A8", DESK, CENTRE.public)
    with pytest.raises(Damaged, match="office_key_forged"):
        relay.open_key(sealed, "A7", DESK, SigningKey(b"x" * 32).public)
    with pytest.raises(Damaged, match="seal_broken"):
        relay.open_key(sealed, "A7", SealingKey(b"x" * 32), CENTRE.public)


def test_what_a_relay_holds_opens_nothing_and_each_generation_has_its_own() -> None:
    newer = relay.derive(OfficeKey(4, KEY.secret))
    assert len({KEYS.mac, newer.mac, KEYS.opener.public, newer.opener.public, SealingKey(KEYS.mac).public}) == 5
    assert relay.mac_of(KEY) == KEYS.mac


def test_nothing_shows_the_secret() -> None:
    assert "secret" not in repr(KEY)
    assert "mac" not in repr(relay.RelayKey("m", "o", 1, KEYS.mac, {}))


def test_a_proof_holds_for_its_request_and_certificate_alone() -> None:
    made = relay.prove(KEYS, HERE, "A7", "GET", "/v1/relay")
    read = relay.read_proof(str(made))
    assert read == made
    assert made.holds(KEYS.mac, HERE, "GET", "/v1/relay")
    elsewhere = hashlib.sha256(b"another certificate").digest()
    assert not made.holds(KEYS.mac, elsewhere, "GET", "/v1/relay")
    assert not made.holds(KEYS.mac, HERE, "POST", "/v1/relay")
    assert not made.holds(KEYS.mac, HERE, "GET", "/v1/neighbours?after=0")
    assert not made.holds(bytes(32), HERE, "GET", "/v1/relay")
    assert not OfficeProof(3, "A8", made.nonce, made.mac).holds(KEYS.mac, HERE, "GET", "/v1/relay")


def test_an_answer_holds_for_its_nonce_and_certificate_alone() -> None:
    nonce = bytes(16)
    said = relay.answer_proof(KEYS.mac, HERE, nonce)
    assert relay.answered(said, KEYS.mac, HERE, nonce)
    assert not relay.answered(said, KEYS.mac, HERE, b"1" * 16)
    assert not relay.answered(said, KEYS.mac, bytes(32), nonce)
    assert not relay.answered(said, bytes(32), HERE, nonce)
    assert not relay.answered("", KEYS.mac, HERE, nonce)


@pytest.mark.parametrize(
    "header", ["", "1", "1 A7", "x A7 AAAA", "1 A7 AAAA", "1 A7 !", "1 A7 AAAA more", "-1 A7 AAAA"]
)
def test_what_is_no_proof_is_none(header: str) -> None:
    assert relay.read_proof(header) is None


def test_a_place_is_marked_without_its_name() -> None:
    mark = relay.place_mark("primerovo", "usluzni-centar")
    assert re.fullmatch("[0-9a-f]{16}", mark)
    assert mark != relay.place_mark("primerovo", "usluzni-centar-2")


def test_the_vector_of_the_page_is_what_bare_primitives_give() -> None:
    told = dict(re.findall(r"^\| `(\w+)` \| `([^`]+)` \|$", PAGE.read_text(encoding="utf-8"), re.MULTILINE))
    secret, generation = bytes.fromhex(told["secret"]), told["generation"].encode()

    def derived(purpose: bytes) -> bytes:
        return HKDF(hashes.SHA256(), length=32, salt=None, info=purpose + b"\n" + generation).derive(secret)

    opener = X25519PrivateKey.from_private_bytes(derived(b"salter office seal 1")).public_key().public_bytes_raw()
    mac = derived(b"salter office mac 1")
    assert (opener.hex(), mac.hex()) == (told["seal_public"], told["mac"])
    said = b"\n".join(
        (b"salter office proof 1", told["desk"].encode(), told["method"].encode(), told["target"].encode())
    )
    nonce, fingerprint = bytes.fromhex(told["nonce"]), bytes.fromhex(told["fingerprint"])
    made = hmac.digest(mac, said + b"\n" + fingerprint + nonce, "sha256")
    code = base64.urlsafe_b64encode(nonce + made).decode()
    assert told["office_proof"] == f"{told['generation']} {told['desk']} {code}"
    back = hmac.digest(mac, b"salter relay proof 1\n" + fingerprint + nonce, "sha256")
    assert told["relay_proof"] == base64.urlsafe_b64encode(back).decode()
    proof = relay.read_proof(told["office_proof"])
    assert proof is not None
    assert proof.holds(relay.mac_of(OfficeKey(int(generation), secret)), fingerprint, told["method"], told["target"])
    assert relay.answered(told["relay_proof"], mac, fingerprint, nonce)
