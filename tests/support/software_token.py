"""A token in software (SoftHSM2) in a directory of its own: a card with a PIN, for tests and the bench."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pkcs11
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from pkcs11 import Attribute, CertificateType, ObjectClass

from tests.support.signers import Leaf

MODULE = Path("/usr/lib/softhsm/libsofthsm2.so")
PIN = "4711"
_SO_PIN = "47110815"
_ID = b"\x01"


class SoftwareToken:
    """One card; ``pull`` takes it out of the reader, ``put_in`` puts it back."""

    def __init__(self, folder: Path) -> None:
        self.module = MODULE
        self.cards = folder / "cards"
        self._away = folder / "away"
        self.cards.mkdir(parents=True)
        self.conf = folder / "softhsm2.conf"
        self.conf.write_text(f"directories.tokendir = {self.cards}\nobjectstore.backend = file\nlog.level = ERROR\n")
        os.environ["SOFTHSM2_CONF"] = str(self.conf)
        self._call("--init-token", "--free", "--label", "Kartica", "--so-pin", _SO_PIN, "--pin", PIN)

    def keep(self, leaf: Leaf, *chain: bytes, label: str = "potpis") -> None:
        """Put a key and certificates on the card."""
        pem = self.conf.with_name("key.pem")
        pem.write_bytes(leaf.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
        self._call("--import", str(pem), "--token", "Kartica", "--label", label, "--id", _ID.hex(), "--pin", PIN)
        pem.unlink()
        self.renew()
        with pkcs11.lib(str(MODULE)).get_token(token_label="Kartica").open(rw=True, user_pin=PIN) as session:
            for name, identity, der in ((label, _ID, leaf.der), *((f"ca{n}", b"", der) for n, der in enumerate(chain))):
                session.create_object(
                    {
                        Attribute.CLASS: ObjectClass.CERTIFICATE,
                        Attribute.CERTIFICATE_TYPE: CertificateType.X_509,
                        Attribute.TOKEN: True,
                        Attribute.PRIVATE: False,
                        Attribute.LABEL: name,
                        Attribute.ID: identity,
                        Attribute.SUBJECT: b"",
                        Attribute.VALUE: der,
                    }
                )

    def pull(self) -> None:
        """Take the card out."""
        shutil.move(self.cards, self._away)
        self.cards.mkdir()

    def put_in(self) -> None:
        """Put it back."""
        self.cards.rmdir()
        shutil.move(self._away, self.cards)
        self.renew()

    def renew(self) -> None:
        """Have the module look at its cards again, as it does by itself with a reader."""
        pkcs11.lib(str(MODULE)).reinitialize()

    def _call(self, *arguments: str) -> None:
        subprocess.run(
            ["/usr/bin/softhsm2-util", *arguments],
            check=True,
            capture_output=True,
            env={**os.environ, "SOFTHSM2_CONF": str(self.conf)},
        )


@contextmanager
def software_token(folder: Path) -> Iterator[SoftwareToken]:
    """An empty card, and whatever was configured before afterwards."""
    before = os.environ.get("SOFTHSM2_CONF")
    try:
        yield SoftwareToken(folder)
    finally:
        if before is None:
            os.environ.pop("SOFTHSM2_CONF", None)
        else:
            os.environ["SOFTHSM2_CONF"] = before
