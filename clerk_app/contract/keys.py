"""Keys of the exchange: Ed25519 signs, HPKE (RFC 9180, X25519, HKDF-SHA256, AES-256-GCM) seals."""

from __future__ import annotations

import hashlib
from typing import Annotated

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives import hpke
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from msgspec import Meta

from clerk_app.domain.errors import Damaged, Invalid

PublicKey = Annotated[bytes, Meta(min_length=32, max_length=32)]
SIGNATURE_BYTES = 64
SEAL_OVERHEAD = 48  # 32 bytes of encapsulated key and a tag of 16
_SUITE = hpke.Suite(hpke.KEM.X25519, hpke.KDF.HKDF_SHA256, hpke.AEAD.AES_256_GCM)


def key_id(public: bytes) -> bytes:
    """Eight bytes that name a public key."""
    return hashlib.sha256(public).digest()[:8]


class SigningKey:
    """An Ed25519 key pair made from its 32-byte seed."""

    def __init__(self, seed: bytes) -> None:
        self._private = Ed25519PrivateKey.from_private_bytes(seed)
        self.public = self._private.public_key().public_bytes_raw()

    def sign(self, message: bytes) -> bytes:
        """The 64-byte signature over ``message``."""
        return self._private.sign(message)


def verifies(public: bytes, signature: bytes, message: bytes) -> bool:
    """Whether ``signature`` over ``message`` was made with the private half of ``public``."""
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


class SealingKey:
    """An X25519 key pair made from its 32 private bytes; opens what was sealed to it."""

    def __init__(self, private: bytes) -> None:
        self._private = X25519PrivateKey.from_private_bytes(private)
        self.public = self._private.public_key().public_bytes_raw()

    def open(self, sealed: bytes, info: bytes) -> bytes:
        """Open what ``seal`` made for this key with the same ``info``; raises ``Damaged('seal_broken')``."""
        try:
            return _SUITE.decrypt(sealed, self._private, info=info)
        except (InvalidTag, ValueError) as error:
            raise Damaged("seal_broken") from error


def seal(public: bytes, plain: bytes, info: bytes) -> bytes:
    """Seal ``plain`` to a public key; ``info`` binds the purpose and must be given again to open.

    Raises ``Invalid('malformed')`` for bytes that are no public key.
    """
    try:
        return _SUITE.encrypt(plain, X25519PublicKey.from_public_bytes(public), info=info)
    except ValueError as error:
        raise Invalid("malformed", what="key", where="public") from error
