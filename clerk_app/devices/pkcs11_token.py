"""Keys on cards by PKCS#11: the certificate that a clerk signs with, and signatures with its key.

The card signs digests (PKCS#1 v1.5 or ECDSA): every middleware can do that, and little travels to the card.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pkcs11
from pkcs11 import Attribute, KeyType, Mechanism, ObjectClass, TokenFlag
from pkcs11 import exceptions as told
from pkcs11.util.ec import encode_ecdsa_signature

from clerk_app.domain.errors import CounterError, Refused, Unavailable
from clerk_app.ports.signing import Certificate, ReadCertificate

_SHA256 = bytes.fromhex("3031300d060960864801650304020105000420")  # DigestInfo of PKCS#1 before a SHA-256 digest
_GONE = (
    told.DeviceRemoved,
    told.TokenNotPresent,
    told.SessionHandleInvalid,
    told.SessionClosed,
    told.KeyHandleInvalid,
    told.ObjectHandleInvalid,
    told.DeviceError,
    told.SlotIDInvalid,
    told.UserNotLoggedIn,
)
_MEANINGS: tuple[tuple[tuple[type[told.PKCS11Error], ...], Callable[[], CounterError]], ...] = (
    ((told.PinLocked,), lambda: Refused("pin_locked")),
    ((told.PinExpired, told.UserPinNotInitialized), lambda: Refused("pin_not_set")),
    (_GONE, lambda: Unavailable("token_pulled")),
    ((told.NoSuchKey, told.MultipleObjectsReturned), lambda: Refused("certificate_missing")),
    ((told.NoSuchToken, told.TokenNotRecognised), lambda: Unavailable("token_missing")),
)


class Pkcs11Token:
    """The port ``Token`` over the PKCS#11 module at ``module``; ``label`` picks a certificate where a card has more.

    A module is loaded once in a process; one call at a time, since many of them bear no more.
    """

    def __init__(self, module: Path, label: str, read: ReadCertificate) -> None:
        self._module = module
        self._label = label
        self._read = read
        self._one = threading.RLock()

    def certificate(self) -> Certificate:
        """The certificate that would be signed with; needs no PIN."""
        with self._one, _translated():
            for token in self._tokens():
                with token.open() as session:
                    return self._chosen(session)[0]
        raise Unavailable("token_missing")

    @contextmanager
    def open(self, pin: bytearray) -> Iterator[OpenPkcs11]:
        """Open the card for some signatures; ``pin`` is wiped before this returns."""
        with self._one:
            try:
                session, token = self._logged_in(pin)
            finally:
                pin[:] = bytes(len(pin))
            try:
                with _translated():
                    certificate, identity = self._chosen(session)
                    key = session.get_key(object_class=ObjectClass.PRIVATE_KEY, id=identity)
                yield OpenPkcs11(certificate, key, token)
            finally:
                _close(session)

    def _logged_in(self, pin: bytearray) -> tuple[pkcs11.Session, pkcs11.Token]:
        with _translated():
            token = next(iter(self._tokens()), None)
            if token is None:
                raise Unavailable("token_missing")
            if token.flags & TokenFlag.USER_PIN_LOCKED:
                raise Refused("pin_locked")
            try:
                return token.open(user_pin=pin.decode()), token
            except (told.PinIncorrect, told.PinLenRange, told.PinInvalid) as error:
                raise _after_wrong(token) from error

    def _tokens(self) -> list[pkcs11.Token]:
        """Cards that have a PIN; a reader without one is none."""
        if not self._module.is_file():
            raise Unavailable("token_module_missing")
        library = pkcs11.lib(str(self._module))
        found = [slot.get_token() for slot in library.get_slots(token_present=True)]
        return [token for token in found if token.flags & TokenFlag.TOKEN_INITIALIZED]

    def _chosen(self, session: pkcs11.Session) -> tuple[Certificate, bytes]:
        """The certificate with the id of its key, and the others of the card as its chain."""
        kept = [
            (str(item[Attribute.LABEL]), bytes(item[Attribute.ID]), bytes(item[Attribute.VALUE]))
            for item in session.get_objects({Attribute.CLASS: ObjectClass.CERTIFICATE})
        ]
        named = [one for one in kept if one[0] == self._label] if self._label else [one for one in kept if one[1]]
        if not named:
            raise Refused("certificate_missing")
        if len(named) > 1:
            raise Refused("certificate_many")
        _label, identity, der = named[0]
        return self._read(der, [other for _l, _i, other in kept if other != der]), identity


class OpenPkcs11:
    """The port ``OpenToken``: a card whose PIN was right."""

    def __init__(self, certificate: Certificate, key: pkcs11.Key, token: pkcs11.Token) -> None:
        self._certificate = certificate
        self._key = key
        self._token = token

    @property
    def certificate(self) -> Certificate:
        """The certificate that is signed with."""
        return self._certificate

    def is_there(self) -> bool:
        """Whether this card is still in its reader."""
        try:
            return bool(self._token.slot.get_token().serial == self._token.serial)
        except told.PKCS11Error:
            return False

    def sign(self, digest: bytes) -> bytes:
        """The signature over a SHA-256 digest; for elliptic curves as CMS wants it, a sequence of two numbers."""
        with _translated():
            if self._key.key_type == KeyType.EC:
                raw = self._key.sign(digest, mechanism=Mechanism.ECDSA)  # type: ignore[attr-defined] # a private key signs
                return encode_ecdsa_signature(raw)
            return bytes(self._key.sign(_SHA256 + digest, mechanism=Mechanism.RSA_PKCS))  # type: ignore[attr-defined] # as above


def translate(error: told.PKCS11Error) -> CounterError:
    """What a clerk can do about an error of a PKCS#11 module."""
    if type(error) is told.PKCS11Error:  # the library's own, where a file is no module
        return Unavailable("token_module_missing")
    for kinds, made in _MEANINGS:
        if isinstance(error, kinds):
            return made()
    return Unavailable("token_failed", reason=type(error).__name__)


@contextmanager
def _translated() -> Iterator[None]:
    try:
        yield
    except told.PKCS11Error as error:
        raise translate(error) from error
    except (OSError, RuntimeError) as error:  # a file that is no module
        raise Unavailable("token_module_missing") from error


def _after_wrong(token: pkcs11.Token) -> CounterError:
    """What the card says of tries left: PKCS#11 tells no number, only that it is the last, or that none is left."""
    try:
        flags = token.slot.get_token().flags
    except told.PKCS11Error:
        return Refused("pin_wrong")
    if flags & TokenFlag.USER_PIN_LOCKED:
        return Refused("pin_locked")
    return Refused("pin_last_try" if flags & TokenFlag.USER_PIN_FINAL_TRY else "pin_wrong")


def _close(session: pkcs11.Session) -> None:
    """End the session; a card that was pulled has ended it already."""
    try:
        session.close()
    except told.PKCS11Error:
        return
